#!/bin/sh
# The programs as a pipeline: producers that die, files that grow, signals,
# what is held back (nothing), and the same bytes whichever way they came.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/cmd/programs.sh"

start=1738310400 # of programs.sh's lines

# begin SECOND [PREVIOUS]
begin() {
	printf '{"type":"begin","ts":%s000,"program":"x","version":"1",' \
	    $((start + $1))
	printf '"schema":1,"options":{},"sources":[],"previous":%s}\n' \
	    "${2:-null}"
}

# mark SINCE UNTIL
mark() {
	printf '{"type":"mark","ts":%s000,"exchange":"bybit","symbol":null,' \
	    $((start + $2))
	printf '"kind":"liquidation","since":%s000,"until":%s000}\n' \
	    $((start + $1)) $((start + $2))
}

# end SECOND STATUS
end() {
	printf '{"type":"end","ts":%s000,"status":%s,"count":0,' \
	    $((start + $1)) "$2"
	echo '"rejected":0,"repeated":0,"gaps":0,"gap_ms":0,"why":null,' \
	    '"sources":[]}'
}

# --- producers that die

{ begin 0; cat agg.in; } >dead
{ cat dead; end 10 0; } >whole
{ begin 0; cat table.in; } >dead-totals
{ cat dead-totals; end 10 0; } >whole-totals

killed() {
	sh -c 'cat "$1"; kill -9 $$' - "$2" 2>/dev/null | run "$@"
}

# piped PROGRAM FILE [OPTION...]
piped() {
	p=$1 file=$2
	shift 2
	# shellcheck disable=SC2002 # a pipe is meant
	cat "$file" | run "$p" "$@"
}

for p in agg table svg; do
	case $p in agg) of= ;; *) of=-totals ;; esac
	t "$p: a run that ends" 0 piped $p whole$of
	quiet '... is sound'
	t "$p: a run that does not" 3 piped $p dead$of
	match '... has a dead producer' err 'the producer died$'
	echo old >file
	t "$p: -o" 3 piped $p dead$of -o file
	is '... keeps the old file' "$(cat file)" old
	t "$p: -o and --partial-ok" 3 piped $p dead$of --partial-ok -o file
	[ "$(cat file)" != old ]
	ok '... replaces it' $?
	t "$p: the same in a file" 0 run $p dead$of
	quiet '... is somebody appending'
	for status in 0 6; do
		{ cat dead$of; end 10 $status; } >file
		t "$p: an end of status $status" 0 piped $p file
	done
	for status in 1 2 3 4 5; do
		{ cat dead$of; end 10 $status; } >file
		t "$p: an end of status $status" 3 piped $p file
		match '... is told' err "ended with status $status"
	done
done

# What each program makes of the one before it.
agg_of() {
	piped agg "$1" 2>/dev/null | run table
}
t 'a whole pipeline' 0 agg_of whole
t 'a pipeline whose first died' 3 agg_of dead
match '... is told at its end' err 'ended with status 3'
# first N: as many lines of what liq-fetch -f writes, then it gets a SIGNAL
first() {
	rm -f fifo
	mkfifo fifo
	liq-fetch -f --speed=20000 -x market BTC ETH >fifo 2>err &
	follower=$!
	{
		n=$1
		while [ "$n" -gt 0 ] && read -r text; do
			echo "$text"
			n=$((n - 1))
		done
		kill "-$2" $follower
		cat
	} <fifo
}
fetch_of() {
	first 3 KILL | liq-agg
}
t 'liq-fetch -f is killed' 3 fetch_of
match '... and liq-agg tells' err 'the producer died$'

# --- a file that grows

t 'an open run' 0 run agg dead
match '... is not final' out '"final":false'
t 'a closed one' 0 run agg whole
match '... is' out '"final":true'
{ begin 0; cat agg.in; mark 0 4; } >file
t 'an open run up to its mark' 0 liq-agg -w 2s -u 2025-01-31T08:00:04Z file
match '... is final' out '"final":true'
t '... and behind it' 0 liq-agg -w 2s -u 2025-01-31T08:00:05Z file
match '... is not' out '"final":false'

wrong=
size=$(liq 4 | wc -c)
for at in $(seq 1 7 $((size - 2))); do
	{ cat dead; liq 4 | head -c "$at"; } >file
	liq-agg --no-meta -w all -b none file >out 2>err
	[ "$?,$(cat err)" = 0, ] && grep -q '"count":3,' out ||
		wrong="$wrong $at"
done
is 'half a line at the end of an open run is no fault, wherever it ends' \
    "$wrong" ''
{ cat whole; liq 4 | head -c 50; } >file
t '... of a closed run it is' 3 run agg file
match '... and told' err ':6: cut: no newline at its end$'

{ begin 0; mark 0 2; begin 5 '"unclean"'; liq 6; mark 5 9; end 9 0; } >file
t 'a run that died, within what is asked for' 3 liq-agg -w 9s file
match '... is told' err 'an earlier run ended without its "end" record'
t '... before it' 0 liq-agg -w 3s file
quiet '... is not'

# --- signals

