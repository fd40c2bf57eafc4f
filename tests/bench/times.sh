#!/bin/sh
# times.sh - commands in turn, and what they took; sourced.
#
#   measure NAME LINES COMMAND   what is to be run, in sh
#   in_turn ROUNDS               each of them once a round, by $build/clock
#   median NAME 1|2              of wall or processor time, ms
#   ratio A B [2]                median of A's wall (processor) time over B's,
#                                round by round
#   leasts A B                   the least of A's wall times over B's: of many
#                                rounds on a busy machine the quietest
#   said WHAT A B WANT           all three in a line, with what is asked for
#   heading; table BASE NAME...  a line each; BASE is what ratios are to
#
# Names are in $names, their files in the current directory.

names=

measure() {
	printf '#!/bin/sh\n%s\n' "$3" >"run.$1"
	echo "$2" >"lines.$1"
	names="$names $1"
}

in_turn() {
	round=0
	while [ $round -lt "$1" ]; do
		for name in $names; do
			"$build/clock" sh "run.$name" >/dev/null \
			    3>>"times.$name"
		done
		round=$((round + 1))
	done
}

middle() {
	sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

median() {
	cut -d' ' -f"$2" "times.$1" | middle
}

most() {
	cut -d' ' -f3 "times.$1" | sort -n | tail -1
}

ratio() {
	paste -d' ' "times.$1" "times.$2" | awk -v of="${3:-1}" '{
		printf "%.2f\n", $of / $(3 + of)
	}' | middle
}

least() {
	sort -n "times.$1" | head -1 | cut -d' ' -f1
}

leasts() {
	echo "$(least "$1") $(least "$2")" | awk '{ printf "%.2f", $1 / $2 }'
}

said() {
	[ -f "times.$2" ] && [ -f "times.$3" ] &&
		printf '%-42s %7s %7s %7s  (%s)\n' "$1" "$(ratio "$2" "$3")" \
		    "$(ratio "$2" "$3" 2)" "$(leasts "$2" "$3")" "$4"
}

table() {
	base=$1
	shift
	for name; do
		awk -v p="$name" -v wall="$(median "$name" 1)" \
		    -v cpu="$(median "$name" 2)" -v l="$(least "$name")" -v n="$(cat "lines.$name")" \
		    -v r="$(ratio "$name" "$base")" -v k="$(most "$name")" \
		    'BEGIN {
			printf "%-14s %9.1f %9.1f %9.1f %9.1f %8s %8.1f\n", p,
			    wall, l, cpu, cpu * 1e6 / n, r, k / 1024
		}'
	done
}

heading() {
	printf '%-14s %9s %9s %9s %9s %8s %8s\n' program 'wall ms' least \
	    'cpu ms' ns/line 'of ours' MiB
}
