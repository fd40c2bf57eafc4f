#!/usr/bin/env python3
"""How often the signals of liq-levels were right.

usage: signals.py [--since=MS] [--until=MS] [--only=NAME] [--samples=N]
                  [--shipped | --table] FILE...

FILEs are candle, oi and funding records of one book a coin.  Every signal
that liq-levels gives at the end of an hour is put to its question (QUESTIONS)
by the candles that follow.  Rates have 95 % intervals by moving blocks of 72
hours, drawn from the hours between the first and the last such signal.
"always" is the answer to the same question at every one of those hours, and
the interval after it is of the difference.

--samples: at N hours a run with -u must say the same; --shipped: what the
records say of themselves must be what is measured; status 1 when either is
not so.  --table: only the rows of cmd/liq-levels/rates.c.
"""

import argparse
import random
import sys
from decimal import Decimal

sys.dont_write_bytecode = True  # tests leave nothing in the tree

from replay import HOUR, asked, read, replay  # noqa: E402

BLOCK = 72  # hours
DRAWS = 2000
LEAST = 30  # signals, in at least so many blocks
LEAST_BLOCKS = 10
SEED = 1


def race(after, goal, other):
    """Is the price at goal before it is at the other, by high and low?"""
    above, below = max(goal, other), min(goal, other)
    for candle in after:
        up, down = candle["high"] >= above, candle["low"] <= below
        if up and down:
            return "both"
        if up or down:
            return up == (goal > other)
    return "neither"


def way(side):
    """To where the positions of a side stand."""
    return -1 if side == "long" else 1


def heavier(signal, close, after):
    """2 % on the heavier side first, however long it takes."""
    part = way(signal["side"]) * Decimal("0.02")
    answer = race(after, close * (1 + part), close * (1 - part))
    return "ended" if answer == "neither" else answer


def touched(signal, close, after):
    """The cluster's price before the same distance the other way."""
    distance = signal["price"] - close
    if distance * way(signal["side"]) <= 0:
        return "there"
    if len(after) < BLOCK:
        return "ended"
    return race(after[:BLOCK], signal["price"], close - distance)


def moved(close, after, hours, sign):
    if len(after) < hours:
        return "ended"
    by = (after[hours - 1]["close"] - close) * sign
    return by > 0 if by != 0 else "same"


def reverted(signal, close, after):
    """Four hours later the close is back on the other side."""
    return moved(close, after, 4, -way(signal["side"]))


def squeezed(signal, close, after):
    """A day later the close went against the side that pays."""
    return moved(close, after, 24, way(signal["side"]))


# What is asked of a signal.  Where the side is what it says about the price
# each side is a row of its own; where it says which cluster is meant, or which
# side is the heavier, both are one: apart they tell where the market went.
QUESTIONS = {
    "imbalance": (heavier, False),
    "nearest_cluster": (touched, False),
    "swept_cluster": (reverted, True),
    "squeeze": (squeezed, True),
    "rising_interest": (touched, False),
    "taker_divergence": (touched, False),
}
DROPPED = ("both", "neither", "there", "same", "ended")


