#!/bin/sh
# liq-render: what the charts look like, to the byte; sizes, colours, statuses;
# names that want to be more than names.
#
# "GOLDEN=1 tests/cmd/render.t" writes the pictures anew, and shows the change.
. "$(dirname "$0")/../tap.sh"

data=$top/tests/data/render
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
	quiet "$name says nothing"
done <"$data/cases"

# --- what is in them

t 'a treemap as SVG' 0 liq-render treemap -o day.svg day.ndjson
cp day.svg out
sed -n 's/.*<rect x="\([0-9]*\)" y="\([0-9]*\)" width="\([0-9]*\)" height="\([0-9]*\)".*<title>[^:]*: [^0-9]*\([0-9,.]*\) USD.*/\3 \4 \5/p' \
    out | tr -d , >areas
is 'as many tiles as groups with any USD that can be seen' \
    "$(wc -l <areas | tr -d ' ')" 8
is 'its areas are true to a thousandth' "$(awk '
	{ area[NR] = $1 * $2; usd[NR] = $3; a += area[NR]; u += $3 }
	END {
		for (i = 1; i <= NR; i++) {
			e = area[i] / a / (usd[i] / u) - 1
			if (e > 0.001 || e < -0.001)
				print usd[i], e
		}
	}' areas)" ''
is 'nothing but what is allowed' "$(sed 's/></>\n</g' out |
	grep -o '<[a-z!?][a-zA-Z]*' | sort -u | tr '\n' ' ')" \
    '<desc <g <rect <style <svg <text <title '
is 'no style attributes, links or scripts' \
    "$(grep -ciE ' style=|href|url\(|var\(|<script|on[a-z]*=' out)" 0
is 'every shape and text has its colour' \
    "$(grep -E '^<(rect|text)' out | grep -vc ' fill="#')" 0
is 'coordinates have one decimal at most' \
    "$(grep -cE '(x|y|width|height|size)="[0-9]*\.[0-9][0-9]' out)" 0
sed '/^<style/d; s/ class="[a-z0-9]*"//' out >bare
t 'a treemap for light grounds' 0 liq-render treemap --theme=light \
    --format=svg day.ndjson
sed 's/ class="[a-z0-9]*"//; s/l[a-z0-9]\{7\}/ID/g' out >light
sed -i 's/l[a-z0-9]\{7\}/ID/g' bare
same 'is the one without its style' light <bare
if command -v rsvg-convert >/dev/null; then
	t 'another program can draw it' 0 rsvg-convert day.svg -o day.png
else
	skip 'another program can draw it' 'no rsvg-convert'
fi
if command -v xmllint >/dev/null; then
	t 'a table of hostile names is XML' 0 sh -c \
	    'liq-render table --format=svg hostile.ndjson | xmllint --noout -'
else
	skip 'a table of hostile names is XML' 'no xmllint'
fi
t 'every digit of every USD' 0 liq-render table --format=ascii -W 200 \
    day.ndjson
is 'is in the table' "$(sed -n 's/.*"base":"\([^"]*\)".*"usd":\([^,]*\),"long_usd":\([^,]*\),"short_usd":\([^,]*\),.*/\1 \2 \3 \4/p' \
    day.ndjson | while read -r base usd long short; do
	tr -d ',>=' <out | grep -qE " $base +$usd +$long +$short " || echo "$base"
done)" ''
is 'and the total is their sum' "$(tr -d ',>=' <out |
	awk '$2 == "total" { print $3, $4, $5 }')" \
    '90003540.38500001 48693540.260 41310000.12500001'

# --- the same picture

liq-render treemap --format=svg day.ndjson >one
{
	head -1 day.ndjson
	sed '1d; $d' day.ndjson | sort -r
	tail -1 day.ndjson
} >shuffled
liq-render treemap --format=svg shuffled >two
same 'the order of the input does not matter' two <one
gzip -c day.ndjson >day.gz
liq-render treemap --format=svg day.gz >two
same 'nor does its compression' two <one
cat day.ndjson day.ndjson >twice
liq-render treemap --format=svg twice >two
same 'nor does it matter how often a record comes' two <one
t 'compressed' 0 liq-render treemap -o day.svg.gz day.ndjson
gzip -dc day.svg.gz >two
same 'a name in .svg.gz' two <one

# --- sizes

: >wide
: >high
for w in 40 47 61 80 133 300; do
	for h in 10 13 24 57; do
		for file in day hostile extreme; do
			liq-render treemap --format=ascii -W $w -H $h \
			    $file.ndjson >out
			awk -v w=$w -v h=$h -v f=$file 'length > w {
				print f, w, h, $0
			}' out >>wide
			[ "$(wc -l <out)" -le $h ] || echo "$w $h $file" >>high
		done
	done
	for file in day hostile extreme windows; do
		liq-render table --format=ascii -W $w $file.ndjson |
			awk -v w=$w 'length > w' >>wide
	done
done
same 'no line is too wide, in 24 sizes' wide </dev/null
same 'no treemap is too high' high </dev/null
is 'no blanks at the end of a line' \
    "$(liq-render treemap --format=ascii day.ndjson | grep -c ' $')" 0
is 'COLUMNS and LINES are heard' "$(COLUMNS=50 LINES=12 liq-render treemap \
    day.ndjson | awk '{ n = length > n ? length : n } END { print n, NR }')" \
    '50 12'

# --- colours and letters

