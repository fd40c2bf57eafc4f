"""The fake exchanges' server: HTTP/1.1 over TLS on loopback, one port for
all host names.

It finds the dialect by the Host header, lets it answer, and sends the answer
with what the scenario wants to be wrong with it.  It logs each request with
its times, and counts what each costs against the exchange's documented limit.
"""

import asyncio
import json
import time
import traceback
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from urllib.parse import parse_qsl, unquote, urlsplit

from dialect import Bad, Query, Refused, dump
from faults import JSON, REPLIES, Faults, Reply, garble
from sender import Sender

HOUR_MS = 3600 * 1000
HEAD_MAX = 1 << 16
LATE_MS = 500  # a request may be under way so long


class Clock:
    """The exchanges' time: ours, some way off; or such that an hour of it is
    over so many ms from now."""

    def __init__(self, offset=0, hour=0):
        self.offset = offset
        if hour:
            self.offset -= (self.now() + hour) % HOUR_MS

    def now(self):
        return time.time_ns() // 1_000_000 + self.offset


@dataclass
class Rule:
    """Which requests get which fault: "on gate liq_orders 2-4 rst"."""

    exchange: str
    operation: str  # a glob of the operation, or of the path if it has a /
    first: int
    last: int
    every: int
    faults: Faults
    seen: dict = field(default_factory=dict)  # by exchange
    hits: int = 0
    words: str = ''  # as the scenario has it

    def fits(self, exchange, operation, path):
        name = path if '/' in self.operation else operation
        return self.exchange in ('*', exchange) and fnmatchcase(
            name, self.operation)

    def count(self, exchange):
        """Counts a request that fits; is the fault for it?"""
        n = self.seen[exchange] = self.seen.get(exchange, 0) + 1
        return self.first <= n <= self.last and \
            (n - self.first) % self.every == 0


@dataclass
class Request:
    method: str
    target: str
    headers: dict
    body: bytes

    @property
    def host(self):
        return self.headers.get('host', '').rsplit(':', 1)[0].lower()


@dataclass
class Entry:
    """A request in the log; times in ms of a clock that only runs on."""

    began: int
    clock: int
    run: int
    exchange: str = ''
    operation: str = ''
    target: str = ''
    bucket: str = ''
    cost: int = 0
    fault: str = ''
    status: int = 0
    done: int = 0
    trouble: str = ''  # what a client should not have asked
    broken: int = 0  # when a live feed died without a word; 0: it did not
    bye: int = 0  # the code of the client's goodbye


