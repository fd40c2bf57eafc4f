"""Kraken Futures, as https://futures.kraken.com answers.

Liquidations are executions whose taker's order has a type of that name; a
page goes on with its continuation token.  PF_ contracts count coins, PI_ and
FI_ ones dollars.  The analytics take seconds and give columns.
"""

import base64
import time
from decimal import Decimal

import trades
from dialect import WIDTHS, Bad, Dialect, Refused, digits, route
from ledger import expiry, stamp
from world import DAY, HOUR, MINUTE, Market, divide

SPANS = (60, 300, 900, 1800, 3600, 14400, 43200, 86400, 604800)
MIX = 0x9e3779b97f4a7c15f39cc0605cedc835
# Series of shares, and of whom they tell.
SHARES = {'long-short-info': 'accounts', 'long-short-ratio': 'accounts',
          'top-traders': 'top_accounts', 'cvd': 'taker'}
TYPES = ('flexible_futures', 'futures_inverse')


def make(symbol, base, size, tick, **more):
    more.setdefault('part', TYPES[0])
    return Market('kraken', symbol, base, 'USD', size, tick, **more)


def iso(ms):
    return time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(ms // 1000)) + \
        f'.{ms % 1000:03}Z'


def money(m, rate, price):
    """Of an hour: dollars a coin; inverse, coins a dollar."""
    return divide(rate, price, 18) if m.inverse else rate * price


def uid(number):
    """An id of its own for each event."""
    text = f'{number * MIX % 2 ** 128:032x}'
    return '-'.join((text[:8], text[8:12], text[12:16], text[16:20],
                     text[20:]))


class Kraken(Dialect):
    name = 'kraken'
    hosts = ('futures.kraken.com',)
    limits = {'public': (500, 10_000)}

    def make_markets(self, start):
        end = expiry(start)
        return [
            make('PF_XBTUSD', 'BTC', '0.0001', '1'),
            make('PF_ETHUSD', 'ETH', '0.001', '0.1'),
            make('PF_SOLUSD', 'SOL', '0.01', '0.01'),
            make('PF_PEPEUSD', 'PEPE', '1000', '0.000000001'),
            make('PI_XBTUSD', 'BTC', '1', '0.5', part=TYPES[1],
                 inverse=True),
            make(f'FI_XBTUSD_{stamp(end)}', 'BTC', '1', '0.5',
                 part=TYPES[1], inverse=True, expires=end, events=False),
        ]

    def own_id(self, event):
        return uid(event.id)

    def error(self, kind, q):
        status, words = {
            'rate': (200, 'apiLimitExceeded'), 'busy': (503, 'Unavailable'),
            'symbol': (200, 'contractNotFound'), 'ask':
            (200, 'invalidArgument'), 'ban': (200, 'apiLimitExceeded'),
            'missing': (404, 'notFound'),
        }[kind]
        return Refused(status, {'result': 'error', 'error': words,
                                'serverTime': iso(q.now)})

    def answer(self, q, **more):
        return {'result': 'success', **more, 'serverTime': iso(q.now)}

    def named(self, q, symbol):
        return self.market(q, symbol.upper())

    # Executions

    @route('GET', '/api/history/v3/market/{symbol}/executions', 'public')
    def executions(self, q, symbol):
        m = self.named(q, symbol)
        since, until = q.int('since', q.now - DAY), q.int('before', q.now)
        found = trades.between(q.ledger, self.name, since, until, q.now,
                               lambda x: x.symbol == m.symbol)
        if q.text('sort', 'desc') not in ('asc', 'desc'):
            raise Bad('sort')
        if q.text('sort', 'desc') == 'desc':
            found.reverse()
        start = self.position(q, found)
        end = start + q.limit('count', 1000, 1000)
        rows = q.rows([self.element(q, t) for t in found[start:end]])
        answer = {'elements': rows, 'len': len(rows)}
        if end < len(found):
            last = found[end - 1]
            answer['continuationToken'] = base64.b64encode(
                f'{last.ts}/{last.id}'.encode()).decode()
        return answer

    def position(self, q, found):
        """Where the page after that token begins."""
        token = q.text('continuation_token')
        if not token:
            return 0
        key = base64.b64decode(token).decode()
        for i, t in enumerate(found):
            if f'{t.ts}/{t.id}' == key:
                return max(0, i + 1 - q.overlap())
        raise Bad('continuation_token')

    def element(self, q, t):
        size, stamp_ms = digits(t.market.native(t.contracts)), str(
            q.ms(t.ts))
        words = 'Sell', 'Buy'
        taker, maker = words if t.sold else words[::-1]
        kinds = 'PartialLiquidation', 'Liquidation'

        def order(direction, kind, salt):
            return {'uid': uid(t.id * 7 + salt), 'tradeable':
                    t.market.symbol, 'direction': direction, 'quantity':
                    size, 'timestamp': stamp_ms, 'limitPrice':
                    digits(t.market.price(t.ticks)), 'orderType': kind,
                    'reduceOnly': False, 'lastUpdateTimestamp': stamp_ms}
        return {'uid': uid(t.id * 3), 'timestamp': stamp_ms, 'event': {
            'Execution': {'execution': {
                'uid': uid(t.id), 'makerOrder': order(maker, 'Post', 1),
                'takerOrder': order(
                    taker, kinds[t.id % 2] if t.event else 'Market', 2),
                'timestamp': stamp_ms, 'quantity': size,
                'price': digits(t.market.price(t.ticks)), 'markPrice':
                digits(t.market.price(t.ticks + 1)), 'limitFilled': False,
                'usdValue': digits(round(
                    t.market.usd(t.contracts, t.ticks), 2))},
                'takerReducedQuantity': ''}}}

    @route('GET', '/derivatives/api/v3/history', 'public')
    def history(self, q):
        """The last hundred before a time, newest first."""
        m = self.named(q, q.text('symbol'))
        found = trades.between(q.ledger, self.name, q.now - DAY, q.now,
                               q.now, lambda x: x.symbol == m.symbol)
        return self.answer(q, history=q.rows([{
            'time': iso(t.ts), 'trade_id': 100 - i, 'price':
            m.price(t.ticks), 'size': m.native(t.contracts), 'side':
            'sell' if t.sold else 'buy', 'type': 'liquidation' if t.event
            else 'fill', 'uid': uid(t.id)}
            for i, t in enumerate(found[::-1][:100])]))

    # Candles and statistics

    @route('GET', '/api/charts/v1/{tick:trade|mark|spot}/{symbol}/{width}',
           'public')
    def charts(self, q, tick, symbol, width):
        m, step = self.named(q, symbol), WIDTHS.get(width)
        if step is None:
            raise Bad('resolution')
        until = min(q.int('to', q.now // 1000) * 1000, q.now)
        since = q.int('from')
        since = until - 2000 * step if since is None else since * 1000
        times = self.grid(q, since, until, step)
        rows = []
        for t in times[:2000]:
            c = q.world.candle(m, t, step)
            row = {'time': q.ms(t)}
            for key, x in (('open', c.open), ('high', c.high),
                           ('low', c.low), ('close', c.close)):
                row[key] = format(m.price(x), '.11f')
            row['volume'] = digits(m.native(c.volume)) \
                if tick == 'trade' else 0
            rows.append(row)
        return {'candles': q.rows(rows), 'more_candles': len(times) > 2000}

    @route('GET', '/api/charts/v1/analytics/{symbol}/{kind}', 'public')
    def analytics(self, q, symbol, kind):
        m = self.named(q, symbol)
        span = q.int('interval')
        since, until = q.int('since'), q.int('to', q.now // 1000)
        if span not in SPANS or since is None or since > until:
            return {'result': None, 'errors': [{
                'severity': 'E', 'error_class': 'General', 'type':
                'Invalid arguments', 'msg': 'interval, since or to'}]}
        times = self.grid(q, since * 1000, until * 1000, span * 1000)
        page = [] if 'empty' in q.faults else times[:2000]
        data = self.columns(q, m, kind, page, span * 1000)
        return {'result': {'timestamp': [q.seconds(t) for t in page],
                           'more': len(times) > 2000, 'data': data},
                'errors': []}

    def columns(self, q, m, kind, times, span):
        if kind == 'open-interest':
            ends = [(q.world.oi(m, t), q.world.oi(m, t + span))
                    for t in times]
            return [[digits(m.native(n)) for n in (
                a, max(a, b), min(a, b), b)] for a, b in ends]
        if kind == 'liquidation-volume':
            return [digits(sum(
                (m.native(e.contracts) for e in self.events(
                    q, t, t + span - 1, lambda x: x.symbol == m.symbol)),
                Decimal(0))) for t in times]
        if kind in ('trade-volume', 'aggressor-differential'):
            out = []
            for t in times:
                c = q.world.candle(m, t, span)
                n = c.volume if kind == 'trade-volume' \
                    else 2 * c.bought - c.volume
                out.append(digits(m.native(n)))
            return out
        if kind == 'trade-count':
            return [q.world.candle(m, t, span).trades for t in times]
        if kind in SHARES:
            # what was so in a bin is known at its end
            shares = [q.world.long_share(m, t + span, SHARES[kind])
                      for t in times]
            return self.shares(kind, shares)
        raise Bad('analytics type')

    def shares(self, kind, shares):
        if kind == 'long-short-ratio':
            return [digits(divide(s, 1 - s, 8)) for s in shares]
        longs = [int(s * 10_000) for s in shares]
        shorts = [10_000 - n for n in longs]
        if kind == 'cvd':
            return {'buy_volume': [str(n) for n in longs],
                    'sell_volume': [str(n) for n in shorts]}
        counts = {'longCount': longs, 'shortCount': shorts,
                  'longPercent': [digits(s) for s in shares],
                  'shortPercent': [digits(1 - s) for s in shares]}
        return counts if kind == 'long-short-info' else {
            'top20Percent': counts}

    @route('GET', '/derivatives/api/v4/historicalfundingrates', 'public')
    @route('GET', '/derivatives/api/v3/historical-funding-rates', 'public')
    def historicalfundingrates(self, q):
        """All there are, a year of hours; we have a month of them."""
        m = self.named(q, q.text('symbol'))
        last = q.now // HOUR * HOUR
        rows = []
        for t in range(last - 30 * DAY, last + 1, HOUR):
            rate = q.world.funding(m, t)
            rows.append({
                'timestamp': iso(t).replace('.000Z', 'Z'), 'fundingRate':
                money(m, rate, m.price(q.world.ticks(m, t))),
                'relativeFundingRate': rate})
        return self.answer(q, rates=q.rows(rows))

    # Instruments, tickers, books

    @route('GET', '/derivatives/api/v3/instruments', 'public')
    def instruments(self, q):
        rows = [self.instrument(q, m) for m in self.markets(q)]
        rows.append({**rows[0], 'symbol': 'PF_TSLAXUSD', 'base': 'TSLAX',
                     'pair': 'TSLAX:USD', 'category': 'xStocks'})
        rows.append({**rows[0], 'symbol': 'PF_EURUSD', 'base': 'EUR',
                     'pair': 'EUR:USD', 'category': 'Forex'})
        rows.append({'symbol': 'in_xbtusd', 'type': 'spot index',
                     'tradeable': False, 'tags': []})
        return self.answer(q, instruments=q.rows(rows))

    def instrument(self, q, m):
        """On PF_ steps are of numNonContractUnits, dollars; else of
        contracts, dollars too."""
        key = 'contracts' if m.inverse else 'numNonContractUnits'
        row = {
            'symbol': m.symbol, 'type': m.part, 'tradeable': True,
            'tickSize': Decimal(m.tick), 'contractSize': 1,
            'base': 'XBT' if m.base == 'BTC' else m.base, 'quote': 'USD',
            'pair': ('XBT' if m.base == 'BTC' else m.base) + ':USD',
            'category': 'Layer 1', 'contractValueTradePrecision':
            -Decimal(m.size).adjusted(),
            'impactMidSize': 1, 'maxPositionSize': 1_000_000,
            'openingDate': '2022-01-01T00:00:00.000Z', 'postOnly': False,
            'feeScheduleUid': uid(1), 'tags': [], 'mtf': False,
            'marginLevels': [{
                key: t.floor, 'initialMargin': divide(1, t.leverage, 4),
                'maintenanceMargin': t.mmr} for t in q.world.tiers(m)],
            'retailMarginLevels': [{
                key: 0, 'initialMargin': Decimal('0.5'),
                'maintenanceMargin': Decimal('0.25')}]}
        if m.expires:
            row['lastTradingTime'] = iso(m.expires)
        return row

    def ticker(self, q, m):
        price = m.price(q.world.ticks(m, q.now))
        rate = q.world.funding(m, q.now // HOUR * HOUR)
        hourly = money(m, rate, price)
        row = {'tag': 'perpetual', 'symbol': m.symbol, 'pair':
               ('XBT' if m.base == 'BTC' else m.base) + ':USD',
               'markPrice': price, 'indexPrice': price, 'last': price,
               'bid': price, 'ask': price, 'openInterest': m.native(
                   q.world.oi(m, q.now // MINUTE * MINUTE)),
               'vol24h': 1000, 'suspended': False, 'lastTime':
               iso(q.now), 'fundingRate': hourly,
               'fundingRatePrediction': hourly,
               'relativeFundingRate': rate}
        if m.expires:
            row['tag'] = 'quarter'
            for key in ('fundingRate', 'fundingRatePrediction',
                        'relativeFundingRate'):
                del row[key]
        return row

    @route('GET', '/derivatives/api/v3/tickers', 'public')
    def tickers(self, q):
        rows = [self.ticker(q, m) for m in self.markets(q)]
        rows.append({'symbol': 'in_xbtusd', 'last': Decimal(64000),
                     'lastTime': iso(q.now)})
        return self.answer(q, tickers=q.rows(rows))

    @route('GET', '/derivatives/api/v3/orderbook', 'public')
    def orderbook(self, q):
        m = self.named(q, q.text('symbol'))
        bids, asks = self.sides(q, m)
        return self.answer(q, orderBook={'bids': bids, 'asks': asks})

    def sides(self, q, m):
        """Bids and asks of a book, as they are written."""
        return [[[m.price(t), m.native(n)] for t, n in side]
                for side in q.world.book(m, 50, q.now)]
