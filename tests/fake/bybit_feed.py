"""Bybit v5, as wss://stream.bybit.com/v5/public speaks: linear and inverse on
addresses of their own.
"""

from dialect import digits
from feed import Feed, parsed

ARGS_MAX = 21_000  # characters of all arguments
ORDERS, TICKERS = 'allLiquidation.', 'tickers.'
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
        known = {kind + m.symbol for kind in (ORDERS, TICKERS) for m in
                 s.ledger.markets(self.exchange, s.now())
                 if m.part == self.name}
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

    def canary(self, topic, world, now):
        if not topic.startswith(TICKERS):
            return None
        return {'topic': topic, 'type': 'delta', 'data': {
            'symbol': topic.removeprefix(TICKERS), 'lastPrice':
            f'{world.usd_price("BTC", now):.1f}'}, 'cs': now * 7, 'ts': now}

    def topic(self, item):
        return ORDERS + item.symbol

    def update(self, topic, items, now):
        return {'topic': topic, 'type': 'snapshot', 'ts': now, 'data': [{
            'T': e.ts, 's': e.symbol, 'S': 'Buy' if e.long else 'Sell',
            'v': digits(e.market.native(e.contracts)), 'p':
            digits(e.price())} for e in items]}

    def unknown(self, now):
        return {'topic': 'kline.5.BTCUSDT', 'type': 'snapshot', 'ts': now,
                'data': []}


FEEDS = [Bybit('linear'), Bybit('inverse')]
