#!/bin/sh
# liq-render bars, spark, treemap --nest and table --across: what they look
# like, to the byte; what they say of what is missing.
#
# "GOLDEN=1 tests/cmd/render-bars.t" writes the pictures anew, and shows the
# change.
. "$(dirname "$0")/../tap.sh"

data=$top/tests/data/render-bars
esc=$(printf '\033')
cp "$data"/*.ndjson .

# --- the pictures

while read -r name args; do
	# shellcheck disable=SC2086
	COLORTERM=truecolor liq-render $args >got 2>err
	echo "status $?" >>got
	if [ -n "$GOLDEN" ]; then
		diff -u "$data/$name.out" got | sed 's/^/# /'
		cp got "$data/$name.out"
	fi
	same "$name: $args" got <"$data/$name.out"
done <"$data/cases"
for svg in "$data"/*svg.out "$data"/*light.out "$data"/*dark.out; do
	name=$(basename "$svg" .out)
	sed '$d' "$svg" >picture.svg
	is "$name has 60 kB at most" "$(($(wc -c <picture.svg) <= 60000))" 1
	if command -v rsvg-convert >/dev/null; then
		t "$name: another program can draw it" 0 \
		    rsvg-convert picture.svg -o picture.png
	else
		skip "$name: another program can draw it" 'no rsvg-convert'
	fi
done

# --- bars

t 'bars as SVG' 0 liq-render bars --format=svg hours.ndjson candles.ndjson
is 'every shape and text has its colour' \
    "$(grep -E '^<(rect|text)' out | grep -vc ' fill="#')$(
	grep '^<path' out | grep -vc ' stroke="#')" 00
is 'no style attributes, links or scripts' \
    "$(grep -ciE ' style=|href|url\(|var\(|<script|on[a-z]*=' out)" 0
match 'the numbers are in words' out \
    '<desc.*at least 76.7M USD in all: longs 57.0M, shorts 19.7M'
match 'and what was not watched' out 'Not watched in full: 6 bars'
sed 's/>/>\n/g' out | sed -n 's/.*height="\([0-9]*\)".*class="p\([67]\)".*/\2 \1/p' |
	sort | uniq >heights
is 'bars of both sides' "$(cut -d' ' -f1 heights | sort -u | paste -sd' ' -)" '6 7'
{
	head -1 hours.ndjson
	sed '1d; $d' hours.ndjson | sort -r
	tail -1 hours.ndjson
} >shuffled
liq-render bars --format=svg hours.ndjson >one
liq-render bars --format=svg shuffled >two
same 'the order of the input does not matter' two <one
sed 's/"long_usd":[0-9.]*/"long_usd":0.0/' hours.ndjson >shorts
liq-render bars --format=ascii -W 80 shorts >out
is 'no longs hang down' "$(sed -n '/0+/,/02-13/p' out | sed '1d;$d' | cut -c 9- |
	tr -d ' \n/')" ''
t 'candles of another coin' 0 sh -c \
    'sed s/BTC/ETH/g candles.ndjson | liq-render bars hours.ndjson -'
match 'are not taken for the price' out 'middle of the liquidations'
t 'nothing but candles' 6 liq-render bars -e candles.ndjson
match 'what is needed is said' err \
    'no rows for bars: this chart needs "total" records; try liq-agg -i 1h'
t '-e: all zero' 6 liq-render bars -e zero.ndjson
t '-e: something was drawn' 0 liq-render bars -e one.ndjson
for w in 40 47 80 131; do
	for h in 16 24 90; do
		for f in hours hostile extreme unsided; do
			liq-render bars --format=ascii -W $w -H $h $f.ndjson \
			    candles.ndjson >out
			awk -v w=$w -v h=$h -v f=$f 'length > w { print f, w, h }
				END { if (NR > h) print f, w, h, NR }' out
		done
	done
done >wide
same 'no line is too wide, no picture too high, in 12 sizes' wide </dev/null
liq-render bars --format=unicode --color=always -W 100 -H 30 hours.ndjson \
    candles.ndjson >out
