#!/usr/bin/env python3
"""Random schedules of faults, kills and restarts, each against its ledger.

    rest-torture.py [--schedules N] [--seed N] [--jobs N] [--keep DIR]
                    [--hours]

A schedule is a scenario of tests/fake made by dice: an exchange, a ledger
with twins and late rows, faults on random requests, a few runs of liq-fetch
into one file, each over a longer span, some of them killed (-9) or told to
stop, and a last one that nobody disturbs.  Then the judge counts what was
lost, doubled or deleted, and whether covered, gap and pending time make up
the time that was asked for.  A schedule that fails is kept as a scenario.

With --hours the runs write a file an hour, each of which is looked at, too.
"""

import argparse
import asyncio
import os
import random
import shutil
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'fake'))

import tls  # noqa: E402
from dialects import HOSTS  # noqa: E402
from judge import Totals  # noqa: E402
from scenario import parse  # noqa: E402
from stage import Stage  # noqa: E402

# Exchanges whose liquidations have a history, what is asked for them, and
# markets whose pages can be filled.
EXCHANGES = {
    'gate': ('liq_orders', ('gate:BTC_USDT', 'gate:BTC_USD'), 1300),
    'htx': ('*liquidation_orders', ('htx:BTC-USDT', 'htx:BTC-USD'), 250),
    'okx': ('liquidation_orders', ('okx:BTC-USDT-SWAP',), 250),
    'kraken': ('executions', ('kraken:PF_XBTUSD', 'kraken:PI_XBTUSD'), 1200),
    'deribit': ('trades*', ('deribit:BTC-PERPETUAL',), 900),
    'bitget': ('liquidations', ('bitget:BTCUSDT',), 250),
}
# Faults that a second request may not meet again.
FAULTS = (
    'rst', 'plain & rst 300', 'plain & cut 300', 'plain & cut 0',
    'gzip-cut 100', 'gzip-garbage', 'plain & length +9', 'plain & length -9',
    'chunk-bad', 'chunk-cut 200', 'garbage', 'json-cut 70', 'html-200',
    'empty-200', 'null-200', 'text-200', '500', '502', '503 maintenance',
    '429', '429 retry-after 1', 'error rate', 'error busy', 'error ask',
    '302 https://elsewhere.example/', '404', 'delay 100ms', 'delay 400ms',
    'plain & drip 3000/10ms', 'close', 'chunked', 'gzip', 'reverse',
    'header-flood', 'nul',
)


def schedule(number, seed, hours):
    """The text of a scenario."""
    dice = random.Random(f'{seed}/{number}')
    name = dice.choice(list(EXCHANGES))
    operation, markets, many = EXCHANGES[name]
    lines = [f'title schedule {number} of seed {seed}',
             f'world seed={dice.randrange(10 ** 6)} twins=0.4 '
             f'rate={dice.choice((2, 10, 40))}']
    if dice.random() < 0.5:
        lines.append(f'storm {dice.choice(markets)} '
                     f'@-{dice.randrange(20, 90)}m {many} '
                     f'{dice.choice(("500ms", "10s", "15m"))}')
    for _ in range(dice.randrange(0, 6)):
        first = dice.randrange(1, 25)
        when = dice.choice((f'{first}', f'{first}-{first + 1}'))
        what = operation if dice.random() < 0.9 else '*'
        lines.append(f'on {name} {what} {when} {dice.choice(FAULTS)}')
    output = dice.choice(('out', 'out', 'out', 'out.gz'))
    output += ' --partition=hour' if hours else ''
    play = as_it_happens if dice.random() < 0.5 else long_ago
    lines += play(dice, name, output, markets)
    lines += ['exit 0 3', 'stderr maybe .', 'gap maybe']
    return '\n'.join(lines) + '\n'


def long_ago(dice, name, output, markets):
    """Each run a longer stretch of the past."""
    lines, until = [], -100
    for _ in range(dice.randrange(1, 5)):
        until += dice.randrange(5, 25)
        lines += run(dice, name, output, f'-{-until}')
    return lines + ['calm', f'run -x {name} -a {output} -s @-2h -u @-3m BTC']


