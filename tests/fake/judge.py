"""The judge: what liq-fetch wrote against the ledger.

    judge.py LEDGER [-x EXCHANGES] [-k KINDS] [-s MS] [-u MS] [--pipe]
             [--now MS] [-m MARKET]... OUTPUT...

One line per failure, exit status 1 if there is any.  Loss and doubling are
counted as multisets of (exchange, symbol, ts, side, price, qty): an event of
the ledger that lies in covered time and is not there is lost, one that is
there oftener than it happened is doubled, and of equal events that came
oftener than they are there, the twins were deleted.  Covered, gaps and what
is pending at the end must make up the time that was asked for, exactly.

With --pipe the outputs are runs of which the later may repeat the earlier,
with the same ids; without it an output is a file in which each is once.
"""

import argparse
import json
import sys
import zlib
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

import spans
import truth
from asked import Asked
from world import plain


def read(path):
    """The records of a file, gzip or plain; half a line at its end is none.
    """
    with open(path, 'rb') as file:
        data = file.read()
    if data[:2] == b'\x1f\x8b':
        data = unpack(data)
    lines = data.split(b'\n')
    return [json.loads(line, parse_float=Decimal) for line in lines[:-1]]


def unpack(data):
    """All that can be had of one gzip member after another."""
    out = b''
    while data:
        member = zlib.decompressobj(31)
        try:
            out += member.decompress(data)
        except zlib.error:
            break
        data = member.unused_data
    return out


def key_of(record):
    """Numbers without zeros at their end, as text."""
    return (record['exchange'], record['symbol'], record['ts'],
            record['side'], plain(record['price']), plain(record['qty']))


@dataclass
class Totals:
    """Of one or more judgements."""

    events: int = 0  # of the ledger, that were asked for
    written: int = 0
    lost: int = 0
    doubled: int = 0
    twins: int = 0
    invented: int = 0
    in_gaps: int = 0
    elapsed: int = 0
    covered: int = 0
    gap: int = 0
    pending: int = 0
    unaccounted: int = 0
    both: int = 0

    def add(self, other):
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass
class Case:
    """What was written, and what is true of it."""

    header: dict
    ledger: list
    asked: Asked
    records: list = field(default_factory=list)
    now: int = 0  # when the last run was over; later rows are free to lack
    failures: list = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)

    def fail(self, text):
        self.failures.append(text)


def judge(case):
    """Fills case.failures and case.totals."""
    times = Times(case)
    wanted = [e for e in case.ledger if case.asked.since <= e['ts'] <
              case.asked.until and wants(case, e)]
    if 'liquidation' in case.asked.kinds:
        events(case, times, wanted)
    ids(case)
    identity(case, times, wanted)
    case.failures += truth.check(case, times)
    return case


def as_live(case, no_ids):
    """A case of live feeds: the time is what was told of; a gap that was
    filled is covered; an event is as the feed tells of it, and a mark is no
    excuse for what could be seen only later."""
    case.now = 1 << 62
    told = [r for r in case.records if r['type'] in ('mark', 'gap')]
    firsts = {}
    for r in told:
        firsts[r['exchange']] = min(r['since'],
                                    firsts.get(r['exchange'], r['since']))
    case.asked.since = max(firsts.values(), default=0)
    case.asked.until = max([r['until'] for r in told], default=0)
    case.records += [{**r, 'type': 'mark'} for r in told
                     if r.get('fix') == 'filled']
    over_rest = {}
    for e in case.ledger:
        if e['exchange'] in no_ids:
            e['id'] = None
        if 'live' in e:
            over_rest.setdefault(key_of(e), []).append(e)
            e.update(e.pop('live'))
    seen = Counter(key_of(r) for r in case.records
                   if r['type'] == 'liquidation')
    for r in case.records:
        if r['type'] == 'liquidation' and key_of(r) in over_rest:
            same = over_rest[key_of(r)]
            there = Counter(map(key_of, same))
            e = next((e for e in same if seen[key_of(e)] < there[key_of(e)]),
                     same[0])
            seen[key_of(e)] += 1
            r.update({key: e[key] for key in ('ts', 'price', 'qty', 'usd')})


def wants(case, e):
    return case.asked.wants(e['exchange'], e['symbol'], e['base'],
                            e.get('quote', ''))


class Times:
    """Covered time and gaps by (exchange, kind, symbol)."""

    def __init__(self, case):
        self.marks, self.gaps = {}, {}
        run_marks, run_gaps = {}, {}
        for r in case.records + [{'type': 'begin'}]:
            if r['type'] == 'begin':
                self.close(case, run_marks, run_gaps)
                run_marks, run_gaps = {}, {}
            elif r['type'] == 'mark':
                run_marks.setdefault(self.key(r), []).append(
                    (r['since'], r['until']))
            elif r['type'] == 'gap' and r['fix'] != 'filled':
                run_gaps.setdefault(self.key(r), []).append(
                    (r['since'], r['until']))

    def key(self, r):
        return r['exchange'], r['kind'], r['symbol']

    def close(self, case, marks, gaps):
        """A run is over: what it says to have and to lack is apart.  What is
        missing of one symbol takes it out of what is had of all."""
        for key in marks:
            lacks = [span for other, found in gaps.items() for span in found
                     if other[:2] == key[:2] and other[2] in (key[2], None)]
            both = spans.common(spans.union(marks[key]), spans.union(lacks))
            if both:
                case.totals.both += spans.length(both)
                case.fail(f'{name(key)}: covered and missing at once: '
                          f'{both[0]}')
        self.last_word(self.marks, marks, self.gaps)
        self.last_word(self.gaps, gaps, self.marks)

    def last_word(self, into, more, other):
        """What a later run says of a time is what holds."""
        for key, found in more.items():
            into[key] = spans.union(into.get(key, []) + found)
            other[key] = spans.without(other.get(key, []), found)

    def of(self, table, exchange, kind, symbol):
        return spans.union(
            table.get((exchange, kind, symbol), []) +
            table.get((exchange, kind, None), []))

    def covered(self, exchange, kind, symbol):
        """A gap of a symbol is none of what marks say of all."""
        own = self.marks.get((exchange, kind, symbol), [])
        if symbol is None:
            return spans.union(own)
        return spans.union(own + spans.without(
            self.marks.get((exchange, kind, None), []),
            self.gaps.get((exchange, kind, symbol), [])))

    def missing(self, exchange, kind, symbol):
        """In a gap, and not had by another run."""
        return spans.without(self.of(self.gaps, exchange, kind, symbol),
                             self.covered(exchange, kind, symbol))


