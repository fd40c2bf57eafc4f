#!/bin/sh
# run.sh - build the fuzzers, and run them.
#
#   run.sh [-q] [-t SECONDS] [-n RUNS] [-l BYTES] [-d DIR] [ENTRY...]
#   run.sh -r [-d DIR] [ENTRY...]     replay the corpus and no more
#
# Entries are the .c files beside this one: json record dec frame import
# lines fast rows rest live ws tape.  What libFuzzer finds stays in DIR/ENTRY (build/fuzzers), an input
# that fails is DIR/ENTRY-crash-*; put it into corpus-ENTRY with its fix.
# -q looks at edges alone and keeps less: more executions in the same time.
# SECONDS are 60 for each entry.  Needs clang; json needs jansson, ws wslay.

top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$top/build/fuzzers
seconds=60 runs=-1 length=512 profile=1 replay=

while getopts qt:n:l:d:r opt; do
	case $opt in
	q)
		profile=0
		ASAN_OPTIONS=quarantine_size_mb=1:malloc_context_size=0
		export ASAN_OPTIONS
		;;
	t) seconds=$OPTARG ;;
	n) runs=$OPTARG ;;
	l) length=$OPTARG ;;
	d) dir=$OPTARG ;;
	r) replay=1 ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
[ $# -gt 0 ] || set -- json record dec frame import lines fast rows \
	rest live ws tape
mkdir -p "$dir" || exit 1
cd "$top" || exit 1

# sources ENTRY: what it is about
sources() {
	case $1 in
	json) echo common/base/*.c common/json/*.c ;;
	dec) echo common/base/*.c ;;
	record | fast | rows) echo common/base/*.c common/json/*.c common/record/*.c ;;
	lines) echo common/base/*.c common/io/*.c ;;
	ws) echo common/base/*.c cmd/liq-fetch/ws*.c cmd/liq-fetch/reason.c ;;
	*)
		echo common/*/*.c
		find cmd/liq-fetch -name '*.c' ! -name main.c
		;;
	esac
}

# compile ENTRY OUTPUT COMPILER FLAG...
compile() {
	entry=$1 output=$2
	shift 2
	case $entry in
	json) more=-ljansson ;;
	frame | import | rest | live | tape) more=-lcurl ;;
	ws) more=-lwslay ;;
	*) more= ;;
	esac
	# shellcheck disable=SC2046,SC2086 # lists of files; a library or none
	"$@" -std=c11 -g -D_GNU_SOURCE -DVERSION='"fuzz"' -Icommon -Icmd \
	    -Itests/fuzz -o "$output" "tests/fuzz/$entry.c" \
	    $(sources "$entry") $more -lz -lm
}

# corpus ENTRY: its directory; that of rest is made of the saved answers, that
# of live of the feeds' cases, each behind the letter of its feed
corpus() {
	[ "$1" != live ] || {
		mkdir -p "$dir/corpus-live"
		awk -v dir="$dir/corpus-live" '
			function feed(name) {
				return FILENAME "/" name
			}
			NR % 3 == 1 { what = $1 == "hello" || $1 == "ping" ?
				$1 : substr($1, 1, length($1) - 1) }
			$1 == "hello" && $3 == "0" && NR % 3 == 1 {
				letter[feed($2)] = sprintf("%c", 65 + feeds++)
			}
			NR % 3 == 2 && what != "hello" && what != "ping" {
				printf "%s%s", letter[feed(what)], $0 \
					>(dir "/" NR)
				close(dir "/" NR)
			}' tests/data/live/*.txt
		echo "$dir/corpus-live"
		return
	}
	[ "$1" = rest ] || {
		echo "tests/fuzz/corpus-$1"
		return
	}
	mkdir -p "$dir/corpus-rest"
	for f in tests/data/rest/*.txt; do
		awk '/^records$/ { body = 0 }
			body { print }
			/^(exchange|rest|market) / { word[$1] = $2 }
			/^answer / { body = 1; print word["exchange"],
				word["rest"], "market" in word ?
				word["market"] : "-" }' "$f" \
			>"$dir/corpus-rest/$(basename "$f" .txt)"
	done
	find "$dir/corpus-rest" -type f -empty -delete
	echo "$dir/corpus-rest"
}

fuzz() {
	entry=$1
	dictionary=
	[ ! -e "tests/fuzz/$entry.dict" ] ||
		dictionary=-dict=tests/fuzz/$entry.dict
	changes=tests/fuzz/${entry}_grow.c
	[ -e "$changes" ] || changes=
	# shellcheck disable=SC2086 # none or one
	compile "$entry" "$dir/fuzz-$entry" clang -O1 $changes \
	    -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all ||
		return 1
	mkdir -p "$dir/$entry"
	# shellcheck disable=SC2086 # none or one
	"$dir/fuzz-$entry" -max_len="$length" -max_total_time="$seconds" \
	    -runs="$runs" -use_value_profile=$profile -print_final_stats=1 \
	    -artifact_prefix="$dir/$entry-" $dictionary \
	    "$dir/$entry" "$(corpus "$entry")" 2>"$dir/$entry.log"
	rc=$?
	echo "$entry: $(grep -a 'number_of_executed' "$dir/$entry.log"), $(
	    grep -a 'DONE' "$dir/$entry.log" | sed 's/.*DONE *//; s/ corp.*//')"
	[ $rc -eq 0 ] || tail -n 20 "$dir/$entry.log"
	return $rc
}

replay() {
	compile "$1" "$dir/replay-$1" "${CC:-cc}" tests/fuzz/replay.c &&
		"$dir/replay-$1" "$(corpus "$1")"/*
}

rc=0
for entry; do
	if [ -n "$replay" ]; then
		replay "$entry" || rc=1
	else
		fuzz "$entry" || rc=1
	fi
done
exit $rc