class Row:
    """Signals of one kind: whether each was right, and when."""

    def __init__(self):
        self.of = []  # (hour, right, strength)
        self.dropped = dict.fromkeys(DROPPED, 0)
        self.said = None

    def add(self, hour, signal, answer):
        self.said = [signal["hit_" + key]
                     for key in ("rate", "low", "high", "n")]
        if isinstance(answer, str):
            self.dropped[answer] += 1
        else:
            self.of.append((hour, answer, abs(signal["strength"])))

    def strongest(self):
        """The fifth with the largest strengths."""
        order = sorted(self.of, key=lambda one: -one[2])
        return order[:len(order) // 5]


def sums(of, first, hours):
    """Right and all before each hour."""
    right, total = [0] * (hours + 1), [0] * (hours + 1)
    for hour, answer, _ in of:
        right[hour - first + 1] += answer
        total[hour - first + 1] += 1
    for i in range(hours):
        right[i + 1] += right[i]
        total[i + 1] += total[i]
    return right, total


def draws(*lists):
    """Their rates over and over, each time of as many hours by blocks."""
    first = min(one[0] for one in lists[0])
    hours = max(one[0] for one in lists[0]) - first + 1
    series = [sums(of, first, hours) for of in lists]
    dice, done = random.Random(SEED), 0
    while done < DRAWS:
        starts = [int(dice.random() * (hours - BLOCK + 1))
                  for _ in range(-(-hours // BLOCK))]
        counts = [[sum(s[at + BLOCK] - s[at] for at in starts) for s in pair]
                  for pair in series]
        if all(total > 0 for _, total in counts):
            yield [right / total for right, total in counts]
            done += 1


def middle(values):
    """Where the middle 95 % of them end."""
    values = sorted(values)
    return values[DRAWS // 40], values[DRAWS - 1 - DRAWS // 40]


def rate(of):
    return sum(one[1] for one in of) / len(of)


def enough(of):
    return (len(of) >= LEAST and
            len({one[0] // BLOCK for one in of}) >= LEAST_BLOCKS)


def measured(of):
    """Rate, low, high, n; None where there are too few to say."""
    if not enough(of):
        return [None, None, None, None]
    low, high = middle(one for one, in draws(of))
    return [round(x, 3) for x in (rate(of), low, high)] + [len(of)]


def against(of, always):
    """The rate always, and the interval of what is above it."""
    first, last = of[0][0], of[-1][0]
    always = [one for one in always if first <= one[0] <= last]
    return (rate(always),) + middle(a - b for a, b in draws(of, always))


class Coin:
    """What was said of a coin at every hour, and what came of it."""

    def __init__(self, rows):
        told = list(replay(rows))
        self.rows = rows
        self.candles = [candle for candle, _ in told]
        self.said = [said for _, said in told]
        self.table = {}

    def end(self, i):
        return self.candles[i]["ts"] + self.candles[i]["width_ms"]

    def span(self, since, until):
        return [i for i in range(len(self.candles))
                if since <= self.end(i) < until]

    def judge(self, hours):
        for i in hours:
            close, after = self.candles[i]["close"], self.candles[i + 1:]
            for signal in self.said[i]:
                name, side = signal["name"], signal["side"]
                question, sided = QUESTIONS[name]
                answer = question(signal, close, after)
                for key in {(name, side), (name, side if sided else "")}:
                    row = self.table.setdefault(key, Row())
                    row.add(self.end(i) // HOUR, signal, answer)

    def always(self, name, side, hours):
        """The same question at every hour, signal or not."""
        for i in hours:
            answer = QUESTIONS[name][0](
                {"side": side}, self.candles[i]["close"],
                self.candles[i + 1:i + 25])
            if not isinstance(answer, str):
                yield self.end(i) // HOUR, answer, 0

    def differing(self, hours, samples):
        """How many of some hours a run with -u tells otherwise."""
        some = random.Random(SEED).sample(hours, min(samples, len(hours)))
        return sum(asked(self.rows, self.end(i)) != self.said[i]
                   for i in some)


def cell(values):
    if values[0] is None:
        return "     -      -      -      -"
    return "%6d  %.3f  %.3f  %.3f" % (values[3], *values[:3])


def print_row(coin, key, row, hours):
    name, side = key
    always = "     -       -       -"
    if QUESTIONS[name][1] and enough(row.of):
        always = " %.3f  %+.3f  %+.3f" % against(
            row.of, list(coin.always(name, side, hours)))
    print("%-16s %-5s %s  %s  %s  %s" % (
        name, side or "-", cell(measured(row.of)),
        cell(measured(row.strongest())), always,
        " ".join("%d" % row.dropped[why] for why in DROPPED)))


def print_table(base, key, row):
    values = measured(row.of)
    if values[0] is not None:
        print('\t{ "%s", "%s", SIDE_%s, %.3f, %.3f, %.3f, %d },' % (
            key[0], base, key[1].upper() or "NONE", *values))


def unlike(base, key, row):
    """Do the records say something else of themselves?"""
    said = [None if x is None else float(x) for x in row.said]
    if said == measured(row.of):
        return False
    print("%s %s %s says %s" % (base, *key, said))
    return True


def options():
    p = argparse.ArgumentParser(add_help=False)
    p.add_argument("--since", type=int, default=0)
    p.add_argument("--until", type=int, default=1 << 60)
    p.add_argument("--only")
    p.add_argument("--samples", type=int, default=0)
    p.add_argument("--shipped", action="store_true")
    p.add_argument("--table", action="store_true")
    p.add_argument("files", nargs="+")
    return p.parse_args()


def main():
    a = options()
    wrong = 0
    for base, rows in sorted(read(a.files).items()):
        coin = Coin(rows)
        hours = coin.span(a.since, a.until)
        coin.judge(hours)
        if not a.table:
            print("%-22s      n   rate    low   high   fifth   rate    low"
                  "   high  always     low    high  %s" % (
                      base, " ".join(DROPPED)))
        for key, row in sorted(coin.table.items()):
            sided = bool(key[1]) == QUESTIONS[key[0]][1]
            if a.only and key[0] != a.only:
                continue
            if not a.table:
                print_row(coin, key, row, hours)
            elif sided:
                print_table(base, key, row)
            if a.shipped and sided:
                wrong += unlike(base, key, row)
        if a.samples > 0:
            differ = coin.differing(hours, a.samples)
            print("%d of %d hours differ from -u" % (differ, a.samples))
            wrong += differ
    return wrong > 0


if __name__ == "__main__":
    sys.exit(main())
