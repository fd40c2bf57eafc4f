#!/usr/bin/env python3
"""Random schedules of live feeds, each against its ledger.

    live-torture.py [--schedules N] [--seed N] [--jobs N] [--only EXCHANGE]
                    [--keep DIR]

A schedule is a scenario of tests/fake made by dice: an exchange that can be
asked for liquidations that were, a storm of them with twins, connections that
end in the middle of it, events that a feed leaves out, faults of REST, audits
every few seconds that overlap all of this, and a second run into the same
file, over REST or live.  Then the judge counts what was lost, doubled or
deleted.  A schedule that fails is kept as a scenario.  Half a minute each,
most of it waiting.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'fake'))

import play  # noqa: E402
import tls  # noqa: E402
from dialects import HOSTS  # noqa: E402
from judge import Totals  # noqa: E402
from scenario import parse  # noqa: E402

# What has liquidations of the past: their feeds, and what asks for them.
# (Bitfinex answers thrice a minute: too seldom for an audit of seconds.)
EXCHANGES = {
    'gate': (('usdt', 'btc'), 'liq_orders'),
    'okx': (('public',), 'liquidation_orders'),
    'htx': (('linear', 'swap'), '*liquidation_orders'),
    'deribit': (('trades',), 'trades*'),
    'bitget': (('public',), 'liquidations'),
    'kraken': (('trades',), 'executions'),
}
ENDS = ('rst', 'gone', 'close 1001 bye', 'close 1011 oops', 'close-empty',
        'garbage', 'op3', 'leave 1s')
BENDS = ('dup', 'frag 1,7', 'stall 2s', 'drip 200/1ms')
REST = ('delay 400ms', 'delay 1500ms', 'rst', '500', '503 maintenance',
        'plain & cut 300', 'error busy', 'reverse', 'gzip')


def schedule(number, words):
    """The text of a scenario."""
    dice = random.Random(f'{words.seed}/{number}')
    name = words.only or dice.choice(('gate', 'gate', *EXCHANGES))
    feeds, operation = EXCHANGES[name]
    lines = [f'title schedule {number} of seed {words.seed}',
             f'world seed={dice.randrange(10 ** 6)} '
             f'twins={dice.choice((0, 0.2, 0.6))}',
             f'storm {name} @-1s {dice.choice((10, 40, 120))} 40s']
    # OKX answers for a family at a time, too slowly for holes and audits.
    lacks = name != 'okx' and dice.random() < 0.4
    if lacks:
        lines.append(f'feed {name} {feeds[0]} 1 omit '
                     f'{dice.choice((2, 3, 9))} 3s @2500ms')
    for feed in feeds:
        for n in range(1, dice.randrange(1, 5)):
            at = dice.randrange(1500, 9000)
            lines.append(f'feed {name} {feed} {n} {dice.choice(ENDS)} '
                         f'@{at}ms')
        if dice.random() < 0.4:
            lines.append(f'feed {name} {feed} {dice.randrange(1, 4)} '
                         f'{dice.choice(BENDS)}')
    for _ in range(0 if lacks else dice.randrange(0, 4)):
        lines.append(f'on {name} {operation} {dice.randrange(1, 8)} '
                     f'{dice.choice(REST)}')
    return '\n'.join(lines + runs(dice, name, lacks) + ['gap maybe']) + '\n'


def runs(dice, name, lacks):
    """One, for long enough that its beginning is audited; maybe another."""
    audit = f'--audit={dice.choice((5, 6, 7))}s'
    output = dice.choice(('', '-a out ', '-a out '))
    lines = [f'run -f --for={34 if lacks else 25}s {audit} -x {name} '
             f'{output}*']
    more = [[]]
    if output:
        more.append([f'run -f --for=6s {audit} -x {name} {output}*'])
    if output and name == 'gate':  # which tells of all markets at once
        more.append([f'run -x {name} -s @+5s {output}*'])
    for line in dice.choice(more):
        lines += ['exit 0 3', 'stderr maybe .', line]
    return lines + ['exit 0 3', 'stderr maybe .']


def keep(words, name, text, failures):
    path = os.path.join(words.keep, name + '.txt')
    with open(path, 'w', encoding='ascii') as file:
        file.write(text)
    print(f'{path}:', flush=True)
    for failure in failures[:4]:
        print('  ' + failure.strip()[:300], flush=True)


def torture(words, folder):
    """Totals, and how many schedules failed."""
    authority = os.path.join(folder, 'authority')
    os.mkdir(authority)
    tls.context(authority, 'good', HOSTS)
    waiting, running = list(range(words.schedules)), {}
    totals, failed = Totals(), 0
    while waiting or running:
        if waiting and len(running) < words.jobs:
            name = f'live-{waiting[0]}'
            text = schedule(waiting.pop(0), words)
            pid = play.begin(parse(name, text), os.path.join(folder, name),
                             authority, by_dice=True)
            running[pid] = name, text
            time.sleep(play.LIVE_PAUSE_S)
            continue
        name, text = running.pop(os.wait()[0])
        verdict = play.verdict(os.path.join(folder, name))
        totals.add(Totals(**verdict.totals))
        if verdict.failures:
            failed += 1
            keep(words, name, text, verdict.failures)
        shutil.rmtree(os.path.join(folder, name), ignore_errors=True)
    return totals, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--schedules', type=int, default=200)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--jobs', type=int, default=32)
    parser.add_argument('--only', choices=EXCHANGES)
    parser.add_argument('--keep', default='.')
    words = parser.parse_args()
    folder = tempfile.mkdtemp(prefix='liq-live-torture.')
    began = time.monotonic()
    try:
        t, failed = torture(words, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f'{words.schedules} schedules of seed {words.seed}, '
          f'{time.monotonic() - began:.0f} s')
    print(f'{t.events} events due, {t.written} written, {t.in_gaps} in gaps, '
          f'{t.lost} lost, {t.doubled} doubled, {t.twins} twins deleted, '
          f'{t.invented} invented; {t.unaccounted} ms unaccounted')
    print(f'{failed} schedules failed')
    return int(failed > 0)


if __name__ == '__main__':
    sys.exit(main())
