"""Plays scenarios and prints TAP.

    play.py [--live] [--slow] [--keep] [--jobs N] [SCENARIO...]

All of tests/fake/scenarios, or those of live feeds (ws-*), many at once: most
of their time is spent waiting.  liq-fetch is looked for in PATH.
"""

import argparse
import asyncio
import os
import resource
import shutil
import sys
import tempfile

import tls
from dialects import HOSTS
from scenario import Mistake, parse
from stage import Stage

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


async def play(scenario, folder, authority, places):
    async with places:
        os.mkdir(folder)
        stage = Stage(scenario, folder, authority)
        try:
            return await stage.play()
        except OSError as error:
            return [f'it could not be played: {error}']


async def play_all(scenarios, folder, jobs):
    authority = os.path.join(folder, 'authority')
    os.mkdir(authority)
    tls.context(authority, 'good', HOSTS)
    places = asyncio.Semaphore(jobs)
    tasks = [asyncio.create_task(play(
        s, os.path.join(folder, s.name), authority, places))
        for s in scenarios]
    bad = 0
    for i, (scenario, task) in enumerate(zip(scenarios, tasks), 1):
        failures = await task
        bad += bool(failures) and not scenario.todo
        todo = f' # TODO {scenario.todo}' if scenario.todo else ''
        print(f'{"not " if failures else ""}ok {i} - {scenario.name}: '
              f'{scenario.title}{todo}', flush=True)
        for failure in failures:
            print('# ' + failure.replace('\n', '\n# '), flush=True)
    print(f'1..{len(scenarios)}')
    print(f'# CPU: {cpu(resource.RUSAGE_SELF):.1f} s of ours, '
          f'{cpu(resource.RUSAGE_CHILDREN):.1f} s of liq-fetch')
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
        return min(1, asyncio.run(play_all(scenarios, folder, words.jobs)))
    finally:
        if words.keep:
            print('# kept: ' + folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main())
