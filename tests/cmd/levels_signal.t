#!/bin/sh
# liq-levels --as=signal: each carries the rate that the page's table has for
# it, or none; and that table can be measured again.
. "$(dirname "$0")/../tap.sh"

hours=300

# market COIN WAY FUNDING: a walk whose last hour goes 8 % that way, while
# takers push the other, open interest rises, and the book is thin.
market() {
	awk -v coin="$1" -v way="$2" -v rate="$3" -v n=$hours '
	function head(type, hour) {
		printf "{\"type\":\"%s\",\"ts\":%.0f,\"exchange\":" \
		    "\"binance\",\"symbol\":\"%sUSDT\",\"base\":\"%s\"," \
		    "\"quote\":\"USDT\",", type, 1738310400000 + \
		    hour * 3600000, coin, coin
	}
	function candle(hour, open, close_) {
		high = (open > close_ ? open : close_) * 1.001
		low = (open < close_ ? open : close_) * 0.999
		head("candle", hour)
		printf "\"width_ms\":3600000,\"open\":%.2f,\"high\":%.2f," \
		    "\"low\":%.2f,\"close\":%.2f,\"volume\":1000.0," \
		    "\"buy_volume\":%d.0,\"final\":true}\n", \
		    open, high, low, close_, 500 - way * 100
	}
	BEGIN {
		seed = 1
		p = 10000
		for (i = 0; i < n; i++) {
			seed = (seed * 69069 + 5) % 4294967296
			q = p * (1 + 0.01 * (seed / 4294967296 - 0.5))
			if (i == n - 1)
				q = p * (1 + 0.08 * way)
			candle(i, p, q)
			p = q
			head("oi", i)
			printf "\"oi\":%d.0,\"usd\":%.2f,\"width_ms\":0}\n", \
			    5000 + i * i, (5000 + i * i) * p
		}
		head("funding", n - 1)
		printf "\"rate\":%s,\"width_ms\":28800000,\"kind\":" \
		    "\"settled\"}\n", rate
		head("book", n)
		printf "\"bids\":[[%.2f,0.1]],\"asks\":[[%.2f,0.1]]}\n", \
		    p * 0.9999, p * 1.0001
	}'
}

# Each signal of "out" as the page has it.
rows() {
	jq -r 'select(.hit_n != null) | [.name, .side, .base, .hit_rate,
	    .hit_low, .hit_high, .hit_n] | map(tostring) | join(" ")' out
}

awk '/^signal +side +coin/ { reading = 1; next }
	/^\.Ed/ { reading = 0 }
	reading {
		n = $2 == "either" ? 2 : 1
		for (i = 0; i < n; i++) {
			side = n == 1 ? $2 : i ? "short" : "long"
			print $1, side, $3, $4 + 0, $5 + 0, $6 + 0, $7 + 0
		}
	}' "$top/man/liq-levels.1" | sort >page
is 'the page has rates for both sides of five signals and four coins' \
    "$(awk '{ print $1, $2, $3 }' page | sort -u | wc -l)" 40

for coin in BTC ETH SOL DOGE; do
	for way in -1 1; do
		for rate in 0.0001 -0.0001; do
			market $coin $way $rate >input
			liq-levels -q --no-meta --as=signal input >out
			rows
			cat out >>all
		done
	done
done | sort -u >said
same 'every signal carries what the page says of it' said <page
is 'no book and no taker has a rate' "$(jq -r 'select(.name == "thin_book" or
    .name == "taker_divergence") | [.name, .hit_rate, .hit_low, .hit_high,
    .hit_n] | map(tostring) | join(" ")' all | sort -u)" \
    'taker_divergence null null null null
thin_book null null null null'

# none NAME OPTIONS...: of "input" no signal has a rate
none() {
	name=$1
	shift
	t "$name" 0 liq-levels -q --no-meta --as=signal "$@" input
	[ -s out ]
	ok "$name: there are signals" $?
	is "$name: their rates are not known" "$(jq -c '[.hit_rate, .hit_low,
	    .hit_high, .hit_n]' out | sort -u)" '[null,null,null,null]'
}

none 'another model' --model=priceonly
none 'sweeps by their own volume' --own
none 'a band of leverage' --leverage=3..25
market XRP -1 0.0001 >input
none 'another coin'

# --- how they are measured

if ! command -v python3 >/dev/null; then
	skip 'answers and intervals' 'no python3'
else
	t 'answers and intervals' 0 env PYTHONPATH="$top/tests/score" \
	    python3 "$top/tests/score/signals_test.py"
	same 'are those on paper' out </dev/null
fi

if [ ! -r "$shared/binance-oi-5m/DOGEUSDT-funding-8h.csv" ] ||
    ! command -v python3 >/dev/null; then
	skip 'five weeks of DOGE' 'no recorded data, or no python3'
else
	# shellcheck source=tests/score/data.sh
	. "$top/tests/score/data.sh"
	from=1767225600000 # 2026-01-01
	candles binance DOGE $from >recorded
	interest DOGE $from >>recorded
	funding DOGE | between $from >>recorded
	t 'five weeks of DOGE' 0 python3 "$top/tests/score/signals.py" \
	    --since=1769040000000 --until=1772064000000 --samples=2 \
	    --table recorded
	same 'have the rates they had' out <<'!'
	{ "imbalance", "DOGE", SIDE_NONE, 0.548, 0.474, 0.630, 838 },
	{ "nearest_cluster", "DOGE", SIDE_NONE, 0.481, 0.454, 0.499, 1608 },
	{ "rising_interest", "DOGE", SIDE_NONE, 0.592, 0.431, 0.662, 282 },
	{ "squeeze", "DOGE", SIDE_LONG, 0.646, 0.457, 0.809, 359 },
	{ "squeeze", "DOGE", SIDE_SHORT, 0.416, 0.290, 0.510, 476 },
0 of 2 hours differ from -u
!
fi
done_testing
