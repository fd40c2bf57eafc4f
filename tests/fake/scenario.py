"""The language of scenarios: one file, one line a sentence.

    title   a reset in the middle of a sweep loses nothing
    world   seed=3 span=6h rate=200 twins=0.2
    on      gate liq_orders 2 rst
    run     -x gate -s @-3h -u @-10m BTC
    exit    0

Times are written from the start, @-3h and @+1m; "#" begins a remark.

    world SETTING...              of the ledger: seed span ahead rate twins
    rate WHERE N                  events an hour of gate, or gate:BTC_USDT
    storm WHERE TIME N SPAN       so many more, within so long
    late WHERE TIME N SPAN        that can be seen only so much later
    quiet WHERE TIME TIME         nothing between
    rename WHERE COIN TIME        the market has another coin's name from then
    resize WHERE SIZE TIME        so has its contract another size
    list WHERE TIME               there is that market from then on only
    delist WHERE TIME             and until then only
    clock SPAN                    the exchanges' clock is so far ahead
    hour SPAN                     it is so far behind that an hour of theirs is
                                  over so long after the start
    tls KIND                      a bad certificate, see tls.py
    on EXCHANGE WHAT WHEN FAULT [& FAULT...]
                                  WHAT is a glob of the operation (or of the
                                  path, with a /); WHEN is all, 2, 2-4, 3+,
                                  3/5 (the third and each fifth on); faults
                                  are listed in faults.py
    feed EXCHANGE NAME WHEN FAULT [& FAULT...]
                                  of a live feed's WHENth connection; faults
                                  are listed in feed_faults.py
    free EXCHANGE                 no limit is held against it
    key                           of CoinGlass, in the environment
    run WORDS...                  liq-fetch's command line, and of that run:
      beside N                    so many of them at once
      exit N...                   what it exits with (0), or may
      stderr REGEX | none         what it says (nothing when it exits 0);
                                  "maybe REGEX": that or nothing
      stdout REGEX                a line of it
      kill N | term N             it is killed when the server was asked the
                                  N-th time, and dies of it
      strike kill|term N SPAN     so long after that, if it still runs
      rotate FILE SPAN            so long after its start the file is moved
                                  to FILE.1, and HUP sent
      asks EXCHANGE WHAT N[..[M]] so often it asks
      together N                  at least so many answers were under way at
                                  once
    calm                          no more faults from here on
      bye EXCHANGE WHAT CODE      the client's goodbye to one of its feeds
      noticed SPAN                each feed that died without a word was given
                                  up so soon
      memory SIZE                 it holds no more than that (64M)
      asleep SPAN                 its stdout is a pipe, that nobody reads so
                                  long; then all of it is read
    wait SPAN                     the exchanges' clock goes on between runs
    tear FILE BYTES               a file loses so much of its end
    gap none | any | maybe | WHY...
                                  what the unfilled gaps say, in all runs
    note CODE...                  notes that there must be
    count KIND N[..[M]]           so many records of a kind
    covered SPAN                  so much of the time must be, at least
    missing SPAN                  so much may be in gaps, at most
    wrong REGEX                   the judge must find this, and nothing else
    unjudged                      what comes is for people, not records
    slow                          takes long; only with --slow
"""

import re
import shlex
from dataclasses import dataclass, field

from faults import Faults, size, span
from feed_faults import FeedFaults
from ledger import Plan
from server import Rule

FOREVER = 1 << 60


@dataclass
class Run:
    """One start of liq-fetch, and what is to come of it."""

    words: list
    statuses: tuple = (0,)  # what it may exit with
    beside: int = 1  # so many at once
    stderr: str = ''
    stdout: list = field(default_factory=list)
    signal: tuple = ()  # 'kill' or 'term', how many requests before, ms
    sure: bool = True  # it must die of that
    asks: list = field(default_factory=list)  # exchange, what, least, most
    rotate: tuple = ()  # file, ms
    together: int = 0
    memory: int = 0  # bytes at the most
    asleep: int = 0  # ms before the reader of its pipe begins
    byes: list = field(default_factory=list)  # exchange, what, code
    noticed: int = 0  # ms
    wait: int = 0  # ms of the exchanges' time, afterwards
    calm: bool = False  # no more faults, afterwards
    tear: tuple = ()  # file, bytes: cut off its end, afterwards


