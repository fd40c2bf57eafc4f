#!/usr/bin/env python3
"""The path-memory model, written for reading: numpy, one idea a function.

usage: model.py [--interval=MS] [--step=F] [--range=F] [--since=MS] FILE...

FILEs are candle and oi records (NDJSON, plain or gzip) of one market; column
records come out.  liq-levels(1) has the formulas.  This program shares no
code with liq-levels: the two are compared cell by cell.
"""

import argparse
import gzip
import json
import sys

import numpy as np

HOUR = 3600000
TIERS = 52
NEAREST = 0.0025  # log distance of the first tier
RATIO = 1.1
PHI = 0.001533  # USD at risk born per USD traded
LEAN = 0.3
CLOSING = 0.30
SHRINK = 0.2
SPEED = 0.15
BLUR = np.array([1, 2, 3, 2, 1]) / 9.0

# 10 % and 90 % quantiles of realised / predicted by log10(predicted / mean).
QUANTILE_AT = [-3, -2, -1, 0, 1]
QUANTILE_LOW = np.log([1.00, 0.266, 0.197, 0.357, 0.393])
QUANTILE_HIGH = np.log([47.0, 10.9, 3.53, 1.79, 1.36])


def distances(nearest=NEAREST):
    return nearest * RATIO ** np.arange(TIERS)


def birth_rates(d):
    law = np.where(d < 0.04, (d / 0.04) ** 0.25, (d / 0.04) ** 1.5)
    return PHI * law * np.log(RATIO)


class Average:
    """Exponential, by half-life in hours; the first value starts it."""

    def __init__(self, half_life):
        self.half_life = half_life
        self.value = None

    def get(self, otherwise):
        return otherwise if self.value is None else self.value

    def add(self, value, hours):
        keep = 2.0 ** (-hours / self.half_life)
        if self.value is None:
            self.value = value
        else:
            self.value = keep * self.value + (1 - keep) * value


def path_of_marks(o, h, l, c, marks):
    points = np.concatenate([[o], np.clip(marks, l, h), [c]])
    low = np.minimum(points[:-1], points[1:])
    high = np.maximum(points[:-1], points[1:])
    low[np.argmin(low)] = l
    high[np.argmax(high)] = h
    share = high - low + 1e-4
    return low, high, points[1:], share / share.sum()


def path_of_legs(o, h, l, c, parts):
    corners = [o, l, h, c] if c >= o else [o, h, l, c]
    at = np.concatenate([[0], np.cumsum(np.abs(np.diff(corners)))])
    whole = at[-1]
    if whole <= 0:
        return tuple(np.array([x]) for x in (o, o, o, 1.0))
    cuts = set(at) | {whole * i / parts for i in range(1, parts)}
    points = [o]
    for leg in range(3):
        inside = sorted(x for x in cuts if at[leg] < x < at[leg + 1])
        start, end = corners[leg], corners[leg + 1]
        length = at[leg + 1] - at[leg]
        points += [start + (end - start) * (x - at[leg]) / length
                   for x in inside]
        if length > 0:
            points.append(end)
    points = np.array(points)
    low = np.minimum(points[:-1], points[1:])
    high = np.maximum(points[:-1], points[1:])
    share = high - low
    return low, high, points[1:], share / share.sum()


def overlaps(low, high):
    """First bin of [low, high) and the part of it that each bin holds."""
    first = int(np.floor(low))
    if high - low < 1e-9:
        return first, np.ones(1)
    edges = np.arange(first, int(np.floor(high)) + 1)
    part = np.minimum(edges + 1, high) - np.maximum(edges, low)
    return first, part / (high - low)


