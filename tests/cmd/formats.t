#!/bin/sh
# Archives that are imported: what the command line says, and recorded files
# to the digit.
# shellcheck source=tests/tap.sh
. "$(dirname "$0")/../tap.sh"

# import FORMAT OPTION... FILE...: the records alone
import() {
	format=$1
	shift
	liq-fetch --no-meta --import="$format" "$@"
}

for f in ccxt coinalyze coinglass cryptofeed hyperliquid-2023 \
	hyperliquid-levels; do
	liq-fetch --list=formats >list
	match "the list of formats has $f" list "^${f}[[:blank:]]"
done

# What one file of the dump tells of another.
cat >liquidations.csv <<'!'
time,user,liquidated_ntl_pos,liquidated_account_value,leverage_type
2023-02-28T21:10:23Z,0x01,356.8,2.9,Cross
!
cat >trades.csv <<'!'
time,user,coin,side,px,sz,crossed
2023-02-28T21:10:23Z,0x01,ATOM,Ask,12,30,false
!
t 'two tables that belong together' 0 \
	import hyperliquid-2023 liquidations.csv trades.csv
same 'one tells when, the other what' out <<'!'
{"type":"liquidation","ts":1677618623000,"exchange":"hyperliquid","symbol":"ATOM","base":"ATOM","quote":"USDC","side":"long","price":12.0,"qty":30.0,"usd":360.0,"price_kind":"fill","source":"hyperliquid-2023","received":null,"id":"pkpnsrl5ynmbc4lvv7bxtdjm"}
!
cp out first
t 'in the other order' 0 import hyperliquid-2023 trades.csv liquidations.csv
same 'they say the same' out <first
cat trades.csv liquidations.csv >both.csv
t 'as one stream' 0 import hyperliquid-2023 both.csv
same 'they say the same again' out <first
t 'one without the other' 3 import hyperliquid-2023 liquidations.csv
match 'is told' err 'a liquidation without its trades has no coin'

# Two answers of one page overlap: events are told once, twins survive.
order='{"exchange_name":"OKX","symbol":"BTC-USDT-SWAP","base_asset":"BTC","price":80000,"usd_value":800,"side":1,"time":17500000001%s}'
# shellcheck disable=SC2059 # the format is ours
row() { printf "$order" "$1"; }
{
	printf '{"code":"0","data":[%s,%s,%s]}\n' "$(row 00)" "$(row 01)" "$(row 01)"
	printf '{"code":"0","data":[%s,%s,%s]}\n' "$(row 01)" "$(row 01)" "$(row 02)"
} >orders.json
t 'overlapping answers of an aggregator' 0 import coinglass orders.json
is 'give each order once and twins twice' "$(jq -r '.ts % 100' out | tr '\n' ' ')" \
	'0 1 1 2 '
is 'under its own name' "$(jq -r '[.exchange, .symbol] | join(" ")' out | sort -u)" \
	'coinglass okx:BTC-USDT-SWAP'

cat >columns.csv <<'!'
t,BTC/USD - Kraken,BTC/USD - Deribit,BTC/USD - Kraken
2022-10-19,1,2,3
!
t 'two columns of one name' 3 import coinalyze --as=oi columns.csv
match 'are refused' err 'two columns of kraken:BTC/USD'
is 'and the other is read' "$(jq -r .symbol out)" 'deribit:BTC/USD'

t 'ccxt without an exchange' 2 import ccxt orders.json
match 'is a usage error' err 'need -x'

# recorded NAME KIND ROWS FILES FORMAT OPTION...
# shellcheck disable=SC2086 # lists are words
recorded() {
	name=$1 kind=$2 rows=$3 list=
	for f in $4; do
		list="$list recorded/$f"
		[ -r "recorded/$f" ] && command -v python3 >/dev/null && continue
		skip "$name" 'no recorded data, or no python3'
		return
	done
	shift 4
	import "$@" $list >out 2>err
	is "$name: records" "$(wc -l <out | tr -d ' ')" "$rows"
	is "$name: to the digit" "$(python3 "$top/tests/cmd/formats_expect.py" \
		$kind $list <out 2>&1)" ''
}

[ -z "$shared" ] || ln -s "$shared" recorded
recorded 'the dump of 2023' hyperliquid-2023 69 \
	'hyperliquid-2023/liquidations.csv hyperliquid-2023/non_mm_trades.csv.gz' \
	hyperliquid-2023
recorded 'positions by bins' levels 2691 \
	hyperliquid-position-levels/snapshots-2026-01-26_02-10.jsonl.gz \
	hyperliquid-levels
recorded 'liquidations a column a market' coinalyze 8359 \
	coinalyze-btc-daily-by-venue/btc-liquidations-usd-1d.csv coinalyze
recorded 'open interest a column a market' coinalyze-oi 10468 \
	coinalyze-btc-daily-by-venue/btc-open-interest-usd-1d.csv \
	coinalyze --as=oi
recorded 'funding a column a market' coinalyze-funding 12286 \
	coinalyze-btc-daily-by-venue/btc-funding-1d.csv coinalyze --as=funding
recorded 'orders summed in batches' batches 5694 \
	binance-liq-batches-2023-01/2023-01-06_13.csv.gz \
	csv --as=total -x binance --width=1m
recorded 'totals of days' days 173 hyperliquid-oi-1h/liquidation-volume-1d.csv \
	csv --as=total -x hyperliquid --width=1d

# Captures hold no liquidation: every frame is known, and none is refused.
for f in BINANCE_FUTURES BYBIT GATEIO_FUTURES OKX; do
	file=recorded/raw-captures-cryptofeed/$f.jsonl.gz
	[ -r "$file" ] || {
		skip "a capture of $f" 'no recorded data'
		continue
	}
	x=
	[ $f != GATEIO_FUTURES ] || x='-x gate' # cryptofeed has none of it
	# shellcheck disable=SC2086 # an option or none
	t "a capture of $f" 0 import cryptofeed $x "$file"
	same "a capture of $f has no liquidation" out </dev/null
done

# Levels that are measured are of positions, and of somebody.
echo '{"time":"2026-01-26T10:42:06Z","traders":2,"coins":{"BTC":{"price":87848.0,"long":[[73616.62,2224951.48,0,0,2224951.48,0]],"short":[]}}}' >levels.in
t 'levels' 0 liq-fetch --import=hyperliquid-levels levels.in
is 'whose they are stands in begin and end' \
    "$(jq -c 'select(.sources) | .sources' out | uniq -c | tr -s ' ')" \
    ' 2 [{"exchange":"hyperliquid","class":null,"kinds":["position"]}]'

done_testing
