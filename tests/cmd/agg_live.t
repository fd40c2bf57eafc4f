#!/bin/sh
# liq-agg -f: rows while the input runs, what comes late, and the same rows in
# the end as without it; memory that does not grow.
. "$(dirname "$0")/../tap.sh"

live="python3 $top/tests/data/agg/live.py"

# ev MS-SINCE-8-O'CLOCK EXCHANGE BASE USD ID
ev() {
	printf '{"type":"liquidation","ts":%s,"exchange":"%s",' \
	    $((1738310400000 + $1)) "$2"
	printf '"symbol":"%sUSDT","base":"%s","quote":"USDT","side":"long",' \
	    "$3" "$3"
	printf '"price":1.0,"qty":%s,"usd":%s,"price_kind":"fill",' "$4" "$4"
	printf '"source":"ws","received":null,"id":"%s"}\n' "$5"
}

# mark EXCHANGE FROM TO, in ms since 8 o'clock
mark() {
	printf '{"type":"mark","ts":%s,"exchange":"%s","symbol":null,' \
	    $((1738310400000 + $3)) "$1"
	printf '"kind":"liquidation","since":%s,"until":%s}\n' \
	    $((1738310400000 + $2)) $((1738310400000 + $3))
}

# begin EXCHANGE...
begin() {
	printf '{"type":"begin","ts":1738310400000,"program":"x",'
	printf '"version":"1","schema":1,"options":{},"sources":['
	comma=
	for exchange; do
		printf '%s{"exchange":"%s","class":"complete",' \
		    "$comma" "$exchange"
		printf '"kinds":["liquidation"]}'
		comma=,
	done
	echo '],"previous":null}'
}

end() {
	printf '{"type":"end","ts":%s,"status":0,"count":0,"rejected":0,' \
	    $((1738310400000 + $1))
	echo '"repeated":0,"gaps":0,"gap_ms":0,"why":null,"sources":[]}'
}

# Seconds since 8 o'clock, base, usd, revision and final of the rows.
rows() {
	grep '"type":"total"' "$1" | sed 's/.*"ts":\([0-9]*\).*"base":"\([A-Z]*\)".*"usd":\([0-9.]*\),"long.*"revision":\([0-9]*\),"final":\([a-z]*\),.*/\1 \2 \3 \4 \5/' |
	    awk '{ print ($1 - 1738310400000) / 1000, $2, $3, $4, $5 }'
}

# --- when rows come

mkfifo fifo
liq-agg -f -i 1s <fifo >out 2>err &
pid=$!
exec 3>fifo
# wait for LINES lines of out, up to ten seconds
await() {
	for _ in $(seq 100); do
		[ "$(wc -l <out)" -ge "$1" ] && return
		sleep 0.1
	done
}
begin okx bybit >&3
await 1
match 'begin comes at once' out '"type":"begin".*"bybit"'
{
	ev 100 okx BTC 5.0 a
	ev 1100 okx BTC 7.0 b
	mark okx 0 2000
} >&3
sleep 0.3
is 'one source does not make a window final' "$(rows out)" ''
mark bybit 0 1500 >&3
await 4
is 'the slowest does' "$(rows out)" '0 BTC 5.0 0 true'
match 'a mark says that all of it is there' out \
    '"type":"mark",.*"exchange":"okx".*"kind":"total","since":1738310400000,"until":1738310401000'
{
	ev 300 bybit BTC 2.0 late
	mark bybit 1500 2000
} >&3
await 8
is 'late: the row again, then the next' "$(rows out | tail -2)" \
    "$(printf '0 BTC 7.0 1 true\n1 BTC 7.0 0 true')"
{
	ev 300 bybit BTC 2.0 late
	ev 2500 bybit ETH 1.0 new
	mark bybit 2000 2600
	mark okx 2000 2600
	end 2600
} >&3
exec 3>&-
wait "$pid"
is 'it ends well' $? 0
is 'a repeat changes nothing; the rest comes at the end' \
    "$(rows out | tail -n +4)" \
    "$(printf '2 BTC 0.0 0 true\n2 ETH 1.0 0 true')"
match 'and end' out '"type":"end".*"repeated":1,'
quiet 'without a word'

# --- trailing windows

