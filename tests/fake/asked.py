"""What a command line of liq-fetch asked for: exchanges, kinds, markets and
times, as far as the judge must know."""

from dataclasses import dataclass, field


@dataclass
class Asked:
    exchanges: list = field(default_factory=list)  # none: all of them
    kinds: list = field(default_factory=lambda: ['liquidation'])
    markets: list = field(default_factory=list)
    since: int = 0
    until: int = 0
    append: str = ''
    live: bool = False

    def __call__(self, m):
        """Is that market asked for?"""
        return self.wants(m.exchange, m.symbol, m.base, m.quote)

    def wants(self, exchange, symbol, base, quote):
        if self.exchanges and exchange not in self.exchanges:
            return False
        return any(fits(m, exchange, symbol, base, quote)
                   for m in self.markets)


def fits(market, exchange, symbol, base, quote):
    if ':' in market and '/' not in market and not market.startswith('t'):
        return market == f'{exchange}:{symbol}'
    if '/' in market:
        return market == f'{base}/{quote}'
    return market in ('*', base, symbol)


def parse(words):
    """From the words after "liq-fetch"; times must be absolute."""
    asked = Asked()
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, glued, value = word.partition('=')
        asked.live |= name in ('-f', '--follow', '--for')
        if word[:1] != '-':
            asked.markets.append(word)
            continue
        if name not in TAKES or (word[:2] != '--' and len(word) > 2):
            continue
        if not glued:
            value = rest.pop(0) if rest else ''
        TAKES[name](asked, value)
    return asked


def put(name, convert):
    return lambda asked, value: setattr(asked, name, convert(value))


def words_of(value):
    return value.split(',')


TAKES = {
    '-x': put('exchanges', words_of), '--exchange': put(
        'exchanges', words_of),
    '-k': put('kinds', words_of), '--kind': put('kinds', words_of),
    '-s': put('since', int), '--since': put('since', int),
    '-u': put('until', int), '--until': put('until', int),
    '-a': put('append', str), '--append': put('append', str),
    '-i': lambda asked, value: None, '-o': lambda asked, value: None,
}
