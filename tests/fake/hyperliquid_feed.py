"""Hyperliquid, as wss://api.hyperliquid.xyz/ws speaks: contexts and books, no
liquidations.

A book is told each second here, each five there.
"""

from dialect import dump
from feed import Feed, parsed
from hyperliquid import Hyperliquid as Dialect

REST = Dialect()
WELCOME = 'Websocket connection established.'
BOOK, CONTEXT = 'l2Book', 'activeAssetCtx'


class Hyperliquid(Feed):
    exchange, name = 'hyperliquid', 'ws'
    host, path = 'api.hyperliquid.xyz', '/ws'
    limit = (2000, 60_000)
    canary_ms = 1000
    events = False

    def welcome(self, s):
        s.say(WELCOME)

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        if said.get('method') == 'ping':
            return s.say({'channel': 'pong'})
        what = said.get('subscription')
        known = [{'type': kind, 'coin': m.symbol} for kind in (BOOK, CONTEXT)
                 for m in s.ledger.markets(self.exchange, s.now())]
        topic = dump(what)
        if said.get('method') != 'subscribe' or what not in known or \
                topic in s.topics:
            return s.unsubscribed(topic, self.refusal(topic, s.now()))
        return s.subscribe([topic], {
            'channel': 'subscriptionResponse', 'data': {
                'method': 'subscribe', 'subscription': what}})

    def refusal(self, topic, now):
        return {'channel': 'error', 'data': 'Error parsing JSON into valid '
                'websocket request: ' + topic}

    def chart(self, s, topic, since, now):
        what, q = parsed(s, topic), self.query(s, now)
        m = REST.market(q, what['coin'])
        data = REST.book(q, m) if what['type'] == BOOK else {
            'coin': m.symbol, 'ctx': REST.context(q, m)}
        return [{'channel': what['type'], 'data': data}]

    def topic(self, item):
        return ''

    def update(self, topic, items, now):
        return {'channel': 'trades', 'data': []}

    def unknown(self, now):
        return {'channel': 'allMids', 'data': {'mids': {}}}


FEEDS = [Hyperliquid()]
