"""A scenario played: the server up, liq-fetch run, all of it judged."""

import asyncio
import copy
import functools
import glob
import os
import re
import shutil
import signal
from datetime import datetime
from fnmatch import fnmatchcase

import asked
import judge
import spans
import tls
from coinglass import KEY
from dialects import DIALECTS, HOSTS, NAMES
from feeds import LIVE, NO_IDS, Feeds
from ledger import Ledger
from scenario import moment
from server import HOUR_MS, Clock, Server

LISTS_MS = 600_000  # so long lists of instruments are not asked for again
LIMIT_S, SLOW_LIMIT_S = 60, 300  # for one run of liq-fetch


class Stage:
    """One scenario in a folder of its own."""

    def __init__(self, scenario, folder, authority, program='liq-fetch'):
        self.scenario = copy.deepcopy(scenario)
        self.folder, self.authority = folder, authority
        self.program = program
        self.clock = Clock(scenario.clock, scenario.hour)
        self.start = self.clock.now() // 1000 * 1000
        self.ledger = Ledger(scenario.plan, self.start, DIALECTS)
        self.server = Server(self.ledger, DIALECTS, self.scenario.rules,
                             self.clock, free=scenario.free,
                             feeds=Feeds(self.ledger, scenario.feed_rules))
        self.outputs, self.failures = [], []
        self.case = None
        self.by_dice = False  # then a fault need not come to pass
        self.port = 0
        self.held = 0  # bytes of memory, where that matters
        self.noticed = []  # [fault, ms] of feeds that died without a word
        self.struck = 0  # how many runs were killed or stopped

    async def open(self):
        self.port = await self.server.start(
            tls.context(self.authority, self.scenario.tls, HOSTS))

    async def play(self):
        """A list of failures."""
        await self.open()
        try:
            for run in self.scenario.runs:
                await self.run(run)
                self.wait(run.wait)
                if run.calm:
                    self.server.rules = []
                if run.tear:
                    path = os.path.join(self.folder, run.tear[0])
                    os.truncate(path, os.path.getsize(path) - run.tear[1])
        finally:
            await self.server.stop()
        for name, bucket, share in self.server.shares():
            if share > 0.5 and name not in self.scenario.free:
                self.fail(f'{share:.0%} of what {name} {bucket} allows')
        for rule in self.scenario.rules:
            if not rule.hits and not self.by_dice:
                self.fail(f'never came to pass: on {rule.words}')
        self.judge()
        return self.failures

    def wait(self, span):
        """The exchanges' clock goes on, liq-fetch's does not: lists that it
        would know to be old are taken away."""
        self.clock.offset += span
        folder = os.path.join(self.folder, 'state')
        for name in os.listdir(folder) if span >= LISTS_MS else ():
            if name.startswith('list-'):
                os.remove(os.path.join(folder, name))

    def fail(self, text):
        self.failures.append(text)

    def command(self, words):
        """liq-fetch's, with our port for every exchange."""
        return [self.program,
                *(f'--connect-to={name}=127.0.0.1:{self.port}'
                  for name in NAMES),
                f'--cacert={self.authority}/ca.pem',
                f'--state={self.folder}/state', *words]

    def absolute(self, words):
        return [str(self.start + moment(w)) if w[:1] == '@' else w
                for w in words]

    async def run(self, run):
        n = self.server.run = self.server.run + 1
        words = self.absolute(run.words)
        names = [str(n)] + [f'{n}-{i}' for i in range(1, run.beside)]
        statuses = await asyncio.gather(*(
            self.spawn(self.command(words), run, n, name) for name in names))
        for name, status in zip(names, statuses):
            self.outputs.append((asked.parse(words),
                                 f'{self.folder}/out.{name}'))
            self.check(run, name, status)
        self.check_log(run, n)

    async def spawn(self, command, run, n, name):
        """Its status, as the shell counts signals."""
        with open(f'{self.folder}/out.{name}', 'wb') as out, \
                open(f'{self.folder}/err.{name}', 'wb') as err:
            reader, to = await self.reader(run, out)
            child = await asyncio.create_subprocess_exec(
                *command, stdin=asyncio.subprocess.DEVNULL, stdout=to,
                stderr=err, cwd=self.folder, env=self.environment())
            if reader:
                os.close(to)
            tasks = [asyncio.create_task(self.strike(child, run, n)),
                     asyncio.create_task(self.weigh(child, run)),
                     asyncio.create_task(self.rotate(child, run))]
            limit = SLOW_LIMIT_S if self.scenario.slow else LIMIT_S
            try:
                status = await asyncio.wait_for(child.wait(), limit)
            except asyncio.TimeoutError:
                child.kill()
                status = await child.wait()
                self.fail(f'run {n}: not over after {limit} s')
            for task in tasks:
                task.cancel()
            if reader:
                await reader.wait()
        return status if status >= 0 else 128 - status

    async def reader(self, run, out):
        """Who reads its output, if it is not the file, and where it goes."""
        if not run.asleep:
            return None, out
        ours, its = os.pipe()
        reader = await asyncio.create_subprocess_exec(
            'sh', '-c', f'sleep {run.asleep / 1000}; exec cat', stdin=ours,
            stdout=out)
        os.close(ours)
        return reader, its

    def environment(self):
        """Without what could lead elsewhere."""
        keep = {k: v for k, v in os.environ.items()
                if not k.lower().endswith('_proxy')}
        if self.scenario.key:
            keep['COINGLASS_API_KEY'] = KEY
        return {**keep, 'HOME': self.folder, 'TZ': 'UTC', 'LC_ALL': 'C',
                'XDG_STATE_HOME': f'{self.folder}/xdg'}

    async def strike(self, child, run, n):
        """Kills it once the server was asked often enough."""
        if not run.signal:
            return
        name, count, after = run.signal
        while sum(e.run == n for e in self.server.log) < count:
            self.server.asked.clear()
            await self.server.asked.wait()
        await asyncio.sleep(after / 1000)
        if child.returncode is None:
            self.struck += 1
            # not by send_signal, which may take its status away from wait
            os.kill(child.pid, signal.SIGKILL if name == 'kill'
                    else signal.SIGTERM)

    async def rotate(self, child, run):
        """As logrotate does it."""
        if run.rotate:
            name, after = run.rotate
            await asyncio.sleep(after / 1000)
            for path in glob.glob(os.path.join(self.folder, name)):
                os.rename(path, path + '.1')
            os.kill(child.pid, signal.SIGHUP)

    async def weigh(self, child, run):
        """Watches how much it holds; a sanitizer would hold more."""
        while run.memory and not sanitized(self.program):
            try:
                with open(f'/proc/{child.pid}/status', 'rb') as file:
                    match = re.search(rb'VmHWM:\s+(\d+) kB', file.read())
            except OSError:
                return
            if match:
                self.held = max(self.held, int(match[1]) * 1024)
            await asyncio.sleep(0.01)

    def check(self, run, n, status):
        """What a run itself can tell."""
        signals = {'kill': 137, 'term': 143}
        graceful = 'term' in run.signal and asked.parse(
            self.absolute(run.words)).live
        want = (signals[run.signal[0]],) if run.signal and run.sure and \
            not graceful else run.statuses
        said = self.text(f'err.{n}')
        if status not in want:
            self.fail(f'run {n}: exit {status}, should be '
                      f'{" or ".join(map(str, want))}: {said[:300]}')
        if run.stderr and not re.search(run.stderr, said, re.M):
            self.fail(f'run {n}: stderr is not {run.stderr!r}: {said[:300]}')
        if not run.stderr and said and not run.signal:
            self.fail(f'run {n}: stderr is not empty: {said[:300]}')
        out = self.text(f'out.{n}') if run.stdout else ''
        for pattern in run.stdout:
            if not re.search(pattern, out, re.M):
                self.fail(f'run {n}: stdout has no {pattern!r}')

    def check_log(self, run, n):
        """What the server saw of a run."""
        if self.held > (run.memory or self.held):
            self.fail(f'run {n}: {self.held >> 20} MiB of memory')
        log = [e for e in self.server.log if e.run == n]
        for exchange, what, least, most in run.asks:
            count = sum(exchange in ('*', e.exchange) and fnmatchcase(
                e.operation, what) for e in log)
            if not least <= count <= most:
                self.fail(f'run {n}: {count} requests of {exchange} {what}')
        if peak(log) < run.together:
            self.fail(f'run {n}: at most {peak(log)} requests at once')
        for exchange, what, code in run.byes:
            said = [e.bye for e in log if
                    (e.exchange, e.operation) == (exchange, what)]
            if code not in said:
                self.fail(f'run {n}: no goodbye {code} to {exchange} {what}: '
                          f'{said}')
        self.noticed += [[e.fault, e.done - e.broken] for e in log
                         if run.noticed and e.broken]
        for e in log:
            if run.noticed and e.broken and \
                    e.done - e.broken > run.noticed:
                self.fail(f'run {n}: {e.exchange} {e.operation} was dead for '
                          f'{e.done - e.broken} ms')
            if e.trouble:
                self.fail(f'run {n}: {e.exchange} {e.operation}: '
                          f'{e.trouble}')

    def text(self, name):
        with open(os.path.join(self.folder, name), encoding='utf-8',
                  errors='replace') as file:
            return file.read()

    def judge(self):
        """All runs together against the ledger."""
        if not self.outputs or self.scenario.unjudged:
            return
        want = self.together()
        self.ledger.live = LIVE if want.live else ()
        case = self.case = judge.Case(
            self.ledger.header(), self.ledger.records(want)
            if 'liquidation' in want.kinds else [], want,
            now=self.clock.now())
        for path in dict.fromkeys(
                os.path.join(self.folder, a.append) if a.append else path
                for a, path in self.outputs):
            for part in parts(path):
                records = judge.read(part)
                case.records += records
                self.check_hour(part, records)
        if want.live:
            judge.as_live(case, NO_IDS)
        judge.judge(case)
        self.verdict(case)
        self.said(case)

    def check_hour(self, path, records):
        """A file of an hour holds nothing of another, and whole runs."""
        match = re.search(r'dt=([0-9-]+)/hour=(\d\d)/', path)
        if not match:
            return
        begin = int(datetime.fromisoformat(
            f'{match[1]}T{match[2]}:00+00:00').timestamp()) * 1000
        for r in records:
            since, until = r.get('since', r['ts']), r.get('until', r['ts'])
            if r['type'] not in ('begin', 'end') and not \
                    begin <= since <= until <= begin + HOUR_MS:
                self.fail(f'{path}: {r["type"]} of {since} to {until}')
                return
        ends = [r['type'] for r in records if r['type'] in ('begin', 'end')]
        if not records or records[0]['type'] != 'begin' or any(
                a == b == 'end' for a, b in zip(ends, ends[1:])):
            self.fail(f'{path}: no file of runs: {ends}')

    def together(self):
        """What all runs asked for."""
        all_of = [a for a, _ in self.outputs]
        first = all_of[0]
        first.since = min(a.since for a in all_of)
        first.until = max(a.until for a in all_of)
        first.live = any(a.live for a in all_of)
        for a in all_of[1:]:
            first.markets += [m for m in a.markets if m not in first.markets]
        return first

    def verdict(self, case):
        wrong = self.scenario.wrong
        unexpected = [f for f in case.failures
                      if not (wrong and re.search(wrong, f))]
        self.failures += unexpected[:5]
        if len(unexpected) > 5:
            self.fail(f'... and {len(unexpected) - 5} more')
        if wrong and len(unexpected) == len(case.failures):
            self.fail(f'the judge found no {wrong!r}')

    def said(self, case):
        """Gaps, notes and counts, as the scenario has them."""
        times = judge.Times(case)
        whys = {r['why'] for r in case.records if r['type'] == 'gap'
                and r['fix'] != 'filled' and spans.without(
                    [(r['since'], r['until'])], times.covered(*times.key(r)))}
        want = set() if self.scenario.gaps == ['none'] else set(
            self.scenario.gaps)
        if want == {'any'}:
            want = whys or {'any'}
        if whys != want and want != {'maybe'}:
            self.fail(f'gaps: {" ".join(sorted(whys)) or "none"}, should '
                      f'be {" ".join(sorted(want)) or "none"}')
        totals = case.totals
        if totals.covered < self.scenario.covered:
            self.fail(f'only {totals.covered} ms are covered')
        if totals.gap > self.scenario.missing:
            self.fail(f'{totals.gap} ms are missing')
        codes = {r['code'] for r in case.records if r['type'] == 'note'}
        for code in self.scenario.notes:
            if code not in codes:
                self.fail(f'no note {code}')
        for kind, least, most in self.scenario.counts:
            n = sum(r['type'] == kind for r in case.records)
            if not least <= n <= most:
                self.fail(f'{n} records of kind {kind}')


def parts(path):
    """The files of an output, by hours or not; .1 was moved away."""
    folder, name = os.path.split(path)
    return [os.path.join(here, file)
            for here, _, files in sorted(os.walk(folder))
            for file in (name + '.1', name) if file in files]


@functools.lru_cache
def sanitized(program):
    with open(shutil.which(program), 'rb') as file:
        return b'__asan_init' in file.read()


def peak(log):
    """The most requests that were being answered at once."""
    steps = sorted([(e.began, 1) for e in log] +
                   [(e.done or e.began, -1) for e in log],
                   key=lambda s: (s[0], s[1]))
    most = now = 0
    for _, step in steps:
        now += step
        most = max(most, now)
    return most
