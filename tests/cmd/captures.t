#!/bin/sh
# Recorded raw sessions of four exchanges, against another reading of the same
# bytes: as they are, and with liquidations put into them that were recorded
# elsewhere.
. "$(dirname "$0")/../tap.sh"

command -v python3 >/dev/null || {
	echo "1..0 # SKIP there is no python3"
	exit
}

# What a session has of liquidations, by the exchanges' own documents: a line
# each, "ts symbol side price qty"; on stderr how many frames it has.
cat >read.py <<'!'
import gzip
import json
import sys


def binance(m):
    m = m.get('data', m)
    if m.get('e') == 'forceOrder':
        o = m['o']
        yield o['T'], o['s'], o['S'] == 'SELL', o['ap'], o['z']


def bybit(m):
    if m.get('topic', '').startswith('allLiquidation.'):
        for row in m['data']:
            yield row['T'], row['s'], row['S'] == 'Buy', row['p'], row['v']


def okx(m):
    if m.get('arg', {}).get('channel') == 'liquidation-orders':
        for row in m.get('data', ()):
            for d in row['details']:
                yield (d['ts'], row['instId'], d['posSide'] == 'long',
                       d['bkPx'], d['sz'])


def gate(m):
    if m.get('channel') == 'futures.public_liquidates':
        for row in m['result'] if m['event'] == 'update' else ():
            yield (row['time_ms'], row['contract'], row['size'] < 0,
                   row['price'], abs(row['size']))


read, frames = globals()[sys.argv[1]], 0
for line in gzip.open(sys.argv[2], 'rt'):
    one = json.loads(line)
    if one['t'] != 'recv':
        continue
    frames += 1
    if one['data'][:1] == '{':
        for ts, symbol, is_long, price, qty in read(json.loads(one['data'])):
            print(ts, symbol, 'long' if is_long else 'short',
                  float(price), float(qty))
print(frames, file=sys.stderr)
!
# The exchange's list is not at hand: a contract is taken to be one coin.
cat >lists <<'!'
{"type":"instrument","ts":1763800000000,"exchange":"okx","symbol":"CNPY-USDT-SWAP","base":"CNPY","quote":"USDT","kind":"perpetual","contract_size":1.0,"inverse":false,"multiplier":1.0,"status":"trading"}
!

# compare NAME EXCHANGE FILE LEAST: both read the same, so many or more
compare() {
	python3 read.py "$2" "$3" 2>frames | sort -u >want.read
	t "$1: $(cat frames) frames" 0 liq-fetch --import=cryptofeed -x "$2" \
	    --no-meta --instruments=lists "$3"
	quiet "$1: none of them is refused"
	jq -r '"\(.ts) \(.symbol) \(.side) \(.price) \(.qty)"' out |
		awk '{ printf "%s %s %s %.10g %.10g\n", $1, $2, $3, $4, $5 }' | sort >got.read
	awk '{ printf "%s %s %s %.10g %.10g\n", $1, $2, $3, $4, $5 }' want.read >want.all
	n=$(wc -l <want.all)
	cmp -s got.read want.all && [ "$n" -ge "$4" ]
	ok "$1: $n liquidations, read alike" $? ||
		diff want.all got.read | head -5 | sed 's/^/# /'
}

for pair in BINANCE_FUTURES:binance BYBIT:bybit GATEIO_FUTURES:gate OKX:okx; do
	file=$shared/raw-captures-cryptofeed/${pair%:*}.jsonl.gz
	exchange=${pair#*:}
	[ -r "$file" ] || {
		skip "${pair%:*}" 'no recorded data'
		continue
	}
	compare "${pair%:*}" "$exchange" "$file" 0
	more=$shared/native-live-2026/$exchange.jsonl
	[ -r "$more" ] || continue
	{
		gzip -dc "$file" | head -300
		jq -R -c '{t: "recv", conn: "ws", ts: 1789670000.5, data: .}' "$more"
		gzip -dc "$file" | tail -n +301
	} | gzip -1 >spliced.gz
	compare "${pair%:*} with frames of 2026" "$exchange" spliced.gz 1
done
done_testing
