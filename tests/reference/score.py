#!/usr/bin/env python3
"""The measures of liq-score, written for reading: numpy, no shared code.

usage: score.py [--horizon=MS] FILE...

FILEs hold column records of one model and market, candle and oi records,
and what happened: total or liquidation records.  One line a measure comes
out: kind, horizon in ms, model or baseline, metric, value.
"""

import argparse
import sys

import numpy as np

sys.dont_write_bytecode = True  # tests leave nothing in the tree

from model import HOUR, records  # noqa: E402

LOG_FLOOR = 1000.0  # USD
MOVE_FLOOR = 2e-4
UNIFORM_PART = 0.1  # of every forecast, before it is measured in nats
DEPTHS = [("beyond_4h", 4), ("beyond_24h", 24), ("beyond_72h", 72)]
PROFILES = [("volume_24h", 24), ("volume_7d", 168)]


# --- measures


def ranks(x):
    """Of equals the mean rank."""
    _, at, n = np.unique(x, return_inverse=True, return_counts=True)
    return (np.cumsum(n) - (n - 1) / 2.0)[at]


def pearson(a, b):
    a, b = a - a.mean(), b - b.mean()
    return (a * b).sum() / np.sqrt((a * a).sum() * (b * b).sum())


def fitted(columns, y, fit_on):
    x = np.column_stack([np.ones(len(y))] + columns)
    return x @ np.linalg.lstsq(x[fit_on], y[fit_on], rcond=None)[0]


def partial(p, y, given):
    """Rank correlation of what ranks of the moves do not explain."""
    every = np.ones(len(y), bool)
    moves = [ranks(x) for x in given]
    a, b = ranks(p), ranks(y)
    return pearson(a - fitted(moves, a, every), b - fitted(moves, b, every))


def r2(columns, y, early):
    """Of log USD, each half of the time foretold by the other."""
    y = np.log(y + LOG_FLOOR)
    guess = np.where(early, fitted(columns, y, ~early),
                     fitted(columns, y, early))
    return 1 - ((y - guess) ** 2).sum() / ((y - y.mean()) ** 2).sum()


def both(x):
    return [x, x * x]


def share_of_top(q, p, y):
    """Share of y in the fraction q that p ranks first; ties share."""
    _, at = np.unique(-p, return_inverse=True)
    n = np.bincount(at).cumsum()
    got = np.bincount(at, y).cumsum()
    return np.interp(q * len(p), np.append(0, n), np.append(0, got)) / y.sum()


def area(p, y):
    _, at = np.unique(-p, return_inverse=True)
    n = np.bincount(at) / len(p)
    got = np.append(0, (np.bincount(at, y) / y.sum()).cumsum())
    return (n * (got[:-1] + got[1:]) / 2).sum()


def nats(p, count):
    """Gain per event over a forecast that is the same everywhere."""
    if p.sum() <= 0:
        return 0.0
    p = (1 - UNIFORM_PART) * p / p.mean() + UNIFORM_PART
    return (count * np.log(p)).sum() / count.sum()


# --- what there is


class Input:
    def __init__(self, files):
        kinds = {"column": [], "total": [], "liquidation": [], "candle": [],
                 "oi": []}
        for r in records(files):
            if r["type"] in kinds:
                kinds[r["type"]].append(r)
        for rows in kinds.values():
            rows.sort(key=lambda r: r["ts"])
        self.columns = {r["ts"]: r for r in kinds["column"]}
        self.totals = {r["ts"]: r for r in kinds["total"]}
        self.events = kinds["liquidation"]
        self.candles = kinds["candle"]
        self.candle_ts = np.array([c["ts"] for c in self.candles])
        marks = [r for r in kinds["oi"] if r["oi"] and r["usd"]]
        self.mark_ts = np.array([r["ts"] for r in marks])
        self.marks = np.array([float(r["usd"]) / float(r["oi"])
                               for r in marks])
        any_column = next(iter(self.columns.values()))
        self.width = any_column["width_ms"]
        self.bin = np.log1p(any_column["bin_step"])
        for e in self.events:
            e["x"] = np.log(self.trigger(e))

    def trigger(self, e):
        """The mark at which an event was set off."""
        price = float(e["price"])
        if e.get("price_kind") != "bankruptcy":
            return price
        margin = 0.0045 if e["base"] in ("BTC", "ETH") else 0.0075
        price /= 1 - margin if e["side"] == "long" else 1 + margin
        i = int(np.searchsorted(self.mark_ts, e["ts"], "right")) - 1
        if 0 <= i < len(self.marks) - 1 and \
                self.mark_ts[i + 1] - self.mark_ts[i] <= 900000:
            segment = self.marks[i:i + 2]
            price = min(max(price, segment.min()), segment.max())
        return price

    def between(self, since, until):
        """Candles that lie whole within."""
        i, j = np.searchsorted(self.candle_ts, [since, until])
        return [c for c in self.candles[i:j]
                if c["ts"] + c["width_ms"] <= until]

    def extremes(self, ts, hours, otherwise):
        past = self.between(ts - hours * HOUR, ts)
        if not past:
            return otherwise, otherwise
        return (np.log(min(c["low"] for c in past)),
                np.log(max(c["high"] for c in past)))

    def spread(self, weight, since, until, first, last):
        """Something of every candle, spread evenly over its prices, by
        bin."""
        out = np.zeros(last - first + 1)
        bins = np.arange(len(out))
        for c in self.between(since, until):
            low, high = np.log(c["low"]), np.log(c["high"])
            a, b = low / self.bin - first, high / self.bin - first
            if high - low < 1e-9:
                if 0 <= int(np.floor(a)) < len(out):
                    out[int(np.floor(a))] += weight(c)
                continue
            part = np.minimum(bins + 1, b) - np.maximum(bins, a)
            out += weight(c) * np.maximum(part, 0) / (b - a)
        return out


