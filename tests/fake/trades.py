"""Public trades with the liquidations among them.

Some exchanges publish no liquidations but mark the trades that were some.  So
between the ledger's events lie ordinary trades, in the same order of time.
"""

import random
from dataclasses import dataclass

from ledger import Event
from world import HOUR, Market

PER_HOUR = 120  # ordinary trades of a market


@dataclass
class Trade:
    market: Market
    ts: int
    ticks: int
    contracts: int
    sold: bool  # by the taker
    id: int
    event: Event = None  # the liquidation it was

    @property
    def visible(self):
        return self.event.visible if self.event else self.ts


def between(ledger, name, since, until, now, wanted):
    """Visible trades of the markets wanted, oldest first, both ends in."""
    found = [Trade(e.market, e.ts, e.ticks, e.contracts, e.long, e.id, e)
             for e in ledger.between(name, since, until, now)
             if wanted(e.market)]
    for m in filter(wanted, ledger.markets(name, now)):
        for hour in range(since // HOUR, min(until, now) // HOUR + 1):
            key = m.exchange, m.symbol, hour
            if key not in ledger.trades:
                ledger.trades[key] = list(ordinary(ledger, m, hour))
            found += [t for t in ledger.trades[key]
                      if since <= t.ts <= min(until, now)]
    found.sort(key=lambda t: (t.ts, t.id))
    return found


def ordinary(ledger, m, hour):
    """Those of one hour since 1970; their ids are above all events'."""
    dice = random.Random(f'{ledger.plan.seed}/{m.symbol}/{hour}')
    first = 10 ** 9 + hour % 10 ** 6 * 1000
    for i in range(PER_HOUR):
        ts = hour * HOUR + dice.randrange(HOUR)
        yield Trade(m, ts, ledger.world.ticks(m, ts),
                    int(10 ** dice.uniform(0, 3)), dice.random() < 0.5,
                    first + i)
