"""Binance, as wss://fstream.binance.com/market/ws speaks, and dstream: forced
orders of USD-M and COIN-M on one stream at either, no more than one a second
and symbol; of prices and candles, those of their own product.
"""

import binance
from dialect import WIDTHS, digits
from feed import Feed, parsed

ORDERS = '!forceOrder@arr'
PRICE, CANDLE = 'markPrice', 'kline_'
REST = binance.Binance()
STREAMS = {f'{CANDLE}{width}' for width in WIDTHS} | {PRICE, PRICE + '@1s'}
TOLD_MS = 3000  # prices, that often, but where it is said
STREAMS_MAX = 1024


class Binance(Feed):
    exchange, path = 'binance', '/market/ws'
    canary_ms = 1000
    limit = (10, 1000)
    most = 1
    frames = 3000

    def __init__(self, name, part, host):
        self.name, self.part, self.host = name, part, host

    def markets(self, s):
        """By their names in streams."""
        return {m.symbol.lower(): m for m in REST.markets(
            self.query(s, s.now()), self.part)}

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        if said.get('method') != 'SUBSCRIBE' or \
                not isinstance(said.get('id'), int):
            s.trouble(f'no subscription: {text}')
            return s.say({'error': {'code': 2, 'msg': 'Invalid request'},
                          'id': said.get('id')})
        s.state['id'] = said['id']
        topics = said.get('params', [])
        known = self.markets(s)
        for topic in topics:
            name, _, stream = topic.partition('@')
            if topic != ORDERS and (
                    name not in known or stream not in STREAMS):
                s.trouble(f'it asked for {topic}')  # but acknowledged
        if len({*s.topics, *topics}) > STREAMS_MAX:
            s.trouble(f'more than {STREAMS_MAX} streams')
        return s.subscribe(topics, {'result': None, 'id': said['id']})

    def refusal(self, topic, now):
        return {'error': {'code': 2, 'msg': 'Invalid request: invalid '
                          'stream'}, 'id': 2 if topic == ORDERS else 1}

    def chart(self, s, topic, since, now):
        name, _, stream = topic.partition('@')
        m, q = self.markets(s).get(name), self.query(s, now)
        if m is None:
            return
        if stream.startswith(CANDLE):
            yield from self.candles(m, q, stream.removeprefix(CANDLE), since)
        elif '@' in stream or since // TOLD_MS < now // TOLD_MS:
            row = REST.mark(q, m)
            yield {'e': 'markPriceUpdate', 'E': now, 's': m.symbol, 'p':
                   row['markPrice'], 'P': row['estimatedSettlePrice'], 'i':
                   row['indexPrice'], 'r': row['lastFundingRate'], 'T':
                   row['nextFundingTime'], 'st': 2 if m.inverse else 1}

    def candles(self, m, q, width, since):
        """The open one, and the one before it once it was closed."""
        size = WIDTHS[width]
        done = self.closed(m, q, size, since)
        for t in [done] * bool(done) + [q.now // size * size]:
            row = dict(zip('tohlcvTqnVQB', REST.kline(q, m, t, size)))
            yield {'e': 'kline', 'E': q.now, 's': m.symbol, 'k': {
                **row, 's': m.symbol, 'i': width, 'f': 1, 'L': 9,
                'x': t == done}}

    def topic(self, item):
        return ORDERS

    def update(self, topic, items, now):
        e = items[0]
        m = e.market
        size = str(e.contracts) if m.inverse else digits(
            m.native(e.contracts))
        order = {'s': m.symbol, 'S': 'SELL' if e.long else 'BUY', 'o':
                 'LIMIT', 'f': 'IOC', 'q': size, 'p': digits(
                     m.price(e.ticks + (-9 if e.long else 9))), 'ap':
                 digits(e.price()), 'X': 'FILLED', 'l': size, 'z': size,
                 'T': e.ts}
        if m.inverse:
            order['ps'] = m.symbol.split('_')[0]
        return {'e': 'forceOrder', 'E': now, 'o': order,
                'st': 2 if m.inverse else 1}

    def notice(self, now):
        return {'e': 'serverShutdown', 'E': now}

    def unknown(self, now):
        return {'e': 'bookTicker', 'u': 400900217, 's': 'BTCUSDT',
                'b': '25.35', 'B': '31.21', 'a': '25.36', 'A': '40.66'}


FEEDS = [Binance('market', binance.UM, 'fstream.binance.com'),
         Binance('coin-m', binance.CM, 'dstream.binance.com')]
