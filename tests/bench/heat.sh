#!/bin/sh
# heat.sh - a heatmap of 1000 x 400 cells, beside gnuplot and matplotlib making
# the same picture of the same numbers.
#
# Each is run in turn, the whole process, the best of 7 rounds counts: seconds,
# peak memory, bytes.  "parse" is liq-render reading the same file for a chart
# that draws none of it: what is left is the picture.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-bench.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
rounds=${ROUNDS:-7}
python=${PYTHON:-/usr/bin/python3}
cd "$dir"

awk -v columns=1000 -v bins=400 -f "$top/tests/data/render/heat.awk" >columns

# The others get the matrix ready made, one row a line: parsing costs them less.
awk '
/"type":"column"/ {
	n++
	for (side = 1; side <= 2; side++) {
		list = $0
		sub(side == 1 ? /.*"long":\[/ : /.*"short":\[/, "", list)
		sub(/\]\].*/, "", list)
		m = split(list, pair, /\],\[|\[/)
		for (i = 1; i <= m; i++) {
			if (split(pair[i], v, ",") != 2)
				continue
			usd[n, v[1] + 0] += v[2]
			low = low == "" || v[1] + 0 < low ? v[1] + 0 : low
			high = v[1] + 0 > high ? v[1] + 0 : high
		}
	}
}
END {
	rows = high - low + 1
	step = rows / 400
	for (y = 0; y < 400; y++)
		for (x = 1; x <= n; x++)
			printf "%.0f%s", usd[x, int(low + y * step)], \
			    x < n ? " " : "\n"
}' columns >matrix

cat >gnuplot.gp <<'!'
set terminal pngcairo size 1000,500
set output "gnuplot.png"
plot "matrix" matrix with image notitle
!
cat >plot.py <<'!'
import numpy as np, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
a = np.loadtxt("matrix")
fig, ax = plt.subplots(figsize=(10, 5))
ax.imshow(a, aspect="auto", origin="lower", cmap="inferno")
fig.savefig("matplotlib.png", dpi=100)
!
sed 's/np.loadtxt("matrix")/np.load("matrix.npy")/' \
    plot.py >ready.py

run() {
	name=$1 file=$2
	shift 2
	best='' round=0
	while [ "$round" -lt "$rounds" ]; do
		round=$((round + 1))
		/usr/bin/time -f '%e %U %M' -o time "$@" >out 2>/dev/null ||
			[ "$name" = parse ] || { echo "$name: failed"; return; }
		now=$(tail -1 time)
		best=$(printf '%s\n%s\n' "$now" "${best:-$now}" | sort -n | head -1)
	done
	[ "$file" = - ] && file=out
	echo "$best" | awk -v name="$name" -v bytes="$(wc -c <"$file")" \
	    '{ printf "%-22s %6.3f s (%.3f user) %7.1f MiB %8d bytes\n", \
	    name, $1, $2, $3 / 1024, bytes }'
}

heat="--columns=1000 --rows=400 --format=svg columns"
run parse - liq-render treemap --format=svg columns
# shellcheck disable=SC2086
{
	run 'liq-render vector' - liq-render heatmap --theme=dark $heat
	run 'liq-render raster' - liq-render heatmap --theme=dark \
	    --cells=raster $heat
}
run 'liq-render as it likes' - liq-render heatmap --format=svg columns
if command -v gnuplot >/dev/null; then
	run 'gnuplot pngcairo' gnuplot.png gnuplot gnuplot.gp
else
	echo 'gnuplot: not here'
fi
if "$python" -c 'import matplotlib' 2>/dev/null; then
	run 'matplotlib imshow' matplotlib.png "$python" plot.py
	"$python" -c 'import numpy as np
np.save("matrix.npy", np.loadtxt("matrix"))'
	run 'the same, no parsing' matplotlib.png "$python" ready.py
else
	echo 'matplotlib: not here'
fi
