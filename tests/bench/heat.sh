#!/bin/sh
# heat.sh - a heatmap of 1000 x 400 cells, beside gnuplot and matplotlib making
# the same picture of the same numbers.
#
#   heat.sh BUILD [ROUNDS]
#
# BUILD holds the programs of this directory.  Whole processes are run in turn,
# round after round: medians of wall and processor time, how often as long as
# the vector picture takes, largest resident size, bytes of the picture.  Ours
# reads "column" records; the others get the matrix ready made, one row a line
# (matplotlib once more as a file of its own kind: no text to read).  "reading"
# is liq-render with the same file and a chart that draws none of it.
# A peer that is not installed is left out and said.

# shellcheck disable=SC2034 # times.sh has it
build=$(cd "${1:?usage: heat.sh BUILD [ROUNDS]}" && pwd) || exit 1
rounds=${2:-9}
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-bench.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
LC_ALL=C TZ=UTC MPLCONFIGDIR=$dir
export LC_ALL TZ MPLCONFIGDIR
python=${PYTHON:-/usr/bin/python3}
cd "$dir" || exit 1
# shellcheck source=tests/bench/times.sh
. "$here/times.sh"

awk -v columns=1000 -v bins=400 -f "$here/../data/render/heat.awk" >columns

# Both sides of every column, row by row from the lowest price.
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
	step = (high - low + 1) / 400
	for (y = 0; y < 400; y++)
		for (x = 1; x <= n; x++)
			printf "%.0f%s", usd[x, int(low + y * step)], \
			    x < n ? " " : "\n"
}' columns >matrix

cat >gnuplot.gp <<'!'
set terminal pngcairo size 1000,500
set output "gnuplot.out"
plot "matrix" matrix with image notitle
!
cat >plot.py <<'!'
import sys, numpy as np, matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
a = np.loadtxt("matrix") if sys.argv[1] == "text" else np.load("matrix.npy")
fig, ax = plt.subplots(figsize=(10, 5))
ax.imshow(a, aspect="auto", origin="lower", cmap="inferno")
fig.savefig(sys.argv[2], format="png", dpi=100)
!

heat='liq-render heatmap -q --theme=dark --format=svg'
full="$heat --columns=1000 --rows=400"
measure vector 1000 "exec $full columns >vector.out"
measure raster 1000 "exec $full --cells=raster columns >raster.out"
measure usual 1000 "exec $heat columns >usual.out"
measure reading 1000 'exec liq-render treemap -q --format=svg columns >reading.out'
if command -v gnuplot >/dev/null; then
	measure gnuplot 1000 'exec gnuplot gnuplot.gp'
else
	echo 'gnuplot: not installed, left out'
fi
if "$python" -c 'import numpy, matplotlib' 2>/dev/null; then
	"$python" -c 'import numpy as np
np.save("matrix.npy", np.loadtxt("matrix"))'
	measure matplotlib 1000 "exec $python plot.py text matplotlib.out"
	measure ready-made 1000 "exec $python plot.py npy ready-made.out"
else
	echo 'matplotlib: not installed, left out'
fi

echo "1000 x 400 cells, $rounds rounds, $(nproc) cores, $(date -u +%Y-%m-%d)"
in_turn 1 # the first round finds nothing in the cache
rm times.*
in_turn "$rounds"
printf '%-14s %9s %9s %9s %9s %9s\n' picture 'wall ms' 'cpu ms' 'of ours' MiB bytes
for name in $names; do
	[ -s "$name.out" ] || { echo "$name: no picture"; exit 1; }
	awk -v p="$name" -v wall="$(median "$name" 1)" \
	    -v cpu="$(median "$name" 2)" -v r="$(ratio "$name" vector)" \
	    -v k="$(most "$name")" -v bytes="$(wc -c <"$name.out")" 'BEGIN {
		printf "%-14s %9.1f %9.1f %9s %9.1f %9d\n", p, wall, cpu, r,
		    k / 1024, bytes
	}'
done
said 'gnuplot over the vector picture' gnuplot vector '>= 5'
said 'matplotlib over the vector picture' matplotlib vector '>= 20'
