"""Deribit, as https://www.deribit.com/api/v2/public answers: JSON-RPC by GET.

Every trade says whether its taker (T), its maker (M) or both (MT) were being
liquidated; its direction is the taker's.  Amounts count dollars of inverse
contracts and coins of linear ones; options trade in the same stream.
"""

from decimal import Decimal

import trades
from dialect import Bad, Dialect, Refused, route
from ledger import expiry, stamp
from world import DAY, HOUR, MINUTE, Market

API = '/api/v2/public'
SPANS = {'1': 1, '3': 3, '5': 5, '10': 10, '15': 15, '30': 30, '60': 60,
         '120': 120, '180': 180, '360': 360, '720': 720, '1D': 1440}


def make(symbol, base, quote, size, tick, part, **more):
    return Market('deribit', symbol, base, quote, size, tick, part=part,
                  **more)


class Deribit(Dialect):
    name = 'deribit'
    hosts = ('www.deribit.com', 'history.deribit.com')
    limits = {'credits': (50_000, 5000)}
    first_id = 66_460_000

    def make_markets(self, start):
        end = expiry(start)
        day = stamp(end, '%d%b%y').upper().lstrip('0')
        return [
            make('BTC-PERPETUAL', 'BTC', 'USD', '10', '0.5', 'BTC',
                 inverse=True),
            make('ETH-PERPETUAL', 'ETH', 'USD', '1', '0.05', 'ETH',
                 inverse=True),
            make(f'BTC-{day}', 'BTC', 'USD', '10', '0.5', 'BTC',
                 inverse=True, expires=end),
            make('BTC_USDC-PERPETUAL', 'BTC', 'USDC', '0.0001', '0.1',
                 'USDC'),
            make('SOL_USDC-PERPETUAL', 'SOL', 'USDC', '0.1', '0.001',
                 'USDC'),
        ]

    def publishable(self, events, dice):
        """Now and then both sides of a trade were being liquidated."""
        for e in events:
            e.both = dice.random() < 0.03
        return events

    def flag(self, event):
        """Who was liquidated: the taker, the maker or both."""
        return 'MT' if event.both else 'TM'[event.id % 2]

    def own_id(self, event):
        """A trade has one id for what may be two events."""
        return str(event.id) + ('.m' if self.flag(event) == 'M' else '')

    def records(self, event):
        records = super().records(event)
        if event.both:
            records.append({**records[0], 'id': f'{event.id}.m', 'side':
                            'short' if event.long else 'long'})
        return records

    def error(self, kind, q):
        status, code, words = {
            'rate': (429, 10028, 'too_many_requests'),
            'busy': (503, 10040, 'retry'),
            'symbol': (400, 13020, 'not_found'),
            'ask': (400, -32602, 'Invalid params'),
            'ban': (403, 13015, 'blocked_by_admin'),
            'missing': (404, -32601, 'Method not found'),
        }[kind]
        return Refused(status, {'jsonrpc': '2.0', 'error': {
            'code': code, 'message': words}, 'usIn': q.now * 1000,
            'usOut': q.now * 1000 + 321, 'usDiff': 321, 'testnet': False})

    def answer(self, q, result):
        return {'jsonrpc': '2.0', 'result': result, 'usIn': q.now * 1000,
                'usOut': q.now * 1000 + 321, 'usDiff': 321,
                'testnet': False}

    # Trades

    @route('GET', API + '/get_last_trades_by_currency', 'credits', 500)
    @route('GET', API + '/get_last_trades_by_currency_and_time', 'credits',
           500)
    def trades_by_currency(self, q):
        part, kind = q.text('currency'), q.text('kind', 'any')
        if part not in ('BTC', 'ETH', 'USDC', 'USDT') or \
                kind not in ('future', 'any'):
            raise Bad('currency')
        return self.trades(q, lambda m: m.part == part, kind == 'any')

    @route('GET', API + '/get_last_trades_by_instrument', 'credits', 500)
    @route('GET', API + '/get_last_trades_by_instrument_and_time', 'credits',
           500)
    def trades_by_instrument(self, q):
        symbol = self.market(q, q.text('instrument_name')).symbol
        return self.trades(q, lambda m: m.symbol == symbol, False)

    def trades(self, q, wanted, options):
        until = q.int('end_timestamp', q.now)
        since = q.int('start_timestamp', until - DAY)
        if since > until:
            raise Bad('start_timestamp')
        if q.headers.get('host', '').startswith('www'):
            since = max(since, q.now - DAY)  # the rest is at history
        rows = [self.trade(q, t) for t in trades.between(
            q.ledger, self.name, since, until, q.now, wanted)]
        if options:
            rows += [self.option(q, row) for row in rows[::5]]
        rows.sort(key=lambda row: (row['timestamp'], row['trade_id']))
        if q.text('sorting', 'default') == 'desc':
            rows.reverse()
        count = q.limit('count', 10, 1000)
        return self.answer(q, {'trades': q.rows(rows[:count]),
                               'has_more': len(rows) > count})

    def trade(self, q, t):
        """A maker's liquidation has the direction of the other side."""
        flag = self.flag(t.event) if t.event else ''
        sold = t.sold != (flag == 'M')
        row = {'trade_seq': t.id % 10 ** 8, 'trade_id': str(t.id),
               'timestamp': q.ms(t.ts), 'tick_direction': t.id % 4,
               'price': t.market.price(t.ticks), 'mark_price':
               t.market.price(t.ticks), 'index_price': t.market.price(
                   t.ticks), 'instrument_name': t.market.symbol,
               'direction': 'sell' if sold else 'buy', 'amount':
               t.market.native(t.contracts), 'contracts': t.contracts}
        if flag:
            row['liquidation'] = flag
        return row

    def option(self, q, row):
        """A call that was liquidated beside a trade: none of ours."""
        return {**row, 'trade_id': row['trade_id'] + '0', 'liquidation':
                'T', 'instrument_name': 'BTC-27MAR26-80000-C', 'price':
                Decimal('0.0405'), 'iv': Decimal('56.83')}

    # Candles, funding, tickers

    @route('GET', API + '/get_tradingview_chart_data', 'credits', 500)
    def chart(self, q):
        m = self.market(q, q.text('instrument_name'))
        width = SPANS.get(q.text('resolution'), 0) * MINUTE
        since, until = q.int('start_timestamp'), q.int('end_timestamp')
        if not width or since is None or until is None:
            raise Bad('resolution')
        times = [] if 'empty' in q.faults else list(
            self.grid(q, since, until, width))[-5000:]
        candles = [q.world.candle(m, t, width) for t in times]
        out = {'status': 'ok' if times else 'no_data',
               'ticks': [q.ms(t) for t in times]}
        for key in ('open', 'high', 'low', 'close'):
            out[key] = [m.price(getattr(c, key)) for c in candles]
        usd = [m.usd(c.volume, c.close) for c in candles]
        coins = [m.coins(c.volume, c.close) for c in candles]
        out['volume'], out['cost'] = coins, usd
        return self.answer(q, out)

    @route('GET', API + '/get_funding_rate_history', 'credits', 500)
    def funding_history(self, q):
        """An hour each, of a month at the most, oldest first."""
        m = self.market(q, q.text('instrument_name'))
        since, until = q.int('start_timestamp'), q.int('end_timestamp')
        if since is None or until is None:
            raise Bad('start_timestamp')
        times = list(self.grid(q, since, until, HOUR))[-744:]
        return self.answer(q, q.rows([{
            'timestamp': q.ms(t), 'index_price': m.price(
                q.world.ticks(m, t)), 'prev_index_price': m.price(
                q.world.ticks(m, t - HOUR)), 'interest_8h':
            q.world.funding(m, t) * 8, 'interest_1h': q.world.funding(m, t)}
            for t in times]))

    def summary(self, q, m):
        price = m.price(q.world.ticks(m, q.now))
        oi = m.native(q.world.oi(m, q.now // MINUTE * MINUTE))
        row = {'instrument_name': m.symbol, 'open_interest': oi,
               'mark_price': price, 'last': price, 'mid_price': price,
               'bid_price': price, 'ask_price': price,
               'base_currency': m.base, 'quote_currency': m.quote,
               'volume': Decimal('7377.18657991'), 'volume_usd':
               Decimal('661040250.0'), 'creation_timestamp': q.ms(q.now)}
        if not m.expires:
            row['current_funding'] = q.world.funding(m, 1)
            row['funding_8h'] = q.world.funding(m, 8)
        return row

    @route('GET', API + '/get_book_summary_by_currency', 'credits', 500)
    def summaries(self, q):
        part = q.text('currency')
        return self.answer(q, q.rows(
            [self.summary(q, m) for m in self.markets(q, part)]))

    @route('GET', API + '/get_book_summary_by_instrument', 'credits', 500)
    def summary_of(self, q):
        return self.answer(q, [self.summary(q, self.market(
            q, q.text('instrument_name')))])

    @route('GET', API + '/ticker', 'credits', 500)
    def ticker(self, q):
        return self.answer(q, self.state(q, self.market(
            q, q.text('instrument_name'))))

    @route('GET', API + '/get_order_book', 'credits', 500)
    def order_book(self, q):
        m = self.market(q, q.text('instrument_name'))
        bids, asks = self.sides(q, m, q.limit('depth', 5, 10_000))
        return self.answer(q, {**self.state(q, m), 'change_id': 17538025952,
                               'bids': bids, 'asks': asks})

    def sides(self, q, m, depth):
        """Bids and asks of a book, as they are written."""
        return [[[m.price(t), m.native(n)] for t, n in side]
                for side in q.world.book(m, depth, q.now)]

    def state(self, q, m):
        row = self.summary(q, m)
        out = {'timestamp': q.ms(q.now - 10), 'state': 'open',
               'instrument_name': m.symbol, 'index_price':
               row['mark_price'], 'settlement_price': row['mark_price'],
               'best_bid_price': row['mark_price'], 'best_ask_price':
               row['mark_price'], 'stats': {'volume': 1}}
        for key in ('open_interest', 'mark_price', 'current_funding',
                    'funding_8h'):
            if key in row:
                out[key] = row[key]
        out['last_price'] = row['last']
        return out

    @route('GET', API + '/get_instruments', 'credits', 10_000)
    def instruments(self, q):
        part, kind = q.text('currency', 'any'), q.text('kind', 'any')
        rows = [self.instrument(m) for m in self.markets(q)
                if part in ('any', m.part)]
        if kind == 'any' and part in ('any', 'BTC'):
            rows.append({**rows[0], 'kind': 'option', 'instrument_name':
                         'BTC-27MAR26-80000-C', 'option_type': 'call',
                         'strike': 80000, 'contract_size': 1})
        return self.answer(q, q.rows(rows))

    def instrument(self, m):
        return {
            'tick_size': Decimal(m.tick), 'settlement_period':
            'month' if m.expires else 'perpetual', 'settlement_currency':
            m.part, 'quote_currency': m.quote, 'counter_currency': m.quote,
            'base_currency': m.base, 'kind': 'future', 'is_active': True,
            'instrument_type': 'reversed' if m.inverse else 'linear',
            'future_type': 'reversed' if m.inverse else 'linear',
            'instrument_name': m.symbol, 'instrument_id': 210838,
            'min_trade_amount': Decimal(m.size), 'contract_size':
            Decimal(m.size), 'max_leverage': 50, 'expiration_timestamp':
            m.expires or 32503708800000, 'creation_timestamp':
            1534242287000, 'state': 'open', 'taker_commission':
            Decimal('0.0005'), 'maker_commission': Decimal('0.0')}

    @route('GET', API + '/get_time', 'credits', 500)
    def time(self, q):
        return self.answer(q, q.ms(q.now))