def name(key):
    return ' '.join(str(part) for part in key if part)


def events(case, times, wanted):
    """Lost, doubled, twins deleted, invented."""
    real = Counter(map(key_of, case.ledger))
    due = Counter(key_of(e) for e in wanted if e['visible'] <= case.now)
    got = Counter(key_of(r) for r in unique(case))
    case.totals.events += sum(due.values())
    case.totals.written += sum(got.values())
    for key, n in got.items():
        if key not in real:
            case.totals.invented += n
            case.fail(f'never happened: {show(key)}')
        elif n > real[key]:
            case.totals.doubled += n - real[key]
            case.fail(f'{n} times instead of {real[key]}: {show(key)}')
    for key, n in due.items():
        if got[key] >= n:
            continue
        if not spans.inside(times.covered(key[0], 'liquidation', key[1]),
                            key[2]):
            case.totals.in_gaps += n - got[key]
        elif got[key]:
            case.totals.twins += n - got[key]
            case.fail(f'{got[key]} of {n} twins: {show(key)}')
        else:
            case.totals.lost += n
            case.fail(f'lost: {show(key)}')


def unique(case):
    """Liquidations of a file as they are; of runs on a pipe by their id."""
    found = [r for r in case.records if r['type'] == 'liquidation']
    if not case.asked.append:
        found = list({(r['exchange'], r['symbol'], r['id']): r
                      for r in found}.values())
    return found


def show(key):
    return ' '.join(map(str, key))


def ids(case):
    """In a file each id is once, and the exchange's own id is the id."""
    owned = {}
    for e in case.ledger:
        owned.setdefault(key_of(e), set()).add(e['id'])
    seen = set()
    for r in case.records:
        if r['type'] == 'begin' and not case.asked.append:
            seen = set()
        if r['type'] != 'liquidation':
            continue
        this = r['exchange'], r['symbol'], r['id']
        if this in seen:
            case.fail(f'the id {name(this)} twice')
        seen.add(this)
        own = owned.get(key_of(r), {None})
        if None not in own and r['id'] not in own:
            case.fail(f'the id {name(this)} is not its own, {sorted(own)}')


def identity(case, times, wanted):
    """Covered, gaps and pending make up the time asked for."""
    asked = case.asked
    keys = {key for table in (times.marks, times.gaps) for key in table}
    if 'liquidation' in asked.kinds:
        keys |= {(e['exchange'], 'liquidation', e['symbol'])
                 for e in wanted}
    whole = {key[:2] for key in keys if key[2] is None}
    for key in sorted(keys, key=str):
        if key[2] is not None and key[:2] in whole and \
                key not in times.marks and key not in times.gaps:
            continue  # told of in the line of all symbols
        of = times.covered(*key), times.missing(*key)
        if of == ([], []):
            case.fail(f'{name(key)}: neither covered nor missing')
            continue
        account(case, key, *of)


def account(case, key, covered, missing):
    asked, totals = case.asked, case.totals
    known = spans.union(covered + missing)
    end = min(max(until for _, until in known), asked.until)
    window = [(asked.since, asked.until)]
    holes = spans.without([(asked.since, end)], known)
    totals.elapsed += asked.until - asked.since
    totals.covered += spans.length(spans.common(covered, window))
    totals.gap += spans.length(spans.common(missing, window))
    totals.pending += asked.until - max(end, asked.since)
    totals.unaccounted += spans.length(holes)
    if holes:
        case.fail(f'{name(key)}: {spans.length(holes)} ms are neither '
                  f'covered, missing nor pending: {holes[0]}')


def load(path):
    """A ledger's header and its events."""
    with open(path, encoding='ascii') as file:
        header, *rest = (json.loads(line) for line in file)
    return header, rest


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('ledger')
    parser.add_argument('output', nargs='+')
    parser.add_argument('-x', default='')
    parser.add_argument('-k', default='liquidation')
    parser.add_argument('-m', action='append', default=[])
    parser.add_argument('-s', type=int, default=0)
    parser.add_argument('-u', type=int, default=1 << 62)
    parser.add_argument('--now', type=int, default=1 << 62)
    parser.add_argument('--pipe', action='store_true')
    words = parser.parse_args()
    header, ledger = load(words.ledger)
    asked = Asked([x for x in words.x.split(',') if x], words.k.split(','),
                  words.m or ['*'], words.s, words.u,
                  '' if words.pipe else words.output[0])
    case = Case(header, ledger, asked, now=words.now)
    for path in words.output:
        case.records += read(path)
    if not words.s:
        asked.since = min([r['since'] for r in case.records
                           if r['type'] in ('mark', 'gap')], default=0)
    if words.u == 1 << 62:
        asked.until = max([r['until'] for r in case.records
                           if r['type'] in ('mark', 'gap')], default=0)
    judge(case)
    for failure in case.failures:
        print(failure)
    return 1 if case.failures else 0


if __name__ == '__main__':
    sys.exit(main())
