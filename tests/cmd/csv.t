#!/bin/sh
# CSV imports: what the command line says, and recorded files to the digit.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

# import FORMAT OPTION... FILE...: the records alone
import() {
	format=$1
	shift
	liq-fetch --no-meta --import="$format" "$@"
}

cat >candles.csv <<'!'
open_time,open,high,low,close,volume,close_time,quote_volume
1704067200000,42314.00,42335.80,42289.60,42331.90,289.641,1704067259999,12256155.275

1704067260000,42331.90,42353.00,42331.80,42350.40,202.444,1704067319999,8572241.5
open_time,open,high,low,close,volume,close_time,quote_volume
1704067320000,42350.40,42338.00,42350.40,42360.20,188.505,1704067379999,7983702.1
!
t 'a file is imported, its bad row refused' 3 \
	import csv --as=candle -x binance --symbol=BTCUSDT --width=1m candles.csv
same 'the good rows stand' out <<'!'
{"type":"candle","ts":1704067200000,"exchange":"binance","symbol":"BTCUSDT","base":"BTC","quote":"USDT","width_ms":60000,"open":42314.00,"high":42335.80,"low":42289.60,"close":42331.90,"volume":289.641,"buy_volume":null,"usd":12256155.275,"trades":null,"final":true,"source":"csv","received":null}
{"type":"candle","ts":1704067260000,"exchange":"binance","symbol":"BTCUSDT","base":"BTC","quote":"USDT","width_ms":60000,"open":42331.90,"high":42353.00,"low":42331.80,"close":42350.40,"volume":202.444,"buy_volume":null,"usd":8572241.5,"trades":null,"final":true,"source":"csv","received":null}
!
match 'the bad one is named' err \
	'candles.csv:6: "open" or "close" is outside "low" to "high"'

t 'a file without a needed column is refused' 3 \
	import csv --as=candle -x binance --symbol=BTCUSDT candles.csv
same 'nothing comes of it' out </dev/null
match 'its header says why' err \
	'candles.csv:1: no column for "width_ms": give --width'
match 'its rows are counted' err '3 rows passed over'

liq-fetch --import=csv --as=candle -x binance --symbol=BTCUSDT candles.csv \
	2>/dev/null | tail -n 1 >end
match 'the end record counts both' end '"status":3,"count":0,"rejected":2,'

t 'without a type it is a usage error' 2 import csv -x binance candles.csv
match 'which names the option' err 'needs --as'
t 'a book cannot be' 2 import csv --as=book -x okx --symbol=X candles.csv
t 'nor can a format that is none' 2 import cvs candles.csv
match 'the nearest is named' err 'csv'

printf 'ts,price,qty\r\n1704067200000,"1,5",1\r\n1704067200000,1.5,1' >cut.csv
t 'CRLF, a quoted comma, no newline at the end' 3 \
	import csv --as=liquidation -x bybit --symbol=BTCUSDT cut.csv
match 'the quoted number is none' err 'cut.csv:2: "price" is not a number'

{ printf '\357\273\277ts,price,qty\n1704067200000,1.5,1\n'; } >bom.csv
t 'a byte order mark is dropped' 0 \
	import csv --as=liquidation -x bybit --symbol=BTCUSDT bom.csv
match 'and the row read' out '"price":1.5,"qty":1.0,"usd":1.5,'

printf 'ts,price,qty\n1704067200000,1\0005,1\n1704067200000,1.5,1\n' >nul.csv
t 'a NUL byte costs its row' 3 \
	import csv --as=liquidation -x bybit --symbol=BTCUSDT nul.csv
match 'the other is read' out '"price":1.5'

{
	printf 'ts,price,qty\n1704067200000,'
	head -c 1200000 /dev/zero | tr '\0' 9
	printf ',1\n1704067200000,1.5,1\n'
} >long.csv
t 'a cell of more than a mebibyte costs its row' 3 \
	import csv --as=liquidation -x bybit --symbol=BTCUSDT long.csv
match 'the row after it is read' out '"price":1.5'

: >empty.csv
t 'an empty file is no fault' 0 \
	import csv --as=liquidation -x bybit --symbol=BTCUSDT empty.csv
same 'and gives nothing' out </dev/null

