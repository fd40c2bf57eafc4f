"""HTX's statistics: open interest of both sides, ratios, funding, margin
ladders and books."""

from decimal import Context, Decimal

from dialect import WIDTHS, Bad, digits, route
from world import DAY, HOUR, divide, plain

PERIODS = {'1min': WIDTHS['1m'], '5min': WIDTHS['5m'],
           '15min': WIDTHS['15m'], '30min': WIDTHS['30m'],
           '60min': HOUR, '4hour': 4 * HOUR, '12hour': 12 * HOUR,
           '1day': DAY, '1week': 7 * DAY}
WIDE = Context(prec=60)
LINEAR, COIN, DATED = 'linear-swap', 'swap', 'contract'
SWAPS = '/{part}-api/v1'  # linear-swap-api or swap-api


def number(text):
    """A JSON number in its own digits."""
    return Decimal(text)


def long_tail(value, places=18):
    """A number with the long tail of zeros that HTX gives it."""
    return Decimal(value).quantize(Decimal(1).scaleb(-places), context=WIDE)


class Stats:
    """A part of Htx."""

    @route('GET', '/v5/market/open_interest', 'public')
    def open_interest(self, q):
        m = self.market(q, q.text('contract_code'), LINEAR)
        row = self.interest(q, m)
        return self.answer5(q, {k: v if isinstance(v, str) else plain(v)
                                for k, v in row.items()})

    @route('GET', SWAPS + '/swap_open_interest', 'public')
    def swap_open_interest(self, q, part):
        return self.answer(q, q.rows(
            [self.interest(q, m) for m in self.wanted(q, part)
             if not m.expires]))

    @route('GET', '/api/v1/contract_open_interest', 'public')
    def contract_open_interest(self, q):
        return self.answer(q, q.rows(
            [self.interest(q, m) for m in self.wanted(q, DATED)]))

    def interest(self, q, m):
        ticks = q.world.ticks(m, q.now)
        both = 2 * q.world.oi(m, q.now // 60_000 * 60_000)
        row = {'volume': both, 'contract_code': m.symbol, 'amount':
               divide(m.native(both), m.price(ticks), 18) if m.inverse
               else m.native(both), 'trade_amount': 9544, 'trade_volume':
               1848448, 'trade_turnover': 184844800}
        if not m.inverse:
            row['value'] = m.usd(both, ticks)
        if m.part != LINEAR:
            row['symbol'] = m.base
        return row

    @route('GET', SWAPS + '/swap_his_open_interest', 'public')
    def swap_his_open_interest(self, q, part):
        """Newest first; amount_type 1 counts contracts, 2 coins."""
        m = self.market(q, q.text('contract_code'), part)
        period, kind = q.text('period'), q.int('amount_type')
        width = PERIODS.get(period)
        if period not in ('60min', '4hour', '12hour', '1day') or \
                kind not in (1, 2):
            raise Bad('period')
        last = q.now // width * width
        times = range(last, last - q.limit('size', 48, 200) * width, -width)
        rows = []
        for t in times:
            both, ticks = 2 * q.world.oi(m, t), q.world.ticks(m, t)
            coins = divide(m.native(both), m.price(ticks), 16) \
                if m.inverse else m.native(both)
            row = {'volume': long_tail(both if kind == 1 else coins, 16),
                   'amount_type': kind, 'ts': q.ms(t)}
            if not m.inverse:
                row = {k: str(v) for k, v in row.items()}
                row['value'] = str(long_tail(m.usd(both, ticks), 16))
            rows.append(row)
        return self.answer(q, {
            'symbol': m.base, 'contract_code': m.symbol,
            'tick': q.rows(rows)})

    # Ratios, funding, tiers, book

    @route('GET', SWAPS + '/swap_elite_account_ratio', 'public')
    def swap_elite_account_ratio(self, q, part):
        return self.elite(q, part, 'top_accounts')

    @route('GET', SWAPS + '/swap_elite_position_ratio', 'public')
    def swap_elite_position_ratio(self, q, part):
        return self.elite(q, part, 'top_positions')

    def elite(self, q, part, kind):
        m = self.market(q, q.text('contract_code'), part)
        period = q.text('period')
        if period not in ('5min', '15min', '30min', '60min', '4hour',
                          '1day'):
            raise Bad('period')
        width = PERIODS[period]
        last = q.now // width * width
        rows = []
        for t in range(last - 29 * width, last + 1, width):
            share = q.world.long_share(m, t, kind)
            row = {'buy_ratio': share, 'sell_ratio': 1 - share,
                   'ts': q.ms(t)}
            if kind == 'top_accounts':
                row['locked_ratio'] = 0
            rows.append(row)
        return self.answer(q, {'symbol': m.base, 'contract_code': m.symbol,
                               'list': q.rows(rows)})

    @route('GET', SWAPS + '/swap_funding_rate', 'public')
    def swap_funding_rate(self, q, part):
        return self.answer(q, self.rate(q, self.market(
            q, q.text('contract_code'), part)))

    @route('GET', SWAPS + '/swap_batch_funding_rate', 'public')
    def swap_batch_funding_rate(self, q, part):
        return self.answer(q, q.rows(
            [self.rate(q, m) for m in self.wanted(q, part)
             if not m.expires]))

    def rate(self, q, m):
        """That of the period which is running."""
        last = q.now // (8 * HOUR) * 8 * HOUR
        return {'estimated_rate': None, 'funding_rate': str(long_tail(
            q.world.funding(m, last + 8 * HOUR))), 'contract_code': m.symbol,
            'symbol': m.base, 'fee_asset': m.base if m.inverse else m.quote,
            'funding_time': str(q.ms(last + 8 * HOUR)),
            'next_funding_time': None}

    @route('GET', SWAPS + '/swap_historical_funding_rate', 'public')
    def swap_historical_funding_rate(self, q, part):
        m = self.market(q, q.text('contract_code'), part)
        page, size = q.limit('page_index', 1, 10_000), \
            q.limit('page_size', 20, 50)
        last = q.now // (8 * HOUR)
        first = last - (page - 1) * size
        rows = [{'avg_premium_index': '0.0001', 'realized_rate': None,
                 'funding_rate': str(long_tail(q.world.funding(
                     m, n * 8 * HOUR))), 'symbol': m.base,
                 'funding_time': str(q.ms(n * 8 * HOUR)),
                 'contract_code': m.symbol, 'fee_asset':
                 m.base if m.inverse else m.quote}
                for n in range(first, max(first - size, last - 1000), -1)]
        return self.answer(q, {
            'total_page': -(-1000 // size), 'current_page': page,
            'total_size': 1000, 'data': q.rows(rows)})

    @route('GET', '/v5/market/funding_rate', 'public')
    def funding_rate(self, q):
        m = self.market(q, q.text('contract_code'), LINEAR)
        soon = (q.now // (8 * HOUR) + 1) * 8 * HOUR
        return self.answer5(q, {
            'contract_code': m.symbol, 'funding_rate': str(long_tail(
                q.world.funding(m, soon))), 'funding_time':
            str(q.ms(soon - 8 * HOUR)), 'next_funding_time':
            str(q.ms(soon)), 'min_funding_rate': '-0.00375',
            'max_funding_rate': '0.00375'})

    @route('GET', '/v5/market/funding_rate_history', 'public')
    def funding_rate_history(self, q):
        m = self.market(q, q.text('contract_code'), LINEAR)
        until, limit = q.int('end_time', q.now), q.limit('limit', 10, 100)
        since = q.int('start_time', until - limit * 8 * HOUR)
        times = list(self.grid(q, since, until, 8 * HOUR))[::-1][:limit]
        return self.answer5(q, q.rows([
            {'id': str(t // HOUR), 'contract_code': m.symbol, 'funding_rate':
             digits(q.world.funding(m, t)), 'funding_time': str(q.ms(t))}
            for t in times]))

    @route('GET', SWAPS + '/swap_adjustfactor', 'public')
    @route('GET', SWAPS + '/swap_cross_adjustfactor', 'public')
    def swap_adjustfactor(self, q, part):
        """A ladder of sizes in contracts for each leverage."""
        rows = []
        for m in self.wanted(q, part):
            steps = q.world.tiers(m)
            price = m.price(q.world.ticks(m, 0))
            worth = m.native(1) * (1 if m.inverse else price)

            def contracts(usd, one=worth):
                return int(usd / one)
            rows.append({
                'symbol': m.base, 'contract_code': m.symbol,
                'margin_mode': 'cross', 'trade_partition': m.quote,
                'list': [{'lever_rate': t.leverage, 'ladders': [
                    {'ladder': 0, 'min_size': 0, 'max_size':
                     contracts(t.cap) - 1, 'adjust_factor':
                     t.mmr * t.leverage},
                    {'ladder': 1, 'min_size': contracts(t.cap),
                     'max_size': None, 'adjust_factor':
                     t.mmr * t.leverage * 2}]} for t in steps]})
        return self.answer(q, q.rows(rows))

    @route('GET', '/{part}-ex/market/depth', 'market')
    def swap_depth(self, q, part):
        return self.depth(q, self.market(q, q.text('contract_code'), part))

    @route('GET', '/market/depth', 'market')
    def contract_depth(self, q):
        return self.depth(q, self.market(q, q.text('symbol'), DATED))

    def sides(self, q, m, depth):
        """Bids and asks of a book, as they are written."""
        return [[[number(plain(m.price(t))), n] for t, n in side]
                for side in q.world.book(m, depth, q.now)]

    def depth(self, q, m):
        bids, asks = self.sides(q, m, 150 if q.text('type') == 'step0'
                                else 20)
        return {'status': 'ok', 'ch': f'market.{m.symbol}.depth.step0',
                'ts': q.now, 'tick': {
                    'bids': bids, 'asks': asks,
                    'ch': f'market.{m.symbol}.depth.step0',
                    'id': 1637554816, 'mrid': 121654491624, 'ts': q.ms(
                        q.now - 20), 'version': 104999698781}}
