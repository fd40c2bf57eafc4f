"""Bybit v5, as wss://stream.bybit.com/v5/public speaks: linear and inverse on
addresses of their own.
"""

import bybit
from dialect import digits
from feed import Feed, parsed
from world import MINUTE

ARGS_MAX = 21_000  # characters of all arguments
ORDERS, TICKERS, CANDLES = 'allLiquidation.', 'tickers.', 'kline.'
BOOKS, DEPTH = 'orderbook.1000.', 1000
BOOK_MS = 1000  # of a book, at the most
REST = bybit.Bybit()
CONN = 'd8bu1olkndm7crnfs1e0-j6akw'


class Bybit(Feed):
    exchange = 'bybit'
    host = 'stream.bybit.com'
    limit = (20, 1000)

    def __init__(self, name):
        self.name, self.path = name, '/v5/public/' + name

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        if said.get('op') == 'ping':
            return s.say({'success': True, 'ret_msg': 'pong', 'conn_id': CONN,
                          'op': 'ping'})
        topics = said.get('args', [])
        known = {kind + m.symbol for kind in (ORDERS, TICKERS, BOOKS) for m in
                 s.ledger.markets(self.exchange, s.now())
                 if m.part == self.name} | {
                     f'{CANDLES}{width}.{m.symbol}' for width in
                     bybit.INTERVALS for m in s.ledger.markets(
                         self.exchange, s.now()) if m.part == self.name}
        for topic in topics:
            if topic not in known or said.get('op') != 'subscribe':
                return s.unsubscribed(topic, self.refusal(topic, s.now()))
        if sum(map(len, [*s.topics, *topics])) > ARGS_MAX:
            s.trouble(f'more than {ARGS_MAX} characters of arguments')
        return s.subscribe(topics, {
            'success': True, 'ret_msg': '', 'conn_id': CONN, 'req_id': '',
            'op': 'subscribe'})

    def refusal(self, topic, now):
        return {'success': False, 'ret_msg': 'error:handler not found,topic:'
                + topic, 'conn_id': CONN, 'req_id': '', 'op': 'subscribe'}

    def chart(self, s, topic, since, now):
        kind, *width, symbol = topic.split('.')
        if kind + '.' == ORDERS:
            return []
        q = self.query(s, now)
        m = REST.market(q, symbol)
        if topic.startswith(BOOKS):
            return self.book(s, topic, m, q)
        return self.candle(topic, m, q, width[0], since) if width else [
            self.ticker(topic, m, q, since)]

    def ticker(self, topic, m, q, since):
        """First all there is, then what has changed."""
        row = REST.ticker(q, m)
        del row['deliveryTime']
        if since:
            old = {} if since // MINUTE == q.now // MINUTE else {
                k: v for k, v in row.items() if 'nterest' in k}
            row = {k: v for k, v in row.items() if 'rice' in k} | old
        return {'topic': topic, 'type': 'delta' if since else 'snapshot',
                'data': {**row, 'symbol': m.symbol}, 'cs': q.now * 7,
                'ts': q.now}

    def candle(self, topic, m, q, width, since):
        """The one that is open, and before it the one that was closed."""
        size = bybit.INTERVALS[width] * MINUTE
        start, done = q.now // size * size, self.closed(m, q, size, since)
        for t in [done, start] if done else [start]:
            names = ('start', 'open', 'high', 'low', 'close', 'volume',
                     'turnover')
            row = dict(zip(names, REST.bar(q, m, t, size)))
            yield {'topic': topic, 'type': 'snapshot', 'ts': q.now, 'data': [{
                **row, 'start': t, 'end': t + size - 1, 'interval': width,
                'confirm': t == done, 'timestamp': q.now}]}

    def book(self, s, topic, m, q):
        """First all there is, then what has changed: "0" where a level is
        gone."""
        told, number, at = s.state.get(topic, ([{}, {}], 7, 0))
        if q.now < at + BOOK_MS:
            return
        now = [dict(side) for side in REST.sides(q, m, DEPTH)]
        rows = [[[price, '0'] for price in old if price not in new] +
                [[price, n] for price, n in new.items()
                 if old.get(price) != n] for old, new in zip(told, now)]
        s.state[topic] = now, number + 1, q.now
        yield {'topic': topic, 'type': 'delta' if at else 'snapshot',
               'ts': q.now, 'data': {'s': m.symbol, 'b': rows[0], 'a':
                                     rows[1], 'u': number, 'seq': q.now * 9},
               'cts': q.now - 2}

    def topic(self, item):
        return ORDERS + item.symbol

    def update(self, topic, items, now):
        return {'topic': topic, 'type': 'snapshot', 'ts': now, 'data': [{
            'T': e.ts, 's': e.symbol, 'S': 'Buy' if e.long else 'Sell',
            'v': digits(e.market.native(e.contracts)), 'p':
            digits(e.price())} for e in items]}

    def unknown(self, now):
        return {'topic': 'publicTrade.BTCUSDT', 'type': 'snapshot', 'ts': now,
                'data': []}


FEEDS = [Bybit('linear'), Bybit('inverse')]
