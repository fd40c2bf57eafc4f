"""What the fake exchanges' dialects share.

A dialect is a class of one exchange: its host names, its rate limits and a
method for each path it answers.  A method takes the Query and what the path
says, and returns what is to be sent as JSON; or raises Refused with an answer
that is no 200.  Nothing here knows of sockets.

Numbers that must keep their digits are Decimal and are written as they stand.
"""

import json
import re
from decimal import Decimal

from world import DAY, HOUR, MINUTE, plain

WIDTHS = {
    '1m': MINUTE, '3m': 3 * MINUTE, '5m': 5 * MINUTE, '15m': 15 * MINUTE,
    '30m': 30 * MINUTE, '1h': HOUR, '2h': 2 * HOUR, '4h': 4 * HOUR,
    '6h': 6 * HOUR, '8h': 8 * HOUR, '12h': 12 * HOUR, '1d': DAY,
    '1w': 7 * DAY,
}


class Refused(Exception):
    """An answer that is an error: its status, and its body as an object."""

    def __init__(self, status, body, headers=None):
        super().__init__(status)
        self.status, self.body, self.headers = status, body, headers or {}


class Query:
    """A request, as a dialect sees it, at one moment of the server's."""

    def __init__(self, params, body, now, ledger, faults=None, headers=None):
        self.params = params
        self.headers = headers or {}
        self.body = body
        self.now = now
        self.ledger = ledger
        self.world = ledger.world
        self.faults = faults or {}

    def text(self, name, default=''):
        return str(self.params.get(name, default))

    def int(self, name, default=None):
        """A parameter that is a whole number; Bad where it is none."""
        text = self.text(name)
        if text == '':
            return default
        if not re.fullmatch(r'-?\d{1,18}', text):
            raise Bad(name)
        return int(text)

    def limit(self, name, default, most):
        n = self.int(name, default)
        if n < 1:
            raise Bad(name)
        return min(n, most)

    # Times as this exchange writes them, unless a fault says otherwise.
    def ms(self, ms):
        return ms * 1000 if self.faults.get('unit') == 'us' else \
            ms // 1000 if self.faults.get('unit') == 's' else ms

    def seconds(self, ms):
        return ms if self.faults.get('unit') == 'ms' else ms // 1000

    def overlap(self):
        """Rows of the page before that come again."""
        return self.faults.get('overlap', 0)

    def rows(self, rows):
        """A page's rows, after the faults that are about rows."""
        if 'empty' in self.faults:
            return []
        if 'reverse' in self.faults:
            rows = rows[::-1]
        if 'again' in self.faults:
            rows = rows + rows[-self.faults['again']:]
        if 'bad' in self.faults:
            rows = [spoil(row) if i < self.faults['bad'] else row
                    for i, row in enumerate(rows)]
        return rows


class Bad(Exception):
    """A parameter that the exchange does not understand."""


def spoil(row):
    """A row with words where its numbers were."""
    if isinstance(row, dict):
        return {k: v if k in NAMES else spoil(v) for k, v in row.items()}
    if isinstance(row, list):
        return [spoil(v) for v in row]
    if isinstance(row, str) and not re.fullmatch(r'-?[\d.]+', row):
        return row
    return 'n/a'


# Members that say what a row is about; spoiling them would hide it.
NAMES = {'contract', 'symbol', 'contract_code', 'instId', 'instrument_name'}


def route(method, path, bucket, cost=1):
    """Marks a method as what answers a path; {x} stands for any word, {x:a|b}
    for one of two."""
    pattern = re.compile(re.sub(
        r'\{(\w+):?([^}]*)\}',
        lambda m: f'(?P<{m[1]}>{m[2] or "[^/]+"})', path) + '$')

    def mark(function):
        function.routes = getattr(function, 'routes', []) + [
            (method, pattern, bucket, cost)]
        return function
    return mark


class Dialect:
    """Of one exchange; the classes that follow say the rest."""

    name = ''
    hosts = ()
    limits = {}  # bucket: (amount, ms)
    publishes = True  # liquidations, over REST
    twins = True  # can two of its events be equal?
    resolution = 1  # of its event times, ms
    first_id = 1000

    def __init__(self):
        self.table = [
            (method, pattern, bucket, cost, getattr(self, key))
            for key in dir(type(self))
            for method, pattern, bucket, cost in getattr(
                getattr(type(self), key), 'routes', [])]

    def find(self, method, path):
        """(operation, arguments, bucket, cost), or None."""
        for want, pattern, bucket, cost, function in self.table:
            match = pattern.match(path)
            if match and method == want:
                return function, match.groupdict(), bucket, cost
        return None

    def make_markets(self, start):
        raise NotImplementedError

    def publishable(self, events, dice):
        """Of a market's events those that this exchange makes public."""
        return events

    def records(self, event):
        """What the ledger says of an event, normalised."""
        return [event.record(self.own_id(event))]

    def derived(self, ledger):
        """Records made of what happened on other exchanges."""
        return []

    def own_id(self, event):
        """As the record has it; None: it has none of its own."""
        return None

    def error(self, kind, q):
        """What it answers when something is wrong: rate, busy, symbol, ask,
        ban, missing."""
        raise NotImplementedError

    def headers(self, q, used):
        """Its own, about how much of a limit was used."""
        return {}

    def cost(self, q, what):
        """Of a request, in its bucket; what is the route's."""
        return what

    def market(self, q, symbol, part=None):
        for m in q.ledger.markets(self.name, q.now):
            if m.symbol == symbol and part in (None, m.part):
                return m
        raise self.error('symbol', q)

    def markets(self, q, part=None):
        return [m for m in q.ledger.markets(self.name, q.now)
                if part in (None, m.part)]

    def events(self, q, since, until, wanted=None):
        """Oldest first, both ends included; of the markets wanted."""
        return [e for e in q.ledger.between(self.name, since, until, q.now)
                if wanted is None or wanted(e.market)]

    def grid(self, q, since, until, width):
        """Starts of spans within both ends that have begun by now."""
        first = -(-since // width) * width
        return range(first, min(until, q.now) + 1, width)


def dump(value):
    """JSON in one line; decimals in their own digits."""
    text = json.dumps(value, separators=(',', ':'), default=mark)
    return BARE.sub(r'\1', text) if MARK in text else text


def mark(value):
    """A decimal, so that it is known again behind json's back."""
    if not isinstance(value, Decimal):
        raise TypeError(f'not for JSON: {value!r}')
    return f'\0{value:f}\0'


MARK = '"\\u0000'
BARE = re.compile(r'"\\u0000(.*?)\\u0000"')


def digits(value):
    """A number as most exchanges write them: a string."""
    return plain(value)
