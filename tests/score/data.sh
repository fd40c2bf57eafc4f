#!/bin/sh
# data.sh - recorded markets as records, in the current directory; sourced.
#
#   $shared                        where the recordings are
#   candles VENUE COIN [FROM [TO]] hourly candles, epoch ms
#   interest COIN [FROM]           open interest every five minutes
#   funding COIN                   rates that were settled
#   okx COIN                       events, bankruptcy prices
#   hyperliquid COIN               events, fills without a side

import() {
	liq-fetch -q --no-meta --import=csv "$@"
}

between() {
	awk -F '[:,]' -v from="${1:-0}" -v to="${2:-9999999999999}" \
	    '$4 >= from && $4 < to'
}

candles() {
	import --as=candle -x "$1" --symbol="$2USDT" --width=1h \
	    "$shared/perp-candles-1h/$1-$2-1h.csv.gz" | between "$3" "$4"
}

interest() {
	import --as=oi -x binance --symbol="$1USDT" --width=5m \
	    "$shared/binance-oi-5m/$1USDT-oi-5m.csv.gz" | between "$2"
}

funding() {
	import --as=funding -x binance --symbol="$1USDT" --width=8h \
	    "$shared/binance-oi-5m/$1USDT-funding-8h.csv"
}

# The side there is the order's: who sells closes a long.
okx() {
	awk -F, -v OFS=, 'NR == 1 { print $0, "price_kind" }
		NR > 1 {
			$3 = $3 == "sell" ? "long" : "short"
			print $0, "bankruptcy"
		}' "$shared/okx-liquidations-2026-03/$1-USDT-SWAP.csv" |
		import --as=liquidation -x okx -
}

hyperliquid() {
	import --as=liquidation -x hyperliquid \
	    "$shared/hyperliquid-liquidations-2025-05/$1.csv"
}

btc_totals() {
	import --as=total --symbol=BTCUSDT --width=1h \
	    "$shared/btc-liq-hourly-3venues/BTC-1h.csv.gz"
}
