#!/bin/sh
# Every program against input that is not what it should be: one bad line
# costs that line, is named, and makes the status 3.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/cmd/programs.sh"

# middle NAME: line 2 of what each program reads is the file "middle"; it is
# refused, the others are used
middle() {
	for p in $programs; do
		{ line "$p" 1; cat middle; line "$p" 3; } >file
		t "$p: $1" 3 run "$p" file
		match '... is named by its place' err ': file:2: '
		used "$p"
	done
}

# used PROGRAM: lines 1 and 3 made what is in out
used() {
	{ line "$1" 1; line "$1" 3; } >good
	run "$1" good | sed '/"type":"end"/d' >want1
	sed '/"type":"end"/d' out >got
	same '... and the others are used' got <want1
}

# bad NAME LINE: a line as printf(1) has it with %b
bad() {
	printf '%b\n' "$2" >middle
	middle "$1"
}

bad 'no JSON' 'what is this?'
bad 'half an object' '{"type":"liquidation","ts":1738310'
bad 'not a number' '{"type":"note","code":"x","new":NaN}'
bad 'a key twice' '{"type":"note","type":"note","code":"x"}'
bad 'two objects' '{"type":"note","code":"x"}{"type":"note","code":"x"}'
bad 'an array' '["liquidation"]'
bad 'not UTF-8' '{"type":"note","code":"\0377"}'
bad 'a surrogate in UTF-8' '{"type":"note","code":"\0355\0240\0200"}'
bad 'half a surrogate pair' '{"type":"note","code":"\\ud800"}'
bad 'a NUL byte' '{"type":"note","code":"x\0000y"}'
bad 'an escaped NUL' '{"type":"note","code":"x\\u0000y"}'
bad 'an escape sequence' '{"type":"note","code":"x\0033[2J"}'
is '... which no message repeats' "$(tr -d '[:print:]\n\t' <err | wc -c)" 0
printf '{"type":"note","code":"x","new":%041d1}\n' 1 | tr 0 1 >middle
middle 'a number of 42 digits'
awk 'BEGIN {
	printf "{\"type\":\"note\",\"code\":\"x\",\"new\":"
	for (i = 0; i < 100000; i++)
		printf "["
	for (i = 0; i < 100000; i++)
		printf "]"
	print "}"
}' >middle
middle 'nested 100,000 deep'
awk 'BEGIN {
	printf "{\"type\":\"note\",\"code\":\"x\","
	for (i = 0; i < 40000; i++)
		printf "\"k%d\":1,", i
	print "\"k39999\":1}"
}' >middle
middle 'a key twice among 40,000'
awk 'BEGIN {
	printf "{\"type\":\"note\",\"code\":\"x\",\"new\":\""
	for (i = 0; i < 65536; i++)
		printf "%s", "0123456789abcdef0123456789abcdef"
	print "\"}"
}' >middle
middle 'a line of 2 MiB'

# --- what is no fault

# alike NAME: file gives what the sound lines give
alike() {
	t "$p: $1" 0 run "$p" file
	cp out got
	run "$p" "$p".in >want1
	same '... is no fault' got <want1
	quiet '... and nothing is said'
}

for p in $programs; do
	sed 's/$/\r/' "$p".in >file
	alike 'CR LF'
	{ printf '\357\273\277'; cat "$p".in; } >file
	alike 'a byte order mark'
	{ echo; sed 's/$/\n/' "$p".in; } >file
	alike 'blank lines'
	printf '%s' "$(cat "$p".in)" >file
	alike 'no newline at the end'
	gzip -c "$p".in >file
	alike 'gzip'
	for n in 1 2 3; do line "$p" $n | gzip -c; done >file
	alike 'gzip members, joined'
	{ gzip -c "$p".in; head -c 512 /dev/zero; } >file
	alike 'zeros behind gzip'
done

# --- input that is cut

for p in $programs; do
	gzip -c "$p".in >whole
	{ cat whole; echo behind; } >file
	t "$p: something behind gzip" 3 run "$p" file
	run "$p" "$p".in | sed '/"type":"end"/d' >want1
	sed '/"type":"end"/d' out >got
	same '... after all lines were used' got <want1
	match '... is said' err 'behind the gzip data'
	echo old >kept
	t "$p: -o" 3 run "$p" file -o kept
	is '... keeps the old file' "$(cat kept)" old
done

# Whole lines before each cut, and a last one that lacks only its newline.
gzip -c agg.in >whole
size=$(wc -c <whole)
wrong=
for at in $(seq 2 $((size - 1))); do
	head -c "$at" whole >file
	liq-agg --no-meta -w all -b none file >out 2>err
	status=$?
	want=$(gzip -dc file 2>/dev/null | grep -c '}$')
	got=$(sed 's/.*"count":\([0-9]*\).*/\1/' out)
	[ "$status,${got:-0}" = "3,$want" ] || wrong="$wrong $at"
done
is "gzip cut at each of $size bytes: the lines before count, status 3" \
    "$wrong" ''

liq 1 >first
liq 2 >second
size=$(wc -c <second)
wrong=
for at in $(seq 1 $((size - 2))); do
	{ cat first; head -c "$at" second; } >file
	liq-agg -q --no-meta -w all -b none file >out
	status=$?
	grep -q '"count":1,' out && [ $status -eq 3 ] || wrong="$wrong $at"
done
is "a line cut at each of $size bytes: refused, the one before counts" \
    "$wrong" ''
{ cat first; head -c $((size - 1)) second; } >file
t 'a line that lacks only its newline' 0 liq-agg --no-meta -b none file
match '... counts' out '"count":2,'
{ cat first; printf '%s%2000000s' "$(cat second)" x; } >file
t 'a line too long that lacks its newline' 3 liq-agg --no-meta -b none file
match '... is not taken for its start' out '"count":1,'
match '... but told' err ': file:2: longer than 1 MiB$'

# --- many of them

yes 'no JSON' | head -5000 >file
for p in $programs; do
	t "$p: 5000 bad lines" 3 run "$p" file
	is '... are told in twenty, and how many more' \
	    "$(grep -c ': file:' err; grep -c '498[01] more' err)" "$(printf '20\n1')"
done
for p in $programs; do
	t "$p: noise" 3 run "$p" "$(command -v liq-agg)"
done

# --- command lines

# usage REASON COMMAND...
usage() {
	want=$1
	shift
	t "$*" 2 "$@"
	is '... says why' "$(head -1 err)" "$1: $want"
	is '... and nothing on stdout' "$(wc -c <out)" 0
}

usage 'no such option "widow"; did you mean "window"?' liq-agg --widow=1h
usage 'no such option "sid"; did you mean "side"?' liq-agg --sid=long
usage 'no such option -Z' liq-agg -Z
usage '-w: needs an operand' liq-agg -w
usage '--format=tvs: no such format "tvs"; did you mean "tsv"?' \
    liq-agg --format=tvs
usage '--format=svgg: no such format "svgg"; did you mean "svg"?' \
    liq-render treemap --format=svgg
usage 'no such chart "treemp"; did you mean "treemap"?' liq-render treemp
usage '-k candel: no such kind "candel"; did you mean "candle"?' \
    liq-fetch -k candel -x market BTC
usage '-x bybt: no such exchange "bybt"; did you mean "bybit"?' \
    liq-fetch -x bybt BTC
usage '--import=frame: no such format "frame"; did you mean "frames"?' \
    liq-fetch --import=frame
for p in $programs; do
	# shellcheck disable=SC2046 # words
	t "$p: an option from the future" 2 $(words "$p") --zzzzzz
	match '... is named' err 'no such option "zzzzzz"$'
done

done_testing
