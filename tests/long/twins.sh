#!/bin/sh
# twins.sh - the fast readers beside the strict one, on lines of chance.
#
#   twins.sh UNITS [SEEDS [LINES [FIRST]]]
#
# UNITS is the folder of fast.t and fast_rows.t.  Each seed gives 2 LINES of
# liquidations and as many of candles and open interest, half of them hurt, to
# every kernel of this machine; it stops where what is taken is not to the byte
# what the strict reader says.  The counts of all seeds come last.
units=${1:?usage: twins.sh UNITS [SEEDS [LINES [FIRST]]]}
seeds=${2:-25}
lines=${3:-1000000}
seed=${4:-1}
last=$((seed + seeds - 1))
said=$(mktemp "${TMPDIR:-/tmp}/liq-twins.XXXXXX") || exit 1
trap 'rm -f "$said"' EXIT
trap 'exit 1' HUP INT TERM

# twin NAME LINES: one seed of one reader
twin() {
	if "$units/$1" "$2" "$seed" >"$said.one" && ! grep -q '^not ok' "$said.one"; then
		grep -E 'are taken|are hurt' "$said.one" |
			sed "s/^ok [0-9]* - /$1 $seed: /" | tee -a "$said"
		rm -f "$said.one"
	else
		echo "$1 differs, or failed, with seed $seed:"
		cat "$said.one"
		rm -f "$said.one"
		exit 1
	fi
}

while [ "$seed" -le "$last" ]; do
	twin fast.t "$lines"
	twin fast_rows.t $((lines / 2))
	seed=$((seed + 1))
done
awk -v n=$((seeds * lines * 4)) '
	{ for (i = 3; i <= NF && $i !~ /^[0-9]+$/;) i++ }
	{ taken += $i }
	END { printf "%d lines, %d taken, no difference\n", n, taken }' "$said"
