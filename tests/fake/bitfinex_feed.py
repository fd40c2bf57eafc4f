"""Bitfinex, as wss://api-pub.bitfinex.com/ws/2 speaks: arrays that begin with
the number their channel was given.
"""

from bitfinex import Bitfinex as Dialect
from feed import Feed, parsed

ORDERS = 'liq:global'
NUMBERS = {ORDERS: 91684}
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

    def canary(self, topic, world, now):
        """It moves each second here, each third there."""
        if not topic.startswith('deriv:'):
            return None
        price = round(world.usd_price('BTC', now), 2)
        return [number(topic), [
            now, None, price, price, None, 62210384.95, None,
            now + 3_600_000, 0.00015317, 3873, None, 0, None, None, price,
            None, None, 8851.89, None, None, None, 0.0005, 0.0025]]

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
    return NUMBERS.get(key, 335856)


FEEDS = [Bitfinex()]
