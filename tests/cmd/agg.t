#!/bin/sh
# liq-agg: windows, groups, repeats, statuses, and the same bytes whatever the
# order, the splitting or the packing of the input.
. "$(dirname "$0")/../tap.sh"

data=$top/tests/data/agg
oracle="python3 $data/oracle.py"

# ev MS-SINCE-8-O'CLOCK EXCHANGE BASE SIDE USD ID
ev() {
	for word in side id; do
		eval "$word=null"
	done
	[ "$4" = null ] || side="\"$4\""
	[ "$6" = null ] || id="\"$6\""
	printf '{"type":"liquidation","ts":%s,"exchange":"%s",' \
	    $((1738310400000 + $1)) "$2"
	printf '"symbol":"%sUSDT","base":"%s","quote":"USDT","side":%s,' \
	    "$3" "$3" "$side"
	printf '"price":1.0,"qty":%s,"usd":%s,"price_kind":"fill",' "$5" "$5"
	printf '"source":"ws","received":null,"id":%s}\n' "$id"
}

begin() {
	printf '{"type":"begin","ts":%s,"program":"x","version":"1",' "$1"
	echo '"schema":1,"options":{},"sources":[],"previous":null}'
}

end() {
	printf '{"type":"end","ts":%s,"status":%s,"count":0,"rejected":0,' "$1" "$2"
	echo '"repeated":0,"gaps":0,"gap_ms":0,"why":null,"sources":[]}'
}

# The columns that can be told by hand: cut -f of a tsv, without its head.
columns() {
	tail -n +2 out | cut -f "$1"
}

# --- what comes out

t 'a day is added up' 3 liq-agg --no-meta -w 6h,1h,all -b exchange \
    "$data/day.ndjson"
cp out got
same 'every key of every row is as it was worked out' got \
    <"$data/day-windows.out"
match 'what is missing is said' err 'incomplete: an id with two contents'
t 'aligned windows' 3 liq-agg -q --no-meta -i 2h -b base,side \
    "$data/day.ndjson"
cp out got
same 'every group from its first event on, also when empty' got \
    <"$data/day-aligned.out"
quiet '-q says nothing'
t 'no keys' 3 liq-agg -q -w all -b none --format=tsv "$data/day.ndjson"
is 'one row for all, without coins and prices of several bases' \
    "$(columns 4-8,10,13,19,20)" "$(printf '\t\t\t\t\t138\t\t\t')"

{
	ev 0 okx BTC long 5.0 a
	ev 1000 okx BTC short 7.0 b
	ev 1000 okx ETH null 2.25 c
	ev 3999 bybit BTC long 1.5 d
} >few
t 'the first ms of a window is in it, its end is not' 0 \
    liq-agg -w 1s,3s -u 2025-01-31T08:00:03.999 -b base --format=tsv few
is 'at the edges' "$(columns 2,3,6,10,14)" \
    "$(printf '%s\t3000\t%s\t%s\t%s\n' 1738310400999 BTC 1 7.0 \
	1738310400999 ETH 1 2.25)"
t 'the end is the first ms after the newest event' 0 \
    liq-agg -w 3s -b base --format=tsv few
is 'as of the newest' "$(columns 2,6,14)" \
    "$(printf '%s\tBTC\t8.5\n%s\tETH\t2.25' 1738310401000 1738310401000)"
t 'since is inclusive, until is not' 0 liq-agg -w all -b none --format=tsv \
    -s 2025-01-31T08:00:01 -u 2025-01-31T08:00:03.999 few
is 'two events are between' "$(columns 2,3,10,14)" \
    "$(printf '1738310401000\t1\t2\t9.25')"
t 'times may count back from the newest event' 0 \
    liq-agg -w all -b none --format=tsv -s -3s -u -1ms few
is 'the same two' "$(columns 2,3,10,14)" \
    "$(printf '1738310401000\t1\t2\t9.25')"
t 'an unknown side' 0 liq-agg -w all -b none --format=tsv few
is 'counts in count and usd alone' "$(columns 10-12,14-16)" \
    "$(printf '4\t2\t1\t15.75\t6.5\t7.0')"
