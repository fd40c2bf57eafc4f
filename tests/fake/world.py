"""What is true in the fake exchanges' world: markets, prices, statistics.

Everything here is a pure function of a seed and a time, so the server and
the judge, in processes of their own, know the same truth.  Sizes are counted
in contracts (whole numbers) times Market.size; prices in whole ticks; so
every number a dialect writes is exact, whatever unit it writes it in.

Normalised means: as liq-records(5) defines it.
"""

import hashlib
import math
import struct
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 86_400_000

# The coins there are: a price in USD, about.
COINS = {
    'BTC': 64000.0, 'ETH': 2600.0, 'SOL': 150.0, 'PEPE': 0.0000085,
    'BONK': 0.000021, 'SHIB': 0.000019,
}
# Names that coins take when a scenario renames them.
ALIASES = {'POL': 'SOL'}


def plain(number):
    """A decimal in digits, without an exponent and zeros at its end."""
    text = number if isinstance(number, str) else format(number, 'f')
    if '.' in text:
        text = text.rstrip('0').rstrip('.')
    return text


@dataclass(frozen=True)
class Market:
    """One contract of one exchange."""

    exchange: str
    symbol: str
    base: str
    quote: str
    size: str  # coins of the symbol a contract, or USD where inverse
    tick: str  # of the price as the exchange writes it
    inverse: bool = False
    multiplier: int = 1  # coins in one coin of the symbol
    expires: int = 0  # ms; 0: a perpetual
    part: str = ''  # what its exchange calls the list it is in
    events: bool = True  # are there liquidations of it?
    decimals: int = field(init=False)

    def __post_init__(self):
        object.__setattr__(
            self, 'decimals', max(0, -Decimal(self.tick).as_tuple().exponent))

    def price(self, ticks):
        """As the exchange writes it."""
        return Decimal(ticks) * Decimal(self.tick)

    def coin_price(self, ticks):
        return self.price(ticks) / self.multiplier

    def native(self, contracts):
        """Coins of the symbol, or USD where inverse."""
        return Decimal(contracts) * Decimal(self.size)

    def coins(self, contracts, ticks):
        """Normalised; of inverse contracts to 12 decimals."""
        if not self.inverse:
            return self.native(contracts) * self.multiplier
        return divide(self.native(contracts), self.price(ticks), 12)

    def usd(self, contracts, ticks):
        if self.inverse:
            return self.native(contracts)
        return self.native(contracts) * self.price(ticks)


def divide(a, b, places):
    """A quotient of that many decimals, half to even."""
    with localcontext(Context(prec=60)):
        return (Decimal(a) / Decimal(b)).quantize(
            Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


@dataclass
class Candle:
    """Prices in ticks, volumes in contracts."""

    open: int
    high: int
    low: int
    close: int
    volume: int
    bought: int  # by takers
    trades: int


@dataclass
class Tier:
    """One step of a margin table, normalised."""

    tier: int
    floor: int
    cap: int
    leverage: int
    mmr: Decimal
    deduct: Decimal


# Where margin tables have no maintenance margin of their own: floor, cap and
# leverage, half of whose inverse it is.
LEVERAGES = {'hyperliquid': {
    'BTC': [(0, 150_000_000, 40), (150_000_000, None, 20)],
    None: [(0, None, 20)]}}
# floor and cap in USD, leverage, maintenance margin
STEPS = [
    (0, 50_000, 125, '0.004'),
    (50_000, 250_000, 100, '0.005'),
    (250_000, 1_000_000, 50, '0.01'),
    (1_000_000, 5_000_000, 20, '0.025'),
    (5_000_000, 20_000_000, 10, '0.05'),
]


class World:
    """All that is true, from a seed."""

    def __init__(self, seed):
        self.seed = seed
        self.phases = {}

    def draws(self, *key):
        """Four whole numbers from 0 to 2^32, the same for the same key."""
        text = f'{self.seed}/' + '/'.join(map(str, key))
        return struct.unpack('<4I', hashlib.blake2b(
            text.encode(), digest_size=16).digest())

    def noise(self, *key):
        return self.draws(*key)[0]

    def usd_price(self, coin, ms):
        """Of one coin: the sum of a few waves."""
        phase = self.phases.get(coin)
        if phase is None:
            phase = self.noise('phase', coin) % 1000 / 159.0
            self.phases[coin] = phase
        t = ms / HOUR
        wave = (0.03 * math.sin(t / 7 + phase)
                + 0.01 * math.sin(t * 1.3 + 2 * phase)
                + 0.002 * math.sin(t * 17 + 3 * phase))
        return COINS[ALIASES.get(coin, coin)] * (1 + wave)

    def ticks(self, m, ms):
        """The mark price."""
        price = self.usd_price(m.base, ms) * m.multiplier
        return max(1, round(price / float(m.tick)))

    def candle(self, m, start, width):
        first, last = self.ticks(m, start), self.ticks(m, start + width)
        up, down, vol, buy = self.draws(
            'candle', m.exchange, m.symbol, start, width)
        reach = max(2, first // 2000)
        volume = 100 + vol % 100_000
        return Candle(
            open=first, close=last,
            high=max(first, last) + up % reach,
            low=max(1, min(first, last) - down % reach),
            volume=volume, bought=buy % (volume + 1), trades=1 + vol % 997)

    def oi(self, m, ms):
        """Open interest in contracts, each counted once."""
        usd = 20_000_000 + self.noise(
            'oi', m.exchange, m.symbol, ms) % 9_999_999
        if m.inverse:
            return int(usd / float(m.size))
        return max(1, int(usd / (float(m.size) * float(m.price(
            self.ticks(m, 0))))))

    def funding(self, m, ms):
        """The rate settled at that time."""
        steps = self.noise('funding', m.exchange, m.symbol, ms) % 6001 - 3000
        return Decimal(steps).scaleb(-7)

    def long_share(self, m, ms, kind):
        """Of accounts, top accounts and so on: a fraction of four digits."""
        steps = self.noise('ratio', m.exchange, m.symbol, ms, kind) % 6001
        return Decimal(2000 + steps).scaleb(-4)

    def tiers(self, m):
        """The same for almost all, so that a mix-up of units shows."""
        out, deduct, before = [], Decimal(0), Decimal(0)
        own = LEVERAGES.get(m.exchange)
        steps = [(low, cap, leverage, Decimal(1) / (2 * leverage))
                 for low, cap, leverage in own.get(m.base, own[None])
                 ] if own else STEPS
        for i, (low, cap, leverage, mmr) in enumerate(steps):
            rate = Decimal(mmr)
            deduct += low * (rate - before)
            before = rate
            out.append(Tier(i + 1, low, cap, leverage, rate, deduct))
        return out

    def book(self, m, depth, ms):
        """Bids and asks as (ticks, contracts), best first."""
        return self.book_around(m, depth, self.ticks(m, ms))

    def book_around(self, m, depth, mid):
        def side(step):
            return [(mid + step * (1 + i),
                     1 + self.noise('book', m.symbol, step, i) % 5000)
                    for i in range(min(depth, mid - 1))]
        return side(-1), side(1)
