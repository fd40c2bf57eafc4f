"""Bybit v5, as https://api.bybit.com answers.

No liquidations over REST.  Rows come newest first; openInterest counts both
sides, singleOpenInterest one; inverse contracts count dollars.
"""

from decimal import Decimal

from dialect import WIDTHS, Bad, Dialect, Refused, digits, route
from ledger import expiry, stamp
from world import HOUR, MINUTE, Market, divide

API = '/v5/market'
INTERVALS = {'1': 1, '3': 3, '5': 5, '15': 15, '30': 30, '60': 60,
             '120': 120, '240': 240, '360': 360, '720': 720, 'D': 1440,
             'W': 10080}
PERIODS = {'5min': WIDTHS['5m'], '15min': WIDTHS['15m'],
           '30min': WIDTHS['30m'], '1h': HOUR, '4h': 4 * HOUR,
           '1d': 24 * HOUR}
LINEAR, INVERSE = 'linear', 'inverse'


def make(symbol, base, quote, size, tick, **more):
    more.setdefault('part', LINEAR)
    return Market('bybit', symbol, base, quote, size, tick, **more)


class Bybit(Dialect):
    name = 'bybit'
    hosts = ('api.bybit.com', 'api.bytick.com')
    limits = {'public': (600, 5000)}
    publishes = False

    def make_markets(self, start):
        end = expiry(start)
        day = stamp(end, '%d%b%y').upper()
        return [
            make('BTCUSDT', 'BTC', 'USDT', '0.001', '0.1'),
            make('ETHUSDT', 'ETH', 'USDT', '0.01', '0.01'),
            make('SOLUSDT', 'SOL', 'USDT', '0.1', '0.01'),
            make('1000PEPEUSDT', 'PEPE', 'USDT', '100', '0.0000001',
                 multiplier=1000),
            make('SHIB1000USDT', 'SHIB', 'USDT', '10', '0.000001',
                 multiplier=1000),
            make('BTCPERP', 'BTC', 'USDC', '0.001', '0.1'),
            make(f'BTC-{day}', 'BTC', 'USDC', '0.001', '0.5', expires=end),
            make('BTCUSD', 'BTC', 'USD', '1', '0.5', part=INVERSE,
                 inverse=True),
            make('ETHUSD', 'ETH', 'USD', '1', '0.05', part=INVERSE,
                 inverse=True),
        ]

    def error(self, kind, q):
        status, code, words = {
            'rate': (200, 10006, 'Too many visits. Exceeded the API Rate '
                     'Limit.'),
            'busy': (200, 10016, 'Server error.'),
            'symbol': (200, 10001, 'params error: symbol invalid'),
            'ask': (200, 10001, 'Request parameter error.'),
            'ban': (200, 10009, 'IP has been banned.'),
            'missing': (404, 404, 'path not found'),
        }[kind]
        return Refused(status, {'retCode': code, 'retMsg': words, 'result':
                                {}, 'retExtInfo': {}, 'time': q.now})

    def headers(self, q, used):
        return {'X-Bapi-Limit': '600', 'X-Bapi-Limit-Status':
                str(max(0, 600 - used)), 'X-Bapi-Limit-Reset-Timestamp':
                str(q.now + 5000)}

    def answer(self, q, **result):
        return {'retCode': 0, 'retMsg': 'OK', 'result': result,
                'retExtInfo': {}, 'time': q.now}

    def part(self, q):
        part = q.text('category', LINEAR)
        if part not in (LINEAR, INVERSE):
            raise Bad('category')
        return part

    def one(self, q):
        return self.market(q, q.text('symbol'), self.part(q))

    @route('GET', API + '/kline', 'public')
    @route('GET', API + '/mark-price-kline', 'public')
    def kline(self, q):
        m = self.one(q)
        width = INTERVALS.get(q.text('interval'), 0) * MINUTE
        if not width:
            raise Bad('interval')
        limit = q.limit('limit', 200, 1000)
        until = min(q.int('end', q.now), q.now)
        since = q.int('start')
        if since is not None and 'end' not in q.params:
            until = min(until, since + (limit - 1) * width)
        since = max(since or 0, until - limit * width)
        times = list(self.grid(q, since, until, width))[::-1][:limit]
        return self.answer(
            q, symbol=m.symbol, category=m.part,
            list=q.rows([self.bar(q, m, t, width) for t in times]))

    def bar(self, q, m, t, width):
        """Of inverse contracts the volume is dollars, the turnover
        coins."""
        c = q.world.candle(m, t, width)
        volume, turnover = m.native(c.volume), m.usd(c.volume, c.close)
        if m.inverse:
            turnover = divide(volume, m.price(c.close), 8)
        return [str(q.ms(t)), *(digits(m.price(x)) for x in (
            c.open, c.high, c.low, c.close)), digits(volume),
            digits(turnover)]

    def past(self, q, widths, name, most):
        """Times of a page back from endTime, and the cursor on."""
        width = widths.get(q.text(name))
        if width is None:
            raise Bad(name)
        limit = q.limit('limit', 50, most)
        until = min(q.int('endTime', q.now), q.now)
        since = q.int('startTime', 0)
        cursor = q.int('cursor')
        if cursor is not None:
            until = min(until, cursor - 1 + q.overlap() * width)
        since = max(since, until - 2 * limit * width)
        times = list(self.grid(q, since, until, width))[::-1]
        return times[:limit], str(times[limit - 1]) \
            if len(times) > limit else ''

    @route('GET', API + '/open-interest', 'public')
    def open_interest(self, q):
        m = self.one(q)
        times, cursor = self.past(q, PERIODS, 'intervalTime', 200)
        return self.answer(
            q, symbol=m.symbol, category=m.part, list=q.rows([{
                'openInterest': digits(2 * m.native(q.world.oi(m, t))),
                'singleOpenInterest': digits(m.native(q.world.oi(m, t))),
                'timestamp': str(q.ms(t))} for t in times]),
            nextPageCursor=cursor)

    @route('GET', API + '/account-ratio', 'public')
    def account_ratio(self, q):
        m = self.one(q)
        times, cursor = self.past(q, PERIODS, 'period', 500)
        rows = []
        for t in times:
            share = q.world.long_share(m, t, 'accounts')
            rows.append({'symbol': m.symbol, 'buyRatio': digits(share),
                         'sellRatio': digits(1 - share),
                         'timestamp': str(q.ms(t))})
        return self.answer(q, list=q.rows(rows), nextPageCursor=cursor)

    @route('GET', API + '/funding/history', 'public')
    def funding_history(self, q):
        """A start without an end is refused."""
        m = self.one(q)
        if 'startTime' in q.params and 'endTime' not in q.params:
            raise Bad('startTime')
        limit = q.limit('limit', 200, 200)
        until = min(q.int('endTime', q.now), q.now)
        since = max(q.int('startTime', 0), until - 2 * limit * 8 * HOUR)
        times = list(self.grid(q, since, until, 8 * HOUR))[::-1][:limit]
        return self.answer(q, category=m.part, list=q.rows([{
            'symbol': m.symbol, 'fundingRate': digits(q.world.funding(m, t)),
            'fundingRateTimestamp': str(q.ms(t))} for t in times]))

    @route('GET', API + '/tickers', 'public')
    def tickers(self, q):
        part, want = self.part(q), q.text('symbol')
        rows = [self.one(q)] if want else self.markets(q, part)
        return self.answer(q, category=part, list=q.rows(
            [self.ticker(q, m) for m in rows]))

    def ticker(self, q, m):
        price = digits(m.price(q.world.ticks(m, q.now)))
        n = m.native(q.world.oi(m, q.now // MINUTE * MINUTE))
        value = digits(n * Decimal(price)) if not m.inverse else digits(
            divide(n, price, 8))
        soon = (q.now // (8 * HOUR) + 1) * 8 * HOUR
        row = {'symbol': m.symbol, 'lastPrice': price, 'markPrice': price,
               'indexPrice': price, 'bid1Price': price, 'ask1Price': price,
               'openInterest': digits(2 * n), 'openInterestValue': value,
               'singleOpenInterest': digits(n), 'singleOpenInterestValue':
               value, 'turnover24h': '1', 'volume24h': '1', 'fundingRate':
               digits(q.world.funding(m, soon)), 'nextFundingTime':
               str(q.ms(soon)), 'fundingIntervalHour': '8',
               'deliveryTime': str(m.expires), 'curPreListingPhase': ''}
        if m.expires:
            row.update(fundingRate='', nextFundingTime='0')
        return row

    @route('GET', API + '/orderbook', 'public')
    def orderbook(self, q):
        m = self.one(q)
        bids, asks = self.sides(q, m, q.limit('limit', 25, 1000))
        return self.answer(q, s=m.symbol, a=asks, b=bids,
                           ts=q.ms(q.now - 7), u=5277055, seq=7961638724,
                           cts=q.ms(q.now - 9))

    def sides(self, q, m, depth):
        """Bids and asks of a book, as they are written."""
        return [[[digits(m.price(t)), digits(m.native(n))] for t, n in side]
                for side in q.world.book(m, depth, q.now)]

    def page(self, q, items, default, most):
        """From an offset that the cursor names."""
        start = q.int('cursor', 0)
        end = start + q.limit('limit', default, most)
        start = max(0, start - q.overlap())
        return items[start:end], str(end) if end < len(items) else ''

    @route('GET', API + '/instruments-info', 'public')
    def instruments_info(self, q):
        part = self.part(q)
        rows = [self.one(q)] if q.text('symbol') else self.markets(q, part)
        rows = [self.info(m) for m in rows]
        if part == LINEAR and not q.text('symbol'):
            rows.append({**rows[0], 'symbol': 'XAUUSDT', 'baseCoin': 'XAU',
                         'symbolType': 'commodity'})
            rows.append({**rows[0], 'symbol': 'TSLAXUSDT', 'baseCoin':
                         'TSLAX', 'symbolType': 'xstocks'})
        page, cursor = self.page(q, rows, 500, 1000)
        return self.answer(q, category=part, list=q.rows(page),
                           nextPageCursor=cursor)

    def info(self, m):
        kind = 'Inverse' if m.inverse else 'Linear'
        return {
            'symbol': m.symbol, 'contractType': kind + (
                'Futures' if m.expires else 'Perpetual'), 'status':
            'Trading', 'baseCoin': self.coin(m), 'quoteCoin': m.quote,
            'launchTime': '1585526400000', 'deliveryTime': str(m.expires),
            'deliveryFeeRate': '', 'priceScale': str(m.decimals),
            'leverageFilter': {'minLeverage': '1', 'maxLeverage': '125.00',
                               'leverageStep': '0.01'},
            'priceFilter': {'minPrice': m.tick, 'maxPrice': '1999999.80',
                            'tickSize': m.tick},
            'lotSizeFilter': {'maxOrderQty': '1190.000', 'minOrderQty':
                              m.size, 'qtyStep': m.size},
            'unifiedMarginTrade': True, 'fundingInterval': 480,
            'settleCoin': m.base if m.inverse else m.quote,
            'isPreListing': False, 'preListingInfo': None,
            'symbolType': ''}

    def coin(self, m):
        return m.symbol.removesuffix(m.quote) if m.multiplier > 1 else m.base

    @route('GET', API + '/risk-limit', 'public')
    def risk_limit(self, q):
        """Fifteen symbols a page; percent of inverse contracts, fractions
        of linear ones; limits in the quote, or in coins."""
        part = self.part(q)
        rows = [self.one(q)] if q.text('symbol') else self.markets(q, part)
        page, cursor = self.page(q, rows, 15, 15)
        return self.answer(q, category=part, list=q.rows(
            [self.risk(q, m, t) for m in page for t in q.world.tiers(m)]),
            nextPageCursor=cursor)

    def risk(self, q, m, t):
        scale, price = 100 if m.inverse else 1, m.price(q.world.ticks(m, 0))
        limit = divide(t.cap, price, 8) if m.inverse else t.cap
        return {'id': t.tier, 'symbol': m.symbol, 'riskLimitValue':
                digits(limit), 'maintenanceMargin': digits(t.mmr * scale),
                'initialMargin': digits(divide(scale, t.leverage, 6)),
                'isLowestRisk': int(t.tier == 1), 'maxLeverage':
                f'{t.leverage}.00', 'mmDeduction': digits(t.deduct)
                if t.tier > 1 and not m.inverse else ''}

    @route('GET', API + '/time', 'public')
    def time(self, q):
        return {**self.answer(q, timeSecond=str(q.now // 1000),
                              timeNano=str(q.now * 10 ** 6))}
