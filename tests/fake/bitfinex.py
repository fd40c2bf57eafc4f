"""Bitfinex's derivatives, as https://api-pub.bitfinex.com/v2 answers.

Rows are arrays, those of liquidations in one more array each.  A position
comes twice, when its liquidation begins and when it is matched; positions on
margin come in the same list.  Candles write close before high and low.
"""

from decimal import Decimal

from dialect import WIDTHS, Bad, Dialect, Refused, route
from world import HOUR, MINUTE, Market

SPANS = {name.replace('d', 'D').replace('w', 'W'): ms
         for name, ms in WIDTHS.items()}


def make(coin, size, tick):
    return Market('bitfinex', f't{coin}F0:USTF0', coin, 'USDT', size, tick)


class Bitfinex(Dialect):
    name = 'bitfinex'
    hosts = ('api-pub.bitfinex.com', 'api.bitfinex.com')
    limits = {'liquidations': (3, MINUTE), 'candles': (30, MINUTE),
              'status': (90, MINUTE), 'conf': (90, MINUTE),
              'book': (240, MINUTE)}
    first_id = 171_085_000

    def make_markets(self, start):
        return [make('BTC', '0.0001', '1'), make('ETH', '0.001', '0.1'),
                make('SOL', '0.01', '0.001')]

    def own_id(self, event):
        return str(event.id)

    def error(self, kind, q):
        status, code, words = {
            'rate': (429, 11010, 'ratelimit: error'),
            'busy': (503, 20060, 'maintenance'),
            'symbol': (500, 10020, 'symbol: invalid'),
            'ask': (500, 10020, 'params: invalid'),
            'ban': (429, 11010, 'ratelimit: error'),
            'missing': (404, 10404, 'not found'),
        }[kind]
        return Refused(status, ['error', code, words])

    def ordered(self, q, items):
        """Oldest or newest first, and no more than the limit."""
        sort = q.int('sort', -1)
        if sort not in (1, -1):
            raise Bad('sort')
        return items[::sort]

    @route('GET', '/v2/liquidations/hist', 'liquidations')
    def liquidations(self, q):
        since, until = q.int('start', 0), q.int('end', q.now)
        rows = []
        for e in self.events(q, since - HOUR, until):
            rows += [row for row in self.position(q, e)
                     if since <= row[2] <= until]
        rows.sort(key=lambda row: (row[2], row[8], row[1]))
        rows = self.ordered(q, rows)[:q.limit('limit', 100, 500)]
        for row in rows:
            row[2] = q.ms(row[2])
        return q.rows([[row] for row in rows])

    def position(self, q, e):
        """The beginning and the match; now and then one on margin."""
        amount = e.market.native(e.contracts) * (1 if e.long else -1)
        price = e.price()
        first = ['pos', e.id, e.ts, None, e.symbol, amount,
                 e.market.price(e.ticks + 40), None, 0, 0, None, price]
        if e.id % 7 == 0:  # then the entry is all that is known
            first[6], first[11] = price, None
        match = first[:]
        match[2], match[8], match[9] = e.ts + 37, 1, 1
        match[11] = e.market.price(e.ticks + 3)
        rows = [first, match]
        if e.id % 5 == 0:
            margin = first[:]
            margin[1], margin[4] = e.id + 10 ** 8, 'tBTCUSD'
            rows.append(margin)
        return rows

    @route('GET', '/v2/candles/trade:{width:[^:/]+}:{symbol}/hist', 'candles')
    def candles(self, q, width, symbol):
        m, step = self.market(q, symbol), SPANS.get(width)
        if step is None:
            raise Bad('width')
        limit = q.limit('limit', 100, 10_000)
        until = min(q.int('end', q.now), q.now)
        since = q.int('start', max(0, until - limit * step))
        times = self.ordered(q, list(self.grid(q, since, until, step)))
        rows = []
        for t in times[:limit]:
            c = q.world.candle(m, t, step)
            rows.append([q.ms(t), *(m.price(x) for x in (
                c.open, c.close, c.high, c.low)), m.native(c.volume)])
        return q.rows(rows)

    def status(self, q, m, t):
        """The cells behind the key."""
        price = m.price(q.world.ticks(m, t))
        row = [q.ms(t), None, price, price, None,
               Decimal('36950860.76010306'), None,
               q.ms((t // (8 * HOUR) + 1) * 8 * HOUR),
               q.world.funding(m, t + 1), 82, None, q.world.funding(
                   m, t // (8 * HOUR) * 8 * HOUR), None, None, price, None,
               None, m.native(q.world.oi(m, t)), None, None, None,
               Decimal('0.0005'), Decimal('0.0025')]
        return row

    @route('GET', '/v2/status/deriv', 'status')
    def deriv(self, q):
        names = q.text('keys', 'ALL').split(',')
        t = q.now // MINUTE * MINUTE
        return q.rows([[m.symbol, *self.status(q, m, t)]
                       for m in self.markets(q)
                       if names == ['ALL'] or m.symbol in names])

    @route('GET', '/v2/status/deriv/{symbol}/hist', 'status')
    def deriv_history(self, q, symbol):
        """One a minute, some ms past it."""
        m = self.market(q, symbol)
        limit = q.limit('limit', 100, 5000)
        until = min(q.int('end', q.now), q.now)
        since = q.int('start', max(0, until - limit * MINUTE))
        times = self.ordered(q, list(self.grid(q, since, until, MINUTE)))
        return q.rows([self.status(q, m, t) for t in times[:limit]])

    @route('GET', '/v2/book/{symbol}/{precision}', 'book')
    def book(self, q, symbol, precision):
        m = self.market(q, symbol)
        bids, asks = self.sides(q, m, q.limit('len', 25, 250))
        return [[price, 2, size] for price, size in bids] + \
            [[price, 2, -size] for price, size in asks]

    def sides(self, q, m, depth):
        """Bids and asks of a book."""
        return [[(m.price(t), m.native(n)) for t, n in side]
                for side in q.world.book(m, depth, q.now)]

    @route('GET', '/v2/conf/pub:list:pair:futures', 'conf')
    def pairs(self, q):
        return [[m.symbol[1:] for m in self.markets(q)] + [
            'EURF0:USTF0', 'XAUTF0:USTF0', 'GERMANY40IXF0:USTF0']]

    @route('GET', '/v2/conf/pub:info:pair:futures', 'conf')
    def pair_info(self, q):
        rows = [[m.symbol[1:], [None, None, None, m.size, '100.0', None,
                                None, None, Decimal('0.01'),
                                Decimal('0.005'), None, None]]
                for m in self.markets(q)]
        return [rows + [['EURF0:USTF0', rows[0][1]],
                        ['GERMANY40IXF0:USTF0', rows[0][1]]]]