def usd_of(c):
    if c.get("usd") is not None:
        return float(c["usd"])
    return float(c["volume"] or 0) * float(c["close"])


# --- bars: what each hour swept against what it liquidated


def bars(given):
    rows = []
    for ts, t in given.totals.items():
        c = given.columns.get(ts)
        if c is not None:
            rows.append((ts, c, t))
    n = len(rows)
    early = np.tile(np.arange(n) < n // 2, 2)
    side = [("long", 1.0), ("short", -1.0)]
    o, h, l, x = (np.array([np.log(c[key]) for _, c, _ in rows])
                  for key in ("open", "high", "low", "close"))
    volume = np.array([sum(usd_of(k) for k in given.between(
        ts, ts + given.width)) for ts, _, _ in rows])
    p, y, low, high = (np.concatenate([[
        r[i][key % name] if r[i][key % name] is not None else np.nan
        for r in rows] for name, _ in side])
        for i, key in ((1, "swept_%s_usd"), (2, "%s_usd"),
                       (1, "swept_%s_usd_low"), (1, "swept_%s_usd_high")))
    adverse = np.concatenate([o - l, h - o])
    favourable = np.concatenate([h - o, o - l])
    change = np.concatenate([o - x, x - o])
    log_range = np.log(np.tile(h - l, 2) + MOVE_FLOOR)
    moves = both(np.log(adverse + MOVE_FLOOR)) + \
        both(np.log(favourable + MOVE_FLOOR)) + \
        [log_range, change, np.abs(change)]
    beyond = {}
    for name, hours in DEPTHS:
        edge = [given.extremes(ts, hours, np.log(c["open"]))
                for ts, c, _ in rows]
        beyond[name] = np.concatenate(
            [np.maximum(0, [e[0] for e in edge] - l),
             np.maximum(0, h - [e[1] for e in edge])])
    models = {"model": p, "adverse": adverse,
              "adverse_volume": adverse * np.tile(volume, 2), **beyond}
    for name, q in models.items():
        scaled = q if name == "model" else q * y.sum() / q.sum()
        logs = both(np.log(scaled + LOG_FLOOR))
        yield name, "spearman", pearson(ranks(q), ranks(y))
        yield name, "partial", partial(q, y, [adverse, favourable, change])
        yield name, "r2", r2(logs, y, early)
        yield name, "r2_plus_moves", r2(logs + moves, y, early)
        yield name, "top10", share_of_top(0.1, q, y)
    yield "model", "ratio", p.sum() / y.sum()
    known = ~np.isnan(low)
    if known.any():
        yield "model", "coverage80", np.mean(
            (low <= y)[known] & (y <= high)[known])


# --- cells: which of the traversed prices


class Cells:
    def __init__(self):
        self.by = {}
        self.usd, self.count = [], []

    def add(self, name, values):
        self.by.setdefault(name, []).append(values)

    def measures(self):
        usd = np.concatenate(self.usd)
        count = np.concatenate(self.count)
        for name, parts in self.by.items():
            p = np.concatenate(parts)
            yield name, "lift10", share_of_top(0.1, p, usd) / 0.1
            yield name, "lift25", share_of_top(0.25, p, usd) / 0.25
            yield name, "area", area(p, usd)
            yield name, "gain_nats", nats(p, count)


def dense(pairs, first, last):
    out = np.zeros(last - first + 1)
    for k, usd in pairs:
        if first <= k <= last:
            out[int(k) - first] += usd
    return out


def happened(events, since, until, first, last, width, sides):
    usd = np.zeros((sides, last - first + 1))
    count = np.zeros_like(usd)
    for e in events:
        if not since <= e["ts"] < until:
            continue
        k = min(max(int(np.floor(e["x"] / width)), first), last) - first
        s = sides - 1 if e["side"] == "short" else 0
        usd[s, k] += float(e["usd"])
        count[s, k] += 1
    return usd.ravel(), count.ravel()


def baselines(given, start, origin, volume, time, first, last):
    """name, values of longs, values of shorts, by bin."""
    x = (np.arange(first, last + 1) + 0.5) * given.bin
    down, up = np.maximum(0, origin - x), np.maximum(0, x - origin)
    yield "adverse", down, up
    if volume is not None:
        yield "adverse_volume", down * volume, up * volume
    for name, hours in DEPTHS:
        low, high = given.extremes(start, hours, origin)
        yield name, np.maximum(0, low - x), np.maximum(0, x - high)
    for name, hours in PROFILES:
        v = given.spread(usd_of, start - hours * HOUR, start, first, last)
        yield name, v, v
    yield "uniform", np.ones(len(x)), np.ones(len(x))
    t = given.spread(lambda c: c["width_ms"], *time, first, last)
    yield "time", t, t


def observed(given):
    """Columns from the first event to the last."""
    since, until = given.events[0]["ts"], given.events[-1]["ts"]
    return [ts for ts in sorted(given.columns)
            if ts + given.width > since and ts <= until]


def flat(sides, long, short):
    return np.concatenate([long, short]) if sides == 2 else long + short


def price(given):
    cells = Cells()
    sides = 2 if all(e["side"] for e in given.events) else 1
    for ts in observed(given):
        c = given.columns[ts]
        first, last = (int(np.floor(np.log(c[key]) / given.bin))
                       for key in ("low", "high"))
        until = ts + given.width
        usd, count = happened(given.events, ts, until, first, last, given.bin,
                              sides)
        cells.usd.append(usd)
        cells.count.append(count)
        cells.add("model", flat(sides, dense(c["swept_long"], first, last),
                                dense(c["swept_short"], first, last)))
        volume = sum(usd_of(k) for k in given.between(ts, until))
        for name, low, high in baselines(given, ts, np.log(c["open"]), volume,
                                         (ts, until), first, last):
            cells.add(name, flat(sides, low, high))
    return cells.measures()


def snapshots(given, horizon):
    """Maps that hours later had come true or not: values by name, USD and
    events by bin, of each that saw an event."""
    seen = observed(given)
    for ts in sorted(given.columns):
        start = ts + given.width
        ahead = range(start, start + horizon, given.width)
        if not all(t in given.columns and seen[0] <= t <= seen[-1]
                   for t in ahead):
            continue
        c, then = given.columns[ts], [given.columns[t] for t in ahead]
        first = int(np.floor(np.log(min(k["low"] for k in then)) / given.bin))
        last = int(np.floor(np.log(max(k["high"] for k in then)) / given.bin))
        usd, count = happened(given.events, start, start + horizon, first,
                              last, given.bin, 1)
        if not count.any():
            continue
        values = {"model": dense(c["long"], first, last) +
                  dense(c["short"], first, last)}
        for name, low, high in baselines(
                given, start, np.log(c["close"]), None,
                (start - 24 * HOUR, start), first, last):
            values[name] = low + high
        yield values, usd, count


def frozen(given, horizon):
    """Each map ranks its own bins; what they caught is added up."""
    maps = list(snapshots(given, horizon))
    if not maps:
        return
    usd = [u.sum() for _, u, _ in maps]
    count = [c.sum() for _, _, c in maps]

    def mean(measure, weights):
        return np.average([measure(*m) for m in maps], weights=weights)

    for name in maps[0][0]:
        yield name, "lift10", mean(
            lambda v, u, c: share_of_top(0.1, v[name], u) / 0.1, usd)
        yield name, "lift25", mean(
            lambda v, u, c: share_of_top(0.25, v[name], u) / 0.25, usd)
        yield name, "area", mean(lambda v, u, c: area(v[name], u), usd)
        yield name, "gain_nats", mean(lambda v, u, c: nats(v[name], c), count)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--horizon", type=int, default=4 * HOUR)
    parser.add_argument("files", nargs="+")
    asked = parser.parse_args()
    given = Input(asked.files)
    if given.totals:
        for line in bars(given):
            print("bar 0 %s %s %.9f" % line)
    if given.events:
        for line in price(given):
            print("price 0 %s %s %.9f" % line)
        for line in frozen(given, asked.horizon):
            print("frozen %d %s %s %.9f" % ((asked.horizon,) + line))


if __name__ == "__main__":
    main()