class Side:
    """Mass by tier and bin of entry; prices fall towards its levels.

    Shorts are longs of the negative log price.
    """

    def __init__(self, lowest, highest, width, d):
        self.first = int(np.floor(lowest / width)) - 2
        n = int(np.floor(highest / width)) + 3 - self.first
        self.width = width
        self.d = d
        self.rate = birth_rates(d)
        self.standing = np.zeros((len(d), n))
        self.newborn = np.zeros((len(d), n))
        self.top = np.full(len(d), -1.0)  # nothing stands above it
        self.reach = int(np.ceil(d[-1] / width)) + 2
        self.born = self.taken = self.closed = 0.0

    def index(self, x):
        return x / self.width - self.first

    def birth(self, low, high, share):
        i, part = overlaps(self.index(low), self.index(high))
        self.newborn[:, i:i + len(part)] += np.outer(self.rate * share, part)
        self.top = np.maximum(self.top, self.index(high))

    def sweep(self, low, volume, forecast):
        """Take what stands above low + d; yield (tier, bin, USD) of it."""
        for i, edge in enumerate(self.index(low + self.d)):
            if edge >= np.floor(self.top[i]) + 1:
                continue
            j = max(int(np.floor(edge)), 0)
            end = int(self.top[i]) + 2
            part = np.ones(end - j)
            part[0] = min(1.0, j + 1 - edge)
            old = self.standing[i, j:end] * part
            new = self.newborn[i, j:end] * part
            self.standing[i, j:end] -= old
            self.newborn[i, j:end] -= new
            self.standing[i, j + 1:end] = self.newborn[i, j + 1:end] = 0
            self.taken += old.sum() + new.sum() * volume
            self.top[i] = min(self.top[i], edge)
            yield i, j, old + new * forecast

    def settle(self, volume, keep):
        self.standing += self.newborn * volume
        self.newborn[:] = 0
        self.closed += self.standing.sum() * (1 - keep)
        self.standing *= keep

    def nowhere(self):
        """USD by fine bin of level, the first being self.first - reach."""
        return np.zeros(self.standing.shape[1] + self.reach + 1)

    def place(self, levels, tier, j, usd):
        """Add the mass of entry bins j, j + 1, ... of a tier where it is
        liquidated."""
        shift = self.d[tier] / self.width
        whole = int(np.floor(shift))
        part = shift - whole
        at = self.reach + j - whole
        levels[at:at + len(usd)] += usd * (1 - part)
        levels[at - 1:at - 1 + len(usd)] += usd * part

    def cells(self, levels, mirrored):
        """The same by output bin of the price."""
        i = np.nonzero(levels)[0]
        fine = i + self.first - self.reach
        k = (-fine - 1 if mirrored else fine) // 2
        out = {}
        for at, usd in zip(k.tolist(), levels[i].tolist()):
            out[at] = out.get(at, 0.0) + usd
        return out


def blur(cells):
    out = {}
    for k, usd in cells.items():
        for i, part in enumerate(BLUR):
            out[k + i - 2] = out.get(k + i - 2, 0.0) + usd * part
    return out


def blur_within(cells, first, last):
    """The same, kept inside [first, last], nothing lost."""
    out = {}
    for k, usd in cells.items():
        near = [(k + i - 2, part) for i, part in enumerate(BLUR)
                if first <= k + i - 2 <= last]
        if not near:
            near = [(min(max(k, first), last), 1.0)]
        whole = sum(part for _, part in near)
        for at, part in near:
            out[at] = out.get(at, 0.0) + usd * part / whole
    return out


