"""formats_expect.py KIND FILE... <RECORDS

What an archive says, read apart from the program, against the records it made
of it: the same, to the last digit.  Prints what differs; silence is good.
"""
import csv
import gzip
import json
import sys
from datetime import datetime, timezone
from decimal import Decimal, ROUND_HALF_EVEN, getcontext

getcontext().prec = 80
VENUES = {"Huobi": "htx", "Gate.io": "gate", "WOO X": "woox"}


def plain(number):
    """A number without an exponent and without zeros at its end."""
    text = format(Decimal(number), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def money(number):
    return plain(Decimal(number).quantize(Decimal("1e-8"), ROUND_HALF_EVEN))


def opened(name):
    return gzip.open(name, "rt") if name.endswith(".gz") else open(name)


def ms(text):
    """An ISO time as epoch ms, what is finer cut off."""
    time = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if time.tzinfo is None:
        time = time.replace(tzinfo=timezone.utc)
    whole = int(time.replace(microsecond=0).timestamp())
    return whole * 1000 + time.microsecond // 1000


def hyperliquid_2023(names):
    """Trades of a liquidated account in that second that did not cross."""
    rows = [r for name in names for r in csv.DictReader(opened(name))]
    when = {(r["user"], r["time"]) for r in rows if "leverage_type" in r}
    for r in rows:
        if r.get("crossed") == "false" and (r["user"], r["time"]) in when:
            yield (ms(r["time"]), r["coin"],
                   {"Ask": "long", "Bid": "short"}[r["side"]],
                   plain(r["px"]), plain(r["sz"]),
                   money(Decimal(r["px"]) * Decimal(r["sz"])))


def levels(names):
    """The parts of each bin, by leverage."""
    for name in names:
        for line in opened(name):
            shot = json.loads(line, parse_float=str, parse_int=str)
            for coin, sides in shot["coins"].items():
                for side in ("long", "short"):
                    for price, usd, *parts in sides[side]:
                        some = False
                        for most, part in zip((10, 25, 50, 100), parts):
                            if Decimal(part) > 0:
                                some = True
                                yield (ms(shot["time"]), coin, side,
                                       plain(price), money(part), str(most))
                        if not some and Decimal(usd) > 0:
                            yield (ms(shot["time"]), coin, side,
                                   plain(price), money(usd), None)


def venue(name):
    return VENUES.get(name, name.lower())


def table(names):
    """Each cell of a table of Coinalyze: when, which market and side, what."""
    for name in names:
        lines = csv.reader(opened(name))
        header = next(lines)
        for line in lines:
            for column, cell in zip(header[1:], line[1:]):
                pair, exchange = column.split(" - ")
                exchange, _, side = exchange.partition("_")
                if cell and header.count(column) == 1:
                    yield (ms(line[0]), venue(exchange) + ":" + pair,
                           side, cell)


def coinalyze(names):
    longs, shorts = {}, {}
    for ts, market, side, cell in table(names):
        {"long": longs, "short": shorts}[side][ts, market] = Decimal(cell)
    for key in longs.keys() & shorts.keys():
        yield key + (money(longs[key]), money(shorts[key]),
                     plain(Decimal(money(longs[key])) +
                           Decimal(money(shorts[key]))))


def coinalyze_oi(names):
    for ts, market, _, cell in table(names):
        yield (ts, market, money(cell))


def coinalyze_funding(names):
    for ts, market, _, cell in table(names):
        yield (ts, market, plain(Decimal(cell) / 100))


def batches(names):
    for name in names:
        for r in csv.DictReader(opened(name)):
            yield (int(r["flush_time_ms"]), r["symbol"],
                   money(r["sum_usd"]), int(r["events"]))


def days(names):
    for name in names:
        for r in csv.DictReader(opened(name)):
            yield (int(r["day_ms"]), r["coin"], money(r["long_usd"]),
                   money(r["short_usd"]), money(r["total_usd"]),
                   int(r["count"]))


def event(r):
    return (int(r["ts"]), r["symbol"], r["side"], plain(r["price"]),
            plain(r["qty"]), plain(r["usd"]))


KINDS = {
    "hyperliquid-2023": (hyperliquid_2023, event),
    "levels": (levels, lambda r: (
        int(r["ts"]), r["symbol"], r["side"], plain(r["price"]),
        plain(r["usd"]), r["leverage"] and plain(r["leverage"]))),
    "coinalyze": (coinalyze, lambda r: (
        int(r["ts"]), r["symbol"], plain(r["long_usd"]),
        plain(r["short_usd"]), plain(r["usd"]))),
    "coinalyze-oi": (coinalyze_oi, lambda r: (
        int(r["ts"]), r["symbol"], plain(r["usd"]))),
    "coinalyze-funding": (coinalyze_funding, lambda r: (
        int(r["ts"]), r["symbol"], plain(r["rate"]))),
    "batches": (batches, lambda r: (
        int(r["ts"]), r["symbol"], plain(r["usd"]), int(r["count"]))),
    "days": (days, lambda r: (
        int(r["ts"]), r["base"], plain(r["long_usd"]),
        plain(r["short_usd"]), plain(r["usd"]), int(r["count"]))),
}


def main():
    expected, made = KINDS[sys.argv[1]]
    want = sorted(expected(sys.argv[2:]), key=str)
    got = sorted((made(json.loads(line, parse_float=str, parse_int=str))
                  for line in sys.stdin), key=str)
    if not want:
        print("nothing was expected")
    if len(got) != len(want):
        print("records:", len(got), "expected:", len(want))
    for a, b in zip(got, want):
        if a != b:
            print("got ", a)
            print("want", b)
            break


main()