# sees WHAT ARGS...: does the picture have it?
sees() {
	pattern=$1
	shift
	env "$@" liq-render treemap day.ndjson >out
	grep -q "$pattern" out && echo yes || echo no
}
is 'a file has no colours' "$(sees "$esc" TERM=xterm)" no
is 'CLICOLOR_FORCE forces them' "$(sees "$esc" CLICOLOR_FORCE=1)" yes
is 'so does FORCE_COLOR' "$(sees "$esc" FORCE_COLOR=1)" yes
is 'but not when it is 0' "$(sees "$esc" FORCE_COLOR=0)" no
is 'NO_COLOR wins' "$(sees "$esc" NO_COLOR=1 CLICOLOR_FORCE=1)" no
is 'an empty NO_COLOR is none' "$(sees "$esc" NO_COLOR= CLICOLOR_FORCE=1)" yes
is 'all colours' "$(sees '48;2;' CLICOLOR_FORCE=1 COLORTERM=truecolor)" yes
is '256 colours' "$(sees '48;5;' CLICOLOR_FORCE=1 TERM=xterm-256color)" yes
is '16 colours' "$(sees '[;[]4[14]' CLICOLOR_FORCE=1 TERM=xterm)" yes
is 'and no others' "$(sees '48;' CLICOLOR_FORCE=1 TERM=xterm)" no
is 'ASCII in the C locale' "$(sees 'v SOL' LC_ALL=C)" yes
is 'Unicode in UTF-8' "$(sees '▼ SOL' LC_ALL= LANG=en_US.UTF-8)" yes
NO_COLOR=1 liq-render treemap --color=always day.ndjson >out
match '--color wins over the environment' out "$esc"
COLORTERM=truecolor liq-render treemap -W 120 -H 40 --format=unicode \
    --color=always day.ndjson >out
is 'a frame of 120 x 40 has 20 kB at most' "$(($(wc -c <out) <= 20000))" 1
is 'no line ends in colour' \
    "$(sed -n "s/.*$esc\[\([0-9;]*\)m.*/\1/p" out | grep -vc '^0$')" 0
sed "s/$esc\[[0-9;]*m//g" out >plain
is 'nor is it too wide' "$(($(LC_ALL=C.UTF-8 wc -L <plain) <= 120))" 1

# --- hostile names

for chart in treemap table; do
	liq-render $chart --format=ascii -W 120 -H 40 hostile.ndjson >out
	is "$chart: nothing but printed ASCII" \
	    "$(LC_ALL=C grep -c '[^ -~]' out)" 0
	liq-render $chart --format=unicode -W 120 -H 40 hostile.ndjson >out
	is "$chart: no control reaches a terminal" \
	    "$(LC_ALL=C tr -d '\n\200-\377' <out | LC_ALL=C grep -c '[^ -~]')" 0
	liq-render $chart --format=svg hostile.ndjson >out
	is "$chart: none reaches an SVG, nor markup" \
	    "$(LC_ALL=C tr -d '\n' <out | LC_ALL=C grep -c '[[:cntrl:]]')$(
		grep -c '<script' out)" 00
done
{
	head -1 day.ndjson
	printf '{"type":"total","base":"'
	head -c 1000000 /dev/zero | tr '\0' A
	echo '"}'
	sed 1d day.ndjson
} >long
t 'a name of 1 MB is refused' 3 liq-render treemap --format=ascii long
match 'with a reason' err 'long:2: "base" is too long'
match 'and the others are drawn' out 'v BTC'

# --- statuses

t 'nothing came' 0 liq-render treemap empty.ndjson
t '-e says so' 6 liq-render treemap -e empty.ndjson
t '-e: zeros are nothing' 6 liq-render treemap -e zero.ndjson
t '-e: something was drawn' 0 liq-render table -e day.ndjson
t '-e: nothing as large as that' 6 liq-render table -e --min=1B day.ndjson
t 'records of another type' 6 liq-render treemap -e wrong.ndjson
match 'what is needed is said' err \
    'no rows for treemap: this chart needs "total" records; try liq-agg'
match 'also in the picture' out 'liquidation records did'
t 'no chart' 2 liq-render
t 'no such chart' 2 liq-render treemab day.ndjson
match 'the nearest is told' err 'did you mean "treemap"'
for option in --format=sgv --theme=drak --color=alwasy --palette=viridsi \
    --sides=gren-red; do
	t "$option" 2 liq-render treemap $option day.ndjson
	match "$option: the nearest is told" err 'did you mean'
done
t 'a width that cannot be' 2 liq-render treemap -W 7 day.ndjson
t 'a zone that is none' 2 liq-render treemap --tz=Mars day.ndjson
t 'a file that is not there' 1 liq-render treemap absent
sed '$d' day.ndjson >dead
echo old >kept
cat dead | liq-render treemap -o kept --format=ascii 2>err
is 'a producer that died' $? 3
is 'the old file is kept' "$(cat kept)" old
cat dead | liq-render treemap -q -o kept --partial-ok --format=ascii 2>err
is 'unless told otherwise' "$?$(grep -c 'v BTC' kept)" 31
{
	cat day.ndjson
	echo '{"type":"total"}'
} >refused
echo old >kept
t 'a refused line' 3 liq-render treemap -o kept --format=ascii refused
match 'the file is replaced' kept 'v BTC'
sed 's/"status":0/"status":3/' day.ndjson >upstream
t 'an upstream that missed something' 3 liq-render treemap upstream
if [ -w /dev/full ]; then
	liq-render treemap day.ndjson 2>err >/dev/full
	is 'a full disk' $? 1
fi
done_testing
