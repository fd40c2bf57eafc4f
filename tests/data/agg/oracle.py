"""What liq-agg must say, worked out again with Python's exact decimals.

    oracle.py make SEED LINES           liquidation records, hostile in parts
    oracle.py totals KEYS WINDOW FILE   rows; WINDOW: all, or -i and ms
    oracle.py orders FILE               Binance forced orders: symbol, side, usd
"""
import csv
import json
import random
import sys
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 200
SIDES = {None: 0, "long": 1, "short": 2}


def text(d):
    if d is None:
        return ""
    s = format(d, "f")
    if "." in s:
        s = s.rstrip("0")
    else:
        s += "."
    return s + "0" if s.endswith(".") else s


def make(seed, lines):
    r = random.Random(seed)
    made = []
    for i in range(lines):
        if made and r.random() < 0.1:
            old = dict(r.choice(made))
            old["received"] += 1
            if r.random() < 0.1:
                old["usd"] = text(Decimal(old["usd"]) + r.choice([-1, 1]))
                if Decimal(old["usd"]) <= 0:
                    continue
            made.append(old)
            continue
        coin = r.choice(["BTC", "ETH", "SOL", "PEPE", "PEP", "H\\u00e9"])
        quote = r.choice(["USDT", "USDC"])
        price = Decimal(r.randrange(1, 10 ** r.randrange(1, 12)))
        price = price.scaleb(-r.randrange(0, 10))
        qty = Decimal(r.randrange(1, 10 ** r.randrange(1, 15)))
        qty = qty.scaleb(-r.randrange(0, 19))
        usd = (price * qty).quantize(Decimal("1e-8"))
        made.append({
            "ts": 1738310400000 + r.randrange(0, 6 * 3600000),
            "exchange": r.choice(["binance", "bybit", "okx"]),
            "symbol": coin + quote, "base": coin, "quote": quote,
            "side": r.choice(["long", "long", "short", None]),
            "price": text(price), "qty": text(qty),
            "usd": text(max(usd, Decimal("1e-8"))),
            "received": 1738310400000,
            "id": None if r.random() < 0.05 else "id%06d" % r.randrange(10**6),
        })
    for m in made:
        print(line(m))


def line(m):
    def word(key):
        return "null" if m[key] is None else '"%s"' % m[key]

    return ('{"type":"liquidation","ts":%d,"exchange":%s,"symbol":%s,'
            '"base":%s,"quote":%s,"side":%s,"price":%s,"qty":%s,"usd":%s,'
            '"price_kind":"fill","source":"ws","received":%d,"id":%s}' % (
                m["ts"], word("exchange"), word("symbol"), word("base"),
                word("quote"), word("side"), m["price"], m["qty"], m["usd"],
                m["received"], word("id")))


def events(name):
    known, rest = {}, []
    for raw in open(name, encoding="utf-8"):
        e = json.loads(raw, parse_float=Decimal, parse_int=Decimal)
        if e["type"] != "liquidation":
            continue
        if e["id"] is None:
            rest.append(e)
            continue
        key = (e["exchange"], e["id"])
        if key not in known or content(e) < content(known[key]):
            known[key] = e
    return rest + list(known.values())


def content(e):
    return (e["ts"], e["symbol"].encode(), e["base"].encode(),
            e["quote"].encode(), SIDES[e["side"]], e["price"], e["qty"],
            e["usd"])


def row(ts, width, keys, key, of, mixed):
    base, exchange, symbol, side = key
    usd = {s: sum((e["usd"] for e in of if e["side"] == s), Decimal(0))
           for s in SIDES}
    count = {s: sum(1 for e in of if e["side"] == s) for s in SIDES}
    best = max((e["usd"] for e in of), default=None)
    ids = [e["id"] for e in of if e["usd"] == best]
    ids = sorted(i for i in ids if i is not None) or [""]
    prices = [e["price"] for e in of] if not mixed else []
    qty = sum((e["qty"] for e in of), Decimal(0)) if not mixed else None
    print("\t".join([
        str(ts), str(width), exchange, symbol, base, side,
        str(len(of)), str(count["long"]), str(count["short"]), text(qty),
        text(sum(usd.values())), text(usd["long"]), text(usd["short"]),
        text(best), ids[0] if of else "",
        text(min(prices, default=None)), text(max(prices, default=None)),
        text(ratio(sum(usd.values()), qty))]))


def ratio(usd, qty):
    if not qty:
        return None
    exact = Fraction(usd) / Fraction(qty) * 10 ** 12
    return Decimal(round(exact)).scaleb(-12)


def totals(keys, window, name):
    keys = keys.split(",")
    every = events(name)
    groups = {}
    for e in every:
        key = tuple((e[k] or "") if k in keys else ""
                    for k in ("base", "exchange", "symbol", "side"))
        groups.setdefault(key, []).append(e)
    first = int(min(e["ts"] for e in every))
    last = int(max(e["ts"] for e in every))
    spans = [(first, last - first + 1)]
    if window != "all":
        width = int(window)
        spans = [(t, width) for t in
                 range(first // width * width, last + 1, width)]
    order = sorted(groups, key=lambda k: (
        [x.encode() for x in k[:3]], SIDES[k[3] or None]))
    for ts, width in spans:
        for key in order:
            seen = [e for e in groups[key] if e["ts"] < ts + width]
            of = [e for e in seen if ts <= e["ts"]]
            if seen:
                bases = set(e["base"] for e in seen)
                row(ts, width, keys, key, of, len(bases) > 1)


def orders(name):
    seen, usd = set(), {}
    for r in csv.DictReader(open(name)):
        if tuple(r.values()) in seen:
            continue
        seen.add(tuple(r.values()))
        key = (r["s"], "long" if r["S"] == "SELL" else "short")
        price = Decimal(r["ap"]) or Decimal(r["p"])
        worth = (price * Decimal(r["z"])).quantize(Decimal("1e-8"))
        usd[key] = usd.get(key, 0) + worth
    for symbol, side in sorted(usd):
        print("\t".join([symbol, side, text(usd[symbol, side])]))


def main(argv):
    if argv[1] == "make":
        make(int(argv[2]), int(argv[3]))
    elif argv[1] == "totals":
        totals(argv[2], argv[3], argv[4])
    else:
        orders(argv[2])


main(sys.argv)
