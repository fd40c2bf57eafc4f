#!/bin/sh
# levels.sh - what liq-levels takes for a year of candles.
#
#   levels.sh BUILD [ROUNDS]
#
# BUILD holds the programs of this directory.  The built-in market makes a year
# of BTC in minutes, the same in five minutes with open interest.  Whole
# processes are run in turn, round after round: the year, parts of it (a candle
# costs the same in any of them), one month beside the numpy model of
# tests/reference, whose columns must be the same first.  Medians of wall and
# processor time, largest resident size.
# Without numpy the month is left out; it is what takes long.

build=$(cd "${1:?usage: levels.sh BUILD [ROUNDS]}" && pwd) || exit 1
rounds=${2:-7}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-bench.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
LC_ALL=C TZ=UTC
export LC_ALL TZ
cd "$dir" || exit 1
# shellcheck source=tests/bench/times.sh
. "$here/times.sh"
python=${PYTHON:-/usr/bin/python3}

market() {
	liq-fetch -q --no-meta -x market -s 2025-01-01 "$@" BTC || exit 1
}
market -u 2026-01-01 -k candle -i 1m >minutes
market -u 2026-01-01 -k candle -i 5m >fives
market -u 2026-01-01 -k oi -i 5m >interest
market -u 2025-02-01 -k candle -i 5m >month
market -u 2025-02-01 -k oi -i 5m >>month

columns='liq-levels -q --no-meta --as=column -i 9h --range=20%'

n=$(wc -l <minutes)
for part in 12 4 2 1; do
	head -n $((n / part)) minutes >"minutes.$part"
	measure "minutes-$part" $((n / part)) "exec $columns minutes.$part"
done
measure pipe "$n" "cat minutes | $columns"
measure fives "$(wc -l <fives)" "exec $columns fives interest"
measure month "$(wc -l <month)" "exec $columns month"
if "$python" -c 'import numpy' 2>/dev/null; then
	model="$python $here/../reference/model.py --interval=32400000 --range=0.2"
	measure numpy "$(wc -l <month)" "exec $model month"
	$columns month >ours
	$model month >theirs
	"$python" "$here/../reference/compare.py" ours theirs || exit 1
else
	echo 'numpy: not installed, left out'
fi

echo "$n minutes, $rounds rounds, $(nproc) cores, $(date -u +%Y-%m-%d)"
in_turn "$rounds"
heading
# shellcheck disable=SC2086 # a list
table minutes-1 $names

echo
at_most() {
	printf '%-54s %7s  (%s or less)\n' "$1" "$2" "$3"
}
at_most 'a year of minutes, processor ms' "$(median minutes-1 2)" 1500
at_most 'a year of five minutes, processor ms' "$(median fives 2)" 500
at_most 'the largest resident size, KiB' "$(most minutes-1)" 32768
at_most 'a candle of the year : one of its first month' \
    "$(awk -v a="$(median minutes-1 2)" -v b="$(median minutes-12 2)" \
    'BEGIN { printf "%.2f", a / 12 / b }')" 1.1
said 'numpy : ours, the same month' numpy month '100 or more'
exit 0
