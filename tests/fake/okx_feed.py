"""OKX, as wss://ws.okx.com:8443/ws/v5 speaks: public, and business with
candles and each trade.
"""

import okx
from dialect import digits
from feed import Feed, parsed

CONN = 'a4d3ae55'
REST = okx.Okx()
CANDLE, BOOKS, DEPTH = 'candle', 'books', 400
BOOK_MS = 1000  # of a book, at the most
CHANNELS = {
    'public': {'liquidation-orders', 'mark-price', 'open-interest',
               'funding-rate', BOOKS},
    'business': {'trades-all', *(CANDLE + bar for bar in okx.BARS)}}
TOLD_MS = 3000  # open interest and funding, that often


class Okx(Feed):
    exchange = 'okx'
    host = 'ws.okx.com'
    limit = (3, 1000)

    def __init__(self, name):
        self.name, self.path = name, '/ws/v5/' + name

    def hear(self, s, text):
        if text == 'ping':
            return s.say('pong')
        said = parsed(s, text)
        if said is None:
            return None
        for arg in said.get('args', []):
            self.subscribe(s, said, arg)
        return None

    def subscribe(self, s, said, arg):
        topic = topic_of(arg)
        channel = arg.get('channel')
        parts = {'SWAP', 'FUTURES'} if channel == 'liquidation-orders' else {
            m.symbol for m in s.ledger.markets(self.exchange, s.now())
            if channel != 'funding-rate' or m.part == 'SWAP'}
        if said.get('op') != 'subscribe' or channel not in \
                CHANNELS[self.name] or topic.split(':')[1] not in parts:
            return s.unsubscribed(topic, self.refusal(topic, s.now()))
        return s.subscribe([topic], {
            'event': 'subscribe', 'arg': arg, 'connId': CONN})

    def refusal(self, topic, now):
        return {'event': 'error', 'code': '60018', 'msg':
                f"Wrong URL or channel:{topic} doesn't exist. Please use the "
                'correct URL, channel and parameters referring to API '
                'document.', 'connId': CONN}

    def chart(self, s, topic, since, now):
        channel, name = topic.split(':')
        if channel == 'liquidation-orders':
            return
        q = self.query(s, now)
        m = REST.market(q, name)
        if channel == BOOKS:
            yield from self.books(s, topic, m, q)
            return
        for row in self.rows(channel, m, q, since):
            yield {'arg': {'channel': channel, 'instId': name}, 'data': [row]}

    def books(self, s, topic, m, q):
        told = self.book(s, topic, REST.sides(q, m, DEPTH), BOOK_MS)
        if told:
            (bids, asks), number, whole = told
            yield {'arg': {'channel': BOOKS, 'instId': m.symbol}, 'action':
                   'snapshot' if whole else 'update', 'data': [{
                       'asks': asks, 'bids': bids, 'ts': str(q.now),
                       'checksum': 0, 'seqId': number * 3, 'prevSeqId':
                       -1 if whole else number * 3 - 3}]}

    def rows(self, channel, m, q, since):
        """One a message; of candles the open one, and the one before it once
        it was closed."""
        price = digits(m.price(q.world.ticks(m, q.now)))
        told = not since or since // TOLD_MS < q.now // TOLD_MS
        if channel.startswith(CANDLE):
            width = okx.BARS[channel.removeprefix(CANDLE)]
            done = self.closed(m, q, width, since)
            for t in [done] * bool(done) + [q.now // width * width]:
                yield REST.bar(q, m, t, width)
        elif channel == 'mark-price':
            yield {'instType': m.part, 'instId': m.symbol, 'markPx': price,
                   'ts': str(q.now)}
        elif channel == 'trades-all':
            yield {'instId': m.symbol, 'tradeId': str(q.now), 'px': price,
                   'sz': '1', 'side': 'buy', 'source': '0', 'ts': str(q.now)}
        elif told:
            yield REST.interest(q, m) if channel == 'open-interest' else \
                REST.next_funding(q, m)

    def topic(self, item):
        return 'liquidation-orders:' + item.market.part

    def update(self, topic, items, now):
        rows = {}
        for e in items:
            rows.setdefault(e.symbol, []).append(e)
        return {'arg': {'channel': 'liquidation-orders', 'instType':
                        topic.split(':')[1]}, 'data': [{
                            'details': [self.detail(e) for e in some],
                            'instFamily': family(some[0].market), 'instId':
                            symbol, 'instType': topic.split(':')[1], 'uly':
                            family(some[0].market)}
                            for symbol, some in rows.items()]}

    def detail(self, e):
        return {'bkLoss': '0', 'bkPx': digits(e.price()), 'ccy': '',
                'posSide': e.side, 'side': 'sell' if e.long else 'buy',
                'sz': str(e.contracts), 'ts': str(e.ts)}

    def notice(self, now):
        return {'event': 'notice', 'code': '64008', 'msg': 'The connection '
                'will soon be closed for a service upgrade. Please '
                'reconnect.', 'connId': CONN}

    def unknown(self, now):
        return {'arg': {'channel': 'trades', 'instId': 'BTC-USDT-SWAP'},
                'data': [{'instId': 'BTC-USDT-SWAP', 'tradeId': '7849',
                          'px': '30218.8', 'sz': '1', 'side': 'buy',
                          'ts': str(now)}]}


def topic_of(arg):
    return f"{arg.get('channel')}:{arg.get('instType') or arg.get('instId')}"


def family(m):
    return f'{m.base}-{m.quote}'


FEEDS = [Okx('public'), Okx('business')]
