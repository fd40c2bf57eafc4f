#!/bin/sh
# agg.sh - liq-agg against other programs that add up lines of JSON.
#
#   agg.sh GEN [LINES] [ROUNDS]
#
# GEN is the program of gen.c.  The same sums by coin are asked of liq-agg, jq
# and Miller, and the count of lines of wc -l, in turn, round after round; the
# sums must agree first.  Medians of wall time, ratios to liq-agg, and the
# largest resident size.  A peer that is not installed is left out and said.

gen=${1:?usage: agg.sh GEN [LINES] [ROUNDS]}
lines=${2:-1000000}
rounds=${3:-5}
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-bench.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
file=$dir/events.ndjson
LC_ALL=C
export LC_ALL

"$gen" "$lines" 1 >"$file" || exit 1
echo "$lines lines, $(($(wc -c <"$file") / 1000000)) MB, $rounds rounds"

run_ours() {
	liq-agg -w all -b base --format=tsv "$file" | tail -n +2 | cut -f 6,14
}

run_jq() {
	jq -rn 'reduce inputs as $l ({}; .[$l.base] += $l.usd) |
	    to_entries[] | "\(.key)\t\(.value)"' "$file"
}

run_mlr() {
	mlr --ijsonl --otsv --headerless-tsv-output \
	    stats1 -a sum -f usd -g base 'then' cut -o -f base,usd_sum "$file"
}

run_wc() {
	wc -l <"$file"
}

# Peers add in floating point: they agree when 12 digits do.
agree() {
	sort "$dir/ours" >"$dir/a"
	sort "$dir/$1" >"$dir/b"
	join -t "$(printf '\t')" "$dir/a" "$dir/b" | awk -F'\t' \
	    -v want="$(wc -l <"$dir/a")" '
	{
		d = ($2 - $3) / $2
		if (d < 1e-12 && d > -1e-12)
			good++
	}
	END { exit good != want }'
}

# Wall seconds and resident KiB of one run, a line each.
clock() {
	/usr/bin/time -a -o "$dir/$1.times" -f '%e %M' \
	    sh "$dir/$1.sh" >/dev/null
}

peers=
for p in ours jq mlr wc; do
	command -v "$p" >/dev/null || [ $p = ours ] || {
		echo "$p: not installed, left out"
		continue
	}
	"run_$p" >"$dir/$p" || exit 1
	case $p in
	jq | mlr)
		agree $p || {
			echo "$p: other sums"
			exit 1
		}
		;;
	esac
	peers="$peers $p"
done

# A command of its own each, so that time sees nothing else.
cat >"$dir/ours.sh" <<E1
exec liq-agg -w all -b base --format=tsv '$file'
E1
cat >"$dir/jq.sh" <<E1
exec jq -rn 'reduce inputs as \$l ({}; .[\$l.base] += \$l.usd)' '$file'
E1
cat >"$dir/mlr.sh" <<E1
exec mlr --ijsonl --otsv stats1 -a sum -f usd -g base '$file'
E1
cat >"$dir/wc.sh" <<E1
exec wc -l '$file'
E1

round=0
while [ $round -lt "$rounds" ]; do
	for p in $peers; do
		clock "$p"
	done
	round=$((round + 1))
done

median() {
	cut -d' ' -f1 "$dir/$1.times" | sort -n |
	    awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

ours=$(median ours)
printf '%-8s %8s %10s %9s\n' program seconds 'times ours' 'MiB'
for p in $peers; do
	awk -v p="$p" -v s="$(median "$p")" -v ours="$ours" -v k="$(
		cut -d' ' -f2 "$dir/$p.times" | sort -n | tail -1
	)" 'BEGIN {
		printf "%-8s %8.2f %10.2f %9.1f\n", p, s, s / ours, k / 1024
	}'
done
