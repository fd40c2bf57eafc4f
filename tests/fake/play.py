"""Plays scenarios and prints TAP.

    play.py [--live] [--slow] [--keep] [--jobs N] [SCENARIO...]

All of tests/fake/scenarios, or those of live feeds (ws-*), many at once: most
of their time is spent waiting.  Each is a process of its own, so that one
which is busy (packing a gigabyte, judging) keeps no other's feed waiting.
liq-fetch is looked for in PATH.
"""

import argparse
import asyncio
import json
import os
import resource
import shutil
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field

import tls
from dialects import HOSTS
from scenario import Mistake, parse
from stage import Stage

# Feeds do not all begin at once: beginnings are what costs.
LIVE_PAUSE_S = 0.25
HERE = os.path.dirname(os.path.abspath(__file__))


def load(paths, live):
    folder = os.path.join(HERE, 'scenarios')
    found = []
    for path in paths or sorted(
            os.path.join(folder, name) for name in os.listdir(folder)
            if name.startswith('ws-') == live):
        with open(path, encoding='ascii') as file:
            found.append(parse(os.path.basename(path).removesuffix('.txt'),
                               file.read()))
    return found


@dataclass
class Verdict:
    """Of one scenario."""

    failures: list
    ours: float = 0  # CPU time, and that of liq-fetch
    theirs: float = 0
    noticed: list = ()  # [fault, ms] of deaths
    totals: dict = field(default_factory=dict)  # the judge's


def begin(scenario, folder, authority, by_dice=False):
    """A process that plays it, and leaves its verdict in the folder."""
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.mkdir(folder)
        stage = Stage(scenario, folder, authority)
        stage.by_dice = by_dice
        found = asyncio.run(stage.play())
        with open(os.path.join(folder, 'verdict'), 'w',
                  encoding='ascii') as file:
            json.dump([found, cpu(resource.RUSAGE_SELF),
                       cpu(resource.RUSAGE_CHILDREN), stage.noticed,
                       vars(stage.case.totals) if stage.case else {}], file)
        status = 0
    except Exception:  # a mistake of ours; there is no verdict then
        traceback.print_exc()
    finally:
        os._exit(status)


def verdict(folder):
    """Once its process is over."""
    try:
        with open(os.path.join(folder, 'verdict'), encoding='ascii') as file:
            return Verdict(*json.load(file))
    except (OSError, ValueError) as error:
        return Verdict([f'it could not be played: {error}'])


def show(number, scenario, failures):
    """Is it bad?"""
    print(f'{"not " if failures else ""}ok {number} - {scenario.name}: '
          f'{scenario.title}', flush=True)
    for failure in failures:
        print('# ' + failure.replace('\n', '\n# '), file=sys.stderr,
              flush=True)
    return bool(failures)


def play_all(scenarios, folder, jobs, pause):
    authority = os.path.join(folder, 'authority')
    os.mkdir(authority)
    tls.context(authority, 'good', HOSTS)
    waiting, running, over = list(scenarios), {}, {}
    bad = ours = theirs = shown = 0
    longest = {}
    while waiting or running:
        if waiting and len(running) < jobs:
            scenario = waiting.pop(0)
            running[begin(scenario, os.path.join(folder, scenario.name),
                          authority)] = scenario.name
            time.sleep(pause)
            continue
        name = running.pop(os.wait()[0])
        said = verdict(os.path.join(folder, name))
        over[name] = said.failures
        for fault, ms in said.noticed:
            longest[fault] = max(ms, longest.get(fault, 0))
        ours, theirs = ours + said.ours, theirs + said.theirs
        while shown < len(scenarios) and scenarios[shown].name in over:
            scenario = scenarios[shown]
            shown += 1
            bad += show(shown, scenario, over[scenario.name])
    print(f'1..{len(scenarios)}')
    if longest:
        print('# dead feeds, noticed after: ' + ', '.join(
            f'{fault} {ms / 1000:.1f} s' for fault, ms in sorted(
                longest.items())))
    print(f'# CPU: {ours:.1f} s of ours, {theirs:.1f} s of liq-fetch')
    return bad


def cpu(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--live', action='store_true')
    parser.add_argument('--slow', action='store_true')
    parser.add_argument('--keep', action='store_true')
    parser.add_argument('--jobs', type=int, default=16)
    parser.add_argument('scenario', nargs='*')
    words = parser.parse_args()
    try:
        scenarios = [s for s in load(words.scenario, words.live)
                     if words.scenario or s.slow == words.slow]
    except Mistake as error:
        print(f'Bail out!  {error}')
        return 2
    folder = tempfile.mkdtemp(prefix='liq-fake.')
    try:
        return min(1, play_all(scenarios, folder, words.jobs,
                               LIVE_PAUSE_S if words.live else 0))
    finally:
        if words.keep:
            print('# kept: ' + folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
