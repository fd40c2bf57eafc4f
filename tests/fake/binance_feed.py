"""Binance, as wss://fstream.binance.com/market/ws speaks: USD-M and COIN-M on
one stream, no more than one order a second and symbol.
"""

from dialect import digits
from feed import Feed, parsed

ORDERS = '!forceOrder@arr'
PRICE = '@markPrice@1s'


class Binance(Feed):
    exchange, name = 'binance', 'market'
    host, path = 'fstream.binance.com', '/market/ws'
    canary_ms = 1000
    limit = (10, 1000)
    most = 1
    frames = 3000

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
        known = {m.symbol.lower() + PRICE for m in
                 s.ledger.markets(self.exchange, s.now())} | {ORDERS}
        for topic in topics:
            if topic not in known:  # it is acknowledged all the same
                s.trouble(f'it asked for {topic}')
        return s.subscribe(topics, {'result': None, 'id': said['id']})

    def refusal(self, topic, now):
        return {'error': {'code': 2, 'msg': 'Invalid request: invalid '
                          'stream'}, 'id': 1 if PRICE in topic else 2}

    def canary(self, topic, world, now):
        if not topic.endswith(PRICE):
            return None
        price = f'{world.usd_price("BTC", now):.8f}'
        return {'e': 'markPriceUpdate', 'E': now, 's':
                topic.removesuffix(PRICE).upper(), 'p': price, 'P': price,
                'i': price, 'r': '0.00010000', 'T': now + 3_600_000, 'st': 1}

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


FEEDS = [Binance()]