class Model:
    def __init__(self, lowest, highest, step=0.001, nearest=NEAREST):
        """lowest, highest: log prices no candle leaves."""
        self.bin = np.log1p(step)  # of the output
        self.width = self.bin / 2
        d = distances(nearest)
        self.sides = [Side(lowest, highest, self.width, d),
                      Side(-highest, -lowest, self.width, d)]
        self.volume3, self.length3 = Average(3), Average(3)
        self.return6, self.square168 = Average(6), Average(168)
        self.length24, self.volume168 = Average(24), Average(168)
        self.close = None

    def lean(self, hours):
        n = 6 / hours
        mean = self.return6.get(0.0)
        deviation = np.sqrt(self.square168.get(0.0) * n)
        return min(3.0, max(-3.0, mean * n / (deviation + 1e-6)))

    def advance(self, bar, marks=None):
        """One candle: log prices o, h, l, c, hours, USD volume, interest in
        USD or None, log marks inside or None.  Returns the USD swept and
        own, per side, and the swept cells per side."""
        o, h, l, c, hours, volume, interest = bar
        if marks is not None:
            path = path_of_marks(o, h, l, c, marks)
        else:
            path = path_of_legs(o, h, l, c, 12 if hours >= 0.5 else 1)
        length = (path[1] - path[0]).sum()
        usual = self.length3.get(length)
        forecast = self.volume3.get(volume)
        if usual > 0:
            forecast *= length / usual
        usual = self.length24.get(length)
        speed = (length / usual) ** SPEED if usual > 0 else 1.0
        z = self.lean(hours)
        if interest is None:
            interest = 18 * self.volume168.get(volume / hours)
        keep = np.exp(-CLOSING * volume / interest) if interest > 0 else 1.0

        swept, own, cells = [0.0, 0.0], [0.0, 0.0], [{}, {}]
        first, last = int(np.floor(l / self.bin)), int(np.floor(h / self.bin))
        for s, side in enumerate(self.sides):
            levels = side.nowhere()
            tilt = np.exp(LEAN * z * (1 if s else -1))
            for low, high, end, share in zip(*path):
                if s:
                    low, high, end = -high, -low, -end
                side.birth(low, high, share * tilt)
                side.born += side.rate.sum() * share * tilt * volume
                reach = low + SHRINK * (min(end, high) - low)
                before = side.taken
                for tier, j, usd in side.sweep(reach, volume, forecast):
                    side.place(levels, tier, j, usd * speed)
                    swept[s] += usd.sum() * speed
                own[s] += (side.taken - before) * speed
            side.settle(volume, keep)
            cells[s] = blur_within(side.cells(levels, s == 1), first, last)

        self.volume3.add(volume, hours)
        self.length3.add(length, hours)
        self.length24.add(length, hours)
        self.volume168.add(volume / hours, hours)
        if self.close is not None:
            self.return6.add(c - self.close, hours)
            self.square168.add((c - self.close) ** 2, hours)
        self.close = c
        return swept, own, cells

    def standing(self):
        """USD by output bin, per side, blurred."""
        out = []
        for s, side in enumerate(self.sides):
            levels = side.nowhere()
            for tier in range(TIERS):
                side.place(levels, tier, 0, side.standing[tier])
            out.append(blur(side.cells(levels, s == 1)))
        return out


def quantile(usd, mean, table):
    x = np.log10(usd / mean + 0.001)
    e = 0.001 * mean
    return (usd + e) * np.exp(np.interp(x, QUANTILE_AT, table)) - e


def records(files):
    for name in files:
        opened = gzip.open if name.endswith(".gz") else open
        with opened(name, "rt") as lines:
            for line in lines:
                yield json.loads(line)


class Market:
    """Candles of one market in order, with what was known beside them."""

    def __init__(self, rows):
        candles, interest = {}, {}
        for r in rows:
            if r["type"] == "candle":
                candles[r["ts"]] = r
            elif r["type"] == "oi" and r["usd"] is not None:
                interest[r["ts"]] = r
        self.candles = [candles[ts] for ts in sorted(candles)]
        self.interest = interest
        self.times = np.array(sorted(interest), dtype=np.int64)
        self.mark_ms = min((r["width_ms"] for r in interest.values()
                            if r["width_ms"]), default=300000)

    def range(self):
        return (np.log(min(float(c["low"]) for c in self.candles)),
                np.log(max(float(c["high"]) for c in self.candles)))

    def bar(self, c):
        o, h, l, x = (np.log(float(c[key]))
                      for key in ("open", "high", "low", "close"))
        usd = c["usd"]
        if usd is None:
            usd = float(c["volume"]) * float(c["close"])
        i = int(np.searchsorted(self.times, c["ts"], "right")) - 1
        interest = None
        if i >= 0:
            interest = float(self.interest[int(self.times[i])]["usd"])
        return o, h, l, x, c["width_ms"] / HOUR, float(usd), interest

    def marks(self, c):
        """Log marks inside, the first of each step from the open on; None
        where more than one step has none."""
        i, end = np.searchsorted(self.times, [c["ts"], c["ts"] + c["width_ms"]])
        slots = c["width_ms"] // self.mark_ms
        found = {}
        for ts in self.times[i:end].tolist():
            r = self.interest[ts]
            if r["oi"]:
                found.setdefault((ts - c["ts"]) // self.mark_ms,
                                 np.log(float(r["usd"]) / float(r["oi"])))
        if slots < 2 or len(found) < slots - 1:
            return None
        return np.array([found[slot] for slot in sorted(found)])


