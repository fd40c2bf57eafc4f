#!/bin/sh
# agg.sh - liq-agg against other programs that add up lines of JSON.
#
#   agg.sh BUILD [LINES [ROUNDS]]
#
# BUILD holds the programs of this directory, and in peers/ what peers.sh
# fetched.  The sums by coin are asked of each, the count of lines of wc, the
# bytes of zlib, in turn, round after round; the sums must agree first.  Medians
# of wall and processor time, how often as fast as ours is, largest resident
# size.  A peer that is not installed is left out and said.  The slow ones get
# a twentieth of the lines, and ours of that stands beside them.

build=$(cd "${1:?usage: agg.sh BUILD [LINES [ROUNDS]]}" && pwd) || exit 1
lines=${2:-5000000}
rounds=${3:-7}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-bench.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
LC_ALL=C NODE_PATH=$build/peers/node_modules
export LC_ALL NODE_PATH
cd "$dir" || exit 1
# shellcheck source=tests/bench/times.sh
. "$here/times.sh"

"$build/gen" "$lines" 1 >all || exit 1
head -n $((lines / 20)) all >few
gzip -6 -c all >all.gz
ours='liq-agg -q -w all -b base --format=tsv'

# peer NAME FILE SUMS NEEDS COMMAND: FILE is what it reads; SUMS: yes, when it
# prints them; NEEDS: a program or a folder without which it is left out.
peer() {
	if ! command -v "$4" >/dev/null && [ ! -d "$build/peers/node_modules/$4" ]; then
		echo "$1: $4 is not installed, left out"
		return
	fi
	case $2 in
	few) measure "$1" $((lines / 20)) "$5" ;;
	*) measure "$1" "$lines" "$5" ;;
	esac
	sh "./run.$1" >"said.$1" || { echo "$1: failed"; exit 1; }
	[ "$3" = no ] || agree "$1" "$2" || { echo "$1: other sums"; exit 1; }
	case $2 in
	few) few="$few $1" ;;
	*) all="$all $1" ;;
	esac
}

sums() {
	case $1 in
	ours*) tail -n +2 | cut -f 6,14 ;;
	*) cat ;;
	esac | sort
}

# Most add in floating point: they agree when 12 digits do.
agree() {
	sums ours <"said.ours-$2" >want
	sums "$1" <"said.$1" >got
	join -t "$(printf '\t')" want got | awk -F'\t' -v want="$(wc -l <want)" '
		{ d = ($2 - $3) / $2; good += d < 1e-12 && d > -1e-12 }
		END { exit good != want }'
}

all='' few=''
$ours few >said.ours-few
$ours all >said.ours-all
node=node
trust="$ours --trust-ids"
peer ours-trust-j1 all yes liq-agg "exec $trust -j1 all"
peer ours-trust-j2 all yes liq-agg "exec $trust -j2 all"
peer ours-j1 all yes liq-agg "exec $ours -j1 all"
peer ours-j2 all yes liq-agg "exec $ours -j2 all"
peer ours-pipe all yes liq-agg "cat all | $trust"
peer ours-gz all yes liq-agg "exec $trust all.gz"
peer simdjson all yes "$build/simdjson" "exec $build/simdjson all"
peer duckdb-1 all yes @duckdb "exec $node $here/duckdb.cjs all 1"
peer duckdb-2 all yes @duckdb "exec $node $here/duckdb.cjs all 2"
peer polars-1 all yes nodejs-polars \
    "POLARS_MAX_THREADS=1 exec $node $here/polars.cjs all"
peer polars-2 all yes nodejs-polars \
    "POLARS_MAX_THREADS=2 exec $node $here/polars.cjs all"
peer wc all no wc 'exec wc -l all'
peer cat-wc all no wc 'cat all | wc -l'
peer inflate all no "$build/inflate" "exec $build/inflate all.gz"
peer ours-few few yes liq-agg "exec $trust -j1 few"
# shellcheck disable=SC2016
peer jq few yes jq 'exec jq -rn "reduce inputs as \$l ({}; .[\$l.base] += \$l.usd) |
    to_entries[] | \"\(.key)\t\(.value)\"" few'
# shellcheck disable=SC2016
peer gojq few yes gojq 'gojq -r "\"\(.base)\t\(.usd)\"" few |
    awk "{ s[\$1] += \$2 } END { for (b in s) printf \"%s\t%.17g\n\", b, s[b] }"'
peer mlr few yes mlr 'exec mlr --ijsonl --otsv --headerless-tsv-output \
    stats1 -a sum -f usd -g base few'

echo "$lines lines, $(($(wc -c <all) / 1000000)) MB, $rounds rounds," \
    "$(nproc) cores, $(date -u +%Y-%m-%d)"
in_turn "$rounds"
heading
# shellcheck disable=SC2086 # lists
{
	table ours-trust-j1 $all
	table ours-few $few
}

printf '\n%-42s %7s %7s %7s\n' 'ratios' wall cpu least
said 'simdjson : one thread, ids trusted' simdjson ours-trust-j1 '1.7 or more'
said 'simdjson : two threads, ids trusted' simdjson ours-trust-j2 '3 or more'
said 'simdjson : one thread, repeats looked for' simdjson ours-j1 '1 or more'
said 'simdjson : two threads, repeats looked for' simdjson ours-j2 '1 or more'
said 'DuckDB : ours, one thread each' duckdb-1 ours-trust-j1 '8 or more'
said 'DuckDB : ours, two threads each' duckdb-2 ours-trust-j2 '8 or more'
said 'Polars : ours, one thread each' polars-1 ours-trust-j1 '15 or more'
said 'Polars : ours, two threads each' polars-2 ours-trust-j2 '15 or more'
said 'jq : ours, one thread' jq ours-few '150 or more'
said 'cat | wc -l : cat | ours' cat-wc ours-pipe '1 or more'
said 'ours of gzip : zlib alone' ours-gz inflate '1.1 or less'
said 'one thread : two threads, ids trusted' ours-trust-j1 ours-trust-j2 '1.85 or more'
exit 0