@dataclass
class Scenario:
    name: str = ''
    title: str = ''
    plan: Plan = field(default_factory=Plan)
    clock: int = 0
    hour: int = 0  # ms
    tls: str = 'good'
    rules: list = field(default_factory=list)
    feed_rules: list = field(default_factory=list)
    free: list = field(default_factory=list)
    key: bool = False
    covered: int = 0  # ms
    missing: int = FOREVER
    runs: list = field(default_factory=list)
    gaps: list = field(default_factory=lambda: ['none'])
    notes: list = field(default_factory=list)
    counts: list = field(default_factory=list)  # kind, least, most
    wrong: str = ''
    unjudged: bool = False
    slow: bool = False


class Mistake(Exception):
    """In a scenario."""


def moment(text):
    """@-3h in ms from the start."""
    if text == '@':
        return 0
    if text[:1] != '@':
        raise ValueError(f'not a time: {text}')
    return span(text[1:])


def between(text):
    """3, 3..5, 3.. or ..5 as the least and the most."""
    least, dots, most = text.partition('..')
    if not dots:
        return int(least), int(least)
    return int(least or 0), int(most) if most else FOREVER


def when(text):
    """The first, the last and each how manieth."""
    if text == 'all':
        return 1, FOREVER, 1
    match = re.fullmatch(r'(\d+)(?:-(\d+)|(\+)|/(\d+))?', text)
    if not match:
        raise ValueError(f'not a count: {text}')
    first = int(match[1])
    if match[2]:
        return first, int(match[2]), 1
    if match[3]:
        return first, FOREVER, 1
    return (first, FOREVER, int(match[4])) if match[4] else (first, first, 1)