cat >orders.csv <<'!'
s,S,o,f,q,p,ap,X,l,z,T
BTCUSDT,SELL,LIMIT,IOC,0.014,100,101,FILLED,0.014,0.014,1704067200000
BTCUSDT,SELL,LIMIT,IOC,0.014,100,101,FILLED,0.014,0.014,1704067200000
!
t 'orders in the names of Binance' 0 import binance-forceorder orders.csv
is 'a repeat is one event' "$(wc -l <out | tr -d ' ')" 1

liq-fetch --list=formats >list
for f in binance-forceorder binance-vision csv okx-liquidation tardis; do
	match "the list of formats has $f" list "^${f}[[:blank:]]"
done

# recorded NAME KIND FACTOR ROWS FILES FORMAT OPTION...
# shellcheck disable=SC2086 # lists are words
recorded() {
	name=$1 kind=$2 factor=$3 rows=$4 list=
	for f in $5; do
		list="$list recorded/$f"
		[ -r "recorded/$f" ] && command -v python3 >/dev/null && continue
		skip "$name" 'no recorded data, or no python3'
		return
	done
	shift 5
	import "$@" $list >out 2>err
	is "$name: all is well" "$?" 0
	is "$name: rows" "$(wc -l <out | tr -d ' ')" "$rows"
	is "$name: to the digit" "$(python3 "$top/tests/cmd/csv_expect.py" \
		$kind $factor $list <out 2>&1)" ''
}

[ -z "$shared" ] || ln -s "$shared" recorded
recorded 'candles of Binance' candle 1 7957 \
	perp-candles-1h/binance-BTC-1h.csv.gz \
	csv --as=candle -x binance --symbol=BTCUSDT --width=1h
recorded 'candles of OKX in contracts' candle 1000 2160 \
	perp-candles-1h/okx-DOGE-1h.csv.gz \
	csv --as=candle -x okx --symbol=DOGE-USDT-SWAP --width=1h \
	--volume-unit=contract
recorded 'candles of 3 minutes with USD' candle 1 14399 \
	binance-ethusdt-3m-15m/ETHUSDT-3m.csv.gz \
	csv --as=candle -x binance --symbol=ETHUSDT --width=3m
recorded 'open interest' oi 1 17855 \
	binance-oi-5m/BTCUSDT-oi-5m.csv.gz \
	csv --as=oi -x binance --symbol=BTCUSDT
recorded 'open interest in USD alone' oi 1 7894 \
	hyperliquid-oi-1h/BTC-oi-1h.csv.gz \
	csv --as=oi -x hyperliquid --symbol=BTC
recorded 'funding' funding 1 546 \
	binance-oi-5m/SOLUSDT-funding-8h.csv \
	csv --as=funding -x binance --symbol=SOLUSDT --width=8h
hourly=btc-liq-hourly-3venues/BTC-1h.csv.gz
recorded 'totals of three exchanges' total 1 1408 $hourly \
	csv --as=total --symbol=BTC --width=1h
recorded 'open interest of the same table' oi 1 1408 $hourly \
	csv --as=oi -x binance --symbol=BTCUSDT
recorded 'funding of the same table, in percent' funding 1 1408 $hourly \
	csv --as=funding -x binance --symbol=BTCUSDT --rate-unit=percent
recorded 'prices of the same table' prices 1 1408 $hourly \
	csv --as=candle -x binance --symbol=BTCUSDT --width=1h
fills='hyperliquid-liquidations-2025-05/ETH.csv
	hyperliquid-liquidations-2025-05/DOGE.csv
	hyperliquid-liquidations-2025-05/HYPE.csv'
recorded 'fills of Hyperliquid, sides unknown' fill 1 1404 "$fills" \
	csv --as=liquidation -x hyperliquid
recorded 'orders of OKX in contracts of 1000 coins' okx 1000 1422 \
	okx-liquidations-2026-03/DOGE-USDT-SWAP.csv okx-liquidation
recorded 'orders of OKX in contracts of a coin' okx 1 1052 \
	okx-liquidations-2026-03/SOL-USDT-SWAP.csv okx-liquidation
orders='binance-force-orders/2024-08-17_1158-1228.csv
	binance-force-orders/2025-01-26_1627-1714.csv
	binance-force-orders/2025-12-27_28.csv'
recorded 'forced orders of Binance' forced 1 2978 "$orders" binance-forceorder

done_testing