def pairs(cells, first, last):
    return [[k, cells[k]] for k in sorted(cells)
            if first <= k <= last and cells[k] > 0]


class Columns:
    """Candles gathered into columns of one interval."""

    def __init__(self, market, interval, step, reach):
        self.market, self.interval = market, interval
        self.step, self.reach = step, reach
        self.model = Model(*market.range(), step=step)
        self.hours = {}  # predicted USD by whole hour, both sides

    def run(self, since=0):
        """Columns from since on; what is earlier warms up."""
        group = []
        for c in self.market.candles:
            start = c["ts"] // self.interval * self.interval
            if group and group[0] != start:
                yield from self.column(since, *group)
                group = []
            if not group:
                group = [start, []]
            group[1].append(
                (c, self.model.advance(self.market.bar(c),
                                       self.market.marks(c))))
        if group:
            yield from self.column(since, *group)

    def bounds(self, ts, usd):
        """Quantiles, where a week of whole hours came before."""
        past = [self.hours.get(ts - i * HOUR) for i in range(1, 169)]
        if self.interval != HOUR or None in past or sum(past) <= 0:
            return None, None
        mean = sum(past) / 336
        return (quantile(usd, mean, QUANTILE_LOW),
                quantile(usd, mean, QUANTILE_HIGH))

    def column(self, since, ts, group):
        candles = [c for c, _ in group]
        swept = [sum(r[0][s] for _, r in group) for s in (0, 1)]
        self.hours[ts] = sum(swept)
        if ts < since:
            return
        own = [sum(r[1][s] for _, r in group) for s in (0, 1)]
        cells = [{}, {}]
        for _, r in group:
            for s in (0, 1):
                for k, usd in r[2][s].items():
                    cells[s][k] = cells[s].get(k, 0.0) + usd
        close = float(candles[-1]["close"])
        near = [int(np.floor(np.log(close * f) / self.model.bin))
                for f in (1 - self.reach, 1 + self.reach)]
        standing = self.model.standing()
        first = candles[0]
        out = {"type": "column", "ts": ts, "width_ms": self.interval,
               "exchange": None, "symbol": None, "base": first["base"],
               "quote": None, "open": first["open"],
               "high": max(c["high"] for c in candles),
               "low": min(c["low"] for c in candles),
               "close": candles[-1]["close"],
               "bin_low": 1.0, "bin_step": self.step,
               "long": pairs(standing[0], *near),
               "short": pairs(standing[1], *near)}
        for s, name in enumerate(("long", "short")):
            out["swept_" + name] = pairs(cells[s], -1 << 60, 1 << 60)
        for s, name in enumerate(("long", "short")):
            low, high = self.bounds(ts, swept[s])
            out["swept_%s_usd" % name] = swept[s]
            out["swept_%s_usd_low" % name] = low
            out["swept_%s_usd_high" % name] = high
        out["model"], out["final"] = "reference", True
        out["own"] = own  # what its own volume makes of it; no record has it
        yield out


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interval", type=int, default=HOUR)
    parser.add_argument("--step", type=float, default=0.001)
    parser.add_argument("--range", type=float, default=0.15)
    parser.add_argument("--since", type=int, default=0,
                        help="columns from then on; earlier ones warm up")
    parser.add_argument("--begin", type=int, default=0,
                        help="candles from then on")
    parser.add_argument("files", nargs="+")
    asked = parser.parse_args()
    rows = (r for r in records(asked.files)
            if r["type"] in ("candle", "oi") and r["ts"] >= asked.begin)
    market = Market(rows)
    for column in Columns(market, asked.interval, asked.step,
                          asked.range).run(asked.since):
        sys.stdout.write(json.dumps(column, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
