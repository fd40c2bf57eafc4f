"""HTX, as https://api.hbdm.com answers: three products side by side.

linear-swap (USDT swaps and dated futures), swap (coin-M swaps) and contract
(coin-M dated futures).  A v5 row's amount counts contracts, a v3 row's coins;
errors come under status 200.
"""

from dialect import Bad, Dialect, Refused, digits, route
from htx_stats import (COIN, DATED, LINEAR, PERIODS, SWAPS, Stats, long_tail,
                       number)
from ledger import expiry, stamp
from world import HOUR, Market, divide, plain


def make(symbol, base, quote, size, tick, **more):
    return Market('htx', symbol, base, quote, size, tick, **more)


class Htx(Stats, Dialect):
    name = 'htx'
    hosts = ('api.hbdm.com', 'api.hbdm.vn')
    limits = {'public': (240, 3000), 'market': (800, 1000)}
    first_id = 150_153_000_000

    def make_markets(self, start):
        end = expiry(start)
        day = stamp(end)
        return [
            make('BTC-USDT', 'BTC', 'USDT', '0.001', '0.1', part=LINEAR),
            make('ETH-USDT', 'ETH', 'USDT', '0.01', '0.01', part=LINEAR),
            make('SOL-USDT', 'SOL', 'USDT', '1', '0.001', part=LINEAR),
            make(f'BTC-USDT-{day}', 'BTC', 'USDT', '0.001', '0.1',
                 part=LINEAR, expires=end, events=False),
            make('BTC-USD', 'BTC', 'USD', '100', '0.1', part=COIN,
                 inverse=True),
            make('ETH-USD', 'ETH', 'USD', '10', '0.01', part=COIN,
                 inverse=True),
            make(f'BTC{day}', 'BTC', 'USD', '100', '0.01', part=DATED,
                 inverse=True, expires=end, events=False),
        ]

    def own_id(self, event):
        return str(event.id)

    def error(self, kind, q):
        code, words = {
            'rate': (1032, 'The number of access exceeded the limit.'),
            'busy': (1000, 'System is busy. Please try again later.'),
            'symbol': (1332, 'The contract doesnt exist.'),
            'ask': (1067, 'Invalid parameter.'),
            'ban': (1032, 'The number of access exceeded the limit.'),
            'missing': (1030, 'Abnormal service.'),
        }[kind]
        return Refused(200, {'status': 'error', 'err_code': code,
                             'err_msg': words, 'ts': q.now})

    def answer(self, q, data, **more):
        return {'status': 'ok', 'data': data, 'ts': q.now, **more}

    def answer5(self, q, data):
        return {'code': 200, 'message': 'Success', 'data': data, 'ts': q.now}

    # Instruments

    @route('GET', SWAPS + '/swap_contract_info', 'public')
    def swap_contract_info(self, q, part):
        kind = q.text('business_type', 'swap')
        return self.answer(q, q.rows([
            self.info(q, m) for m in self.wanted(q, part)
            if kind in ('all', 'futures' if m.expires else 'swap')]))

    @route('GET', '/api/v1/contract_contract_info', 'public')
    def contract_info(self, q):
        return self.answer(q, q.rows(
            [self.info(q, m) for m in self.wanted(q, DATED)]))

    def wanted(self, q, part):
        """All markets of a product, or the one that is named."""
        code = q.text('contract_code')
        if code:
            return [self.market(q, code, part)]
        return self.markets(q, part)

    def info(self, q, m):
        row = {'symbol': m.base, 'contract_code': m.symbol,
               'contract_size': number(m.size), 'price_tick':
               number(m.tick), 'delivery_date': '', 'delivery_time': '',
               'create_date': '20201021', 'contract_status': 1,
               'settlement_date': str(q.now // HOUR * HOUR + 8 * HOUR)}
        if m.expires:
            row.update(delivery_date='20' + stamp(m.expires),
                       delivery_time=str(m.expires),
                       contract_type='quarter')
        if m.part == LINEAR:
            row.update(
                support_margin_mode='cross' if m.expires else 'all',
                business_type='futures' if m.expires else 'swap',
                pair=f'{m.base}-{m.quote}', trade_partition=m.quote,
                contract_type='quarter' if m.expires else 'swap')
        return row

    # Liquidations

    def found(self, q, m, most, direct, start):
        """Within start_time and end_time, on from an id, in order."""
        until = q.int('end_time', q.now)
        since = q.int('start_time', until - 2 * HOUR)
        if since > until or until - since > most:
            raise Bad('start_time')
        events = self.events(q, since, until,
                             lambda x: x.symbol == m.symbol)
        if direct == 'prev':
            return [e for e in events[::-1]
                    if start is None or e.id < start + q.overlap()]
        return [e for e in events
                if start is None or e.id > start - q.overlap()]

    @route('GET', '/v5/market/liquidation_orders', 'public')
    def liquidation_orders(self, q):
        m = self.market(q, q.text('contract_code'), LINEAR)
        events = self.found(q, m, 2 * HOUR, q.text('direct', 'prev'),
                            q.int('from'))
        return self.answer5(q, q.rows(
            [self.order5(q, e) for e in events[:q.limit('limit', 10, 100)]]))

    def order5(self, q, e):
        return {'id': str(e.id), 'contract_code': e.symbol,
                'liquidation_time': str(q.ms(e.ts)),
                'side': 'sell' if e.long else 'buy',
                'position_side': e.side, 'volume': str(e.contracts),
                'amount': str(e.contracts),
                'bankrupt_price': digits(e.price()),
                'trade_turnover': digits(
                    e.market.usd(e.contracts, e.ticks))}

    @route('GET', '/{part}-api/v3/swap_liquidation_orders', 'public')
    def swap_liquidation_orders(self, q, part):
        return self.orders3(q, part, q.text('contract') or q.text('pair'))

    @route('GET', '/api/v3/contract_liquidation_orders', 'public')
    def contract_liquidation_orders(self, q):
        rows = [m for m in self.markets(q, DATED)
                if m.base == q.text('symbol')]
        if not rows:
            raise self.error('symbol', q)
        return self.orders3(q, DATED, rows[0].symbol)

    def orders3(self, q, part, symbol):
        m = self.market(q, symbol, part)
        want = q.int('trade_type')
        if want not in (0, 5, 6):
            raise Bad('trade_type')
        events = [e for e in self.found(
            q, m, 48 * HOUR, q.text('direct', 'next'), q.int('from_id'))
            if want == 0 or e.long == (want == 5)]
        return {'code': 200, 'msg': '', 'ts': q.now, 'data': q.rows(
            [self.order3(q, e) for e in events[:50]])}

    def order3(self, q, e):
        m = e.market
        row = {'query_id': e.id, 'contract_code': m.symbol,
               'symbol': m.base if m.inverse else m.quote,
               'direction': 'sell' if e.long else 'buy', 'offset': 'close',
               'volume': long_tail(e.contracts), 'price': long_tail(e.price()),
               'created_at': q.ms(e.ts)}
        if m.inverse:
            row['amount'] = long_tail(divide(
                m.native(e.contracts), e.price(), 18))
        else:
            row.update(
                amount=long_tail(m.native(e.contracts)),
                trade_turnover=long_tail(m.usd(e.contracts, e.ticks)),
                business_type='swap', pair=f'{m.base}-{m.quote}')
        return row

    # Candles

    @route('GET', '/{part}-ex/market/history/kline', 'market')
    def swap_kline(self, q, part):
        return self.kline(q, self.market(q, q.text('contract_code'), part))

    @route('GET', '/market/history/kline', 'market')
    def contract_kline(self, q):
        return self.kline(q, self.market(q, q.text('symbol'), DATED))

    def kline(self, q, m):
        width = PERIODS.get(q.text('period'))
        if width is None:
            raise Bad('period')
        if 'from' in q.params:
            since, until = q.int('from') * 1000, q.int('to') * 1000
        else:
            until = q.now // width * width
            since = until - (q.limit('size', 150, 2000) - 1) * width
        starts = self.grid(q, since, until, width)
        if len(starts) > 2000:
            raise Bad('from')
        return {'status': 'ok', 'ts': q.now,
                'ch': f'market.{m.symbol}.kline.{q.text("period")}',
                'data': q.rows([self.bar(q, m, t, width) for t in starts])}

    def bar(self, q, m, t, width):
        """What was bought and what was sold add up: all counts twice."""
        c = q.world.candle(m, t, width)
        both = 2 * c.volume
        row = {'id': q.seconds(t), 'vol': both, 'count': c.trades}
        for key, ticks in (('open', c.open), ('close', c.close),
                           ('low', c.low), ('high', c.high)):
            row[key] = number(plain(m.price(ticks)))
        row['amount'] = divide(m.native(both), m.price(c.close), 18) \
            if m.inverse else m.native(both)
        if not m.inverse:
            row['trade_turnover'] = m.usd(both, c.close)
        return row
