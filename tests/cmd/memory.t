#!/bin/sh
# Every program when memory runs out at its N-th request, for every N: it
# fails and says so, or all is as it should be; never a crash, a half line or
# a file left behind.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/cmd/programs.sh"

${CC:-cc} -shared -fPIC -o oom.so "$top/tests/fault/oom.c" 2>err ||
    cat err
if ! LD_PRELOAD=$PWD/oom.so liq-agg --version >/dev/null 2>&1; then
	skip 'memory that runs out' 'oom.so cannot be preloaded'
	done_testing
fi

# starved AT FOR PROGRAM [FILE...]
starved() {
	at=$1 for=$2
	shift 2
	(
		[ "$for" = once ] || export OOM_FOR="$for"
		export OOM_AT="$at" LD_PRELOAD="$PWD/oom.so"
		run "$@"
	)
}

# judge: what is wrong with status, out and err; nothing where all is well
judge() {
	case $1 in
	0 | 3)
		cmp -s out whole || echo "$at: status $1, other output"
		;;
	1)
		grep -q 'memory' err || echo "$at: no reason"
		[ ! -s out ] || [ "$(tail -c 1 out | od -An -tx1)" = ' 0a' ] ||
		    echo "$at: half a line"
		;;
	*) echo "$at: status $1" ;;
	esac
	[ -z "$(find . -name '.*.liq-*')" ] || echo "$at: a file left behind"
}

for p in $programs market; do
	cp "$p".in file 2>/dev/null
	gzip -c file >packed
	case $p in
	market) set -- market && runs=20 ;;
	*) set -- "$p" file packed && runs=400 ;;
	esac
	run "$@" >whole
	OOM_COUNT=$PWD/count starved 0 once "$@" >/dev/null
	total=$(cat count)
	step=$((total / runs + 1))
	for how in once all; do
		for at in $(seq 1 $step "$total"); do
			starved "$at" $how "$@" >out 2>err
			judge $?
		done >wrong
		is "$p: $((total / step)) of $total requests fail, $how" \
		    "$(head -5 wrong)" ''
	done
done

echo old >kept
run agg agg.in >whole
OOM_COUNT=$PWD/count starved 0 once agg agg.in -o kept
total=$(cat count)
for at in $(seq 1 "$total"); do
	echo old >kept
	starved "$at" all agg agg.in -o kept 2>err
	case $?,$(cat kept) in
	1,old) ;;
	0,*) cmp -s kept whole || echo "$at: another file" ;;
	*) echo "$at: not the old file" ;;
	esac
	[ -z "$(find . -name '.*.liq-*')" ] || echo "$at: a file left behind"
done >wrong
is "-o: each of $total requests fails, old or new" "$(head -5 wrong)" ''
done_testing
