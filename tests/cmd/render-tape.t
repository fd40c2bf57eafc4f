#!/bin/sh
# liq-render tape: a line goes out as soon as its liquidation is in; what is
# missing is said where it is missing.
. "$(dirname "$0")/../tap.sh"

data=$top/tests/data/render-bars
cp "$data"/*.ndjson .

# --- a pipe

mkfifo fifo
liq-render tape --format=ascii -W 80 --min=50k <fifo >live 2>err &
exec 3>fifo
# seen N: wait until that many lines are out, five seconds at most
seen() {
	tries=0
	while [ "$(wc -l <live)" -lt "$1" ] && [ $tries -lt 50 ]; do
		sleep 0.1
		tries=$((tries + 1))
	done
	wc -l <live | tr -d ' '
}
sed -n 1,2p orders.ndjson >&3
is 'the first order is out while the input is open' "$(seen 4)" 4
sed -n 3p orders.ndjson >&3
is 'and so is the next' "$(seen 5)" 5
sed -n 4p orders.ndjson >&3
sed -n 5p orders.ndjson >&3
is 'a gap is a line of its own' "$(seen 6)" 6
sed '1,5d' orders.ndjson >&3
exec 3>&-
wait $!
is 'the gap makes the status 3' $? 3
same 'all of it' live <<'!'
Liquidations in USD
binance (sampled) | bybit | orders of 50.0k and more
-- 2025-02-13 UTC
23:55:00 bybit       BTCUSDT        v long      97,011.7    130k ########
23:56:30 binance     BTCUSDT        ^ short     97,102.0   1.25M ############
-- gap binance 23:56:40 - 23:57:40 not filled
23:59:30 binance     ETHUSDT        v long      2,713.55   54.3k #######
-- 2025-02-14 UTC
00:01:00 bybit       SOLUSDT        ^ short        196.2   12.0M ###############
!
match 'and is said' err 'a gap in the liquidation data of binance'

# --- what is shown

sed '/"gap"/d' orders.ndjson >whole.ndjson
t 'no order is as large' 6 liq-render tape -e --min=1B whole.ndjson
t 'some are' 0 liq-render tape -e --min=1M whole.ndjson
is 'and no others are shown' "$(grep -c '[0-9]:[0-9]' out)" 2
t 'a head without orders' 0 liq-render tape --format=ascii empty.ndjson
match 'says that there were none' out 'no liquidation records came in'
t 'records of another type' 6 liq-render tape -e hours.ndjson
match 'what is needed is said' err \
    'this chart needs "liquidation" records; try liq-fetch -f BTC'
t 'into a file' 0 liq-render tape --format=ascii -o tape.txt whole.ndjson
liq-render tape --format=ascii whole.ndjson >out
same 'as to a pipe' tape.txt <out
sed '$d' whole.ndjson >dead
echo old >kept
liq-render tape --format=ascii -o kept - <dead 2>err
is 'a regular file that is still written to' $? 0
echo old >kept
# shellcheck disable=SC2002
cat dead | liq-render tape -o kept 2>err
is 'a producer that died' "$?$(cat kept)" 3old
liq-render tape --format=unicode wild.ndjson >out 2>err
is 'no control reaches a terminal' \
    "$(LC_ALL=C tr -d '\n\200-\377' <out | LC_ALL=C grep -c '[^ -~]')" 0
for w in 20 25 31 40 46 56 69 80 130; do
	for f in orders wild; do
		liq-render tape --format=ascii -W $w $f.ndjson 2>/dev/null |
			awk -v w=$w 'length > w { print w, $0 }'
	done
done >wide
same 'no line is too wide' wide </dev/null
liq-render tape --format=svg -t 2 orders.ndjson >out 2>err
is 'an SVG has the last ones' "$(grep -c '>[0-9][0-9]:[0-9][0-9]:' out)" 2
if [ -w /dev/full ]; then
	liq-render tape orders.ndjson >/dev/full 2>err
	is 'a full disk' $? 1
fi
done_testing
