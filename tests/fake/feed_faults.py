"""What can go wrong with a live feed, by name.

A fault of a scenario is a line of words: "silent @3s", "close 1001 bye @2s".
The last word says when it begins, counted from the upgrade (at once where
there is none).  Some hold from then on, some happen once.
"""

import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from faults import size, span


def sizes(text):
    return [int(n) for n in text.split(',')]


def pace(text):
    """900/1ms"""
    amount, _, pause = text.partition('/')
    return int(amount), span(pause)


# From then on; behind each the words it needs, and those it may have.
STATES = {
    # About topics: a glob of them.
    'no-ack': ((), str),  # they are on, and nobody says so
    'ack-error': ((), str),
    'old-topic': ((), str),  # acknowledged, and nothing comes
    'hole': ((), str),  # one message of a dense one is left out
    'ack-late': ((span,), None),
    'replay': ((int,), None),  # the last events come again behind the ack
    # About messages.
    'dup': ((), None),  # data twice, byte for byte
    'swap': ((), None),  # each second message before the first
    'batch': ((int,), None),  # so many events a message; 0: none at times
    'spoil': ((int,), None),  # words where numbers were, each n-th message
    'omit': ((int, span), None),  # each n-th is not sent, for so long
    'unit': ((str,), None),  # of the time of events and canaries: s, us
    'binary': ((), None),
    # About life.
    'silent': ((), None),  # nothing comes
    'pings-only': ((), None),  # nothing but answers and pings
    'repeat-last': ((), None),  # the last canary, again and again
    'still': ((), None),  # canaries whose time stands still
    'back': ((span,), None),  # canaries' time is behind
    'half-open': ((), None),  # nobody is there any more
    'slow-window': ((), None),  # what the client says is not read
    'stall': ((span,), None),  # so long nothing comes, then all at once
    # About frames.
    'frag': ((sizes,), None),  # with a ping between the parts
    'drip': ((pace,), None),  # bytes, and a pause
    'deflate': ((), str),  # packed where that is offered; "forget"
    # About the upgrade.
    'early': ((), None),  # its answer and the first frames at once
    'accept-bad': ((), None), 'no-upgrade': ((), None),
    'extension-bad': ((), None), 'head-big': ((), None),
    'head-drip': ((), None),
}
# Once.
STRIKES = {
    'close': ((int,), str), 'close-empty': ((), None), 'gone': ((), None),
    'rst': ((), None), 'leave': ((span,), None),
    'ping-flood': ((int,), None), 'rsv': ((), None), 'masked': ((), None),
    'op3': ((), None), 'utf8-bad': ((), None), 'lone': ((), None),
    'ping-long': ((), None), 'ping-parts': ((), None),
    'close-bad': ((), None), 'length-bad': ((), None),
    'big': ((size,), None), 'pieces': ((int,), None), 'bomb': ((size,), None),
    'deflate-bad': ((), None), 'unknown': ((), None), 'garbage': ((), None),
    'json-cut': ((), None),
}
# After which there is no way on.
BREAKS = ('rsv', 'masked', 'op3', 'utf8-bad', 'lone', 'ping-long',
          'ping-parts', 'close-bad', 'length-bad', 'pieces', 'bomb',
          'deflate-bad')


@dataclass
class Fault:
    name: str
    words: list
    at: int  # ms since the upgrade


def parse(text):
    """ValueError where it is no fault."""
    words, at = text.split(), 0
    if words[-1][:1] == '@':
        at = span(words.pop()[1:])
    name, rest = words[0], words[1:]
    needs, more = {**STATES, **STRIKES}.get(name, (None, None))
    if needs is None or len(rest) < len(needs) or (
            more is None and len(rest) > len(needs)):
        raise ValueError(f'no such fault: {text}')
    return Fault(name, [f(w) for f, w in zip(needs, rest)] +
                 [' '.join(rest[len(needs):])] * (more is not None), at)


@dataclass
class FeedFaults:
    """All that is wrong with one connection."""

    all: list = field(default_factory=list)
    holed: bool = False  # a message was left out

    def add(self, text):
        self.all.append(parse(text))

    def on(self, name, age=1 << 60):
        """The state of that name, if it holds by then."""
        for fault in self.all:
            if fault.name == name and fault.at <= age:
                return fault
        return None

    def topic(self, name, topic):
        """Does it hold for that topic?"""
        fault = self.on(name)
        return fault is not None and fnmatchcase(
            topic, fault.words[0] or '*')

    def hole(self, topic, age):
        """Is this message left out?  Once it is."""
        self.holed, before = self.holed or (
            self.on('hole', age) is not None and self.topic('hole', topic)
        ), self.holed
        return self.holed and not before

    def strikes(self):
        """Those that happen once, in their order."""
        return sorted((f for f in self.all if f.name in STRIKES),
                      key=lambda f: f.at)

    def breaks(self):
        """When the feed dies without a word; None: it does not."""
        deadly = ('silent', 'pings-only', 'repeat-last', 'still',
                  'half-open', 'slow-window', 'no-ack', 'old-topic', 'back')
        times = [f.at for f in self.all if f.name in deadly]
        return min(times) if times else None

    def __str__(self):
        return ', '.join(f.name for f in self.all)


def spoiled(text):
    """Numbers of JSON made words: times and prices, whatever they are."""
    return re.sub(r'(?<=[:\[,])"?-?\d[\d.]{3,}"?', '"n/a"', text)
