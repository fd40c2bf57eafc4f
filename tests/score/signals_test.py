#!/usr/bin/env python3
"""Answers of signals.py to markets that can be judged by eye, and intervals
that are known; says what is wrong."""

import random
import sys
from decimal import Decimal

sys.dont_write_bytecode = True  # tests leave nothing in the tree

from signals import QUESTIONS, against, measured  # noqa: E402


def candles(*hours):
    return [{"high": Decimal(high), "low": Decimal(low),
             "close": Decimal(close)} for high, low, close in hours]


STILL = (100, 100, 100)
# Of a close of 100: name, side, price of the cluster, candles, the answer.
CASES = (
    ("imbalance", "short", 0, [(101, 99, 100), (102, 100, 102)], True),
    ("imbalance", "long", 0, [(101, 99, 100), (102, 100, 102)], False),
    ("imbalance", "long", 0, [STILL] * 99 + [(100, 97, 97)], True),
    ("imbalance", "long", 0, [(102, 98, 100)], "both"),
    ("imbalance", "long", 0, [(101, 99, 100)] * 99, "ended"),
    ("nearest_cluster", "short", 103, [(102, 98, 98), (103, 98, 99)]
     + [STILL] * 70, True),
    ("nearest_cluster", "short", 103, [(102, 97, 98), (103, 98, 99)]
     + [STILL] * 70, False),
    ("nearest_cluster", "long", 97, [STILL] * 71 + [(100, 97, 99)], True),
    ("nearest_cluster", "long", 97, [STILL] * 72 + [(100, 97, 99)],
     "neither"),
    ("nearest_cluster", "long", 97, [STILL] * 70 + [(100, 97, 99)], "ended"),
    ("nearest_cluster", "long", 101, [STILL] * 72, "there"),
    ("rising_interest", "short", 103, [(104, 96, 99)] * 72, "both"),
    ("swept_cluster", "long", 0, [(100, 90, 90)] * 3 + [(101, 90, 101)],
     True),
    ("swept_cluster", "short", 0, [(100, 90, 90)] * 3 + [(101, 90, 101)],
     False),
    ("swept_cluster", "long", 0, [STILL] * 4, "same"),
    ("swept_cluster", "long", 0, [STILL] * 3, "ended"),
    ("squeeze", "long", 0, [STILL] * 23 + [(100, 99, 99)], True),
    ("squeeze", "short", 0, [STILL] * 23 + [(100, 99, 99)], False),
    ("squeeze", "short", 0, [STILL] * 23, "ended"),
)

for name, side, price, after, want in CASES:
    got = QUESTIONS[name][0]({"side": side, "price": Decimal(price)},
                             Decimal(100), candles(*after))
    if got is not want and got != want:
        print(name, side, price, "is", got, "not", want)

# Of 7,200 flips of a coin the interval is 0.5 -+ 1.96 * sqrt(0.25 / 7200);
# when each is told for 72 hours, of 100 flips.
dice = random.Random(5)
alone = [(hour, dice.random() < 0.5, 1) for hour in range(7200)]
flips = [dice.random() < 0.5 for _ in range(100)]
told = [(hour, flips[hour // 72], 1) for hour in range(7200)]
for of, half in (alone, 0.0115), (told, 0.098):
    rate, low, high, n = measured(of)
    if n != 7200 or abs((high - low) / 2 / half - 1) > 0.25:
        print(rate, low, high, n, "is not", half, "on either side")
if measured(alone[:29])[0] is not None or measured(told[:648])[0] is not None:
    print("too few are enough")
_, low, high = against(told, told)
if low != 0 or high != 0:
    print("it differs from itself")