t 'the largest rows' 0 liq-agg -t 2 -w 2500ms,1h -b exchange,base,side \
    --format=tsv few
is 'of each window, by usd' "$(columns 3,4,6,8,14)" \
    "$(printf '2500\tbybit\tBTC\tlong\t1.5\n')
$(printf '3600000\tokx\tBTC\tshort\t7.0\n3600000\tokx\tBTC\tlong\t5.0')"
ev 5 okx SOL long 5.0 e >>few
t 'rows of equal usd' 0 liq-agg -t 2 --side=long -b base --format=tsv few
is 'come in the order of their keys' "$(columns 6,14)" \
    "$(printf 'BTC\t6.5\nSOL\t5.0')"
t 'filters' 0 liq-agg --exchange=okx --side=long --min=5 -b base,side \
    --format=tsv few
is 'exchange, side and min all count' "$(columns 6,8,14)" \
    "$(printf 'BTC\tlong\t5.0\nSOL\tlong\t5.0')"
t 'one exchange' 0 liq-agg --exchange=bybit -w 1h -b exchange --format=tsv few
is 'is the only one' "$(columns 4,14)" "$(printf 'bybit\t1.5')"
t 'a symbol' 0 liq-agg -b symbol --format=tsv few
is 'has its quote, and no base' "$(columns 4-7 | head -1)" \
    "$(printf '\tBTCUSDT\t\tUSDT')"
t 'decimals as strings' 0 liq-agg --decimals=string --no-meta -b none few
match 'usd is a string' out '"usd":"20.75"'
t 'csv' 0 liq-agg --format=csv -b none few
match 'has a head' out '^type,ts,width_ms,exchange,.*,vwap,usual_spread$'
is 'and no control records' "$(wc -l <out)" 2

# --- nothing

: >empty
t 'an empty file is no fault' 0 liq-agg empty
is 'begin and end come out' "$(wc -l <out)" 2
match 'without a time' out '^\{"type":"end","ts":null,"status":0,"count":0,'
t '-e tells that no row came out' 6 liq-agg -e empty
match 'end says so too' out '"status":6'
t '-e with a row' 0 liq-agg -e few
t '-e where the filter leaves nothing' 6 liq-agg -e --min=1M few
t 'all of nothing' 0 liq-agg -w all --min=1M --no-meta few
is 'is no row' "$(wc -c <out)" 0

# --- repeats

cat few few >twice
liq-agg -w 1h,all -b exchange,base --no-meta few >once
t 'every line twice' 0 liq-agg -w 1h,all -b exchange,base few twice
grep '"total"' out >got
same 'counts once' got <once
match 'the repeats are counted' out '"type":"end".*"repeated":10,'
{
	ev 9 okx BTC long 3.0 same
	ev 9 okx BTC long 2.0 same
} >disputed
t 'an id with two contents' 3 liq-agg -w all --format=tsv disputed
is 'the smaller is kept' "$(columns 14)" 2.0
match 'and it is named' err 'id same of okx has two contents'
sort -r disputed >back
liq-agg -q -w all --format=tsv disputed >a
liq-agg -q -w all --format=tsv back >b
t 'also in the other order' 0 cmp a b
ev 7200000 okx BTC long 2.0 later >>disputed
t 'outside of the window it does not count' 0 liq-agg -w 1h disputed
{
	ev 9 okx BTC long 3.0 null
	ev 9 okx BTC long 3.0 null
} >anonymous
t 'events without an id' 0 liq-agg -w all --format=tsv anonymous
is 'are no repeats' "$(columns 10,14)" "$(printf '2\t6.0')"

# --- hostile lines

{
	cat few
	echo '{"type":"liquidation","ts":1.5}'
	ev 7 okx BTC long 0.0000000001 f
	ev 7 okx BTC long 1e35 g
	echo '{"type":"something new","x":[1,{}]}'
} >bad
t 'bad lines are refused, the rest counts' 3 liq-agg -w 1h,all \
    -b exchange,base bad
