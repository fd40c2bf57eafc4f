"""The ledger: what was truly liquidated, and when it could be seen.

A list of events per exchange, drawn from a seed around a start time, with
true twins (equal in every member), siblings (the same time, another size) and
late rows (published after their time).  It knows the markets too, for a
market can be renamed, and a contract can change its size, while it is open.

The file is NDJSON: a line that says which world it is, then the events,
normalised, with the time each became visible.
"""

import bisect
import json
import random
import time
from dataclasses import dataclass, field, replace

from world import DAY, HOUR, MINUTE, Market, World, plain

SPAN = 200 * MINUTE
AHEAD = 10 * MINUTE


@dataclass
class Event:
    market: Market  # as it was then
    ts: int
    side: str  # of the position
    ticks: int
    contracts: int
    visible: int
    id: int = 0
    both: bool = False  # maker and taker of one trade were liquidated
    fine: int = 0  # ms past ts, where a feed tells more than REST

    @property
    def symbol(self):
        return self.market.symbol

    @property
    def long(self):
        return self.side == 'long'

    def price(self):
        """As the exchange writes it."""
        return self.market.price(self.ticks)

    def record(self, own_id):
        """The members that a record must have, decimals as text."""
        m = self.market
        return {
            'type': 'event', 'ts': self.ts, 'exchange': m.exchange,
            'symbol': m.symbol, 'base': m.base, 'quote': m.quote,
            'side': self.side,
            'price': plain(m.coin_price(self.ticks)),
            'qty': plain(m.coins(self.contracts, self.ticks)),
            'usd': plain(m.usd(self.contracts, self.ticks)),
            'id': own_id, 'visible': self.visible}


@dataclass
class Plan:
    """What a scenario says of the ledger; times in ms from the start."""

    seed: int = 1
    span: int = SPAN
    ahead: int = AHEAD
    rate: float = 8.0  # events an hour and market
    twins: float = 0.1  # share of events that come twice or three times
    rates: dict = field(default_factory=dict)  # 'gate' or 'gate:BTC_USDT'
    storms: list = field(default_factory=list)  # (where, at, count, within)
    late: list = field(default_factory=list)  # (where, at, count, after)
    quiet: list = field(default_factory=list)  # (where, since, until)
    renames: list = field(default_factory=list)  # (where, to, at)
    sizes: list = field(default_factory=list)  # (where, size, at)
    lives: list = field(default_factory=list)  # (where, since, until)


def fits(where, market):
    exchange, _, symbol = where.partition(':')
    return exchange in ('*', market.exchange) and \
        symbol in ('', market.symbol)


class Ledger:
    """All events and markets of all exchanges from one plan."""

    def __init__(self, plan, start, dialects):
        self.plan = plan
        self.start = start
        self.world = World(plan.seed)
        self.trades = {}  # trades.py keeps its own here
        self.dialects = dialects
        self.live = ()  # exchanges with feeds that are listened to
        self.first = {d.name: d.make_markets(start) for d in dialects}
        self.drawn = {}  # by exchange: events, and their times

    def market_at(self, market, ts):
        """What a market of the start had become by then."""
        for where, to, at in self.plan.renames:
            if fits(where, market) and ts >= self.start + at:
                market = replace(
                    market, symbol=market.symbol.replace(market.base, to),
                    base=to)
        for where, size, at in self.plan.sizes:
            if fits(where, market) and ts >= self.start + at:
                market = replace(market, size=size)
        return market

    def listed(self, market, ts):
        return all(since <= ts - self.start < until for where, since, until
                   in self.plan.lives if fits(where, market))

    def markets(self, name, now):
        return [self.market_at(m, now) for m in self.first[name]
                if self.listed(m, now)]

    def events(self, name):
        """All of an exchange, oldest first; drawn when first wanted."""
        return self._of(name)[0]

    def between(self, name, since, until, now):
        """Events with since <= ts <= until that can be seen, oldest first."""
        events, times = self._of(name)
        low = bisect.bisect_left(times, since)
        high = bisect.bisect_right(times, until)
        return [e for e in events[low:high] if e.visible <= now]

    def header(self):
        plan = self.plan
        return {'type': 'world', 'seed': plan.seed, 'start': self.start,
                'renames': plan.renames, 'sizes': plan.sizes}

    def write(self, file):
        with open(file, 'w', encoding='ascii') as out:
            print(json.dumps(self.header()), file=out)
            for record in self.records():
                print(json.dumps(record), file=out)

    def records(self, wants=None):
        """Of all markets, or of those that are wanted."""
        out = []
        for d in self.dialects:
            markets = self.first[d.name]
            if wants and markets and not any(map(wants, markets)):
                continue
            if d.publishes or d.name in self.live:
                for e in self.events(d.name):
                    if wants is None or wants(e.market):
                        out += d.records(e)
            if wants is None or d.name in wants.exchanges or (
                    self.live and not wants.exchanges):
                out += d.derived(self)
        return out

    def _of(self, name):
        if name not in self.drawn:
            dialect = next(d for d in self.dialects if d.name == name)
            events = self._draw(dialect)
            self.drawn[name] = events, [e.ts for e in events]
        return self.drawn[name]

    def _draw(self, dialect):
        events = []
        for market in self.first[dialect.name]:
            if market.events:
                dice = random.Random(
                    f'{self.plan.seed}/{market.exchange}/{market.symbol}')
                events += self._of_market(market, dice, dialect)
        events.sort(key=lambda e: e.ts)
        for i, e in enumerate(events):
            e.id = dialect.first_id + i
        return events

    def _of_market(self, market, dice, dialect):
        out = []
        for ts, delay in self._moments(market, dice, dialect.resolution):
            if not self.listed(market, ts):
                continue
            e = Event(
                self.market_at(market, ts), ts,
                'long' if dice.random() < 0.5 else 'short',
                max(1, round(self.world.ticks(market, ts)
                             * dice.uniform(0.998, 1.002))),
                int(10 ** dice.uniform(0, 4)),
                ts + delay)
            out.append(e)
            if dialect.twins and dice.random() < self.plan.twins:
                out += [replace(e) for _ in range(dice.randint(1, 2))]
            if dice.random() < self.plan.twins:
                out.append(replace(e, contracts=e.contracts + 1))
        return dialect.publishable(out, dice)

    def _moments(self, market, dice, step):
        """Pairs of a time and how much later it can be seen."""
        plan, base = self.plan, self.start
        rate = plan.rates.get(f'{market.exchange}:{market.symbol}',
                              plan.rates.get(market.exchange, plan.rate))
        spread = plan.span + plan.ahead
        for _ in range(round(rate * spread / HOUR)):
            ts = base - plan.span + dice.randrange(spread)
            if not any(fits(where, market) and since <= ts - base < until
                       for where, since, until in plan.quiet):
                yield ts // step * step, 0
        for where, at, count, within in plan.storms:
            if fits(where, market):
                for _ in range(count):
                    yield (base + at + dice.randrange(max(1, within))
                           ) // step * step, 0
        for where, at, count, after in plan.late:
            if fits(where, market):
                for _ in range(count):
                    ts = (base + at + dice.randrange(SPREAD)) // step * step
                    yield ts, after


SPREAD = 10_000  # late rows lie within ten seconds


def expiry(start, days=60):
    """When a dated contract ends: a midnight some weeks after the start."""
    return start // DAY * DAY + days * DAY


def stamp(ms, form='%y%m%d'):
    """The date in the names of dated contracts: 260327."""
    return time.strftime(form, time.gmtime(ms / 1000))