class Parser:
    """Line by line; the methods are the words that lines begin with."""

    def __init__(self, name):
        self.scenario = Scenario(name=name)

    def line(self, text):
        word, _, rest = text.partition(' ')
        method = getattr(self, 'do_' + word, None)
        if method is None:
            raise ValueError(f'no such word: {word}')
        method(rest.strip())

    @property
    def run(self):
        if not self.scenario.runs:
            raise ValueError('there is no run yet')
        return self.scenario.runs[-1]

    def do_title(self, rest):
        self.scenario.title = rest

    def do_world(self, rest):
        convert = {'seed': int, 'span': span, 'ahead': span, 'rate': float,
                   'twins': float}
        for word in rest.split():
            key, _, value = word.partition('=')
            setattr(self.scenario.plan, key, convert[key](value))

    def do_rate(self, rest):
        where, rate = rest.split()
        self.scenario.plan.rates[where] = float(rate)

    def do_storm(self, rest):
        where, at, count, within = rest.split()
        self.scenario.plan.storms.append(
            (where, moment(at), int(count), span(within)))

    def do_late(self, rest):
        where, at, count, after = rest.split()
        self.scenario.plan.late.append(
            (where, moment(at), int(count), span(after)))

    def do_quiet(self, rest):
        where, since, until = rest.split()
        self.scenario.plan.quiet.append(
            (where, moment(since), moment(until)))

    def do_rename(self, rest):
        where, coin, at = rest.split()
        self.scenario.plan.renames.append((where, coin, moment(at)))

    def do_resize(self, rest):
        where, amount, at = rest.split()
        self.scenario.plan.sizes.append((where, amount, moment(at)))

    def do_list(self, rest):
        where, at = rest.split()
        self.scenario.plan.lives.append((where, moment(at), FOREVER))

    def do_delist(self, rest):
        where, at = rest.split()
        self.scenario.plan.lives.append((where, -FOREVER, moment(at)))

    def do_clock(self, rest):
        self.scenario.clock = span(rest)

    def do_hour(self, rest):
        self.scenario.hour = span(rest)

    def do_tls(self, rest):
        self.scenario.tls = rest

    def do_on(self, rest):
        exchange, what, count, text = rest.split(None, 3)
        faults = Faults()
        for part in text.split('&'):
            faults.add(part.strip())
        self.scenario.rules.append(
            Rule(exchange, what, *when(count), faults, words=rest))

    def do_feed(self, rest):
        exchange, what, count, text = rest.split(None, 3)
        faults = FeedFaults()
        for part in text.split('&'):
            faults.add(part.strip())
        self.scenario.feed_rules.append(
            Rule(exchange, what, *when(count), faults))

    def do_key(self, rest):
        self.scenario.key = True

    def do_covered(self, rest):
        self.scenario.covered = span(rest)

    def do_missing(self, rest):
        self.scenario.missing = span(rest)

    def do_free(self, rest):
        self.scenario.free += rest.split()

    def do_run(self, rest):
        self.scenario.runs.append(Run(shlex.split(rest)))

    def do_exit(self, rest):
        self.run.statuses = tuple(map(int, rest.split()))
        if self.run.statuses != (0,) and not self.run.stderr:
            self.run.stderr = '.'

    def do_beside(self, rest):
        self.run.beside = int(rest)

    def do_stderr(self, rest):
        word, _, more = rest.partition(' ')
        self.run.stderr = '' if rest == 'none' else \
            rf'\A\Z|{more}' if word == 'maybe' else rest

    def do_stdout(self, rest):
        self.run.stdout.append(rest)

    def do_kill(self, rest):
        self.run.signal = 'kill', int(rest), 0

    def do_term(self, rest):
        self.run.signal = 'term', int(rest), 0

    def do_strike(self, rest):
        name, count, after = rest.split()
        if name not in ('kill', 'term'):
            raise ValueError(f'no such signal: {name}')
        self.run.signal = name, int(count), span(after)
        self.run.sure = False

    def do_rotate(self, rest):
        name, after = rest.split()
        self.run.rotate = name, span(after)

    def do_calm(self, rest):
        self.scenario.runs[-1].calm = True

    def do_asks(self, rest):
        exchange, what, count = rest.split()
        self.run.asks.append((exchange, what, *between(count)))

    def do_together(self, rest):
        self.run.together = int(rest)

    def do_bye(self, rest):
        exchange, what, code = rest.split()
        self.run.byes.append((exchange, what, int(code)))

    def do_noticed(self, rest):
        self.run.noticed = span(rest)

    def do_tear(self, rest):
        name, count = rest.split()
        self.run.tear = name, int(count)

    def do_memory(self, rest):
        self.run.memory = size(rest)

    def do_asleep(self, rest):
        self.run.asleep = span(rest)

    def do_wait(self, rest):
        self.run.wait += span(rest)

    def do_gap(self, rest):
        self.scenario.gaps = rest.split()

    def do_note(self, rest):
        self.scenario.notes += rest.split()

    def do_count(self, rest):
        what, count = rest.split()
        self.scenario.counts.append((what, *between(count)))

    def do_wrong(self, rest):
        self.scenario.wrong = rest

    def do_unjudged(self, rest):
        self.scenario.unjudged = True

    def do_slow(self, rest):
        self.scenario.slow = True


def parse(name, text):
    parser = Parser(name)
    for number, line in enumerate(text.splitlines(), 1):
        line = line.split('#')[0].strip() if line.lstrip()[:1] == '#' \
            else line.split(' #')[0].strip()
        try:
            if line:
                parser.line(line)
        except (ValueError, KeyError) as error:
            raise Mistake(f'{name}:{number}: {error}') from error
    if not parser.scenario.title:
        raise Mistake(f'{name}: no title')
    return parser.scenario