@dataclass
class Server:
    ledger: object
    dialects: list
    rules: list
    clock: Clock
    log: list = field(default_factory=list)
    run: int = 0  # which of the scenario's runs it is serving
    free: list = field(default_factory=list)  # no limit is held against
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    log_file: object = None
    feeds: object = None  # what serves requests for an upgrade

    def __post_init__(self):
        self.by_host = {host: d for d in self.dialects for host in d.hosts}
        self.listener = None
        self.tasks = set()

    async def start(self, context):
        """The port it listens on."""
        self.listener = await asyncio.start_server(
            self.connection, '127.0.0.1', 0, ssl=context, limit=HEAD_MAX,
            ssl_handshake_timeout=10)
        return self.listener.sockets[0].getsockname()[1]

    async def stop(self):
        self.listener.close()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks)

    async def connection(self, reader, writer):
        task = asyncio.current_task()
        self.tasks.add(task)
        try:
            while await self.exchange(reader, writer):
                pass
        except (OSError, asyncio.IncompleteReadError, asyncio.TimeoutError,
                asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # the client or the scenario is over
        finally:
            self.tasks.discard(task)
            writer.transport.abort()

    async def exchange(self, reader, writer):
        """One request and its answer; is there to be another one?"""
        request = await read_request(reader)
        if request is None:
            return False
        entry = Entry(began=monotonic(), clock=self.clock.now(),
                      run=self.run, target=request.target)
        self.log.append(entry)
        self.asked.set()
        try:
            if self.feeds and 'upgrade' in request.headers:
                return await self.feeds.run(
                    self, request, entry, reader, writer)
            reply, faults = self.answer(request, entry)
            entry.status = reply.status
            return await Sender(reader, writer, request, faults).send(
                reply, self.clock.now())
        finally:
            entry.done = monotonic()
            if self.log_file:
                print(json.dumps(vars(entry)), file=self.log_file,
                      flush=True)

    def answer(self, request, entry):
        parts = urlsplit(request.target)
        path = unquote(parts.path)
        dialect = self.by_host.get(request.host)
        if dialect is None:
            entry.trouble = f'no such host: {request.host}'
            return Reply(421, b'{}', JSON), Faults()
        entry.exchange = dialect.name
        query = Query(dict(parse_qsl(parts.query, True)), None, entry.clock,
                      self.ledger, headers=request.headers)
        found = dialect.find(request.method, path)
        if found is None:
            entry.trouble = f'no such path: {request.method} {path}'
            return refused(dialect.error('missing', query)), Faults()
        entry.operation, entry.bucket = found[0].__name__, found[2]
        faults = self.faults_of(entry, path)
        entry.fault = str(faults)
        query.faults = faults.rows
        return self.say(dialect, found, query, request, faults, entry), \
            faults

    def faults_of(self, entry, path):
        """Every rule that fits counts; the first that applies is taken."""
        chosen = None
        for rule in self.rules:
            if rule.fits(entry.exchange, entry.operation, path) and \
                    rule.count(entry.exchange) and chosen is None:
                chosen = rule.faults
                rule.hits += 1
        return chosen or Faults()

    def say(self, dialect, found, query, request, faults, entry):
        """What the exchange says, or what a fault says for it."""
        function, arguments, bucket, what = found
        try:
            if request.body:
                query.body = json.loads(request.body)
            entry.cost = dialect.cost(query, what)
            used = self.used(dialect, bucket, entry)
            if dialect.name not in self.free and \
                    used > dialect.limits[bucket][0]:
                entry.trouble = f'beyond the limit of {bucket}'
                raise dialect.error('rate', query)
            if faults.reply:
                name, words = faults.reply
                return REPLIES[name](words, entry.clock)
            if faults.error:
                raise dialect.error(faults.error, query)
            reply = Reply(200, dump(function(query, **arguments)).encode(),
                          {**JSON, **dialect.headers(query, used)})
        except Refused as error:
            reply = refused(error)
            if not faults and not entry.trouble and \
                    error.status != 404 and not symbol_gone(
                        dialect, error, query):
                entry.trouble = 'refused: ' + dump(error.body)
        except (Bad, ValueError) as error:
            entry.trouble = f'not understood: {error}: {request.target}'
            reply = refused(dialect.error('ask', query))
        except Exception:  # a mistake of ours is not the client's
            entry.trouble = traceback.format_exc()
            reply = Reply(599, b'')
        for words in faults.bodies:
            reply.body = garble(reply.body, words)
        return reply

    def shares(self):
        """(exchange, bucket, share): how much of each limit was used, on
        the whole: what came in so many spans that had begun.  Requests wait
        on their way when the machine is busy, so a single span tells
        little."""
        for dialect in self.dialects:
            for bucket, (amount, span_ms) in dialect.limits.items():
                mine = [e for e in self.log if
                        (e.exchange, e.bucket) == (dialect.name, bucket)]
                if mine:
                    took = mine[-1].began - mine[0].began + LATE_MS
                    spans = took // span_ms + 1
                    yield (dialect.name, bucket,
                           sum(e.cost for e in mine) / spans / amount)

    def used(self, dialect, bucket, entry):
        """Of a limit, within its span up to this request."""
        _, span_ms = dialect.limits[bucket]
        total = 0
        for e in reversed(self.log):
            if e.began <= entry.began - span_ms:
                break
            if e.exchange == dialect.name and e.bucket == bucket:
                total += e.cost
        return total


def symbol_gone(dialect, error, query):
    """Asking for a market that is gone is no mistake of a client's."""
    return error.body == dialect.error('symbol', query).body


def refused(error):
    body = error.body if isinstance(error.body, str) else dump(error.body)
    return Reply(error.status, body.encode(), {**JSON, **error.headers})


def monotonic():
    return time.monotonic_ns() // 1_000_000


async def read_request(reader):
    """None: the client has gone."""
    try:
        head = await reader.readuntil(b'\r\n\r\n')
    except asyncio.IncompleteReadError:
        return None
    lines = head.decode('latin-1').split('\r\n')
    words = lines[0].split(' ')
    if len(words) != 3:
        return None
    headers = {}
    for line in lines[1:]:
        key, colon, value = line.partition(':')
        if colon:
            headers[key.strip().lower()] = value.strip()
    length = int(headers.get('content-length', '0'))
    body = await reader.readexactly(length) if length else b''
    return Request(words[0], words[1], headers, body)