# signalled SIGNAL PROGRAM...: it reads "fifo", which nobody ends
signalled() {
	sig=$1
	shift
	rm -f fifo
	mkfifo fifo
	exec 3<>fifo
	cat dead >&3
	timeout --preserve-status -s "$sig" 1 "$@" fifo
	code=$?
	exec 3>&-
	return $code
}

for which in INT:130 TERM:143; do
	sig=${which%:*} want=${which#*:}
	t "$sig: liq-agg dies by it" "$want" signalled "$sig" liq-agg
	match '... behind its end' out '^{"type":"end".*"why":"stopped'
	is '... and blames nobody' "$(grep -c died err)" 0
	t "$sig: liq-render dies by it" "$want" signalled "$sig" \
	    liq-render table
	echo old >file
	t "$sig: -o" "$want" signalled "$sig" liq-agg -o file
	is '... keeps the old file, and nothing else' \
	    "$(cat file; find . -name '.*.liq-*')" old
	t "$sig: liq-fetch -f dies by it" "$want" \
	    timeout --preserve-status -s "$sig" 1 \
	    liq-fetch -f --speed=600 -x market BTC ETH
	is '... begins' "$(sed -n '1s/,.*//p' out)" '{"type":"begin"'
	match '... and ends' out '^{"type":"end"'
done

wrong=
for n in 1 2 3 10 40 200; do
	first $n TERM >got
	wait $follower
	[ "$?,$(tail -c 1 got | od -An -tx1)$(tail -n 1 got | cut -c -13)" = \
	    '143, 0a{"type":"end"' ] || wrong="$wrong $n"
done
is 'TERM behind any line: whole lines, the last an end' "$wrong" ''

# --- nothing is held back

mkfifo live
timeout 20 liq-fetch -f -x market BTC >live 2>err &
follower=$!
exec 3<live
read -r first <&3
is 'liq-fetch -f begins at once' "${first%%,*}" '{"type":"begin"'
read -r second <&3
is '... and marks what it has seen while it waits' "${second%%,*}" \
    '{"type":"mark"'
kill $follower
exec 3<&-
wait $follower 2>/dev/null

mkfifo stdin
liq-agg <stdin >out 2>err &
exec 3>stdin
echo 'no JSON' >&3
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -s err ] && break
	sleep 0.1
done
match 'a refusal is told while the input is open' err '^liq-agg: <stdin>:1: '
exec 3>&-
wait

# --- the same bytes

liq-fetch -x market -u 2025-01-01T06:00 BTC ETH SOL >record
liq-agg -i 1h record >totals
liq-render treemap -W 60 -H 20 totals >picture
liq-fetch -x market -u 2025-01-01T06:00 BTC ETH SOL | liq-agg -i 1h |
    liq-render treemap -W 60 -H 20 >got
same 'a pipeline gives what its parts give through files' got <picture
gzip -c record | liq-agg -i 1h - | gzip -c |
    liq-render treemap -W 60 -H 20 - >got
same '... and packed' got <picture
odd='TZ=Asia/Kathmandu LC_ALL=tr_TR.UTF-8 LANG=de_DE COLUMNS=50 POSIXLY_CORRECT=1'
# shellcheck disable=SC2086 # words
env $odd liq-agg -i 1h record >got
same 'liq-agg does not look around itself' got <totals
# shellcheck disable=SC2086
env $odd liq-fetch -x market -u 2025-01-01T06:00 BTC ETH SOL >got
same 'liq-fetch neither' got <record

# --- little room

# little COMMAND...: 16 descriptors, a stack of 256 KiB, 128 MiB in all
little() {
	# shellcheck disable=SC3045 # every sh at hand has them
	(ulimit -n 16 && ulimit -s 256 && ulimit -v 131072 && exec "$@")
}

huge() {
	{
		cat whole
		head -c 200000000 /dev/zero | tr '\0' x
		echo
		cat whole
	} | little liq-agg --no-meta
}

bomb() {
	head -c 200000000 /dev/zero | gzip -1 | little liq-agg --no-meta
}

if little liq-agg --version >/dev/null 2>&1; then
	t 'a line of 200 MB' 3 huge
	match '... costs that line' out '"count":3,'
	match '... and no more' err '^liq-agg: <stdin>:6: longer than 1 MiB$'
	t '200 MB of zeros in a small gzip' 3 bomb
	match '... are told' err '^liq-agg: <stdin>:1: longer than 1 MiB$'
else
	skip 'a line of 200 MB' 'the programs need more room (a sanitizer?)'
fi

# --- a pipe that says "not now"

if python3 -c '' 2>/dev/null; then
	t 'a pipe that does not block, and a slow reader' 0 python3 -c '
import os, subprocess, sys, time
r, w = os.pipe()
os.set_blocking(w, False)
p = subprocess.Popen(["liq-agg", "--no-meta", "-i", "1m", "record"], stdout=w)
os.close(w)
time.sleep(0.5)
with os.fdopen(r, "rb") as f:
    sys.stdout.buffer.write(f.read())
sys.exit(p.wait())'
	cp out got
	liq-agg --no-meta -i 1m record >want1
	same '... lose nothing' got <want1
else
	skip 'a pipe that does not block' 'no python3'
fi

done_testing
