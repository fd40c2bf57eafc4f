"""Kraken Futures, as wss://futures.kraken.com/ws/v1 speaks."""

from feed import TradeFeed, parsed
from kraken import Kraken as Dialect, uid

REST = Dialect()
SNAPSHOT = 100  # old trades behind the acknowledgement


class Kraken(TradeFeed):
    exchange, name = 'kraken', 'trades'
    host, path = 'futures.kraken.com', '/ws/v1'
    limit = (100, 1000)
    most = 1
    canary_ms = 1000
    frames = 3000

    def welcome(self, s):
        s.say({'event': 'info', 'version': 1})

    def hear(self, s, text):
        said = parsed(s, text)
        if said is None:
            return None
        feed, products = said.get('feed'), said.get('product_ids', [])
        if said.get('event') != 'subscribe' or feed not in (
                'ticker', 'heartbeat', 'trade', 'book'):
            return s.unsubscribed(text, {'event': 'error', 'message':
                                         'Invalid feed'})
        if feed == 'heartbeat':
            return s.subscribe([feed], {'event': 'subscribed',
                                        'feed': feed})
        if s.state.get(feed):  # as it was seen to be: nothing is on
            s.trouble(f'a second message about {feed}')
            return s.say({'event': 'alert', 'message':
                          'Already subscribed to feed, re-requesting'})
        s.state[feed] = True
        names = {m.symbol for m in
                 s.ledger.markets(self.exchange, s.now())}
        for product in products:
            topic = f'{feed}:{product}'
            if product not in names:
                s.unsubscribed(topic, self.refusal(topic, s.now()))
            else:
                s.subscribe([topic], {'event': 'subscribed', 'feed': feed,
                                      'product_ids': [product]})
        return None

    def refusal(self, topic, now):
        return {'event': 'alert', 'message': "Couldn't subscribe to invalid "
                f"product `{topic.split(':')[-1]}`"}

    def chart(self, s, topic, since, now):
        """A ticker has the figures of REST's by other names."""
        if topic == 'heartbeat':
            return [{'feed': 'heartbeat', 'time': now}]
        feed, product = topic.split(':')
        if feed == 'trade':
            return []
        q = self.query(s, now)
        m = REST.market(q, product)
        if feed == 'book':
            return self.tell_book(s, topic, m, q)
        row = REST.ticker(q, m)
        out = {'time': now, 'product_id': product, 'feed': 'ticker',
               'index': row['indexPrice'], **{key: row[key] for key in (
                   'bid', 'ask', 'last', 'tag', 'pair', 'suspended',
                   'markPrice', 'openInterest')}}
        if row.get('fundingRate'):  # neither zeros nor those of dated ones
            out.update(funding_rate=row['fundingRate'],
                       funding_rate_prediction=row['fundingRatePrediction'],
                       relative_funding_rate=row['relativeFundingRate'])
        return [out]

    def tell_book(self, s, topic, m, q):
        """All there is, then each level that has changed.  The world's book
        changes at once: what is half done has the time of before."""
        told = self.changes(s, topic, REST.sides(q, m), q.now)
        if told is None:
            return
        n, at, levels = told
        head = {'product_id': m.symbol, 'timestamp': q.now}
        if n == 0:
            s.state['seq', topic] = 41
            sides = [[{'price': price, 'qty': size} for i, price, size in
                      levels if i == side] for side in (0, 1)]
            yield {'feed': 'book_snapshot', **head, 'seq': 41, 'tickSize':
                   None, 'bids': sides[0], 'asks': sides[1]}
            return
        for i, (side, price, size) in enumerate(levels, 1):
            s.state['seq', topic] += 1
            yield {'feed': 'book', **head, 'side': ('buy', 'sell')[side],
                   'seq': s.state['seq', topic], 'price': price, 'qty':
                   size or 0, 'timestamp': q.now if i == len(levels) else at}

    def topic(self, item):
        return 'trade:' + item.market.symbol

    def trade(self, t):
        return {'feed': 'trade', 'product_id': t.market.symbol, 'uid':
                uid(t.id), 'side': 'sell' if t.sold else 'buy', 'type':
                'liquidation' if t.event else 'fill', 'seq': t.id % 10 ** 6,
                'time': t.ts, 'qty': t.market.native(t.contracts), 'price':
                t.market.price(t.ticks)}

    def update(self, topic, items, now):
        return self.trade(items[0])

    def old(self, topic, items, now):
        if not topic.startswith('trade:'):
            return None
        return {'feed': 'trade_snapshot', 'product_id': topic[6:], 'trades':
                [self.trade(t) for t in items[-SNAPSHOT:][::-1]]}

    def unknown(self, now):
        return {'feed': 'book_snapshot', 'product_id': 'PI_LTCUSD',
                'timestamp': now, 'seq': 360370, 'bids': [], 'asks': []}


FEEDS = [Kraken()]