{
	begin okx
	ev 100 okx BTC 5.0 a
	mark okx 0 900
	mark okx 900 1700
	ev 1750 okx BTC 7.0 b
	mark okx 1700 1900
	mark okx 1900 3200
	end 3200
} >slow
t 'trailing windows' 0 sh -c 'liq-agg -f -w 2s,1s <slow'
cp out seconds
is 'end at the last whole second that is marked, and with all' "$(rows out)" \
    "$(printf '%s\n' '-1 BTC 5.0 0 true' '0 BTC 5.0 0 true' \
	'1 BTC 7.0 0 true' '1.2 BTC 7.0 0 true')"
is 'each tick has its mark' "$(grep -c '"kind":"total"' out)" 4
t 'another period' 0 sh -c 'liq-agg --follow=500ms -w 1s <slow'
is 'ends elsewhere' "$(rows out)" '-0.5 BTC 5.0 0 true'
cp out wanted
t 'the last one counts' 0 sh -c 'liq-agg --follow=1d -f --follow=500ms -w 1s <slow'
same 'and -f changes no other' out <wanted
t 'without a period' 0 sh -c 'liq-agg --follow -w 2s,1s <slow'
same 'it is a second' out <seconds
t 'a letter behind -f' 0 sh -c 'liq-agg -fq -w 2s,1s <slow'
same 'is an option, no period' out <seconds
t 'help names it' 0 liq-agg -h
match 'with a period that may be left out' out '^  -f, --follow\[=SPAN\]'
t 'a period that is none' 2 liq-agg --follow=x slow

# --- too late, cut short, and what cannot be

{
	begin okx
	ev 100 okx BTC 5.0 a
	mark okx 0 1000
	mark okx 1000 3000
	ev 200 okx BTC 2.0 b
	ev 100 okx BTC 5.0 a
	mark okx 3000 4000
	end 4000
} >late
t 'an event that is too late' 3 sh -c 'liq-agg -f -i 1s --grace=2s <late'
is 'changes nothing' "$(rows out | sort -u)" "$(printf '%s\n' \
    '0 BTC 5.0 0 true' '1 BTC 0.0 0 true' '2 BTC 0.0 0 true' \
    '3 BTC 0.0 0 true')"
match 'and is counted' out '"type":"note".*"late".*"1 events came later'
match 'also for people' err '1 events came later than --grace'
t 'with more grace' 0 sh -c 'liq-agg -f -i 1s --grace=2001ms <late'
match 'it is a revision' out '"usd":7.0,.*"revision":1,'
sed '$d' late >dead
t 'a producer that died' 3 sh -c 'cat dead | liq-agg -f -i 1500ms --grace=1m'
is 'what was not marked is not final' \
    "$(rows out | tail -1)" '3 BTC 0.0 0 false'
grep -v '"mark"' late >unmarked
t 'no marks' 0 sh -c 'liq-agg -f -i 1s --no-meta <unmarked'
is 'all comes at the end' "$(rows out | head -2)" \
    "$(printf '0 BTC 7.0 0 true\n1 BTC 0.0 0 true')"
t 'times that count back' 2 liq-agg -f -s -4h late
t 'one window of all' 2 liq-agg -f -w all late
t 'the largest of aligned windows' 2 liq-agg -f -i 1s -t 3 late
liq-agg -f -i 1s <fifo >out 2>err &
pid=$!
exec 3>fifo
head -3 late >&3
sleep 0.3
kill -TERM "$pid"
exec 3>&-
wait "$pid" 2>/dev/null
is 'TERM kills' $? 143
match 'after the end' out '"type":"end".*"status":3,.*"why":"stopped'

{
	begin okx
	ev 5100 okx BTC 5.0 a
	mark okx 0 7000
	ev 3300 okx BTC 2.0 b
	mark okx 7000 8000
	end 8000
} >before
t 'an event before the first' 0 sh -c 'liq-agg -f -i 1s <before'
is 'brings all windows from there on' "$(rows out)" "$(printf '%s\n' \
    '5 BTC 5.0 0 true' '6 BTC 0.0 0 true' '3 BTC 2.0 0 true' \
    '4 BTC 0.0 0 true' '7 BTC 0.0 0 true')"

# --- a gap that is filled late changes the coverage

