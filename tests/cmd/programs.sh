#!/bin/sh
# programs.sh - four ways to run the programs, each with a small sound input,
# for tests that hold for all of them; sourced behind tap.sh.
#
#   $programs                 their names here; market reads nothing
#   run PROGRAM [FILE...]     run it
#   words PROGRAM, name PROGRAM   how it is called, and by which name
#   line PROGRAM N            the N-th of three lines it reads
#   PROGRAM.in                a file of these three

programs='import agg table svg'

for p in liq-fetch liq-agg liq-render; do
	command -v $p >/dev/null || { echo "Bail out! no $p" && exit 1; }
done

run() {
	what=$1
	shift
	case $what in
	import) liq-fetch --import=frames -x bybit "$@" ;;
	agg) liq-agg -w all,1h "$@" ;;
	table) liq-render table "$@" ;;
	svg) liq-render treemap --format=svg "$@" ;;
	market) liq-fetch -x market -u 2025-01-01T01:00 BTC "$@" ;;
	esac
}

# words PROGRAM: how it is called
words() {
	case $1 in
	import) echo liq-fetch --import=frames -x bybit ;;
	agg) echo liq-agg ;;
	*) echo liq-render table ;;
	esac
}

name() {
	words "$1" | cut -d ' ' -f 1
}

# liq N: a liquidation, N seconds after the start
liq() {
	printf '{"type":"liquidation","ts":%s000,"exchange":"bybit",' \
	    $((1738310400 + $1))
	printf '"symbol":"BTCUSDT","base":"BTC","quote":"USDT","side":"long",'
	printf '"price":50000.5,"qty":0.2,"usd":10000.1,"price_kind":"fill",'
	printf '"source":"ws","received":null,"id":"id%s"}\n' "$1"
}

frame() {
	printf '{"topic":"allLiquidation.BTCUSDT","data":[{"T":%s000,' \
	    $((1738310400 + $1))
	printf '"s":"BTCUSDT","S":"Buy","v":"0.2","p":"50000.5"}]}\n'
}

# line PROGRAM N: the N-th of three lines it reads
line() {
	case $1 in
	import) frame "$2" ;;
	agg) liq "$2" ;;
	*) sed -n "$2p" totals ;;
	esac
}

for n in 1 2 3; do liq $n; done | liq-agg --no-meta -w all,1h,2h >totals
for p in $programs; do
	for n in 1 2 3; do line "$p" $n; done >"$p".in
done
