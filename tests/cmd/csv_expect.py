"""csv_expect.py KIND FACTOR FILE... <RECORDS

What a CSV file says, computed apart from the program, against the records it
made of it: the same rows, to the last digit.  Prints what differs; silence is
good.  FACTOR: coins a contract.
"""
import csv
import gzip
import json
import sys
from decimal import Decimal, ROUND_HALF_EVEN, getcontext

getcontext().prec = 80
MULTIPLIED = ("1000000", "10000", "1000", "1M")


def shown(text):
    return text if "." in text else text + ".0"


def plain(number):
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return shown(text)


def money(number):
    return plain(number.quantize(Decimal("1e-8"), ROUND_HALF_EVEN))


def candle(row, factor):
    volume = row["volume"]
    volume = shown(volume) if factor == 1 else plain(Decimal(volume) * factor)
    usd = row.get("quote_volume")
    return (row["open_time_ms"], shown(row["open"]), shown(row["high"]),
            shown(row["low"]), shown(row["close"]), volume,
            usd and money(Decimal(usd)))


def prices(row, _):
    return (row["time_ms"], shown(row["price_open"]), shown(row["price_high"]),
            shown(row["price_low"]), shown(row["price_close"]), None, None)


def oi(row, _):
    coins = row.get("open_interest_coin")
    usd = row.get("open_interest_usd") or row["oi_open"]
    return (row["time_ms"], coins and shown(coins), money(Decimal(usd)))


def funding(row, _):
    if "funding_open" in row:
        rate = Decimal(row["funding_open"]) / 100
        return (row["time_ms"], plain(rate))
    return (row["funding_time_ms"], plain(Decimal(row["funding_rate"])))


def total(row, _):
    lng = Decimal(row["liquidation_long_usd"])
    shrt = Decimal(row["liquidation_short_usd"])
    return (row["time_ms"], money(lng), money(shrt), money(lng + shrt))


def fill(row, _):
    return (row["ts_ms"], row["coin"], None, shown(row["px"]),
            shown(row["size_coin"]), money(Decimal(row["notional_usd"])))


def okx(row, factor):
    price = Decimal(row["bkPx"])
    coins = Decimal(row["sz_contracts"]) * factor
    side = {"sell": "long", "buy": "short"}[row["side"]]
    return (row["ts_ms"], row["instId"], side, plain(price), plain(coins),
            money(price * coins))


def forced(row, _):
    price, coins, times = Decimal(row["ap"]), Decimal(row["z"]), 0
    for prefix in MULTIPLIED:
        if row["s"].startswith(prefix):
            times = 6 if prefix == "1M" else len(prefix) - 1
            break
    side = {"SELL": "long", "BUY": "short"}[row["S"]]
    return (row["T"], row["s"], side, plain(price.scaleb(-times)),
            plain(coins.scaleb(times)), money(price * coins))


def liquidation(r):
    return (r["ts"], r["symbol"], r["side"], plain(Decimal(r["price"])),
            plain(Decimal(r["qty"])), r["usd"])


MADE = {
    "candle": lambda r: tuple(r[k] for k in (
        "ts", "open", "high", "low", "close", "volume", "usd")),
    "oi": lambda r: (r["ts"], r["oi"], r["usd"]),
    "funding": lambda r: (r["ts"], plain(Decimal(r["rate"]))),
    "total": lambda r: (r["ts"], r["long_usd"], r["short_usd"], r["usd"]),
    "liquidation": liquidation,
}
KINDS = {
    "candle": (candle, "candle"), "prices": (prices, "candle"),
    "oi": (oi, "oi"), "funding": (funding, "funding"),
    "total": (total, "total"), "fill": (fill, "liquidation"),
    "okx": (okx, "liquidation"), "forced": (forced, "liquidation"),
}


def rows(name):
    opener = gzip.open if name.endswith(".gz") else open
    with opener(name, "rt", newline="") as f:
        yield from csv.DictReader(f)


def main():
    kind, factor = sys.argv[1], Decimal(sys.argv[2])
    want, record_type = KINDS[kind]
    expected = [want(r, factor) for name in sys.argv[3:] for r in rows(name)]
    if kind == "fill":
        expected = [e[:3] + (plain(Decimal(e[3])), plain(Decimal(e[4])), e[5])
                    for e in expected]
    if kind == "forced":  # an exact repeat is one event
        expected = list(set(expected))
    got = []
    for line in sys.stdin:
        r = json.loads(line, parse_float=str, parse_int=str)
        if r["type"] == record_type:
            got.append(MADE[record_type](r))
    if not expected:
        print("nothing was expected")
    key = lambda row: tuple(str(v) for v in row)
    expected.sort(key=key)
    got.sort(key=key)
    if len(got) != len(expected):
        print("records:", len(got), "rows:", len(expected))
    for a, b in zip(got, expected):
        if a != b:
            print("got ", a)
            print("want", b)
            break


main()