is 'no line ends in colour' \
    "$(sed -n "s/.*$esc\[\([0-9;]*\)m.*/\1/p" out | grep -vc '^0$')" 0
liq-render bars --format=unicode -W 60 -H 22 hours.ndjson >plain
liq-render bars --format=unicode --color=always -W 60 -H 22 hours.ndjson |
	sed "s/$esc\[[0-9;]*m//g" >bare
is 'colours add nothing that is not there without them' \
    "$(grep -c '▲\|↓\|╱' bare)" "$(grep -c '▲\|↓\|╱' plain)"

# --- spark

t 'a spark' 0 liq-render spark --format=unicode hours.ndjson
is 'is one line' "$(wc -l <out)" 1
is 'with a letter for each hour' "$(LC_ALL=C.UTF-8 wc -m <out)" 49
t 'a simulated spark' 0 liq-render spark --format=ascii one.ndjson
match 'says so' out '^# SIMULATED$'

# --- treemap --nest

t 'two levels' 0 liq-render treemap --nest --format=svg levels.ndjson
sed -n 's/.*<rect x="\([0-9]*\)" y="\([0-9]*\)" width="\([0-9]*\)" height="\([0-9]*\)".*<title>\([A-Z]*\) [a-z]*: [^0-9]*\([0-9,.]*\) USD.*/\5 \1 \2 \3 \4 \6/p' \
    out | tr -d , >tiles
is 'its areas are true to a thousandth' "$(awk '
	{ area[NR] = $4 * $5; usd[NR] = $6; a += area[NR]; u += $6 }
	END {
		for (i = 1; i <= NR; i++) {
			e = area[i] / a / (usd[i] / u) - 1
			if (e > 0.001 || e < -0.001)
				print usd[i], e
		}
	}' tiles)" ''
is 'the tiles of a coin fill a rectangle' "$(awk '
	!($1 in x) { x[$1] = $2; y[$1] = $3; r[$1] = $2; b[$1] = $3 }
	{
		a[$1] += $4 * $5
		x[$1] = $2 < x[$1] ? $2 : x[$1]
		y[$1] = $3 < y[$1] ? $3 : y[$1]
		r[$1] = $2 + $4 > r[$1] ? $2 + $4 : r[$1]
		b[$1] = $3 + $5 > b[$1] ? $3 + $5 : b[$1]
	}
	END {
		for (c in x) {
			e = (r[c] - x[c]) * (b[c] - y[c]) / a[c] - 1
			print c, (e < 0.001 && e > -0.001)
		}
	}' tiles | sort | paste -sd' ' -)" 'BTC 1 DOGE 1 ETH 1 SOL 1'

# --- table --across, --sort

t 'windows side by side' 0 liq-render table --across --format=ascii -W 120 \
    windows.ndjson
is 'every digit of every USD is in its column' "$(sed -n \
    's/.*"ts":\([0-9]*\),"width_ms":\([0-9]*\),.*"base":"\([^"]*\)".*"usd":\([^,]*\),.*/\2 \3 \4/p' \
    windows.ndjson | while read -r width base usd; do
	case $width in 3600000) at=1 ;; 14400000) at=2 ;; *) at=3 ;; esac
	sed -n "s/^$base //p" out | tr -d 'v^>=,' | awk -v at=$at -v u="$usd" \
	    -v n="$base $width" '$at != u { print n, u, $at }'
done)" ''
match 'a group that is not in a window' out '^DOGE +- '
t 'rows by name' 0 liq-render table --sort=name --format=ascii windows.ndjson
is 'stand in that order' "$(awk '$1 == 1 { row = "" }
	$1 ~ /^[1-4]$/ { row = row " " $3 } END { print row }' out)" ' BTC DOGE ETH SOL'
t 'no such order' 2 liq-render table --sort=nme windows.ndjson
match 'the nearest is told' err 'did you mean "name"'
done_testing