gap() {
	printf '{"type":"gap","ts":1738310400000,"exchange":"okx",'
	printf '"symbol":null,"kind":"liquidation","since":%s,"until":%s,' \
	    $((1738310400000 + $1)) $((1738310400000 + $2))
	printf '"why":"reconnect","fix":"%s","count":null}\n' "$3"
}
{
	begin okx
	ev 100 okx BTC 5.0 a
	gap 500 1000 none
	mark okx 0 500
	mark okx 1000 2000
	gap 500 1000 filled
	mark okx 2000 3000
	end 3000
} >patched
t 'a gap' 3 sh -c 'liq-agg -f -i 1s <patched'
is 'that is filled is another revision' \
    "$(grep '"type":"total","ts":1738310400000' out |
	sed 's/.*"coverage":\([0-9.]*\).*"revision":\([0-9]\).*/\1 \2/')" \
    "$(printf '0.5 0\n1.0 1')"

# --- the same as without -f

# compare NAME OPTIONS...: the last revisions, and the rows of all at once
compare() {
	name=$1
	shift
	what=rows
	[ "$name" != 'by bin' ] || what=bins
	liq-agg -q -f "$@" <stream >out
	$live newest $what <out | sort >given
	liq-agg -q "$@" stream | $live newest $what | sort >wanted
	revised=$(grep -c '"revision":[1-9]' out)
	[ -s wanted ] && [ "$revised" -gt 0 ]
	ok "$name: there are rows, $revised of them again" $?
	same "$name: in the end the same" given <wanted
}

if python3 -c '' 2>/dev/null; then
	$live make 1 3000 500000 >stream
	compare 'by base' -i 5m
	compare 'by all keys' -i 1m -b exchange,symbol,base,side
	compare 'by size' -i 15m -b base,size
	compare 'by bin' -i 10m --bins=1%
	compare 'with what is usual' -i 10m --usual=1h
	compare 'between times' -i 1h -b symbol -s 2025-01-31T09:10 \
	    -u 2025-01-31T11:30
	$live make 2 2000 1 >stream
	for keys in base base,side; do
		liq-agg --follow=30m -w 1h,10m -t 2 -b $keys <stream |
		    grep '"type":"total"' >out
		for at in $(seq 1738312200000 1800000 1738332000000); do
			liq-agg -w 1h,10m -t 2 -b $keys -u "$at" stream
		done | grep '"type":"total"' >wanted
		same "trailing by $keys: each as up to then" out <wanted
	done
else
	skip 'the same as without -f' 'no python3'
fi

# --- a week

# week DAYS: two events a minute, a mark each ten minutes
week() {
	awk -v days="$1" 'BEGIN {
	srand(1)
	for (m = 0; m < days * 1440; m += 10) {
		for (k = 0; k < 20; k++) {
			q = 1 + int(rand() * 1000)
			printf "{\"type\":\"liquidation\",\"ts\":%d,", 1738310400000 + m * 60000 + int(rand() * 600000)
			printf "\"exchange\":\"okx\",\"symbol\":\"BTCUSDT\",\"base\":\"BTC\",\"quote\":\"USDT\",\"side\":\"long\","
			printf "\"price\":1.0,\"qty\":%d.0,\"usd\":%d.0,\"price_kind\":\"fill\",\"source\":\"ws\",\"received\":null,\"id\":\"%024d\"}\n", q, q, n++
		}
		printf "{\"type\":\"mark\",\"ts\":%d,\"exchange\":\"okx\",\"symbol\":null,\"kind\":\"liquidation\",", 1738310400000 + (m + 10) * 60000
		printf "\"since\":%d,\"until\":%d}\n", 1738310400000 + m * 60000, 1738310400000 + (m + 10) * 60000
	}
}'
}

# peak DAYS OPTIONS...: the most memory it had, in KiB
peak() {
	days=$1
	shift
	liq-agg -q -f "$@" <fifo >rows 2>err &
	pid=$!
	exec 3>fifo
	week "$days" >&3
	sleep 0.5
	sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status"
	exec 3>&-
	wait "$pid"
}

if grep -q __asan_init "$(command -v liq-agg)"; then
	skip 'memory over a week' 'the sanitizer keeps what was freed'
elif [ -r /proc/self/status ]; then
	for options in '-w 1h --follow=10m' '-i 5m --follow'; do
		# shellcheck disable=SC2086 # several options
		two=$(peak 2 $options) seven=$(peak 7 $options)
		echo "# $options: $two KiB after two days, $seven after seven"
		[ -n "$two" ] && [ "$seven" -lt $((two + two / 4)) ]
		ok "$options: a week takes no more memory than two days" $?
		[ "$(grep -c '"total"' rows)" -gt 900 ]
		ok "$options: and rows came" $?
	done
else
	skip 'memory over a week' 'no /proc'
fi
done_testing
