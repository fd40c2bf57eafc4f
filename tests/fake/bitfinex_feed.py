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
        if said.get('event') == 'conf':
            s.state['flags'] = said.get('flags')
            return s.subscribe(['conf'], {'event': 'conf', 'status': 'OK',
                                          'flags': said.get('flags')})
        if said.get('channel') == 'book':
            return self.ask_book(s, said)
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

    def ask_book(self, s, said):
        key = 'book:' + str(said.get('symbol'))
        if key[5:] not in {m.symbol for m in s.ledger.markets(
                self.exchange, s.now())} or said.get('len') != '250':
            return s.trouble(f'it asked for {said}')
        return s.subscribe([key], {
            'event': 'subscribed', 'channel': 'book', 'chanId': number(key),
            **{k: said[k] for k in ('symbol', 'prec', 'freq', 'len')},
            'pair': key[6:]})

    def refusal(self, topic, now):
        return {'channel': 'status', 'key': topic, 'event': 'error',
                'msg': 'subscribe: limit', 'code': 10305}

    def tick(self, s, now):
        if now >= s.state.get('beat', 0) + BEAT_MS:
            s.state['beat'] = now
            for topic in s.topics:
                s.say(self.numbered(s, [number(topic), 'hb'], now))

    def numbered(self, s, message, ts):
        """With its number and its time, where they were asked for."""
        if s.state.get('flags') == 98304:
            s.state['seq'] = s.state.get('seq', 0) + 1
            message += [s.state['seq'], ts]
        return message

    def chart(self, s, topic, since, now):
        """It moves each second here, each three there."""
        kind, _, symbol = topic.partition(':')
        if kind not in ('deriv', 'book'):
            return
        q = self.query(s, now)
        m = self.dialect.market(q, symbol)
        rows = [([now, *self.dialect.status(
            q, m, now // MINUTE * MINUTE)[1:]], now)] if kind == 'deriv' \
            else self.tell_book(s, topic, m, q)
        for row, ts in rows:
            yield self.numbered(s, [number(topic), row], ts)

    def tell_book(self, s, topic, m, q):
        """All there is, then each level that has changed.  The world's book
        changes at once: what is half done has the time of before."""
        told = self.changes(s, topic, self.dialect.sides(q, m, 250), q.now)
        if told is None:
            return
        n, at, levels = told
        signs = 1, -1
        rows = [[price, 0, signs[side]] if size is None else
                [price, 2, size * signs[side]] for side, price, size in levels]
        if n == 0:
            yield rows, q.now
            return
        for i, row in enumerate(rows, 1):
            yield row, q.now if i == len(rows) else at

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
