"""Bitfinex, as wss://api-pub.bitfinex.com/ws/2 speaks: arrays that begin with
the number their channel was given.
"""

from bitfinex import Bitfinex as Dialect
from feed import Feed, parsed
from world import MINUTE

ORDERS = 'liq:global'
CHANNELS = 25  # of one connection
BEAT_MS = 3000  # 15 s there


class Bitfinex(Feed):
    exchange, name = 'bitfinex', 'status'
    host, path = 'api-pub.bitfinex.com', '/ws/2'
    limit = (20, 1000)
    canary_ms = 1000

    def __init__(self):
        self.dialect = Dialect()

    def welcome(self, s):
        s.say({'event': 'info', 'version': 2, 'serverId': 'fb5877a3',
               'platform': {'status': 1}})

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        if said.get('event') == 'ping':
            return s.say({'event': 'pong', 'ts': s.now(),
                          'cid': said.get('cid')})
        key = said.get('key')
        known = {ORDERS} | {'deriv:' + m.symbol for m in
                            s.ledger.markets(self.exchange, s.now())}
        if said.get('channel') != 'status' or key not in known:
            return s.trouble(f'it asked for {text}')  # and hears nothing
        if len(s.topics) == CHANNELS:
            return s.unsubscribed(key, self.refusal(key, s.now()))
        return s.subscribe([key], {
            'event': 'subscribed', 'channel': 'status', 'chanId':
            number(key), 'key': key})

    def refusal(self, topic, now):
        return {'channel': 'status', 'key': topic, 'event': 'error',
                'msg': 'subscribe: limit', 'code': 10305}

    def tick(self, s, now):
        if now >= s.state.get('beat', 0) + BEAT_MS:
            s.state['beat'] = now
            for topic in s.topics:
                s.say([number(topic), 'hb'])

    def chart(self, s, topic, since, now):
        """It moves each second here, each three there."""
        if not topic.startswith('deriv:'):
            return []
        q = self.query(s, now)
        m = self.dialect.market(q, topic.removeprefix('deriv:'))
        return [[number(topic), [now, *self.dialect.status(
            q, m, now // MINUTE * MINUTE)[1:]]]]

    def topic(self, item):
        return ORDERS

    def update(self, topic, items, now):
        rows = []
        for e in items:
            rows += self.dialect.position(Plain, e)
        return [number(topic), rows]

    def notice(self, now):
        return {'event': 'info', 'code': 20051,
                'msg': 'Stopping. Please try to reconnect'}

    def unknown(self, now):
        return [23916, 'te', [452025730, now, 0.005, 9135.5]]


class Plain:
    """Times as they are."""

    @staticmethod
    def ms(ms):
        return ms


def number(key):
    """One of its own for each channel."""
    return 91684 + sum(key.encode())


FEEDS = [Bitfinex()]