liq-agg -w 1h,all -b exchange,base --no-meta few >want1
grep '"total"' out >got
same 'as if they were not there' got <want1
match 'they are named' err 'bad:6: '
match 'with the reason' err 'bad:7: "usd" is out of range'
match 'each of them' err 'bad:8: '
is 'an unknown type is none' "$(grep -c '^liq-agg: bad:' err)" 3
match 'end counts them' out '"type":"end".*"status":3,.*"rejected":3,'
{
	ev 1 okx BTC long 500000000000000000000000000000.0 a
	ev 1 okx ETH long 500000000000000000000000000000.0 b
} >big
t 'a size that is out of range' 3 liq-agg -q -w all big
sed 's/"qty":[0-9.]*/"qty":1.0/' big >big1
t 'a sum that fits no more' 1 liq-agg -w all -b none big1
match 'is an error' err 'over 38 digits'
is 'and no row' "$(grep -c '"total"' out)" 0
t 'both fit alone' 0 liq-agg -w all -b base big1
t 'a window of a millisecond over years' 1 \
    sh -c 'ulimit -f 2000; liq-agg -i 1ms -s 2016-01-01 few'
match 'is a mistake' err 'over 10000000 rows'

# --- usage

t 'an unknown key' 2 liq-agg -b exchnge few
match 'is answered' err 'did you mean "exchange"'
t 'no width' 2 liq-agg -w 5q few
t '-w and -i' 2 liq-agg -w 1h -i 1h few
t 'a side that is none' 2 liq-agg --side=lnog few
t 'a format that is none' 2 liq-agg --format=tvs few
t 'no such file' 1 liq-agg nofile
begin 1738310400000 | sed 's/\[\]/[{"exchange":"okx","class":"complete",&/;
s/complete",\[\]/complete","kinds":["liquidation"]}]/' >named
cat few >>named
end 1738310400000 0 >>named
t 'an exchange the stream has not' 0 liq-agg --exchange=okz named
match 'is asked about' err 'no such exchange "okz"; did you mean "okx"'
t 'a schema' 0 liq-agg --schema

# --- runs, pipes and files

{
	begin 1738310400000
	cat few
} >open
t 'an open run in a file is somebody appending' 0 liq-agg -w all --no-meta open
match 'and not final' out '"final":false'
t 'the same from a pipe' 3 sh -c 'cat open | liq-agg -w all'
match 'is a dead producer' err 'producer died'
{
	cat open
	end 1738310403999 0
} >closed
t 'a closed run' 0 sh -c 'cat closed | liq-agg -w all --no-meta'
match 'is final' out '"final":true'
{
	cat open
	end 1738310403999 4
} >failed
t 'an upstream that failed' 3 sh -c 'cat failed | liq-agg -w all'
gzip -c few >few.gz
t 'gzip by content' 0 liq-agg --no-meta -w 1h,all -b exchange,base few.gz
cp out got
same 'gives the same' got <want1
head -c 60 few.gz >cut.gz
t 'a cut gzip' 3 liq-agg -w all cut.gz

# --- -o

echo old >snap
t 'a dead producer' 3 sh -c 'cat open | liq-agg -o snap'
is 'leaves the old file' "$(cat snap)" old
t 'cut input' 3 liq-agg -o snap cut.gz
is 'leaves it too' "$(cat snap)" old
t 'a file that is not there' 1 liq-agg -o snap few nofile
is 'and that' "$(cat snap)" old
{ begin 1738310400000; end 1738310400000 5; } >refused
t 'an upstream that had nothing' 3 sh -c 'cat refused | liq-agg -o snap'
is 'and that as well' "$(cat snap)" old
t 'a sum out of range' 1 liq-agg -b none -w all --partial-ok -o snap big1
is 'even with --partial-ok' "$(cat snap)" old
t 'refused lines' 3 liq-agg -q -o snap bad
match 'replace it' snap '"total"'
echo old >snap
t 'a dead producer, and --partial-ok' 3 \
    sh -c 'cat open | liq-agg --partial-ok -o snap'
