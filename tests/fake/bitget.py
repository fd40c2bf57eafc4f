"""Bitget, as https://api.bitget.com answers: v2 and v3.

A liquidation's side is the position's and its amount its value in the quote
coin; of a second and pair there is the largest long and the largest short.
"""

from dialect import WIDTHS, Bad, Dialect, Refused, digits, route
from world import DAY, HOUR, MINUTE, Market, divide

V2, V3 = '/api/v2/mix/market', '/api/v3/market'
SPANS = {name.replace('h', 'H').replace('d', 'D').replace('w', 'W'): ms
         for name, ms in WIDTHS.items()}
SPANS.update({name + 'utc': ms for name, ms in SPANS.items()
              if ms >= 6 * HOUR})
USDT, USDC, COIN = 'USDT-FUTURES', 'USDC-FUTURES', 'COIN-FUTURES'


def make(symbol, base, quote, size, tick, **more):
    more.setdefault('part', USDT)
    return Market('bitget', symbol, base, quote, size, tick, **more)


class Bitget(Dialect):
    name = 'bitget'
    hosts = ('api.bitget.com',)
    limits = {'public': (20, 1000), 'liquidations': (5, 1000),
              'ratios': (1, 1000)}
    twins = False

    def make_markets(self, start):
        return [
            make('BTCUSDT', 'BTC', 'USDT', '0.0001', '0.1'),
            make('ETHUSDT', 'ETH', 'USDT', '0.01', '0.01'),
            make('SOLUSDT', 'SOL', 'USDT', '0.1', '0.001'),
            make('1000BONKUSDT', 'BONK', 'USDT', '100', '0.000001',
                 multiplier=1000),
            make('BTCPERP', 'BTC', 'USDC', '0.0001', '0.5', part=USDC),
            make('BTCUSD', 'BTC', 'USD', '1', '0.1', part=COIN,
                 inverse=True, events=False),
        ]

    def publishable(self, events, dice):
        """The largest long and the largest short of each second."""
        best = {}
        for e in events:
            key = (e.ts // 1000, e.side)
            if key not in best or best[key].contracts < e.contracts:
                best[key] = e
        return list(best.values())

    def error(self, kind, q):
        status, code, words = {
            'rate': (429, '429', 'Too Many Requests'),
            'busy': (200, '40725', 'service return an error'),
            'symbol': (400, '40034', 'Parameter does not exist'),
            'ask': (400, '40020', 'Parameter error'),
            'ban': (403, '40200', 'Server upgrade, please try again later'),
            'missing': (404, '40404', 'Request URL NOT FOUND'),
        }[kind]
        return Refused(status, {'code': code, 'msg': words, 'data': None,
                                'requestTime': q.now})

    def answer(self, q, data):
        return {'code': '00000', 'msg': 'success', 'requestTime': q.now,
                'data': data}

    def part(self, q):
        part = (q.text('category') or q.text('productType')).upper()
        if part not in (USDT, USDC, COIN):
            raise Bad('category')
        return part

    def one(self, q):
        return self.market(q, q.text('symbol'), self.part(q))

    def wanted(self, q):
        return [self.one(q)] if q.text('symbol') else self.markets(
            q, self.part(q))

    @route('GET', V3 + '/liquidations', 'liquidations')
    def liquidations(self, q):
        """Of three days, newest first; the cursor is that of the last
        row."""
        names = {m.symbol for m in self.wanted(q)}
        limit = q.limit('limit', 100, 100)
        cursor = q.int('cursor')
        rows = [e for e in self.events(q, q.now - 3 * DAY, q.now,
                                       lambda m: m.symbol in names)
                if cursor is None or e.id < cursor + q.overlap()][::-1]
        page = rows[:limit]
        return self.answer(q, {
            'list': q.rows([self.order(q, e) for e in page]),
            'cursor': str(page[-1].id) if len(rows) > limit else ''})

    def order(self, q, e):
        return {'symbol': e.symbol, 'side': 'buy' if e.long else 'sell',
                'price': digits(e.price()), 'amount': digits(
                    e.market.usd(e.contracts, e.ticks)),
                'ts': str(q.ms(e.ts))}

    @route('GET', V2 + '/candles', 'public')
    def candles(self, q):
        return self.bars(q, 'granularity', 1000, q.int('startTime'))

    @route('GET', V2 + '/history-candles', 'public')
    def history_candles(self, q):
        since = q.int('startTime')
        if since is not None and q.int('endTime', q.now) - since > 90 * DAY:
            raise Bad('startTime')
        return self.bars(q, 'granularity', 200, since)

    @route('GET', V3 + '/candles', 'public')
    def candles3(self, q):
        return self.bars(q, 'interval', 1000, q.int('startTime'))

    @route('GET', V3 + '/history-candles', 'public')
    def history_candles3(self, q):
        return self.bars(q, 'interval', 100, q.int('startTime'))

    def bars(self, q, name, most, since):
        """Oldest first; counted back from endTime."""
        m, width = self.one(q), SPANS.get(q.text(name))
        if width is None:
            raise Bad(name)
        until = min(q.int('endTime', q.now), q.now)
        limit = q.limit('limit', 100, most)
        since = max(since or 0, until - limit * width)
        times = list(self.grid(q, since, until, width))[-limit:]
        return self.answer(q, q.rows(
            [self.bar(q, m, t, width) for t in times]))

    def bar(self, q, m, t, width):
        c = q.world.candle(m, t, width)
        base = divide(m.native(c.volume), m.price(c.close), 8) \
            if m.inverse else m.native(c.volume)
        return [str(q.ms(t))] + [
            digits(m.price(x)) for x in (c.open, c.high, c.low, c.close)] + [
            digits(base), digits(m.usd(c.volume, c.close))]

    @route('GET', V2 + '/open-interest', 'public')
    def open_interest(self, q):
        m = self.one(q)
        return self.answer(q, {'openInterestList': q.rows(
            [{'symbol': m.symbol, 'size': self.oi(q, m)}]),
            'ts': str(q.ms(q.now - 10))})

    @route('GET', V3 + '/open-interest', 'public')
    def open_interest3(self, q):
        return self.answer(q, {'list': q.rows(
            [{'symbol': m.symbol, 'openInterest': self.oi(q, m)}
             for m in self.wanted(q)]), 'ts': str(q.ms(q.now - 10))})

    def oi(self, q, m):
        return digits(m.native(q.world.oi(m, q.now // MINUTE * MINUTE)))

    @route('GET', V2 + '/current-fund-rate', 'public')
    @route('GET', V3 + '/current-fund-rate', 'public')
    def current_fund_rate(self, q):
        soon = (q.now // (8 * HOUR) + 1) * 8 * HOUR
        rows = self.wanted(q) if 'productType' in q.params or \
            'category' in q.params else [self.market(q, q.text('symbol'))]
        return self.answer(q, q.rows([{
            'symbol': m.symbol, 'fundingRate': digits(
                q.world.funding(m, soon)), 'fundingRateInterval': '8',
            'nextUpdate': str(q.ms(soon)), 'minFundingRate': '-0.003',
            'maxFundingRate': '0.003'} for m in rows]))

    def past_rates(self, q, page, size):
        m = self.one(q)
        last = q.now // (8 * HOUR) - (page - 1) * size
        return m, [n * 8 * HOUR for n in range(last, last - size, -1)]

    @route('GET', V2 + '/history-fund-rate', 'public')
    def history_fund_rate(self, q):
        m, times = self.past_rates(q, q.limit('pageNo', 1, 1000),
                                   q.limit('pageSize', 20, 100))
        return self.answer(q, q.rows([{
            'symbol': m.symbol, 'fundingRate': digits(
                q.world.funding(m, t)), 'fundingTime': str(q.ms(t))}
            for t in times]))

    @route('GET', V3 + '/history-fund-rate', 'public')
    def history_fund_rate3(self, q):
        m, times = self.past_rates(q, q.limit('cursor', 1, 1000),
                                   q.limit('limit', 100, 100))
        return self.answer(q, {'resultList': q.rows([{
            'symbol': m.symbol, 'fundingRate': digits(
                q.world.funding(m, t)), 'fundingRateTimestamp':
            str(q.ms(t))} for t in times])})

    def levels(self, q, m, depth):
        bids, asks = q.world.book(m, depth, q.now)
        return [[[digits(m.price(t)), digits(m.native(n))]
                 for t, n in side] for side in (asks, bids)]

    @route('GET', V2 + '/merge-depth', 'public')
    def merge_depth(self, q):
        depth = q.text('limit', '100')
        asks, bids = self.levels(
            q, self.one(q), 1000 if depth == 'max' else int(depth))
        return self.answer(q, {'asks': asks, 'bids': bids, 'precision':
                               'scale0', 'isMaxPrecision': 'NO',
                               'scale': '0.1', 'ts': str(q.ms(q.now))})

    @route('GET', V3 + '/orderbook', 'public')
    def orderbook(self, q):
        asks, bids = self.levels(q, self.one(q), q.limit('limit', 5, 200))
        return self.answer(q, {'a': asks, 'b': bids,
                               'ts': str(q.ms(q.now))})

    @route('GET', V2 + '/contracts', 'public')
    def contracts(self, q):
        part = self.part(q)
        rows = [{
            'symbol': m.symbol, 'baseCoin': self.named(m),
            'quoteCoin': m.quote, 'symbolType': 'perpetual',
            'symbolStatus': 'normal', 'offTime': '-1', 'deliveryTime': '',
            'limitOpenTime': '-1', 'launchTime': '', 'minTradeNum': m.size,
            'sizeMultiplier': m.size, 'volumePlace': '4', 'priceEndStep':
            '1', 'pricePlace': str(m.decimals), 'minTradeUSDT': '5',
            'supportMarginCoins': [m.quote], 'fundInterval': '8',
            'minLever': '1', 'maxLever': '125', 'maintainTime': '',
            'isRwa': 'NO'} for m in self.wanted(q)]
        if part == USDT and not q.text('symbol'):
            rows.append({**rows[0], 'symbol': 'TSLAUSDT', 'baseCoin':
                         'TSLA', 'isRwa': 'YES'})
        return self.answer(q, q.rows(rows))

    @route('GET', V3 + '/instruments', 'public')
    def instruments(self, q):
        part = self.part(q)
        rows = [{
            'symbol': m.symbol, 'category': part, 'baseCoin': self.named(m),
            'quoteCoin': m.quote, 'type': 'perpetual', 'status': 'online',
            'minOrderQty': m.size, 'quantityMultiplier': m.size,
            'priceMultiplier': m.tick, 'pricePrecision': str(m.decimals),
            'quantityPrecision': '4', 'quotePrecision': None,
            'minOrderAmount': '5', 'fundInterval': '8', 'minLeverage': '1',
            'maxLeverage': '125', 'offTime': '-1', 'limitOpenTime': '-1',
            'deliveryTime': '', 'launchTime': '', 'maintainTime': '',
            'symbolType': 'crypto', 'isRwa': 'NO'} for m in self.wanted(q)]
        if part == USDT and not q.text('symbol'):
            rows.append({**rows[0], 'symbol': 'TSLAUSDT', 'baseCoin':
                         'TSLA', 'symbolType': 'stock', 'isRwa': 'YES'})
        return self.answer(q, q.rows(rows))

    def named(self, m):
        return m.symbol.removesuffix(m.quote).removesuffix('PERP') \
            if m.multiplier > 1 else m.base

    @route('GET', V2 + '/query-position-lever', 'public')
    def query_position_lever(self, q):
        m = self.one(q)
        return self.answer(q, q.rows([{
            'symbol': m.symbol, 'level': str(t.tier), 'startUnit':
            str(t.floor), 'endUnit': str(t.cap), 'leverage':
            str(t.leverage), 'keepMarginRate': digits(t.mmr)}
            for t in q.world.tiers(m)]))

    @route('GET', V3 + '/position-tier', 'public')
    def position_tier(self, q):
        return self.answer(q, q.rows([{
            'tier': str(t.tier), 'minTierValue': str(t.floor),
            'maxTierValue': str(t.cap), 'leverage': str(t.leverage),
            'mmr': digits(t.mmr)} for t in q.world.tiers(self.one(q))]))

    def past(self, q, row, form=list):
        m = self.market(q, q.text('symbol'))
        width = WIDTHS.get(q.text('period', '5m').lower())
        if width is None:
            raise Bad('period')
        last = q.now // width * width
        return self.answer(q, q.rows([
            {**row(m, t), 'ts': str(q.ms(t))}
            for t in range(last - 29 * width, last + 1, width)]))

    @route('GET', V2 + '/account-long-short', 'ratios')
    def account_long_short(self, q):
        return self.past(q, lambda m, t: self.shares(
            q, m, t, 'accounts', 'Account'))

    @route('GET', V2 + '/position-long-short', 'ratios')
    def position_long_short(self, q):
        return self.past(q, lambda m, t: self.shares(
            q, m, t, 'top_positions', 'Position'))

    def shares(self, q, m, t, kind, word):
        """The third is not the quotient of the other two."""
        share = q.world.long_share(m, t, kind)
        return {f'long{word}Ratio': digits(share),
                f'short{word}Ratio': digits(1 - share),
                f'longShort{word}Ratio': '0.0138'}

    @route('GET', V2 + '/taker-buy-sell', 'ratios')
    def taker_buy_sell(self, q):
        def row(m, t):
            bought = 1000 * q.world.long_share(m, t, 'taker')
            return {'buyVolume': digits(bought),
                    'sellVolume': digits(1000 - bought)}
        return self.past(q, row)
