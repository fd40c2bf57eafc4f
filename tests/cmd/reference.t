#!/bin/sh
# liq-levels and a numpy program that was written from the same text, and
# shares no code with it, fill the same cells.
. "$(dirname "$0")/../tap.sh"

python=$(for p in python3 /usr/bin/python3; do
	"$p" -c 'import numpy' 2>/dev/null && echo "$p" && break
done)
reference=$top/tests/reference
hourly=perp-candles-1h
marks=binance-oi-5m

if [ -z "$python" ] || [ -z "$shared" ] || ! command -v liq-levels >/dev/null; then
	skip 'the reference' 'needs numpy, recorded data and liq-levels'
	done_testing
fi

# rows TYPE SYMBOL WIDTH FILE FROM TO: records of that time
rows() {
	liq-fetch -q --no-meta --import=csv --as="$1" -x binance \
	    --symbol="$2" --width="$3" "$shared/$4" |
		awk -F '[:,]' -v from="$5" -v to="$6" '$4 >= from && $4 < to'
}

# shellcheck disable=SC2094 # a folder and a file, alike in name
# agree NAME SINCE: liq-levels against the reference, columns from SINCE on
agree() {
	liq-levels -q --no-meta --as=column -i 1h -s "$2" candles interest >got
	"$python" "$reference/model.py" --since="$2" candles interest >want
	"$python" "$reference/compare.py" got want >said 2>&1
	ok "$1" $?
	sed 's/^/# /' said
}

# nine days of hours with marks inside: quantiles want a week before them
rows candle BTCUSDT 1h $hourly/binance-BTC-1h.csv.gz 1765152000000 1765929600000 >candles
rows oi BTCUSDT 5m $marks/BTCUSDT-oi-5m.csv.gz 1765152000000 1765929600000 >interest
agree 'hours with marks inside' 1765756800000
is 'quantiles were among what was compared' \
    "$(jq -s 'all(.swept_long_usd_low != null)' got)" true

# marks that start on the way, and the crash of 2025-10-10
rows candle DOGEUSDT 1h $hourly/binance-DOGE-1h.csv.gz 1764244800000 1764720000000 >candles
rows oi DOGEUSDT 5m $marks/DOGEUSDT-oi-5m.csv.gz 1764244800000 1764720000000 >interest
agree 'hours before marks, and after' 1764460800000
rows candle BTCUSDT 1h $hourly/binance-BTC-1h.csv.gz 1759881600000 1760227200000 >candles
: >interest
agree 'hours of a crash, without marks' 1759968000000

# quarters of an hour: three legs, columns of several candles
liq-fetch -q --no-meta --import=csv --as=candle -x binance --symbol=ETHUSDT \
    --width=15m "$shared"/binance-ethusdt-3m-15m/*15m* 2>/dev/null |
	head -300 >candles
agree 'four candles a column' 0

# one number a billionth off is seen
sed '20s/"swept_long":\[\[\([0-9]*\),\([0-9]*\)/"swept_long":[[\1,1\2/' want >off
"$python" "$reference/compare.py" off want >/dev/null 2>&1
is 'a wrong cell would be seen' $? 1
done_testing
