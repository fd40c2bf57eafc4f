"""What liq-levels says at the end of every hour of recorded markets.

One program is given the records an hour at a time, as if live, so that
nothing it says knows what comes later; asked() asks another the same of one
time with -u.
"""

import json
import subprocess
from decimal import Decimal

HOUR = 3600000
# A question whose price is no price of any market: its answer is the last
# record of each hour.
LAST = ("--stop=0.00000001",)
COMMAND = ("liq-levels", "-q", "--no-meta", "--as=signal")


def read(names):
    """Per coin (time, candle or None, line), by the time from which each line
    says something; a candle is the last of its time, as it makes the map
    speak."""
    coins = {}
    for name in names:
        with open(name, "rb") as lines:
            for line in lines:
                r = json.loads(line, parse_float=Decimal)
                candle = r if r["type"] == "candle" else None
                at = r["ts"] + (r["width_ms"] if candle else 0)
                coins.setdefault(r["base"], []).append((at, candle, line))
    for rows in coins.values():
        rows.sort(key=lambda row: (row[0], row[1] is not None))
    return coins


def batches(rows):
    """A candle and all that was known when it ended, since the last one."""
    batch, last = [], None
    for at, candle, line in rows:
        batch.append(line)
        if candle is None:
            continue
        if at == last:  # of the second nothing would be told
            raise ValueError("two candles that end at %d" % at)
        yield candle, b"".join(batch)
        batch, last = [], at


def replay(rows):
    """(candle, what was said at its end), candle by candle."""
    with subprocess.Popen(COMMAND + LAST + ("-f",), bufsize=0,
                          stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as levels:
        answers = open(levels.stdout.fileno(), "rb", closefd=False)
        for candle, batch in batches(rows):
            levels.stdin.write(batch)
            said = []
            for line in answers:
                record = json.loads(line, parse_float=Decimal)
                if record["type"] == "check":
                    break
                said.append(record)
            else:
                raise RuntimeError("liq-levels ended early")
            yield candle, said
        levels.stdin.close()
        answers.read()
    if levels.returncode != 0:
        raise RuntimeError("liq-levels: status %d" % levels.returncode)


def asked(rows, at):
    """What is said of a time by a program that is given everything."""
    lines = b"".join(line for _, _, line in rows)
    done = subprocess.run(COMMAND + ("-u", str(at)), input=lines,
                          stdout=subprocess.PIPE, check=True)
    return [json.loads(line, parse_float=Decimal)
            for line in done.stdout.splitlines()]
