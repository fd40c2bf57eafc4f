"""A stream as it comes while it runs, and what of the answer counts.

    live.py make SEED EVENTS LATE_MS   events late by up to that, some twice,
                                       two exchanges that mark each minute
    live.py newest rows|bins           totals: of each row the last revision;
                                       rows are told apart by price, too
"""
import json
import random
import sys

START = 1738310400000
MINUTE = 60000


def event(r, ts, n):
    coin, price = r.choice([("BTC", 94312), ("ETH", 3421), ("SOL", 187)])
    qty = r.randrange(1, 100000)
    return (
        '{"type":"liquidation","ts":%d,"exchange":"%s","symbol":"%sUSDT",'
        '"base":"%s","quote":"USDT","side":"%s","price":%d.0,"qty":%d.%03d,'
        '"usd":%d.%03d,"price_kind":"fill","source":"ws","received":null,'
        '"id":"%s"}' % (
            ts, r.choice(["bybit", "okx"]), coin, coin,
            r.choice(["long", "short"]), price, qty // 1000, qty % 1000,
            price * qty // 1000, price * qty % 1000,
            "%06x" % (n * 7919 % 0x1000000)))


def mark(exchange, since, until):
    return ('{"type":"mark","ts":%d,"exchange":"%s","symbol":null,'
            '"kind":"liquidation","since":%d,"until":%d}' % (
                until, exchange, since, until))


def make(seed, events, late):
    r = random.Random(seed)
    span = 6 * 60 * MINUTE
    out = []
    for n in range(events):
        ts = START + r.randrange(span)
        # a mark of the minute after comes before what is late
        comes = ts + (r.randrange(late) if r.random() < 0.1 else 0)
        line = event(r, ts, n)
        out.append((comes, 0, line))
        if r.random() < 0.1:
            out.append((comes + r.randrange(late), 0, line))
    for t in range(START, START + span, MINUTE):
        for exchange, lag in (("bybit", 0), ("okx", 2500)):
            out.append((t + MINUTE + lag, 1, mark(exchange, t, t + MINUTE)))
    sources = ('[{"exchange":"bybit","class":"complete","kinds":'
               '["liquidation"]},{"exchange":"okx","class":"sampled","kinds":'
               '["liquidation"]}]')
    print('{"type":"begin","ts":%d,"program":"x","version":"1","schema":1,'
          '"options":{},"sources":%s,"previous":null}' % (START, sources))
    for _, _, line in sorted(out, key=lambda o: o[:2]):
        print(line)
    print('{"type":"end","ts":%d,"status":0,"count":0,"rejected":0,'
          '"repeated":0,"gaps":0,"gap_ms":0,"why":null,"sources":%s}' % (
              START + span, sources))


def newest():
    rows = {}
    for line in sys.stdin:
        t = json.loads(line)
        if t["type"] != "total":
            continue
        bin = t["low"] if "bins" in sys.argv else None
        key = tuple(t[k] for k in ("ts", "width_ms", "exchange", "symbol",
                                   "base", "side", "size")) + (bin,)
        if key in rows and t["revision"] != rows[key][0] + 1:
            print("revision %d after %d: %s" % (
                t["revision"], rows[key][0], line), end="")
        if key not in rows and t["revision"] != 0:
            print("revision %d comes first: %s" % (t["revision"], line), end="")
        rows[key] = (t["revision"], line)
    for revision, line in rows.values():
        print(line.replace('"revision":%d,' % revision, ""), end="")


if sys.argv[1] == "make":
    make(*(int(a) for a in sys.argv[2:5]))
else:
    newest()
