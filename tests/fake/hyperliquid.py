"""Hyperliquid, as https://api.hyperliquid.xyz/info answers POSTs.

No liquidations market-wide; positions by address.  Funding is per hour, open
interest in coins, margin tables are named by id: below 50 a flat table of
that leverage, which is not listed.
"""

from decimal import Decimal

from dialect import WIDTHS, Bad, Dialect, Refused, digits, route
from world import HOUR, MINUTE, Market, divide

WHALE = '0x' + '1234567890' * 4
# The ids of the tables that have steps, and theirs.
TABLE = 56


def make(coin, size, tick, **more):
    return Market('hyperliquid', more.pop('symbol', coin), coin, 'USDC',
                  size, tick, **more)


class Hyperliquid(Dialect):
    name = 'hyperliquid'
    hosts = ('api.hyperliquid.xyz',)
    limits = {'weight': (1200, MINUTE)}
    publishes = False

    def make_markets(self, start):
        return [make('BTC', '0.00001', '1'), make('ETH', '0.0001', '0.1'),
                make('SOL', '0.01', '0.001'),
                make('PEPE', '1', '0.000001', symbol='kPEPE',
                     multiplier=1000)]

    def error(self, kind, q):
        status, body = {
            'rate': (429, None), 'busy': (502, 'Bad Gateway'),
            'symbol': (500, None), 'ask': (
                422, 'Failed to deserialize the JSON body into the target '
                'type'), 'ban': (429, None), 'missing': (404, None),
        }[kind]
        return Refused(status, body)

    def cost(self, q, what):
        kind = (q.body or {}).get('type')
        return 2 if kind in ('l2Book', 'allMids', 'clearinghouseState') \
            else 20

    @route('POST', '/info', 'weight', 'info')
    def info(self, q):
        answers = {
            'meta': self.meta, 'metaAndAssetCtxs': self.meta_and_contexts,
            'candleSnapshot': self.candles, 'fundingHistory':
            self.funding_history, 'predictedFundings': self.predicted,
            'l2Book': self.l2_book, 'marginTable': self.margin_table,
            'clearinghouseState': self.state, 'allMids': self.mids,
            'perpDexs': lambda q: [None]}
        if not isinstance(q.body, dict) or q.body.get('type') not in answers:
            raise Bad('type')
        q.params = {**q.body, **(q.body.get('req') or {})}
        return answers[q.body['type']](q)

    def coin(self, q):
        return self.market(q, q.text('coin'))

    def meta(self, q):
        if q.text('dex'):
            return {'universe': [], 'marginTables': []}
        tables = [[50, {'description': '', 'marginTiers': [
            {'lowerBound': '0.0', 'maxLeverage': 50}]}],
            [TABLE, self.steps(q)]]
        return {'universe': q.rows([{
            'szDecimals': -Decimal(m.size).adjusted(), 'name': m.symbol, 'maxLeverage': 50,
            'marginTableId': TABLE if m.base == 'BTC' else 20}
            for m in self.markets(q)] + [{
                'szDecimals': 1, 'name': 'MATIC', 'maxLeverage': 20,
                'marginTableId': 20, 'isDelisted': True}]),
            'marginTables': tables, 'collateralToken': 0}

    def steps(self, q):
        """Leverage only: the maintenance margin is half its inverse."""
        m = next(m for m in self.markets(q) if m.base == 'BTC')
        return {'description': 'tiered 40x', 'marginTiers': [
            {'lowerBound': f'{t.floor}.0', 'maxLeverage': t.leverage}
            for t in q.world.tiers(m)]}

    def margin_table(self, q):
        n = q.int('id')
        if n == TABLE:
            return self.steps(q)
        return {'description': '', 'marginTiers': [
            {'lowerBound': '0.0', 'maxLeverage': n}]}

    def meta_and_contexts(self, q):
        return [self.meta(q), [self.context(q, m) for m in self.markets(q)]
                + [self.context(q, self.markets(q)[0])]]

    def context(self, q, m):
        price = digits(m.price(q.world.ticks(m, q.now)))
        hour = (q.now // HOUR + 1) * HOUR
        return {'funding': digits(q.world.funding(m, hour)), 'openInterest':
                digits(m.native(q.world.oi(m, q.now // MINUTE * MINUTE))),
                'prevDayPx': price, 'dayNtlVlm': '9450588.2273', 'premium':
                '0.00055561', 'oraclePx': price, 'markPx': price, 'midPx':
                price, 'impactPxs': [price, price],
                'dayBaseVlm': '1234.5'}

    def candles(self, q):
        """Oldest first; of more than 5000 the newest."""
        m, width = self.coin(q), WIDTHS.get(q.text('interval'))
        if width is None:
            raise Bad('interval')
        since, until = q.int('startTime'), q.int('endTime', q.now)
        if since is None:
            raise Bad('startTime')
        rows = []
        for t in list(self.grid(q, since, until, width))[-5000:]:
            c = q.world.candle(m, t, width)
            row = {'t': q.ms(t), 'T': q.ms(t + width) - 1, 's': m.symbol,
                   'i': q.text('interval')}
            for key, x in zip('ochl', (c.open, c.close, c.high, c.low)):
                row[key] = digits(m.price(x))
            row.update(v=digits(m.native(c.volume)), n=c.trades)
            rows.append(row)
        return q.rows(rows)

    def funding_history(self, q):
        """An hour each, five hundred at the most, oldest first."""
        m = self.coin(q)
        since, until = q.int('startTime'), q.int('endTime', q.now)
        if since is None:
            raise Bad('startTime')
        times = self.grid(q, since, until, HOUR)[:500]
        return q.rows([{'coin': m.symbol, 'fundingRate': digits(
            q.world.funding(m, t)), 'premium': '0.00057962',
            'time': q.ms(t + 31)} for t in times])

    def predicted(self, q):
        hour = (q.now // HOUR + 1) * HOUR
        return [[m.symbol, [['HlPerp', {
            'fundingRate': digits(q.world.funding(m, hour)),
            'nextFundingTime': q.ms(hour), 'fundingIntervalHours': 1}]]]
            for m in self.markets(q)]

    def l2_book(self, q):
        return self.book(q, self.coin(q))

    def book(self, q, m):
        sides = q.world.book(m, 20, q.now)
        return {'coin': m.symbol, 'time': q.ms(q.now - 50), 'levels': [
            [{'px': digits(m.price(t)), 'sz': digits(m.native(n)), 'n': 2}
             for t, n in side] for side in sides]}

    def mids(self, q):
        return {m.symbol: digits(m.price(q.world.ticks(m, q.now)))
                for m in self.markets(q)}

    def state(self, q):
        """The whale has a position in each coin; nobody else has any."""
        rows = []
        if q.text('user').lower() == WHALE:
            rows = [self.position(q, m, i)
                    for i, m in enumerate(self.markets(q))]
        money = {'accountValue': '100000.0', 'totalMarginUsed': '0.0',
                 'totalNtlPos': '0.0', 'totalRawUsd': '100000.0'}
        return {'assetPositions': rows, 'marginSummary': money,
                'crossMarginSummary': money, 'withdrawable': '0.0',
                'crossMaintenanceMarginUsed': '0.0', 'time': q.ms(q.now)}

    def position(self, q, m, i):
        """Long and short by turns; the last has no price of
        liquidation."""
        ticks = q.world.ticks(m, 0)
        size = m.native(1000 + i) * (1 if i % 2 == 0 else -1)
        price = m.price(ticks)
        away = Decimal('0.9') if size > 0 else Decimal('1.1')
        return {'type': 'oneWay', 'position': {
            'coin': m.symbol, 'szi': digits(size), 'entryPx':
            digits(price), 'leverage': {'type': 'cross', 'value': 10 + i},
            'positionValue': digits(abs(size) * price), 'unrealizedPnl':
            '0.0', 'returnOnEquity': '0.0', 'liquidationPx': digits(
                divide(price * away, 1, 8)) if i < 3 else None,
            'marginUsed': '24.88097', 'maxLeverage': 50, 'cumFunding': {
                'allTime': '0.0', 'sinceOpen': '0.0',
                'sinceChange': '0.0'}}}
