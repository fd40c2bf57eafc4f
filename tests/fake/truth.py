"""Whether records other than liquidations are true.

Each is compared with the world that the ledger's header names: prices and
rates to the digit, sizes to what their unit allows.  Series (candles, open
interest, funding, ratios) must be whole where a mark says so.
"""

from decimal import Decimal

import spans
from dialects import DIALECTS
from ledger import Plan, Ledger
from world import HOUR, MINUTE

NEAR = Decimal('1e-8')


def check(case, times):
    """A list of what is wrong."""
    ledger = Ledger(Plan(
        seed=case.header['seed'], rate=0, renames=case.header['renames'],
        sizes=case.header['sizes']), case.header['start'], DIALECTS)
    markets = {}
    for name in ledger.first:
        for at in (case.header['start'], case.now):
            for m in ledger.markets(name, at):
                markets[name, m.symbol] = m
    wrong, series = [], {}
    for r in case.records:
        test = TESTS.get(r['type'])
        if test is None:
            continue
        m = markets.get((r['exchange'], r['symbol']))
        if m is None:
            wrong.append(f'{head(r)}: no such market')
            continue
        wrong += [f'{head(r)}: {text}' for text in test(ledger.world, m, r)]
        if r['type'] in SERIES and r.get('width_ms'):
            series.setdefault((r['exchange'], r['type'], r['symbol'], kind(
                r), r['width_ms']), []).append(r['ts'])
    return wrong + whole(case, times, series)


def head(r):
    return f'{r["type"]} {r["exchange"]} {r["symbol"]} {r["ts"]}'


def kind(r):
    return r.get('kind') if r['type'] in ('ratio', 'funding') else None


def whole(case, times, series):
    """No row twice, none missing in covered time."""
    wrong = []
    for (exchange, what, symbol, sort, width), found in series.items():
        words = f'{what} {exchange} {symbol} {sort or ""} {width} ms'
        if len(found) != len(set(found)) and case.asked.append:
            wrong.append(f'{words}: {len(found) - len(set(found))} twice')
        if sort == 'next' or (what, exchange) in UNEVEN:
            continue
        covered = times.covered(exchange, what, symbol)
        # the one that is open at the end is not due
        now = covered[-1][1] if case.asked.live and covered else case.now
        covered = spans.common(covered, [(
            case.asked.since, min(case.asked.until, now - width))])
        due = {t for since, until in covered
               for t in range(-(-since // width) * width, until, width)}
        lacking = sorted(due - set(found))
        if lacking:
            wrong.append(f'{words}: {len(lacking)} missing, first '
                         f'{lacking[0]}')
    return wrong


def near(got, want, reach=NEAR):
    got, want = Decimal(got), Decimal(want)
    return abs(got - want) <= abs(want) * reach


def differs(r, key, want, reach=NEAR):
    """A sentence where a member that is not null is not as it should be."""
    if r[key] is None or near(r[key], want, reach):
        return []
    return [f'{key} is {r[key]}, should be {want}']


def candle(world, m, r):
    c = world.candle(m, r['ts'], r['width_ms'])
    out = []
    for key in ('open', 'high', 'low', 'close'):
        out += differs(r, key, m.coin_price(getattr(c, key)), 0)
    out += differs(r, 'volume', m.coins(c.volume, c.close), Decimal('1e-6'))
    out += differs(r, 'usd', m.usd(c.volume, c.close), Decimal('1e-6'))
    if r['buy_volume'] is not None:
        out += differs(r, 'buy_volume', m.coins(c.bought, c.close),
                       Decimal('1e-4'))
    return out


def oi(world, m, r):
    """Of a moment it is that of the minute, a little before."""
    times = [r['ts']] if r['width_ms'] else [
        r['ts'] // MINUTE * MINUTE - i * MINUTE for i in range(3)]
    found = [differs(r, 'oi', m.coins(
        world.oi(m, t), world.ticks(m, t)), Decimal('1e-2') if m.inverse
        and not r['width_ms'] else Decimal('1e-6')) for t in times]
    return [] if [] in found else found[0]


def funding(world, m, r):
    if r['kind'] != 'settled':
        return []
    return differs(r, 'rate', world.funding(m, r['ts'] // HOUR * HOUR))


def ratio(world, m, r):
    return differs(r, 'long', world.long_share(m, r['ts'], r['kind']),
                   Decimal('1e-3'))


def book(world, m, r):
    """Of a moment close by: the price between its sides says the rest."""
    if not r['asks']:
        return ['there are no asks']
    mid = int(Decimal(r['asks'][0][0]) * m.multiplier / Decimal(m.tick)) - 1
    known = [world.ticks(m, r['ts'] + i * 100) for i in range(-10, 11)]
    if not min(known) <= mid <= max(known):
        return [f'the middle is {mid}, should be {known[10]}']
    sides = world.book_around(m, len(r['asks']), mid)
    for name, side in zip(('bids', 'asks'), sides):
        want = [(m.coin_price(t), m.coins(n, t)) for t, n in side]
        if len(r[name]) != len(want) or not all(
                near(a, b) for x, y in zip(r[name], want)
                for a, b in zip(x, y)):
            return [f'{name} are not what they should be']
    return []


def tier(world, m, r):
    """Steps that were told in contracts or coins are near."""
    if m.exchange in TABLED:
        return []
    steps = world.tiers(m)
    if not 1 <= r['tier'] <= len(steps):
        return [f'there is no step {r["tier"]}']
    t = steps[r['tier'] - 1]
    rough = Decimal('0.1')
    ends = [] if t.cap is None and r['cap_usd'] is None else differs(
        r, 'cap_usd', t.cap or 0, rough)
    return (differs(r, 'floor_usd', t.floor, rough) + ends
            + differs(r, 'max_leverage', t.leverage)
            + differs(r, 'mmr', t.mmr)
            + differs(r, 'deduct_usd', t.deduct, rough))


def instrument(world, m, r):
    out = differs(r, 'tick', Decimal(m.tick) / m.multiplier)
    out += differs(r, 'multiplier', m.multiplier)
    if r['inverse'] != m.inverse:
        out.append(f'inverse is {r["inverse"]}')
    if (r['kind'] == 'dated') != bool(m.expires):
        out.append(f'kind is {r["kind"]}')
    if (r['base'], r['quote']) != (m.base, m.quote):
        out.append(f'it is {m.base} in {m.quote}')
    if r['lot'] is not None:
        out += differs(r, 'lot', Decimal(m.size) * m.multiplier)
    if m.exchange in SIZED:
        out += differs(r, 'contract_size', m.native(1) * m.multiplier)
    return out


# Whose margin tables are not public, so that liq-fetch has its own.
TABLED = ('binance',)
# Exchanges whose orders count contracts.
SIZED = ('gate', 'htx', 'okx')
SERIES = ('candle', 'oi', 'funding', 'ratio')
# Series whose times lie on no even grid.
UNEVEN = {('funding', 'hyperliquid'), ('oi', 'bitfinex')}
TESTS = {'candle': candle, 'oi': oi, 'funding': funding, 'ratio': ratio,
         'tier': tier, 'instrument': instrument, 'book': book}
