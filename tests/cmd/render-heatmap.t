#!/bin/sh
# liq-render heatmap: what it looks like, to the byte; what is in it; input that
# is hostile; the page around it.
#
# "GOLDEN=1 tests/cmd/render-heatmap.t" writes the pictures anew, and shows the
# change.
. "$(dirname "$0")/../tap.sh"

data=$top/tests/data/render
awk -v columns=30 -v bins=100 -v more=1 -f "$data/heat.awk" >heat

# --- the pictures

while read -r name args; do
	# shellcheck disable=SC2086
	COLORTERM=truecolor liq-render $args heat >got 2>err
	echo "status $?" >>got
	if [ -n "$GOLDEN" ]; then
		diff -u "$data/$name.out" got | sed 's/^/# /'
		cp got "$data/$name.out"
	fi
	same "$name: $args" got <"$data/$name.out"
	quiet "$name says nothing"
done <"$data/heatmap-cases"

# --- what is in them

t 'a heatmap as SVG' 0 liq-render heatmap -o h.svg heat
is 'nothing but what is allowed' "$(sed 's/></>\n</g' h.svg |
	grep -o '<[a-z!?][a-zA-Z]*' | sort -u | tr '\n' ' ')" \
    '<circle <desc <g <path <rect <style <svg <text <title '
is 'no style attributes, links or scripts' \
    "$(grep -ciE ' style=|href|url\(|var\(|<script|on[a-z]*=' h.svg)" 0
is 'every shape has its colour' \
    "$(grep -E '^<(rect|text|path|circle)' h.svg | grep -vcE '(fill|stroke)="#')" 0
is 'it is small' "$(($(wc -c <h.svg) < 60000))" 1
is 'a sentence with its numbers' "$(sed -n 's/^<desc [^>]*>//p' h.svg)" \
    'Estimated USD that would be liquidated: shorts 202M above and longs 156M below the price of 98,593. Largest cluster: 35.2M USD of shorts at 100,282 (+1.7%).</desc>'
sed '/^<style/d; s/ class="[a-z0-9]*"//; s/l[a-z0-9]\{7\}/ID/g' h.svg >bare
t 'a heatmap for light grounds' 0 liq-render heatmap --theme=light \
    --format=svg heat
sed -i 's/ class="[a-z0-9]*"//; s/l[a-z0-9]\{7\}/ID/g' out
same 'is the one without its style' out <bare
if command -v rsvg-convert >/dev/null; then
	liq-render heatmap --theme=dark --cells=raster --format=svg heat |
		rsvg-convert >raster.png
	ok 'another program can draw it as a raster' $?
else
	skip 'another program can draw it as a raster' 'no rsvg-convert'
fi
if command -v xmllint >/dev/null; then
	t 'it is XML' 0 xmllint --noout h.svg
else
	skip 'it is XML' 'no xmllint'
fi

# --- the same picture

liq-render heatmap --format=ascii heat >plain
sort heat | grep -v '"begin"\|"end"' >middle
{ grep '"begin"' heat; cat middle; grep '"end"' heat; } >sorted
t 'records in any order' 0 liq-render heatmap --format=ascii sorted
same 'make the same picture' out <plain
{ grep '"begin"' heat; cat middle middle; grep '"end"' heat; } >twice
t 'records that come twice' 0 liq-render heatmap --format=ascii twice
same 'count once' out <plain
sed 's/:\([0-9.]*[0-9]\)\([,}]\)/:"\1"\2/g; s/"ts":"\([0-9]*\)"/"ts":\1/; s/"width_ms":"\([0-9]*\)"/"width_ms":\1/; s/"\(n\|rank\|horizon_ms\|status\|count\|rejected\|repeated\|gaps\|gap_ms\|schema\)":"\([0-9]*\)"/"\1":\2/g' heat >texts
t 'decimals as strings' 0 liq-render heatmap --format=ascii texts
same 'are decimals' out <plain
t 'in another environment' 0 env LC_ALL=C.UTF-8 TZ=Asia/Tokyo COLUMNS=33 \
    liq-render heatmap --format=ascii -W 80 -H 24 heat
same 'nothing changes' out <plain

candle() {
	printf '{"type":"candle","ts":%s,"exchange":"bybit","symbol":"BTCUSDT","base":"BTC","quote":"USDT","width_ms":%s,"open":98000.0,"high":98700.0,"low":98000.0,"close":%s,"volume":1.0,"buy_volume":null,"usd":null,"trades":null,"final":true,"source":"t","received":null}\n' "$@"
}
candle 1739505600000 10800000 98650.5 >newer
t 'a candle that ends after the last column' 0 liq-render heatmap --format=ascii heat newer
match 'says the price' out '^price 98,65[01] '
candle 1739599200000 3600000 98100.0 >later
t 'one that begins after it' 0 liq-render heatmap --format=ascii heat later
match 'does not' out '^price 98,593 '

# --- what is asked for

t 'a fixed top' 0 liq-render heatmap --max=1B --format=ascii -H 40 heat
match 'is what the legend ends in' out '\. >=30.3M - >=273M \+ >=515M % >=758M'
is 'and leaves next to nothing of less' "$(tr -cd '@*' <out | wc -c | tr -d ' ')" 0
sed 's/"base":"BTC"/"base":"ETH"/; s/"bin_step":0.001/"bin_step":0.002/' heat |
	grep '"column"' | head -5 >eth