match 'replaces it' snap '"total"'
t 'a name that ends in .gz' 0 liq-agg --no-meta -w 1h,all -b exchange,base \
    -o snap.gz few
gzip -dc snap.gz >got
same 'is packed' got <want1
t 'a full disk' 1 sh -c 'liq-agg few >/dev/full'
match 'is told' err 'No space left'

# --- a signal

mkfifo fifo
liq-agg -w all fifo >out 2>err &
pid=$!
exec 3>fifo
cat open >&3
kill -TERM "$pid"
exec 3>&-
wait "$pid" 2>/dev/null
is 'TERM kills' $? 143
is 'no total is told' "$(grep -c '"total"' out)" 0
match 'but the end' out '"type":"end".*"status":3,.*"why":"stopped'

# --- the same bytes

# deal SEED: the day's lines in another order, in one to four files, each a
# run of its own, some packed; the first may come through a pipe.
deal() {
	rm -f part.*
	sed '1d;$d' "$data/day.ndjson" | awk -v seed="$1" '
	BEGIN { srand(seed) }
	{ printf "%.9f %s\n", rand(), $0 }' | sort | cut -d' ' -f2- |
	    awk -v n=$(($1 % 4 + 1)) -v seed="$1" -v first="$(sed -n 1p \
		"$data/day.ndjson")" -v last="$(sed -n '$p' \
		"$data/day.ndjson")" '
	BEGIN {
		srand(seed + 1000)
		for (i = 0; i < n; i++)
			print first >("part." i)
	}
	{ print >("part." int(rand() * n)) }
	END {
		for (i = 0; i < n; i++)
			print last >("part." i)
	}'
	[ $(($1 % 3)) -ne 0 ] || gzip part.0
}

aggregate() {
	liq-agg -q --no-meta -w 6h,1h,all -b exchange,base,side "$@"
	[ $? -eq 3 ] || echo "status"
}

aggregate "$data/day.ndjson" >plain
liq-agg -q --no-meta -i 1h -b symbol "$data/day.ndjson" >plain-aligned
differ=0
for seed in $(seq 1 200); do
	deal "$seed"
	set -- part.*
	if [ $((seed % 2)) -eq 0 ]; then
		shift
		cat part.0* | aggregate - "$@" >got
	else
		aggregate "$@" >got
	fi
	cmp -s plain got || differ=$((differ + 1))
	liq-agg -q --no-meta -i 1h -b symbol part.* >got
	cmp -s plain-aligned got || differ=$((differ + 1))
done
is '200 orders and splittings give the same bytes' $differ 0
is 'and there were bytes' "$(grep -c '"total"' plain)" 121

# --- against another implementation

compare() {
	name=$1 keys=$2 width=$3
	shift 3
	$oracle totals "$keys" "$width" made >expected
	liq-agg -q -b "$keys" --format=tsv "$@" made >out
	columns 2-6,8,10-20,30 >given
	same "$name" given <expected
}

if python3 -c 'import decimal' 2>/dev/null; then
	for seed in 1 2 3; do
		$oracle make $seed 2000 >made
		compare "seed $seed, all keys" exchange,symbol,base,side all \
		    -w all
		compare "seed $seed, none" none all -w all
		compare "seed $seed, aligned" base,side 3600000 -i 1h
	done
else
	skip 'exact sums as Python tells them' 'no python3'
fi

orders() {
	liq-fetch -q --import=binance-forceorder "$1" |
	    liq-agg -w all -b symbol,side --format=tsv >totals
	tail -n +2 totals | cut -f 5,8,14 | sort >given
	$oracle orders "$1" | sort >expected
	same "forced orders of $(basename "$1" .csv), digit for digit" \
	    given <expected
	[ -s expected ]
	ok 'and there are some' $?
}

if [ -z "$shared" ] || ! python3 -c 'import decimal' 2>/dev/null; then
	skip 'recorded forced orders' 'no recorded data, or no python3'
else
	for f in "$shared"/binance-force-orders/2*.csv; do
		orders "$f"
	done
fi
done_testing