def as_it_happens(dice, name, output, markets):
    """Each run up to its own time; some rows come after it."""
    lines, runs, now = ['world ahead=2h'], [], 0
    for _ in range(dice.randrange(2, 6)):
        for _ in range(dice.randrange(0, 3)):
            ago, after = dice.randrange(20, 100), dice.randrange(30, 100)
            lines.append(f'late {dice.choice(markets)} @{60 * now - ago:+}s '
                         f'3 {after}s')
        runs += run(dice, name, output, f'+{now}')
        wait = dice.randrange(2, 15)
        now += wait
        runs.append(f'wait {wait}m')
    return lines + runs + [
        'calm', f'run -x {name} -a {output} -s @-2h -u @+{now}m BTC']


def run(dice, name, output, until):
    lines = [f'run -x {name} -a {output} -s @-2h -u @{until}m BTC',
             'stderr maybe .']
    end = dice.random()
    if end < 0.8:
        lines.append(f'strike {"kill" if end < 0.7 else "term"} '
                     f'{int(2 ** dice.uniform(0, 4.5))} '
                     f'{dice.choice((0, 0, 1, 2, 5, 20))}ms')
    lines.append('exit 0 3 4 5 137 143')
    return lines


class Torture:
    def __init__(self, words, folder):
        self.words, self.folder = words, folder
        self.totals = Totals()
        self.failed = []
        self.runs = self.kills = self.requests = self.faults = 0
        self.places = asyncio.Semaphore(words.jobs)
        self.authority = os.path.join(folder, 'authority')

    async def one(self, number):
        async with self.places:
            text = schedule(number, self.words.seed, self.words.hours)
            folder = os.path.join(self.folder, str(number))
            os.mkdir(folder)
            stage = Stage(parse(f'torture-{number}', text), folder,
                          self.authority)
            stage.by_dice = True
            failures = await stage.play()
            self.count(stage)
            if failures:
                self.keep(number, text, failures)
            shutil.rmtree(folder)

    def count(self, stage):
        self.runs += len(stage.scenario.runs)
        self.kills += stage.struck
        self.requests += len(stage.server.log)
        self.faults += sum(bool(e.fault) for e in stage.server.log)
        if stage.case:
            self.totals.add(stage.case.totals)

    def keep(self, number, text, failures):
        path = os.path.join(self.words.keep, f'torture-{number}.txt')
        self.failed.append(number)
        with open(path, 'w', encoding='ascii') as file:
            file.write(text)
        print(f'{path}:', flush=True)
        for failure in failures[:4]:
            print('  ' + failure.strip()[:300], flush=True)

    async def all(self):
        os.mkdir(self.authority)
        tls.context(self.authority, 'good', HOSTS)
        await asyncio.gather(*(self.one(n)
                               for n in range(self.words.schedules)))

    def report(self, took):
        t = self.totals
        print(f'{self.words.schedules} schedules of seed {self.words.seed}: '
              f'{self.runs} runs, {self.kills} of them struck, '
              f'{self.requests} requests, {self.faults} with a fault, '
              f'{took:.0f} s')
        print(f'{t.events} events due, {t.written} written, {t.in_gaps} in '
              f'gaps, {t.lost} lost, {t.doubled} doubled, {t.twins} twins '
              f'deleted, {t.invented} invented')
        print(f'covered {t.covered} + gap {t.gap} + pending {t.pending} = '
              f'{t.covered + t.gap + t.pending} ms, elapsed {t.elapsed} ms, '
              f'{t.unaccounted} unaccounted, {t.both} both')
        print(f'{len(self.failed)} schedules failed')
        return bool(self.failed or t.lost or t.doubled or t.twins or
                    t.covered + t.gap + t.pending != t.elapsed)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--schedules', type=int, default=1000)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=24)
    parser.add_argument('--keep', default='.')
    parser.add_argument('--hours', action='store_true')
    words = parser.parse_args()
    folder = tempfile.mkdtemp(prefix='liq-torture.')
    torture = Torture(words, folder)
    began = time.monotonic()
    try:
        asyncio.run(torture.all())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return int(torture.report(time.monotonic() - began))


if __name__ == '__main__':
    sys.exit(main())