cat heat eth >both
t 'of two maps the longer' 0 liq-render heatmap --format=ascii -H 40 both
match 'is drawn' out '^BTC liquidation heatmap'
match 'and the other is named' out 'another map came in: --only=ETH'
t 'which can be asked for' 0 liq-render heatmap --only=ETH --format=ascii both
match 'and is drawn then' out '^ETH liquidation heatmap'
t 'one that is not there' 6 liq-render heatmap -e --only=DOGE both
t 'a scale that is misspelt' 2 liq-render heatmap --scale=sqr heat
match 'is answered with the nearest' err 'did you mean "sqrt"'
t 'a range that is none' 2 liq-render heatmap --range=0 heat
match 'is refused' err 'not between 0.01% and 1000%'

# --- holes, and what is wrong

grep -v '"ts":17394[4-5]' heat >hole
t 'time of which no column speaks' 0 liq-render heatmap --format=unicode hole
match 'is hatched' out '╱╱╱'
match 'and told' out 'coverage [0-9.]*%'
grep -v '"end"' heat >died
t 'a producer that died' 3 sh -c 'cat died | liq-render heatmap --format=ascii'
match 'is told' err 'producer died'

column() {
	printf '{"type":"column","ts":%s,"width_ms":3600000,"exchange":null,"symbol":null,"base":"BTC","quote":null,"open":%s,"high":%s,"low":%s,"close":%s,"bin_low":%s,"bin_step":%s,"long":%s,"short":%s,"swept_long":[],"swept_short":[],"swept_long_usd":null,"swept_long_usd_low":null,"swept_long_usd_high":null,"swept_short_usd":null,"swept_short_usd_low":null,"swept_short_usd_high":null,"model":"m","final":true}\n' "$@"
}
good='1739404800000 100.0 110.0 90.0 105.0 1.0 0.001'
# shellcheck disable=SC2086
{
	column $good '[[4500,1.5]]' '[[4700,2.5]]' >one
	column $good '[]' '[]' >zero
	column $good '[[4500,0.0]]' '[]' >>zero
	column $good '[[4500,1e29]]' '[[4700,0.00000001]]' >huge
	column $good '[[-9000000,1.0],[4500,2.0],[9000000000000,3.0]]' '[]' >far
	column $good '[[0,1.0],[4500,2.0],[12000,4.0]]' '[]' >wide
	{
		column $good '[[4500,1.5]]' '[]'
		column 1739408400000 100.0 110.0 90.0 105.0 1.0 0.002 '[]' '[]'
		column 1739412000000 120.0 110.0 90.0 105.0 1.0 0.001 '[]' '[]'
		column 1739415600000 100.0 110.0 90.0 105.0 1.0 0.001 '[[2,1.0],[1,1.0]]' '[]'
		column 1739419200000 100.0 110.0 90.0 105.0 1.0 0.001 '[[2,-1.0]]' '[]'
		column 1739422800000 1e36 1e37 1e35 1e36 1.0 0.001 '[]' '[]'
		column 1739426400000 100.0 110.0 90.0 105.0 1.0 0.001 '[[1.5,1.0]]' '[]'
	} >bad
}
: >empty
for f in one zero huge wide; do
	t "a picture of $f" 0 liq-render heatmap --format=ascii $f
	quiet "without complaint"
	t "as SVG" 0 liq-render heatmap --format=svg $f
	is "without what is no number" "$(grep -cE '[" -](nan|inf)' out)" 0
done
t 'nothing stands anywhere' 6 liq-render heatmap -e --format=ascii zero
match 'and that is what is drawn' out 'shorts above 0'
t 'bins without a price' 3 liq-render heatmap --format=ascii far
match 'are refused' err 'far:1: a bin.s price is out of range'
t 'bins far apart' 0 liq-render heatmap --format=ascii -H 40 wide
match 'are not all drawn, but told' out '^.*5.00 beyond the prices shown'
t 'columns that are wrong' 3 liq-render heatmap --format=ascii bad
is 'are refused one by one' "$(grep -c ':[2-7]: ' err)" 6
match 'and the rest is drawn' out 'longs below 1.50'
t 'no column at all' 6 liq-render heatmap -e --format=ascii empty
match 'has a picture that says so' out 'no column records came in'
grep '"cluster"' heat >others
t 'records of other kinds' 0 liq-render heatmap --format=ascii others
match 'are not enough' err 'needs "column" records'

# --- size

awk 'BEGIN {
	for (t = 0; t < 400; t++) {
		list = ""
		for (k = 0; k < 300; k++) {
			s = (s * 16807 + 7) % 2147483647
			list = list (k ? "," : "[") "[" 4460 + k "," s % 100000 ".0]"
		}
		printf "%s %s\n", 1739404800000 + t * 3600000, list "]"
	}
}' | while read -r ts list; do
	column "$ts" 100.0 110.0 90.0 105.0 1.0 0.001 "$list" '[]'
done | sed 's/"ts":1.739[0-9]*e+12/&/' >noise
t 'pure noise' 0 liq-render heatmap --format=svg --columns=400 --rows=300 noise
is 'is no more than 400 kB' "$(($(wc -c <out) <= 400000))" 1
match 'and says what was done' out 'merged to [0-9]+ x [0-9]+ cells'
t 'as a raster' 0 liq-render heatmap --format=svg --cells=raster noise
is 'nothing is merged' "$(grep -c 'merged to' out)" 0

# --- the page

t 'a page' 0 liq-render heatmap -o h.html heat
is 'asks nobody for anything' "$(grep -oE '(src|href|url)[=(]|https?://[a-z0-9./]*' h.html | sort -u)" \
    http://www.w3.org/2000/svg
match 'and its policy forbids it' h.html "default-src 'none'"
is 'has everything once' "$(grep -cE '^<(svg|script|/html|output|form)' h.html)" 6

done_testing
