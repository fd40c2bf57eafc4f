"""Gate's futures, as https://api.gateio.ws/api/v4/futures answers.

Sizes count contracts, times are seconds, liq_orders spans an hour at the
most and comes newest first; contract_stats counts open interest twice.
"""

from decimal import Decimal

from dialect import WIDTHS, Bad, Dialect, Refused, digits, route
from world import HOUR, MINUTE, Market

BASE = '/api/v4/futures/{settle}'
WIDTHS_HERE = {'10s': 10_000, '7d': 7 * WIDTHS['1d'], **WIDTHS}


def make(symbol, base, quote, size, tick, **more):
    return Market('gate', symbol, base, quote, size, tick, **more)


def live_form(e):
    """What differs in the record of an event that was heard here."""
    ticks = e.ticks + 7
    return {'ts': e.ts + e.fine, 'price': digits(e.market.price(ticks)),
            'qty': digits(e.market.coins(e.contracts, ticks)),
            'usd': digits(e.market.usd(e.contracts, ticks))}


class Gate(Dialect):
    name = 'gate'
    hosts = ('api.gateio.ws', 'fx-api.gateio.ws')
    limits = {'public': (200, 10_000)}
    resolution = 1000

    def make_markets(self, start):
        return [
            make('BTC_USDT', 'BTC', 'USDT', '0.0001', '0.1', part='usdt'),
            make('ETH_USDT', 'ETH', 'USDT', '0.01', '0.01', part='usdt'),
            make('SOL_USDT', 'SOL', 'USDT', '1', '0.01', part='usdt'),
            make('PEPE_USDT', 'PEPE', 'USDT', '10000000', '0.0000000001',
                 part='usdt'),
            make('BTC_USD', 'BTC', 'USD', '1', '0.1', inverse=True,
                 part='btc'),
        ]

    def publishable(self, events, dice):
        """Times are whole seconds over REST only."""
        for e in events:
            e.fine = dice.randrange(1000)
            e.visible += e.fine
        return events

    def records(self, event):
        return [{**event.record(None), 'live': live_form(event)}]

    def error(self, kind, q):
        status, label, words = {
            'rate': (429, 'TOO_MANY_REQUESTS', 'Request Rate Limit Exceeded'),
            'busy': (503, 'TOO_BUSY', 'Server is busy'),
            'symbol': (400, 'CONTRACT_NOT_FOUND', 'CONTRACT_NOT_FOUND'),
            'ask': (400, 'INVALID_PARAM_VALUE', 'Invalid request parameter'),
            'ban': (403, 'FORBIDDEN', 'Forbidden'),
            'missing': (404, 'NOT_FOUND', 'Not Found'),
        }[kind]
        return Refused(status, {'label': label, 'message': words})

    def headers(self, q, used):
        return {'X-Gate-RateLimit-Limit': '200',
                'X-Gate-RateLimit-Requests-Remain': str(max(0, 200 - used)),
                'X-Gate-RateLimit-Reset-Timestamp': str(q.now // 1000 + 10)}

    def span(self, q, longest):
        """from and to, both included; the last hour where they are left
        out."""
        until = q.int('to', q.now // 1000)
        since = q.int('from', until - longest)
        if since > until or until - since > longest:
            raise Bad('from')
        return since * 1000, until * 1000

    @route('GET', BASE + '/liq_orders', 'public')
    def liq_orders(self, q, settle):
        since, until = self.span(q, HOUR // 1000)
        want = q.text('contract')
        if want:
            self.market(q, want, settle)
        limit = q.limit('limit', 100, 1000)
        events = self.events(q, since, until, lambda m: m.part == settle and
                             want in ('', m.symbol))
        return q.rows([self.order(q, e) for e in events[::-1][:limit]])

    def order(self, q, e):
        """The first of the position's size, the rest of what was closed."""
        sign = 1 if e.long else -1
        left = e.id % 3
        return {
            'contract': e.symbol, 'time': q.seconds(e.ts),
            'size': sign * (e.contracts + left),
            'order_size': -sign * (e.contracts + left),
            'left': -sign * left,
            'fill_price': digits(e.price()),
            'order_price': digits(e.market.price(e.ticks + 7))}

    @route('GET', BASE + '/contract_stats', 'public')
    def contract_stats(self, q, settle):
        m = self.market(q, q.text('contract'), settle)
        width = WIDTHS_HERE.get(q.text('interval', '5m'))
        limit = q.limit('limit', 30, 100)
        if width is None:
            raise Bad('interval')
        since = q.int('from', (q.now - limit * width) // 1000) * 1000
        return q.rows([self.stats(q, m, t) for t in
                       self.grid(q, since, since + (limit - 1) * width,
                                 width)])

    def stats(self, q, m, t):
        oi, price = q.world.oi(m, t), m.price(q.world.ticks(m, t))
        taker = q.world.long_share(m, t, 'taker')
        bought = 1_000_000 * taker

        def lsr(kind):
            share = q.world.long_share(m, t, kind)
            return round(share / (1 - share), 12)
        return {
            'time': q.seconds(t), 'lsr_taker': lsr('taker'),
            'lsr_account': lsr('accounts'),
            'long_liq_size': 0, 'long_liq_amount': 0, 'long_liq_usd': 0,
            'short_liq_size': 0, 'short_liq_amount': 0, 'short_liq_usd': 0,
            'open_interest': 2 * oi,
            'open_interest_usd': Decimal(2) * m.usd(
                oi, q.world.ticks(m, t)),
            'top_lsr_account': lsr('top_accounts'),
            'top_lsr_size': lsr('top_positions'),
            'long_taker_size': int(bought),
            'short_taker_size': int(1_000_000 - bought),
            'long_users': 977, 'short_users': 455, 'mark_price': price}

    @route('GET', BASE + '/candlesticks', 'public')
    def candlesticks(self, q, settle):
        name = q.text('contract')
        m = self.market(q, name.removeprefix('mark_').removeprefix('index_'),
                        settle)
        width = WIDTHS_HERE.get(q.text('interval', '5m'))
        if width is None or ('limit' in q.params and 'from' in q.params):
            raise Bad('interval')
        limit = q.limit('limit', 100, 2000)
        until = q.int('to', q.now // 1000) * 1000
        since = q.int('from', None)
        since = until // width * width - (limit - 1) * width \
            if since is None else since * 1000
        starts = self.grid(q, since, until, width)
        if len(starts) > 2000:
            raise Bad('from')
        return q.rows([self.candle(q, m, t, width, name != m.symbol)
                       for t in starts])

    def candle(self, q, m, t, width, bare):
        c = q.world.candle(m, t, width)
        row = {'t': q.seconds(t), 'v': c.volume}
        for key, ticks in zip('chlo', (c.close, c.high, c.low, c.open)):
            row[key] = digits(m.price(ticks))
        row['sum'] = digits(m.usd(c.volume, c.close))
        if bare:
            del row['v'], row['sum']
        return row

    @route('GET', BASE + '/funding_rate', 'public')
    def funding_rate(self, q, settle):
        m = self.market(q, q.text('contract'), settle)
        limit = q.limit('limit', 100, 1000)
        until = q.int('to', q.now // 1000) * 1000
        since = q.int('from', 0) * 1000
        since = max(since, until - 2 * limit * 8 * HOUR)
        times = list(self.grid(q, since, until, 8 * HOUR))[::-1][:limit]
        return q.rows([{'t': q.seconds(t),
                        'r': digits(q.world.funding(m, t))} for t in times])

    @route('GET', '/api/v4/delivery/{settle}/contracts', 'public')
    def delivery_contracts(self, q, settle):
        return []

    @route('GET', BASE + '/contracts', 'public')
    def contracts(self, q, settle):
        rows = [self.contract(q, m) for m in self.markets(q, settle)]
        if settle == 'usdt':
            rows.append({**rows[0], 'name': 'TSLAX_USDT',
                         'contract_type': 'stocks'})
            rows.append({**rows[0], 'name': 'XAU_USDT',
                         'contract_type': 'metals'})
        limit, offset = q.limit('limit', 1000, 1000), q.int('offset', 0)
        return q.rows(rows[offset:offset + limit])

    @route('GET', BASE + '/contracts/{contract}', 'public')
    def contract_of(self, q, settle, contract):
        return self.contract(q, self.market(q, contract, settle))

    def contract(self, q, m):
        ticks = q.world.ticks(m, q.now)
        oi = q.world.oi(m, q.now // MINUTE * MINUTE)
        return {
            'name': m.symbol, 'type': 'inverse' if m.inverse else 'direct',
            'quanto_multiplier': '0' if m.inverse else m.size,
            'contract_type': '', 'status': 'trading', 'in_delisting': False,
            'is_pre_market': False, 'enable_decimal': False,
            'order_price_round': m.tick, 'mark_price_round': m.tick,
            'order_size_min': 1, 'order_size_max': 1_000_000,
            'leverage_min': '1', 'leverage_max': '125',
            'maintenance_rate': '0.004', 'mark_type': 'index',
            'mark_price': digits(m.price(ticks)),
            'index_price': digits(m.price(ticks)),
            'last_price': digits(m.price(ticks)),
            'funding_rate': digits(q.world.funding(m, 0)),
            'funding_rate_indicative': digits(q.world.funding(m, 1)),
            'funding_interval': 28800,
            'funding_next_apply': (q.now // (8 * HOUR) + 1) * 28800,
            'position_size': oi, 'trade_size': 28530850594,
            'long_users': 455, 'short_users': 977,
            'create_time': 1609800048, 'launch_time': 1609800048}

    @route('GET', BASE + '/tickers', 'public')
    def tickers(self, q, settle):
        want = q.text('contract')
        if want:
            self.market(q, want, settle)
        return q.rows([self.ticker(q, m) for m in self.markets(q, settle)
                       if want in ('', m.symbol)])

    def ticker(self, q, m):
        price = digits(m.price(q.world.ticks(m, q.now)))
        return {
            'contract': m.symbol, 'last': price, 'mark_price': price,
            'index_price': price, 'low_24h': price, 'high_24h': price,
            'change_percentage': '0.43',
            'total_size': str(q.world.oi(m, q.now // MINUTE * MINUTE)),
            'volume_24h': '28530850', 'volume_24h_base': '2853',
            'funding_rate': digits(q.world.funding(m, 0)),
            'funding_rate_indicative': digits(q.world.funding(m, 1)),
            'quanto_base_rate': ''}

    @route('GET', BASE + '/order_book', 'public')
    def order_book(self, q, settle):
        m = self.market(q, q.text('contract'), settle)
        bids, asks = q.world.book(m, q.limit('limit', 10, 300), q.now)

        def levels(side):
            return [{'p': digits(m.price(t)), 's': n} for t, n in side]
        return {'id': 6358770031, 'current': Decimal(q.now) / 1000,
                'update': Decimal(q.now - 21) / 1000,
                'asks': levels(asks), 'bids': levels(bids)}

    @route('GET', BASE + '/risk_limit_tiers', 'public')
    def risk_limit_tiers(self, q, settle):
        want = q.text('contract')
        if want:
            return q.rows([self.tier(t) for t in q.world.tiers(
                self.market(q, want, settle))])
        limit, offset = q.limit('limit', 100, 100), q.int('offset', 0)
        page = self.markets(q, settle)[offset:offset + limit]
        return q.rows([{**self.tier(t), 'contract': m.symbol}
                       for m in page for t in q.world.tiers(m)])

    def tier(self, t):
        return {'tier': t.tier, 'risk_limit': str(t.cap),
                'initial_rate': digits(Decimal(1) / t.leverage),
                'maintenance_rate': digits(t.mmr),
                'leverage_max': str(t.leverage),
                'deduction': digits(t.deduct)}
