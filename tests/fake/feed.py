"""What the live feeds of the fake exchanges share.

A feed is one address: what a client may say there, what is answered, and how
an event of the ledger is told.  Nothing here knows of sockets: hear, tick and
update speak through the session (session.py).

What takes minutes there takes seconds here: pings, and how long an answer to
them is waited for.
"""

import json

import trades
from dialect import Query


BOOK_MS = 1000  # between two tellings of a book


class Feed:
    """Of one address; the classes that follow say the rest."""

    exchange = ''
    name = ''  # as scenarios have it
    host = ''
    path = ''
    packed = False  # every message is gzip
    canary_ms = 300
    limit = (100, 1000)  # messages of the client in so many ms
    most = 1000  # events in one message
    events = True  # does it tell of liquidations?
    ids = True  # has an event the id that it has over REST?
    frames = 0  # a ping frame each so many ms; 0: none

    def welcome(self, s):
        """What is said first."""

    def hear(self, s, text):
        """What the client said; s.trouble(words) where it may not."""
        raise NotImplementedError

    def tick(self, s, now):
        """What is said from time to time: pings of its own."""

    def canary(self, topic, world, now):
        """The message of a dense topic; None: it is not dense."""
        return None

    def chart(self, s, topic, since, now):
        """Messages of a dense topic since it was sung of last; since is 0
        where it never was."""
        message = self.canary(topic, s.world, now)
        return [] if message is None else [message]

    def query(self, s, now):
        """For what the exchange says alike over REST: its methods of rows
        take one."""
        return Query({}, b'', now, s.ledger)

    def closed(self, m, query, width, since):
        """The start of the candle that was closed since then, or None."""
        start = query.now // width * width
        return start - width if since and since < start else None

    def book(self, s, topic, sides, within):
        """Of a book, bids and asks as they are written: all there is at
        first, then what has changed, "0" where a level is gone, and its
        number; None: it is told of again only so long after."""
        told, number, at = s.state.get(topic, ([{}, {}], 7, 0))
        if s.now() < at + within:
            return None
        now = [{row[0]: row for row in side} for side in sides]
        rows = [[[price, '0', *row[2:]] for price, row in old.items()
                 if price not in new] +
                [row for price, row in new.items() if old.get(price) != row]
                for old, new in zip(told, now)]
        s.state[topic] = now, number + 1, s.now()
        return rows, number, not at

    def changes(self, s, topic, sides, now):
        """The same level by level, of sides of (price, size): how often it
        was told of, when that was last, and what of both sides is gone or
        new; None where nothing is, or while it is too soon.  What is gone has
        no size and comes first, so that no side runs into the other."""
        told, n, at = s.state.get(topic, ([{}, {}], 0, 0))
        if now < at + BOOK_MS:
            return None
        sides = [dict(side) for side in sides]
        gone = [(i, price, None) for i, old in enumerate(told)
                for price in old if price not in sides[i]]
        new = [(i, price, size) for i, side in enumerate(sides)
               for price, size in side.items() if told[i].get(price) != size]
        if n and not gone + new:
            return None
        s.state[topic] = sides, n + 1, now
        return n, at, gone + new

    def topic(self, item):
        """Where an event is told of."""
        raise NotImplementedError

    def update(self, topic, items, now):
        """The message of some events of a topic; maybe of none."""
        raise NotImplementedError

    def refusal(self, topic, now):
        """The message that a topic is refused."""
        raise NotImplementedError

    def notice(self, now):
        """That the connection will be closed; None: it is never said."""
        return None

    def old(self, topic, items, now):
        """What comes behind the acknowledgement; None: nothing."""
        return None

    def unknown(self, now):
        """A message of a channel that nobody asked for."""
        raise NotImplementedError

    def items(self, ledger):
        """All there is to tell, with the time each can be seen."""
        return sorted(ledger.events(self.exchange), key=lambda e: e.visible)

    def found(self, s, wanted):
        """The first market that is wanted: prices are those of it."""
        return next(m for m in s.ledger.markets(self.exchange, s.now())
                    if wanted(m))


class TradeFeed(Feed):
    """Of an exchange that marks the trades that were liquidations."""

    def items(self, ledger):
        found = trades.between(
            ledger, self.exchange, ledger.start - ledger.plan.span,
            ledger.start + ledger.plan.ahead, 1 << 60, lambda m: True)
        return sorted(found, key=lambda t: t.visible)


def parsed(s, text):
    """An object of JSON; None: it was none, which is told."""
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        s.trouble(f'no object of JSON: {text[:80]}')
        return None
    return said
