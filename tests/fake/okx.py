"""OKX, as https://www.okx.com/api/v5 answers.

Every number is a string, sizes count contracts, rows come newest first, and
after and before exclude the time they name.  liquidation-orders wants a
family of instruments; its rows lie in "details", one list an instrument.
"""

from decimal import Decimal

from dialect import WIDTHS, Bad, Dialect, Refused, digits, route
from ledger import expiry, stamp
from world import HOUR, MINUTE, Market, divide

API = '/api/v5'
BARS = {name.replace('h', 'H').replace('d', 'Dutc').replace('w', 'Wutc'): ms
        for name, ms in WIDTHS.items()}
PERIODS = {'5m': 5 * MINUTE, '1H': HOUR, '1D': 24 * HOUR}
PERIODS.update({name: ms for name, ms in BARS.items() if ms > MINUTE})


def make(symbol, base, quote, size, tick, **more):
    more.setdefault('part', 'SWAP')
    return Market('okx', symbol, base, quote, size, tick, **more)


def family(m):
    return f'{m.base}-{m.quote}'


class Okx(Dialect):
    name = 'okx'
    hosts = ('www.okx.com', 'okx.com')
    limits = {'candles': (40, 2000), 'history': (20, 2000),
              'public': (20, 2000), 'funding': (10, 2000),
              'tiers': (10, 2000), 'rubik': (5, 2000),
              'rubik-oi': (10, 2000), 'books': (40, 2000)}

    def make_markets(self, start):
        end = expiry(start)
        day = stamp(end)
        return [
            make('BTC-USDT-SWAP', 'BTC', 'USDT', '0.01', '0.1'),
            make('ETH-USDT-SWAP', 'ETH', 'USDT', '0.1', '0.01'),
            make('SOL-USDT-SWAP', 'SOL', 'USDT', '1', '0.01'),
            make('PEPE-USDT-SWAP', 'PEPE', 'USDT', '10000000',
                 '0.000000001'),
            make('BTC-USDC-SWAP', 'BTC', 'USDC', '0.0001', '0.1',
                 events=False),
            make('BTC-USD-SWAP', 'BTC', 'USD', '100', '0.1', inverse=True),
            make('ETH-USD-SWAP', 'ETH', 'USD', '10', '0.01', inverse=True),
            make(f'BTC-USDT-{day}', 'BTC', 'USDT', '0.01', '0.1',
                 part='FUTURES', expires=end),
            make(f'BTC-USD-{day}', 'BTC', 'USD', '100', '0.1',
                 part='FUTURES', expires=end, inverse=True, events=False),
        ]

    def error(self, kind, q):
        status, code, words = {
            'rate': (200, '50011', 'Too Many Requests'),
            'busy': (200, '50013', 'Systems are busy. Please try again '
                     'later.'),
            'symbol': (200, '51001', "Instrument ID, Instrument ID code, or "
                       "Spread ID doesn't exist."),
            'ask': (200, '51000', 'Parameter error.'),
            'ban': (403, '50061', 'Sub-account rate limit exceeded.'),
            'missing': (404, '404', 'Not Found'),
        }[kind]
        return Refused(status, {'code': code, 'msg': words, 'data': []})

    def answer(self, q, rows):
        return {'code': '0', 'msg': '', 'data': q.rows(rows)}

    def window(self, q, newer='before', older='after'):
        """Times between before and after, both excluded."""
        return (q.int(newer, -1) + 1,
                q.int(older, q.now + 10 * WIDTHS['1w']) - 1)

    def listed(self, q, part):
        """The markets of a type, all or those that the request names."""
        rows = self.markets(q, part)
        for name, of in (('instId', lambda m: m.symbol),
                         ('instFamily', family), ('uly', family)):
            want = [w for w in q.text(name).split(',') if w]
            if want and want != ['ANY']:
                rows = [m for m in rows if of(m) in want]
        if not rows:
            raise self.error('symbol', q)
        return rows

    @route('GET', API + '/public/liquidation-orders', 'public')
    def liquidation_orders(self, q):
        part = q.text('instType')
        if part not in ('SWAP', 'FUTURES') or not (
                q.text('uly') or q.text('instFamily')):
            raise Refused(200, {
                'code': '50015', 'data': [], 'msg':
                'Either parameter uly or instFamily is required.'})
        if q.text('state', 'filled') != 'filled':
            return self.answer(q, [])
        wanted = {m.symbol for m in self.listed(q, part)}
        since, until = self.window(q)
        events = self.events(q, since, until,
                             lambda m: m.symbol in wanted)[::-1]
        groups = {}
        page = events[:q.limit('limit', 100, 100)]
        for e, row in zip(page, q.rows([self.order(q, e) for e in page])):
            groups.setdefault(e.market, []).append(row)
        return {'code': '0', 'msg': '', 'data': [
            {'details': rows, 'instFamily': family(m), 'instId': m.symbol,
             'instType': part, 'totalLoss': '0', 'uly': family(m)}
            for m, rows in groups.items()]}

    def order(self, q, e):
        return {'bkLoss': '0', 'bkPx': digits(e.price()), 'ccy': '',
                'posSide': e.side if e.id % 2 else 'net',
                'side': 'sell' if e.long else 'buy',
                'sz': str(e.contracts), 'ts': str(q.ms(e.ts))}

    @route('GET', API + '/market/candles', 'candles')
    def candles(self, q):
        return self.bars(q, 300, 1440)

    @route('GET', API + '/market/history-candles', 'history')
    def history_candles(self, q):
        return self.bars(q, 300, None)

    def bars(self, q, most, reach):
        m = self.market(q, q.text('instId'))
        width = BARS.get(q.text('bar', '1m'))
        if width is None:
            raise Bad('bar')
        since, until = self.window(q)
        if reach:
            since = max(since, q.now - reach * width)
        until = min(until, q.now)
        limit = q.limit('limit', 100, most)
        since = max(since, until - (limit + 1) * width)
        times = list(self.grid(q, since, until, width))[::-1][:limit]
        return self.answer(q, [self.bar(q, m, t, width) for t in times])

    def bar(self, q, m, t, width):
        c = q.world.candle(m, t, width)
        base = divide(m.native(c.volume), m.price(c.close), 8) \
            if m.inverse else m.native(c.volume)
        return [str(q.ms(t))] + [
            digits(m.price(x)) for x in (c.open, c.high, c.low, c.close)] + [
            str(c.volume), digits(base), digits(m.usd(c.volume, c.close)),
            '1' if t + width <= q.now else '0']

    @route('GET', API + '/rubik/stat/taker-volume-contract', 'rubik')
    def taker_volume(self, q):
        """Sold first, then bought."""
        m = self.market(q, q.text('instId'))

        def row(t):
            bought = 1_000_000 * q.world.long_share(m, t, 'taker')
            return [digits(1_000_000 - bought), digits(bought)]
        return self.statistic(q, row)

    def statistic(self, q, row, most=100):
        width = PERIODS.get(q.text('period', '5m'))
        if width is None:
            raise Bad('period')
        until = min(q.int('end', q.now), q.now)
        limit = q.limit('limit', most, most)
        since = max(q.int('begin', 0), until - limit * width)
        times = list(self.grid(q, since, until, width))[::-1][:limit]
        return self.answer(q, [[str(q.ms(t)), *row(t)] for t in times])

    @route('GET', API + '/rubik/stat/contracts/open-interest-history',
           'rubik-oi')
    def open_interest_history(self, q):
        m = self.market(q, q.text('instId'))

        def row(t):
            n, ticks = q.world.oi(m, t), q.world.ticks(m, t)
            return [str(n), digits(self.oi_coins(m, n, ticks)),
                    digits(m.usd(n, ticks))]
        return self.statistic(q, row)

    def oi_coins(self, m, n, ticks):
        return divide(m.native(n), m.price(ticks), 8) if m.inverse \
            else m.native(n)

    @route('GET', API + '/rubik/stat/contracts/open-interest-volume',
           'rubik')
    def open_interest_volume(self, q):
        m = self.of_coin(q)
        return self.statistic(q, lambda t: [
            digits(m.usd(q.world.oi(m, t), q.world.ticks(m, t))),
            '74285877.617'])

    def of_coin(self, q):
        for m in self.markets(q, 'SWAP'):
            if m.base == q.text('ccy'):
                return m
        raise self.error('symbol', q)

    @route('GET', API + '/rubik/stat/contracts/long-short-account-ratio',
           'rubik')
    def accounts_of_coin(self, q):
        return self.ratio(q, self.of_coin(q), 'accounts')

    @route('GET', API + '/rubik/stat/contracts/'
           'long-short-account-ratio-contract', 'rubik')
    def accounts(self, q):
        return self.ratio(q, self.market(q, q.text('instId')), 'accounts')

    @route('GET', API + '/rubik/stat/contracts/'
           'long-short-account-ratio-contract-top-trader', 'rubik')
    def top_accounts(self, q):
        return self.ratio(q, self.market(q, q.text('instId')),
                          'top_accounts')

    @route('GET', API + '/rubik/stat/contracts/'
           'long-short-position-ratio-contract-top-trader', 'rubik')
    def top_positions(self, q):
        return self.ratio(q, self.market(q, q.text('instId')),
                          'top_positions')

    def ratio(self, q, m, kind):
        def row(t):
            share = q.world.long_share(m, t, kind)
            return [digits(round(share / (1 - share), 16))]
        return self.statistic(q, row)

    @route('GET', API + '/public/open-interest', 'public')
    def open_interest(self, q):
        return self.answer(q, [self.interest(q, m) for m in self.listed(
            q, q.text('instType'))])

    def interest(self, q, m):
        n = q.world.oi(m, q.now // MINUTE * MINUTE)
        ticks = q.world.ticks(m, q.now)
        return {'instType': m.part, 'instId': m.symbol, 'oi': str(n),
                'oiCcy': digits(self.oi_coins(m, n, ticks)),
                'oiUsd': digits(m.usd(n, ticks)),
                'ts': str(q.ms(q.now - 40))}

    @route('GET', API + '/public/funding-rate', 'funding')
    def funding_rate(self, q):
        return self.answer(q, [self.next_funding(q, m) for m in
                               self.listed(q, 'SWAP')])

    def next_funding(self, q, m):
        soon = (q.now // (8 * HOUR) + 1) * 8 * HOUR
        return {
            'instType': 'SWAP', 'instId': m.symbol, 'method':
            'current_period', 'formulaType': 'withRate',
            'fundingRate': digits(q.world.funding(m, soon)),
            'fundingTime': str(q.ms(soon)), 'nextFundingRate': '',
            'nextFundingTime': str(q.ms(soon + 8 * HOUR)),
            'minFundingRate': '-0.00375', 'maxFundingRate': '0.00375',
            'prevFundingTime': str(q.ms(soon - 8 * HOUR)),
            'settFundingRate': digits(q.world.funding(m, soon - 8 * HOUR)),
            'settState': 'settled', 'premium': '0', 'interestRate': '0.0001',
            'impactValue': '10000', 'ts': str(q.ms(q.now - 300))}

    @route('GET', API + '/public/funding-rate-history', 'funding')
    def funding_rate_history(self, q):
        m = self.market(q, q.text('instId'), 'SWAP')
        since, until = self.window(q)
        limit = q.limit('limit', 400, 400)
        until = min(until, q.now)
        since = max(since, q.now - 92 * 24 * HOUR)
        times = list(self.grid(q, since, until, 8 * HOUR))[::-1][:limit]
        return self.answer(q, [{
            'instType': 'SWAP', 'instId': m.symbol, 'method':
            'current_period', 'formulaType': 'withRate',
            'fundingRate': digits(q.world.funding(m, t) + Decimal('1e-7')),
            'realizedRate': digits(q.world.funding(m, t)),
            'fundingTime': str(q.ms(t))} for t in times])

    @route('GET', API + '/public/mark-price', 'public')
    def mark_price(self, q):
        return self.answer(q, [{
            'instType': m.part, 'instId': m.symbol, 'markPx':
            digits(m.price(q.world.ticks(m, q.now))), 'ts': str(q.now)}
            for m in self.listed(q, q.text('instType'))])

    @route('GET', API + '/market/books', 'books')
    @route('GET', API + '/market/books-full', 'books')
    def books(self, q):
        m = self.market(q, q.text('instId'))
        bids, asks = self.sides(q, m, q.limit('sz', 1, 400))
        return self.answer(q, [{'asks': asks, 'bids': bids,
                                'ts': str(q.ms(q.now - 15)),
                                'seqId': 1234567}])

    def sides(self, q, m, depth):
        """Bids and asks of a book, as they are written."""
        return [[[digits(m.price(t)), str(n), '0', '2'] for t, n in side]
                for side in q.world.book(m, depth, q.now)]

    @route('GET', API + '/public/instruments', 'public')
    def instruments(self, q):
        part = q.text('instType')
        rows = [self.instrument(q, m) for m in self.listed(q, part)]
        if part == 'SWAP' and not q.text('instId'):
            rows.append({**rows[0], 'instId': 'TSLA-USDT-SWAP',
                         'uly': 'TSLA-USDT', 'instFamily': 'TSLA-USDT',
                         'ctValCcy': 'TSLA', 'instCategory': '3'})
            rows.append({'instId': 'ETH-USD_UM-SWAP', 'instType': 'SWAP',
                         'state': 'preopen'})
        if part == 'FUTURES' and not q.text('instId'):
            rows.append({**rows[0], 'instId': 'XAU-USD_UM_XPERP-310502',
                         'uly': 'XAU-USD', 'instFamily': 'XAU-USD_UM_XPERP',
                         'ctValCcy': 'XAU', 'instCategory': '4'})
        return self.answer(q, rows)

    def instrument(self, q, m):
        return {
            'alias': 'quarter' if m.expires else '', 'baseCcy': '',
            'category': '1', 'instCategory': '1', 'ctMult': '1',
            'ctType': 'inverse' if m.inverse else 'linear', 'ctVal': m.size,
            'ctValCcy': 'USD' if m.inverse else m.base,
            'expTime': str(m.expires) if m.expires else '',
            'instFamily': family(m), 'instId': m.symbol, 'instType': m.part,
            'lever': '125', 'listTime': '1548133413000', 'lotSz': '1',
            'minSz': '1', 'optType': '', 'quoteCcy': '',
            'settleCcy': m.base if m.inverse else m.quote, 'state': 'live',
            'stk': '', 'tickSz': m.tick, 'uly': family(m),
            'ruleType': 'normal'}

    @route('GET', API + '/public/position-tiers', 'tiers')
    def position_tiers(self, q):
        """Sizes count contracts; a step ends where the next begins."""
        if len(q.text('instFamily').split(',')) > 5:
            raise Bad('instFamily')
        rows = []
        for m in self.listed(q, q.text('instType')):
            price = m.price(q.world.ticks(m, 0))
            worth = m.native(1) * (1 if m.inverse else price)
            for t in q.world.tiers(m):
                rows.append({
                    'baseMaxLoan': '', 'imr': digits(
                        divide(1, t.leverage, 6)), 'instFamily': family(m),
                    'instId': '', 'maxLever': str(t.leverage),
                    'minSz': str(int(t.floor / worth)),
                    'maxSz': str(int(t.cap / worth)), 'mmr': digits(t.mmr),
                    'optMgnFactor': '0', 'quoteMaxLoan': '',
                    'tier': str(t.tier), 'uly': family(m)})
        return self.answer(q, rows)

    @route('GET', API + '/public/time', 'public')
    def time(self, q):
        return self.answer(q, [{'ts': str(q.ms(q.now))}])
