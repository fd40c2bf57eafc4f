"""CoinGlass, as https://open-api-v4.coinglass.com answers: other exchanges'
liquidations and statistics, behind a key.

Errors come under status 200.  Which side an order closed is told in two ways
that contradict each other, so no side is true here.  Amounts are dollars.
"""

from decimal import Decimal

from dialect import WIDTHS, Bad, Dialect, Refused, digits, route
from world import DAY, MINUTE, divide, plain

API = '/api/futures'
KEY = 'a-key-for-tests'
NAMES = {'Binance': 'binance', 'OKX': 'okx', 'Bybit': 'bybit',
         'Bitget': 'bitget', 'Gate': 'gate', 'HTX': 'htx',
         'Deribit': 'deribit', 'Bitfinex': 'bitfinex', 'Kraken': 'kraken'}
RATIOS = {'global-long-short-account-ratio': ('global_account', 'accounts'),
          'top-long-short-account-ratio': ('top_account', 'top_accounts'),
          'top-long-short-position-ratio': ('top_position',
                                            'top_positions')}


def dollars(e):
    """What an order was worth, to the digits that are told."""
    return round(e.market.usd(e.contracts, e.ticks), 8)


class Coinglass(Dialect):
    name = 'coinglass'
    hosts = ('open-api-v4.coinglass.com',)
    limits = {'key': (300, MINUTE)}

    def make_markets(self, start):
        return []

    def derived(self, ledger):
        """Records of the others' events, of a dollar and more."""
        return [{
            'type': 'event', 'ts': e.ts, 'exchange': self.name, 'symbol':
            f'{name}:{e.symbol}', 'base': e.market.base, 'quote':
            e.market.quote, 'side': None, 'price': plain(
                e.market.coin_price(e.ticks)), 'qty': plain(
                divide(dollars(e), e.market.coin_price(e.ticks), 12)),
            'usd': plain(dollars(e)), 'id': None, 'visible': e.visible}
            for name in NAMES.values() for e in ledger.events(name)
            if dollars(e) >= 1]

    def error(self, kind, q):
        code, words = {
            'rate': ('429', 'Too Many Requests'), 'busy':
            ('500', 'Server Error'), 'symbol': ('400', 'symbol not found'),
            'ask': ('400', 'Invalid parameter'), 'ban':
            ('429', 'Too Many Requests'), 'missing': ('404', 'Not Found'),
            'key': ('401', 'API key missing.'),
        }[kind]
        return Refused(200, {'code': code, 'msg': words})

    def headers(self, q, used):
        return {'API-KEY-MAX-LIMIT': '300', 'API-KEY-USE-LIMIT': str(used)}

    def allowed(self, q):
        if q.headers.get('cg-api-key') != KEY:
            raise self.error('key', q)

    def answer(self, q, data):
        return {'code': '0', 'msg': 'success', 'data': data}

    def of(self, q, exchange):
        name = NAMES.get(exchange)
        if name is None:
            raise Bad('exchange')
        return name

    @route('GET', API + '/liquidation/order', 'key')
    def order(self, q):
        """Of seven days, newest first, two hundred at the most."""
        self.allowed(q)
        title = q.text('exchange', 'Gate')
        least = Decimal(q.text('min_liquidation_amount', '0'))
        since = max(q.int('start_time', 0), q.now - 7 * DAY)
        until = q.int('end_time', q.now)
        events = [e for e in q.ledger.between(
            self.of(q, title), since, until, q.now)
            if q.text('symbol', 'BTC') == e.market.base
            and dollars(e) >= least]
        return self.answer(q, q.rows([{
            'exchange_name': title.upper(), 'symbol': e.symbol,
            'base_asset': e.market.base, 'price': e.price(), 'usd_value':
            dollars(e), 'side': 2 if e.long else 1, 'time': q.ms(e.ts)}
            for e in events[::-1][:200]]))

    @route('GET', API + '/liquidation/history', 'key')
    def history(self, q):
        self.allowed(q)
        return self.answer(q, q.rows([{
            'time': q.ms(t), 'long_liquidation_usd': digits(longs),
            'short_liquidation_usd': digits(shorts)}
            for t, longs, shorts in self.sums(
                q, [self.of(q, q.text('exchange'))],
                lambda e: e.symbol == q.text('symbol'))]))

    @route('GET', API + '/liquidation/aggregated-history', 'key')
    def aggregated_history(self, q):
        self.allowed(q)
        names = [self.of(q, x) for x in
                 q.text('exchange_list', 'Gate').split(',')]
        return self.answer(q, q.rows([{
            'time': q.ms(t), 'aggregated_long_liquidation_usd': longs,
            'aggregated_short_liquidation_usd': shorts}
            for t, longs, shorts in self.sums(
                q, names, lambda e: e.market.base == q.text('symbol'))]))

    def times(self, q):
        width = WIDTHS.get(q.text('interval'))
        if width is None:
            raise Bad('interval')
        limit = q.limit('limit', 1000, 1000)
        until = min(q.int('end_time', q.now), q.now)
        since = q.int('start_time', until - limit * width)
        return list(self.grid(q, since, until, width))[-limit:], width

    def sums(self, q, names, wanted):
        times, width = self.times(q)
        for t in times:
            sums = [Decimal(0), Decimal(0)]
            for name in names:
                for e in filter(wanted, q.ledger.between(
                        name, t, t + width - 1, q.now)):
                    sums[not e.long] += dollars(e)
            yield t, sums[0], sums[1]

    @route('GET', API + '/liquidation/exchange-list', 'key')
    def exchange_list(self, q):
        """The row All is the sum of the others."""
        self.allowed(q)
        width = WIDTHS.get(q.text('range'))
        if width is None:
            raise Bad('range')
        rows = []
        for title, name in NAMES.items():
            sums = [Decimal(0), Decimal(0)]
            for e in q.ledger.between(name, q.now - width, q.now, q.now):
                if q.text('symbol') in ('', e.market.base):
                    sums[not e.long] += dollars(e)
            rows.append((title, *sums))
        rows.insert(0, ('All', sum(r[1] for r in rows),
                        sum(r[2] for r in rows)))
        return self.answer(q, q.rows([{
            'exchange': title, 'liquidation_usd': round(a + b, 8),
            'long_liquidation_usd': round(a, 8), 'short_liquidation_usd':
            round(b, 8)} for title, a, b in rows]))

    @route('GET', API + '/liquidation/coin-list', 'key')
    def coin_list(self, q):
        self.allowed(q)
        name, coins = self.of(q, q.text('exchange')), {}
        for e in q.ledger.between(name, q.now - DAY, q.now, q.now):
            for word, width in (('24h', 24), ('12h', 12), ('4h', 4),
                                ('1h', 1)):
                if e.ts > q.now - width * 60 * MINUTE:
                    sums = coins.setdefault(e.market.base, {}).setdefault(
                        word, [Decimal(0), Decimal(0)])
                    sums[not e.long] += dollars(e)
        rows = []
        for coin, spans in coins.items():
            row = {'symbol': coin}
            for word, (longs, shorts) in spans.items():
                row[f'liquidation_usd_{word}'] = longs + shorts
                row[f'long_liquidation_usd_{word}'] = longs
                row[f'short_liquidation_usd_{word}'] = shorts
            rows.append(row)
        return self.answer(q, q.rows(rows))

    @route('GET', API + '/supported-exchange-pairs', 'key')
    def pairs(self, q):
        """An object of exchanges; there are more than are ours."""
        self.allowed(q)
        out = {title: [{
            'instrument_id': m.symbol, 'base_asset': m.base, 'quote_asset':
            m.quote, 'price_tick_size': Decimal(m.tick)}
            for m in q.ledger.markets(name, q.now)]
            for title, name in NAMES.items()}
        out['Somewhere'] = [{'instrument_id': 'BTC', 'base_asset': 'BTC',
                             'quote_asset': 'JPY'}]
        return self.answer(q, out)

    def series(self, q, row):
        self.allowed(q)
        m = self.at(q)
        times, width = self.times(q)
        return self.answer(q, q.rows([
            {'time': q.ms(t), **row(m, t, width)} for t in times]))

    def at(self, q):
        for m in q.ledger.markets(self.of(q, q.text('exchange')), q.now):
            if m.symbol == q.text('symbol'):
                return m
        raise self.error('symbol', q)

    @route('GET', API + '/price/history', 'key')
    def price_history(self, q):
        def row(m, t, width):
            c = q.world.candle(m, t, width)
            out = {key: digits(m.price(getattr(c, key)))
                   for key in ('open', 'high', 'low', 'close')}
            return {**out, 'volume_usd': digits(m.usd(c.volume, c.close))}
        return self.series(q, row)

    @route('GET', API + '/open-interest/history', 'key')
    def interest_history(self, q):
        def row(m, t, width):
            ends = [m.usd(q.world.oi(m, x), q.world.ticks(m, x))
                    for x in (t, t + width)]
            return {'open': digits(ends[0]), 'close': digits(ends[1]),
                    'high': digits(max(ends)), 'low': digits(min(ends))}
        return self.series(q, row)

    @route('GET', API + '/funding-rate/history', 'key')
    def funding_history(self, q):
        def row(m, t, width):
            ends = [100 * q.world.funding(m, x) for x in (t, t + width)]
            return {'open': digits(ends[0]), 'close': digits(ends[1]),
                    'high': digits(max(ends)), 'low': digits(min(ends))}
        return self.series(q, row)

    @route('GET', API + '/v2/taker-buy-sell-volume/history', 'key')
    def taker_history(self, q):
        def row(m, t, width):
            bought = 1_000_000 * q.world.long_share(m, t, 'taker')
            return {'taker_buy_volume_usd': digits(bought),
                    'taker_sell_volume_usd': digits(1_000_000 - bought)}
        return self.series(q, row)

    @route('GET', API + '/{kind:[a-z-]*-ratio}/history', 'key')
    def ratio_history(self, q, kind):
        if kind not in RATIOS:
            raise Bad('path')
        word, name = RATIOS[kind]

        def row(m, t, width):
            share = q.world.long_share(m, t, name)
            return {f'{word}_long_percent': 100 * share,
                    f'{word}_short_percent': 100 - 100 * share,
                    f'{word}_long_short_ratio': round(
                        share / (1 - share), 2)}
        return self.series(q, row)
