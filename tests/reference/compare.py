#!/usr/bin/env python3
"""Two streams of column records, cell by cell.

usage: compare.py [--part=1e-9] GOT WANT

Status 0 when they have the same columns and no number differs by more than
that part of its column's largest cell; the largest difference is told.
"""

import argparse
import sys

sys.dont_write_bytecode = True  # tests leave nothing in the tree

from model import records  # noqa: E402

ARRAYS = ("long", "short", "swept_long", "swept_short")
SUMS = [name % side for side in ("long", "short") for name in (
    "swept_%s_usd", "swept_%s_usd_low", "swept_%s_usd_high")]
SAME = ("width_ms", "base", "bin_low", "bin_step", "open", "high", "low",
        "close")


def columns(name):
    return {r["ts"]: r for r in records([name]) if r["type"] == "column"}


def differences(got, want):
    """key, how far apart, of what: the largest cell of the column, or the
    sum itself."""
    largest = max([usd for key in ARRAYS for _, usd in want[key]],
                  default=0.0)
    for key in ARRAYS:
        a, b = dict(map(tuple, got[key])), dict(map(tuple, want[key]))
        for k in set(a) | set(b):
            yield key, abs(a.get(k, 0) - b.get(k, 0)), largest
    for key in SUMS:
        if (got[key] is None) != (want[key] is None):
            yield key, float("inf"), 1.0
        elif want[key] is not None:
            yield key, abs(got[key] - want[key]), max(largest, want[key])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", type=float, default=1e-9)
    parser.add_argument("got")
    parser.add_argument("want")
    asked = parser.parse_args()
    got, want = columns(asked.got), columns(asked.want)
    if not want or set(got) != set(want):
        sys.exit("columns: %d and %d, %d at the same times" %
                 (len(got), len(want), len(set(got) & set(want))))
    worst = (0.0, "", 0)
    cells = 0
    for ts in sorted(want):
        odd = [key for key in SAME if got[ts][key] != want[ts][key]]
        if odd:
            sys.exit("%d: %s differs" % (ts, ", ".join(odd)))
        for key, apart, of in differences(got[ts], want[ts]):
            cells += 1
            if apart > 0:
                worst = max(worst, (apart / of if of > 0 else float("inf"),
                                    key, ts))
    print("%d columns, %d numbers; largest difference %.2e (%s at %d)" %
          ((len(want), cells) + worst))
    sys.exit(0 if worst[0] <= asked.part else 1)


if __name__ == "__main__":
    main()
