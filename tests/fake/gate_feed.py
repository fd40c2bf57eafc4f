"""Gate's futures, as wss://fx-ws.gateio.ws/v4/ws speaks, an address for each
currency of settlement.

A liquidation has milliseconds and the order's price here, whole seconds and
the price of what was filled over REST.
"""

import gate
from dialect import digits
from feed import Feed, parsed

ORDERS = 'futures.public_liquidates'
CHANNELS = (ORDERS, 'futures.tickers', 'futures.book_ticker')
REST = gate.Gate()


class Gate(Feed):
    exchange = 'gate'
    host = 'fx-ws.gateio.ws'
    limit = (50, 1000)

    def __init__(self, name):
        self.name, self.path = name, '/v4/ws/' + name

    def head(self, channel, event, now, **more):
        return {'time': now // 1000, 'time_ms': now, 'conn_id': 'c59a',
                'channel': channel, 'event': event, **more}

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        channel, payload = said.get('channel'), said.get('payload')
        if not isinstance(said.get('time'), int):
            s.trouble(f'a message without its time: {text}')
        if channel == 'futures.ping':
            return s.say(self.head('futures.pong', '', s.now(), result=None))
        names = {m.symbol for m in s.ledger.markets(self.exchange, s.now())
                 if m.part == self.name}
        if channel == ORDERS:
            names |= {'!all'}
        topic = f'{channel}:{",".join(payload or [])}'
        if channel not in CHANNELS or said.get('event') != 'subscribe' or \
                not payload or not names.issuperset(payload):
            return s.unsubscribed(topic, self.refusal(topic, s.now()))
        return s.subscribe([topic], self.head(
            channel, 'subscribe', s.now(), payload=payload,
            result={'status': 'success'}))

    def refusal(self, topic, now):
        channel, _, names = topic.partition(':')
        return self.head(channel, 'subscribe', now, error={
            'code': 2, 'message': f'unknown contract: {names}'},
            result={'status': 'fail'})

    def chart(self, s, topic, since, now):
        channel, names = topic.split(':')
        q = self.query(s, now)
        if channel == 'futures.tickers':
            yield self.head(channel, 'update', now, result=[
                REST.ticker(q, REST.market(q, name)) for name in
                names.split(',')])
        if channel == 'futures.book_ticker':
            price = REST.ticker(q, REST.market(q, names))['last']
            yield self.head(channel, 'update', now, result={
                't': now - 3, 'u': now * 11, 's': names, 'b': price, 'B':
                37000, 'a': price, 'A': 47061})

    def topic(self, item):
        return ORDERS + ':!all' if item.market.part == self.name else ''

    def update(self, topic, items, now):
        return self.head(ORDERS, 'update', now, result=[{
            'price': digits(e.market.price(e.ticks + 7)), 'size': str(
                -e.contracts if e.long else e.contracts), 'time': e.ts + e.fine,
            'contract': e.symbol} for e in items])

    def notice(self, now):
        return self.head('futures.system', 'update', now, result={
            'type': 'upgrade', 'msg': 'The connection will soon be closed '
            'for a service upgrade. Please reconnect.'})

    def unknown(self, now):
        return self.head('futures.trades', 'update', now, result=[])


FEEDS = [Gate('usdt'), Gate('btc'), Gate('usd1')]
