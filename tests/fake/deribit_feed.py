"""Deribit, as wss://www.deribit.com/ws/api/v2 speaks: JSON-RPC."""

from deribit import Deribit as Dialect
from feed import TradeFeed, parsed

TRADES = 'trades.future.any.100ms'
NAMES = 'ticker.{}.100ms', 'ticker.{}.agg2', 'book.{}.100ms'
LEVELS = 50  # of a side; all there are
TEST_MS = 1000  # its own tests; 10 s and more there
MISSED = 5000


class Deribit(TradeFeed):
    exchange, name = 'deribit', 'trades'
    host, path = 'www.deribit.com', '/ws/api/v2'
    limit = (13, 1000)

    def __init__(self):
        self.dialect = Dialect()

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        method, params = said.get('method'), said.get('params', {})
        if method == 'public/set_heartbeat':
            if params.get('interval', 0) < 10:
                s.trouble(f'a heartbeat too soon: {text}')
            s.state.update(beats=True, tested=s.now())
            return s.subscribe(['heartbeat'], self.result(said, 'ok'))
        if method == 'public/test':
            s.state['tested'] = s.now()
            return s.say(self.result(said, {'version': '1.2.26'}))
        if method != 'public/subscribe':
            return s.unsubscribed(method, self.error(said, -32601))
        known = {TRADES} | {name.format(m.symbol) for m in
                            s.ledger.markets(self.exchange, s.now())
                            for name in NAMES}
        topics = [t for t in params.get('channels', []) if t in known]
        if not topics:
            return s.unsubscribed(text, self.result(said, []))
        s.state['call'] = said
        return s.subscribe(topics, self.result(said, topics))

    def result(self, said, value):
        return {'jsonrpc': '2.0', 'id': said.get('id'), 'result': value,
                'usIn': 1, 'usOut': 2, 'usDiff': 1, 'testnet': False}

    def error(self, said, code):
        return {'jsonrpc': '2.0', 'id': said.get('id'), 'error': {
            'code': code, 'message': 'refused'}, 'testnet': False}

    def refusal(self, topic, now):
        number = {'heartbeat': 1, TRADES: 3}.get(topic, 2)
        return self.error({'id': number}, 13778)

    def tick(self, s, now):
        """It asks whether somebody is there."""
        if not s.state.get('beats') or \
                now < s.state.get('asked', 0) + TEST_MS:
            return
        s.state['asked'] = now
        if now - s.state['tested'] > MISSED and not s.faults.all:
            s.trouble('its tests were not answered')
        for kind in ('heartbeat', 'test_request'):
            s.say({'jsonrpc': '2.0', 'method': 'heartbeat',
                   'params': {'type': kind}})

    def push(self, channel, data):
        return {'jsonrpc': '2.0', 'method': 'subscription', 'params': {
            'channel': channel, 'data': data}}

    def canary(self, topic, world, now):
        if not topic.startswith('ticker.'):
            return None
        return self.push(topic, {
            'timestamp': now, 'state': 'open', 'mark_price': round(
                world.usd_price('BTC', now), 1), 'instrument_name':
            topic.split('.')[1]})

    def chart(self, s, topic, since, now):
        """A row of summaries, told by a ticker each two seconds there."""
        q = self.query(s, now)
        if topic.startswith('book.'):
            return self.tell_book(s, topic, q)
        if not topic.endswith('.agg2'):
            return super().chart(s, topic, since, now)
        return [self.push(topic, {**self.dialect.state(
            q, self.dialect.market(q, topic.split('.')[1])),
            'timestamp': now})]

    def tell_book(self, s, topic, q):
        """All there is, then what has changed, each with the number of the
        one before."""
        m = self.dialect.market(q, topic.split('.')[1])
        told = self.changes(s, topic, self.dialect.sides(q, m, LEVELS), q.now)
        if told is None:
            return
        n, _, levels = told
        rows = [[], []]
        for side, price, size in levels:
            rows[side].append(['delete' if size is None else 'new' if n == 0
                               else 'change', price, size or 0])
        yield self.push(topic, {
            'type': 'change' if n else 'snapshot', 'timestamp': q.now,
            'instrument_name': m.symbol, 'change_id': 9 * n + 17,
            **({'prev_change_id': 9 * n + 8} if n else {}),
            'bids': rows[0], 'asks': rows[1]})

    def topic(self, item):
        return TRADES

    def update(self, topic, items, now):
        return self.push(topic, [self.dialect.trade(Plain, t)
                                 for t in items])

    def unknown(self, now):
        return self.push('book.ETH-PERPETUAL.100ms', {'timestamp': now})


class Plain:
    """Times as they are."""

    @staticmethod
    def ms(ms):
        return ms


FEEDS = [Deribit()]
