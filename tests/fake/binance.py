"""Binance USD-M and COIN-M, as https://fapi. and dapi.binance.com answer.

No liquidations over REST, and live one a second and symbol.  COIN-M candles
count contracts and, where USD-M has the quote's volume, coins; its open
interest counts contracts of a pair.
"""

from decimal import Decimal

from dialect import WIDTHS, Bad, Dialect, Refused, digits, route
from ledger import expiry, stamp
from world import DAY, HOUR, MINUTE, Market, divide

UM, CM = 'fapi', 'dapi'
PERIODS = {name: WIDTHS[name] for name in (
    '5m', '15m', '30m', '1h', '2h', '4h', '6h', '12h', '1d')}


def make(symbol, base, quote, size, tick, **more):
    more.setdefault('part', UM)
    return Market('binance', symbol, base, quote, size, tick, **more)


def pair(m):
    return m.symbol.split('_')[0]


class Binance(Dialect):
    name = 'binance'
    hosts = ('fapi.binance.com', 'dapi.binance.com')
    limits = {'weight': (2400, MINUTE), 'data': (1000, 5 * MINUTE),
              'funding': (500, 5 * MINUTE)}
    publishes = False
    twins = False

    def make_markets(self, start):
        end = expiry(start)
        day = stamp(end)
        return [
            make('BTCUSDT', 'BTC', 'USDT', '0.001', '0.1'),
            make('ETHUSDT', 'ETH', 'USDT', '0.001', '0.01'),
            make('SOLUSDT', 'SOL', 'USDT', '0.01', '0.001'),
            make('1000PEPEUSDT', 'PEPE', 'USDT', '1', '0.0000001',
                 multiplier=1000),
            make('BTCUSDC', 'BTC', 'USDC', '0.001', '0.1'),
            make(f'BTCUSDT_{day}', 'BTC', 'USDT', '0.001', '0.1',
                 expires=end),
            make('BTCUSD_PERP', 'BTC', 'USD', '100', '0.1', part=CM,
                 inverse=True),
            make('ETHUSD_PERP', 'ETH', 'USD', '10', '0.01', part=CM,
                 inverse=True),
            make(f'BTCUSD_{day}', 'BTC', 'USD', '100', '0.1', part=CM,
                 inverse=True, expires=end),
        ]

    def publishable(self, events, dice):
        """Live: the largest of each second."""
        best = {}
        for e in events:
            if e.ts // 1000 not in best or \
                    best[e.ts // 1000].contracts < e.contracts:
                best[e.ts // 1000] = e
        return list(best.values())

    def error(self, kind, q):
        status, code, words = {
            'rate': (429, -1003, 'Too many requests; current limit of IP is '
                     '2400 requests per minute.'),
            'busy': (503, -1001, 'Internal error; unable to process your '
                     'request. Please try again.'),
            'symbol': (400, -1121, 'Invalid symbol.'),
            'ask': (400, -1130, "Data sent for parameter is not valid."),
            'ban': (418, -1003, 'Way too many requests; IP banned until '
                    f'{q.now + 120_000}. Please use the websocket for live '
                    'updates to avoid bans.'),
            'missing': (404, -1, 'Path not found'),
        }[kind]
        return Refused(status, {'code': code, 'msg': words})

    def headers(self, q, used):
        return {'X-MBX-USED-WEIGHT-1M': str(used)}


    @route('GET', '/fapi/v1/klines', 'weight', 'klines')
    @route('GET', '/fapi/v1/markPriceKlines', 'weight', 'klines')
    def um_klines(self, q):
        return self.klines(q, UM)

    @route('GET', '/dapi/v1/klines', 'weight', 'klines')
    @route('GET', '/dapi/v1/markPriceKlines', 'weight', 'klines')
    def cm_klines(self, q):
        return self.klines(q, CM)

    def cost(self, q, what):
        """klines weigh by how many are asked for, books too."""
        if what == 'klines':
            n = q.int('limit', 500)
            return 1 if n < 100 else 2 if n < 500 else 5 if n <= 1000 else 10
        if what == 'depth':
            n = q.int('limit', 500)
            return 2 if n <= 50 else 5 if n <= 100 else 10 if n <= 500 \
                else 20
        if what == 'mark':
            return 1 if q.text('symbol') else 10
        return what

    def klines(self, q, part):
        m = self.market(q, q.text('symbol'), part)
        width = WIDTHS.get(q.text('interval'))
        if width is None:
            raise Bad('interval')
        limit = q.limit('limit', 500, 1500)
        until, since = min(q.int('endTime', q.now), q.now), q.int('startTime')
        if since is None:
            times = list(self.grid(q, until - limit * width, until,
                                   width))[-limit:]
        else:
            times = self.grid(q, since, until, width)[:limit]
        return q.rows([self.kline(q, m, t, width) for t in times])

    def kline(self, q, m, t, width):
        c = q.world.candle(m, t, width)
        prices = [format(m.price(x), 'f') for x in (
            c.open, c.high, c.low, c.close)]

        def other(n):
            """Coins of COIN-M contracts, else the quote's volume."""
            return digits(divide(m.native(n), m.price(c.close), 8)
                          if m.inverse else m.usd(n, c.close))
        volume, bought = (
            (str(n) if m.inverse else digits(m.native(n)))
            for n in (c.volume, c.bought))
        return [q.ms(t), *prices, volume, q.ms(t + width) - 1,
                other(c.volume), c.trades, bought, other(c.bought), '0']

    @route('GET', '/fapi/v1/openInterest', 'weight')
    @route('GET', '/dapi/v1/openInterest', 'weight')
    def open_interest(self, q):
        m = self.market(q, q.text('symbol'))
        n = q.world.oi(m, q.now // MINUTE * MINUTE)
        row = {'symbol': m.symbol, 'openInterest': self.oi(m, n),
               'time': q.ms(q.now - 700)}
        if m.inverse:
            row.update(pair=pair(m), contractType=self.kind(m))
        return row

    def oi(self, m, n):
        return str(n) if m.inverse else digits(m.native(n))

    def kind(self, m):
        return 'CURRENT_QUARTER' if m.expires else 'PERPETUAL'

    @route('GET', '/futures/data/openInterestHist', 'data')
    def open_interest_hist(self, q):
        m = self.of_statistic(q)

        def row(t):
            n, ticks = q.world.oi(m, t), q.world.ticks(m, t)
            out = {'sumOpenInterest': self.oi(m, n)}
            if m.inverse:
                return {'pair': pair(m), 'contractType': self.kind(m), **out,
                        'sumOpenInterestValue': digits(
                            divide(m.native(n), m.price(ticks), 8)),
                        'timestamp': q.ms(t)}
            return {'symbol': m.symbol, **out, 'sumOpenInterestValue':
                    digits(m.usd(n, ticks)), 'CMCCirculatingSupply':
                    '19600000', 'timestamp': q.ms(t)}
        return self.statistic(q, row)

    def of_statistic(self, q):
        """By symbol, or of COIN-M by pair and type of contract."""
        if not q.text('pair'):
            return self.market(q, q.text('symbol'), UM)
        for m in self.markets(q, CM):
            if pair(m) == q.text('pair') and q.text(
                    'contractType', 'PERPETUAL') in ('ALL', self.kind(m)):
                return m
        raise self.error('symbol', q)

    def statistic(self, q, row):
        """Of 30 days; the newest within the span where it has more."""
        width = PERIODS.get(q.text('period'))
        if width is None:
            raise Bad('period')
        limit = q.limit('limit', 30, 500)
        until = min(q.int('endTime', q.now), q.now)
        since = q.int('startTime', until - limit * width)
        if since < q.now - 30 * DAY - HOUR:
            raise Bad('startTime')
        times = list(self.grid(q, since, until, width))[-limit:]
        return q.rows([row(t) for t in times])

    @route('GET', '/futures/data/globalLongShortAccountRatio', 'data')
    def accounts(self, q):
        return self.ratio(q, 'accounts')

    @route('GET', '/futures/data/topLongShortAccountRatio', 'data')
    def top_accounts(self, q):
        return self.ratio(q, 'top_accounts')

    @route('GET', '/futures/data/topLongShortPositionRatio', 'data')
    def top_positions(self, q):
        return self.ratio(q, 'top_positions')

    def ratio(self, q, kind):
        m = self.of_statistic(q)
        who = {'pair': pair(m)} if m.inverse else {'symbol': m.symbol}
        long_key, short_key = ('longPosition', 'shortPosition') \
            if m.inverse and kind == 'top_positions' else \
            ('longAccount', 'shortAccount')

        def row(t):
            share = q.world.long_share(m, t, kind)
            return {**who, long_key: digits(share), 'longShortRatio':
                    digits(round(share / (1 - share), 4)),
                    short_key: digits(1 - share), 'timestamp': q.ms(t)}
        return self.statistic(q, row)

    @route('GET', '/futures/data/takerlongshortRatio', 'data')
    def taker(self, q):
        m = self.of_statistic(q)

        def row(t):
            bought = 10_000 * q.world.long_share(m, t, 'taker')
            return {'buySellRatio': digits(round(
                bought / (10_000 - bought), 4)), 'sellVol': digits(
                10_000 - bought), 'buyVol': digits(bought),
                'timestamp': q.ms(t)}
        return self.statistic(q, row)

    @route('GET', '/futures/data/takerBuySellVol', 'data')
    def taker_volume(self, q):
        m = self.of_statistic(q)

        def row(t):
            bought = 10_000 * q.world.long_share(m, t, 'taker')
            return {'pair': pair(m), 'contractType': self.kind(m),
                    'takerBuyVol': digits(bought), 'takerSellVol': digits(
                        10_000 - bought), 'takerBuyVolValue': '1.5',
                    'takerSellVolValue': '1.5', 'timestamp': q.ms(t)}
        return self.statistic(q, row)

    @route('GET', '/fapi/v1/premiumIndex', 'weight', 'mark')
    def um_premium(self, q):
        return self.premium(q, UM)

    @route('GET', '/dapi/v1/premiumIndex', 'weight', 'mark')
    def cm_premium(self, q):
        return self.premium(q, CM)

    def premium(self, q, part):
        want = q.text('symbol')
        rows = [self.market(q, want, part)] if want else self.markets(
            q, part)
        out = [self.mark(q, m) for m in rows]
        return out[0] if want and part == UM else q.rows(out)

    def mark(self, q, m):
        soon = (q.now // (8 * HOUR) + 1) * 8 * HOUR
        price = format(m.price(q.world.ticks(m, q.now)), '.8f')
        row = {'symbol': m.symbol, 'markPrice': price, 'indexPrice':
               price, 'estimatedSettlePrice': price, 'lastFundingRate':
               digits(q.world.funding(m, soon)), 'interestRate':
               '0.00010000', 'nextFundingTime': q.ms(soon),
               'time': q.ms(q.now - 300)}
        if m.expires:
            row.update(lastFundingRate='', interestRate='',
                       nextFundingTime=0)
        if m.part == CM:
            row['pair'] = pair(m)
        return row

    @route('GET', '/fapi/v1/fundingRate', 'funding')
    @route('GET', '/dapi/v1/fundingRate', 'funding')
    def funding_rate(self, q):
        """Oldest first from startTime on."""
        m = self.market(q, q.text('symbol'))
        limit = q.limit('limit', 100, 1000)
        until = min(q.int('endTime', q.now), q.now)
        since = q.int('startTime')
        if since is None:
            since = until - limit * 8 * HOUR
        times = self.grid(q, since, until, 8 * HOUR)[:limit]
        return q.rows([{
            'symbol': m.symbol, 'fundingTime': q.ms(t), 'fundingRate':
            format(q.world.funding(m, t), '.8f'), 'markPrice': format(
                m.price(q.world.ticks(m, t)), '.8f')} for t in times])

    @route('GET', '/fapi/v1/fundingInfo', 'funding')
    @route('GET', '/dapi/v1/fundingInfo', 'funding')
    def funding_info(self, q):
        return []

    @route('GET', '/fapi/v1/depth', 'weight', 'depth')
    @route('GET', '/dapi/v1/depth', 'weight', 'depth')
    def depth(self, q):
        m = self.market(q, q.text('symbol'))
        n = q.int('limit', 500)
        if n not in (5, 10, 20, 50, 100, 500, 1000):
            raise Bad('limit')
        bids, asks = q.world.book(m, n, q.now)

        def levels(side):
            return [[format(m.price(t), 'f'), self.oi(m, c)]
                    for t, c in side]
        row = {'lastUpdateId': 1027024, 'E': q.ms(q.now - 5),
               'T': q.ms(q.now - 9), 'bids': levels(bids),
               'asks': levels(asks)}
        if m.inverse:
            row.update(symbol=m.symbol, pair=pair(m))
        return row

    @route('GET', '/fapi/v1/exchangeInfo', 'weight')
    def um_info(self, q):
        rows = [self.info(m) for m in self.markets(q, UM)]
        rows.append({**rows[0], 'symbol': 'TSLAUSDT', 'pair': 'TSLAUSDT',
                     'baseAsset': 'TSLA', 'contractType':
                     'TRADIFI_PERPETUAL', 'underlyingType': 'EQUITY'})
        rows.append({**rows[0], 'symbol': 'BTCDOMUSDT', 'pair':
                     'BTCDOMUSDT', 'baseAsset': 'BTCDOM',
                     'underlyingType': 'INDEX'})
        rows.append({**rows[0], 'symbol': 'LUNAUSDT', 'pair': 'LUNAUSDT',
                     'baseAsset': 'LUNA', 'status': 'SETTLING'})
        return self.listing(q, rows)

    @route('GET', '/dapi/v1/exchangeInfo', 'weight')
    def cm_info(self, q):
        return self.listing(q, [self.info(m) for m in self.markets(q, CM)])

    def listing(self, q, rows):
        return {'timezone': 'UTC', 'serverTime': q.ms(q.now), 'rateLimits': [
            {'rateLimitType': 'REQUEST_WEIGHT', 'interval': 'MINUTE',
             'intervalNum': 1, 'limit': 2400}], 'exchangeFilters': [],
            'symbols': q.rows(rows)}

    def info(self, m):
        step = '1' if m.inverse else m.size
        row = {
            'symbol': m.symbol, 'pair': pair(m), 'contractType':
            self.kind(m), 'deliveryDate': m.expires or 4133404800000,
            'onboardDate': 1569398400000, 'maintMarginPercent': '2.5000',
            'requiredMarginPercent': '5.0000', 'baseAsset':
            m.symbol.split('USD')[0], 'quoteAsset': m.quote, 'marginAsset':
            m.base if m.inverse else m.quote, 'pricePrecision': m.decimals,
            'quantityPrecision': 3, 'baseAssetPrecision': 8,
            'quotePrecision': 8, 'underlyingType': 'COIN',
            'underlyingSubType': ['PoW'], 'filters': [
                {'filterType': 'PRICE_FILTER', 'minPrice': m.tick,
                 'maxPrice': '1000000', 'tickSize': m.tick},
                {'filterType': 'LOT_SIZE', 'minQty': step, 'maxQty': '1000',
                 'stepSize': step},
                {'filterType': 'MARKET_LOT_SIZE', 'minQty': step,
                 'maxQty': '120', 'stepSize': step}],
            'orderTypes': ['LIMIT', 'MARKET'], 'timeInForce': ['GTC']}
        row['contractStatus' if m.inverse else 'status'] = 'TRADING'
        if m.inverse:
            row['contractSize'] = int(Decimal(m.size))
        return row

    @route('GET', '/fapi/v1/time', 'weight')
    @route('GET', '/dapi/v1/time', 'weight')
    def time(self, q):
        return {'serverTime': q.ms(q.now)}

    @route('GET', '/fapi/v1/ping', 'weight')
    @route('GET', '/dapi/v1/ping', 'weight')
    def ping(self, q):
        return {}
