#!/usr/bin/env python3
"""Thirty days of a whole liq-fetch -f in a minute.

    whole-days.py [DAYS]

What liq-fetch makes of a recording that is made up (tests/fake/days.py) is
judged against what truly happened: everything told once, what is missing in
gaps, marks and gaps all of the time; of all markets and of some that are
named.  Thirty days take the memory of three.  liq-fetch is looked for in
PATH.
"""

import collections
import json
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'fake'))

from days import COINS, DAY, Days  # noqa: E402


class Verdict:
    """What liq-fetch wrote of a recording."""

    def __init__(self, days, path):
        told = collections.Counter()
        self.gaps = collections.defaultdict(list)
        self.marks = collections.defaultdict(list)
        with open(path, encoding='ascii') as file:
            for line in file:
                record = json.loads(line, parse_float=str)
                if record['type'] == 'liquidation':
                    told[record['symbol'], record['ts'], record['price'],
                         record['qty']] += 1
                elif record['type'] in ('gap', 'mark'):
                    spans = self.gaps if record['type'] == 'gap' \
                        else self.marks
                    spans[record['symbol']].append(
                        (record['since'], record['until']))
        self.told = sum(told.values())
        self.doubled = sum((told - days.ledger).values())
        missing = days.ledger - told
        self.missing = sum(missing.values())
        self.lost = sum(n for (symbol, now, _, _), n in missing.items()
                        if not self.is_gap(symbol, now))

    def is_gap(self, symbol, now):
        return any(since <= now < until for since, until in
                   self.gaps[None] + self.gaps[symbol])

    def seams(self):
        """Where marks and gaps of a market overlap or leave time out, but
        for when it was not listed: before a gap of its own."""
        found = []
        for symbol, marks in list(self.marks.items()):
            gaps = {*self.gaps[None], *self.gaps[symbol]}
            spans = sorted({*marks, *gaps})
            found += [(symbol, one, two) for one, two in zip(spans, spans[1:])
                      if one[1] != two[0] and
                      not (symbol and two in gaps and one[1] < two[0])]
        return found


def peak(run):
    """Watches how much a process holds, to its end: KiB."""
    most = 0
    while run.poll() is None:
        try:
            with open(f'/proc/{run.pid}/status', encoding='ascii') as file:
                match = re.search(r'VmHWM:\s+(\d+) kB', file.read())
        except OSError:
            match = None
        most = max(most, int(match[1]) if match else 0)
        time.sleep(0.02)
    return most


class Tap:
    def __init__(self):
        self.run = self.failed = 0

    def ok(self, good, what):
        self.run += 1
        self.failed += not good
        print(f'{"ok" if good else "not ok"} {self.run} - {what}')


def play(tap, days, markets):
    path = os.path.join(days.folder, 'out')
    with open(path, 'w', encoding='ascii') as out:
        run = subprocess.Popen(
            ['liq-fetch', '-q', '--replay=' + days.folder, '-f', '-x',
             'bybit', *markets], stdout=out)
        most = peak(run)
    verdict = Verdict(days, path)
    seams = verdict.seams()
    name = f'{days.length // DAY} days of {" ".join(markets)}'
    print(f'# {name}: {verdict.told} told, {verdict.missing} missing, '
          f'{len(verdict.gaps[None])} gaps of all, '
          f'{sum(len(of) for of in verdict.gaps.values())} in all; '
          f'{most} KiB at the most')
    for seam in seams[:3]:
        print('#', *seam)
    tap.ok(run.returncode == 3 and verdict.told > 0 and verdict.missing > 0,
           f'{name}: not all could be had')
    tap.ok(verdict.doubled == 0, f'nothing is told twice ({verdict.doubled})')
    tap.ok(verdict.lost == 0,
           f'what is missing lies in gaps ({verdict.lost} do not)')
    tap.ok(not seams, f'marks and gaps are all of the time ({len(seams)})')
    return most


def main():
    length = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        for name in ('few', 'all'):
            os.mkdir(os.path.join(folder, name))
        days = Days(os.path.join(folder, 'all'), length)
        print(f'# {sum(days.ledger.values())} events, {days.cuts} cuts, '
              f'{days.stalls} stalls, {days.renames} renames, {days.jumps} '
              f'jumps, {days.opened} connections')
        most = play(tap, days, ['*'])
        play(tap, days, COINS)
        if length > 3:
            few = play(tap, Days(os.path.join(folder, 'few'), 3), ['*'])
            tap.ok(0 < few and (most - few) * 20 < few,
                   f'{length} days take the memory of 3: {most - few:+} KiB')
    print(f'1..{tap.run}')
    return tap.failed > 0


sys.exit(main())
