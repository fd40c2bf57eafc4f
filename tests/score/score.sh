#!/bin/sh
# score.sh [-v] - the estimate on recorded markets, against its goals, and on
# the built-in market, whose positions are known.  -v: every score.
#
# Programs are those of $PATH, recordings those of $LIQ_SHARED.  Status 1 when
# a goal is missed.
LC_ALL=C TZ=UTC
export LC_ALL TZ
here=$(cd "$(dirname "$0")" && pwd)
shared=${LIQ_SHARED:-$(cd "$here/../../../shared/data" 2>/dev/null && pwd)}
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-score.XXXXXX") || exit 1
trap 'cd /; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
cd "$dir" || exit 1
# shellcheck source=tests/score/data.sh
. "$here/data.sh"

columns() {
	liq-levels -q --no-meta --as=column -i 1h "$@"
}

score() {
	liq-score -q --no-meta --horizon=4h "$@"
}

# The hours of BTC: everything there is, and hourly candles alone.
bars() {
	candles binance BTC >btc.candles
	interest BTC >btc.interest
	btc_totals >btc.totals
	columns btc.candles btc.interest >btc.columns
	columns btc.candles >btc.plain
	score btc.columns btc.totals btc.candles >bars.scores
	score btc.plain btc.totals btc.candles >plain.scores
}

# Five sets of events with prices, each with some weeks to warm up.
five() {
	for coin in SOL DOGE; do
		candles binance $coin 1768780800000 >okx.$coin.candles
		interest $coin 1768780800000 >okx.$coin.interest
		columns okx.$coin.candles okx.$coin.interest \
		    -s 2026-03-04 >okx.$coin.columns
		okx $coin >okx.$coin.events
	done
	for book in binance:ETH bybit:DOGE bybit:HYPE; do
		coin=${book#*:}
		candles "${book%:*}" "$coin" 1744243200000 1749600000000 \
		    >hl."$coin".candles
		columns hl."$coin".candles -s 2025-05-25 >hl."$coin".columns
		hyperliquid "$coin" >hl."$coin".events
	done
	score okx.* hl.* >five.scores
}

# Three markets of the built-in exchange: hours, events, open positions.
built_in() {
	for seed in 1 2 3; do
		liq-fetch -q --no-meta -x market --seed=$seed \
		    -k candle,oi,liquidation -s 2025-01-01 -u 2025-01-31 \
		    BTC >market.$seed
		columns market.$seed -s 2025-01-08 >market.$seed.columns
		for day in 13 16 19 22 25 28; do
			liq-fetch -q --no-meta -x market --seed=$seed \
			    -k position -s 2025-01-$day \
			    -u 2025-01-${day}T00:05 BTC
		done >market.$seed.positions
		score market.$seed market.$seed.columns \
		    market.$seed.positions >market.$seed.scores
	done
}

# The scores of a file as rows: what is asked of goals.txt, then numbers.
rows() {
	jq -r --arg set "$1" 'select(.mode == "strict" or .against != null) |
	    [$set, .base // "", .kind, .horizon_ms // 0, .against // "",
	    .metric, .model, .value, .low, .high, .n, .exchange // ""] |
	    map(. // "" | tostring) | join(";")' "$1.scores"
}

judge() {
	for set in bars plain five; do
		rows $set
	done | awk -F ';' -v goals="$here/goals.txt" -f "$here/judge.awk"
}

truth() {
	for seed in 1 2 3; do
		rows market.$seed
	done | awk -F ';' -f "$here/truth.awk"
}

if [ -z "$shared" ]; then
	echo 'score.sh: no recorded data: set LIQ_SHARED' >&2
else
	bars
	five
fi
built_in
[ "$1" = -v ] && liq-score -q --format=text --horizon=4h \
    btc.columns btc.totals btc.candles okx.* hl.*
status=0
if [ -n "$shared" ]; then
	judge
	status=$?
	echo
fi
truth
exit $status
