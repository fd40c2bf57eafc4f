#!/bin/sh
# liq-render map: what it looks like, to the byte; its sums; hostile input.
#
# "GOLDEN=1 tests/cmd/render-map.t" writes the pictures anew, and shows the
# change.
. "$(dirname "$0")/../tap.sh"

data=$top/tests/data/render
awk -v columns=30 -v bins=100 -v more=1 -f "$data/heat.awk" >heat

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
done <"$data/map-cases"

# --- what is in it

t 'a map as SVG' 0 liq-render map -o m.svg heat
is 'nothing but what is allowed' "$(sed 's/></>\n</g' m.svg |
	grep -o '<[a-z!?][a-zA-Z]*' | sort -u | tr '\n' ' ')" \
    '<desc <g <path <rect <style <svg <text <title '
is 'it is small' "$(($(wc -c <m.svg) < 60000))" 1
# The levels themselves, added up.
price=$(sed -n 's/.*"close":\([0-9.]*\),.*/\1/p' heat | tail -1)
sum() {
	sed -n 's/.*"type":"level".*"side":"\([a-z]*\)","price":\([0-9.]*\),.*"usd":\([0-9.]*\),.*/\1 \2 \3/p' heat |
		awk -v now="$price" -v side="$1" -v part="$2" '
		$1 == side && (side == "short" ? $2 <= now * (1 + part) :
		    $2 >= now * (1 - part)) { sum += $3 }
		END {
			printf sum < 9995000 ? "%.2fM" : sum < 99950000 ? \
			    "%.1fM" : "%.0fM", sum / 1000000
		}'
}
t 'a narrow map' 0 liq-render map --format=ascii -W 50 -H 40 heat
for side in short long; do
	sign=$(echo $side | sed 's/short/\^/; s/long/v/')
	tr '\n' ' ' <out | sed 's/  */ /g' >line
	echo >>line
	is "its sums of ${side}s are those of the levels" \
	    "$(sed -n "s/.* $sign within 1% \([^ ]*\) 2% \([^ ]*\) 5% \([^ ]*\) 10% \([^ ]*\) .*/\1 \2 \3 \4/p" line)" \
	    "$(sum $side 0.01) $(sum $side 0.02) $(sum $side 0.05) $(sum $side 0.1)"
done

# --- the same picture

liq-render map --format=ascii heat >plain
sort heat | grep -v '"begin"\|"end"' >middle
{ grep '"begin"' heat; cat middle middle; grep '"end"' heat; } >twice
t 'records in any order, and twice' 0 liq-render map --format=ascii twice
same 'make the same picture' out <plain
{ sed 's/"ts":1739[0-9]*/"ts":1739404800000/; s/"usd":[0-9.]*/"usd":9.0/' heat |
	grep '"level"'; cat heat; } >older
t 'an older map of the same coin' 0 liq-render map --format=ascii older
is 'is forgotten' "$(sed 1,3d out | head -20)" "$(sed 1,3d plain | head -20)"

# --- the price

grep '"level"' heat >levels
t 'levels alone' 0 liq-render map --format=ascii levels
match 'have a price between the sides' out '^price about 98,[0-9]*'
grep '"level"\|"cluster"' heat >clusters
t 'levels with clusters' 0 liq-render map --format=ascii clusters
match 'have the price these are so far from' out '^price 98,593 '
printf '{"type":"candle","ts":1739520000000,"exchange":"bybit","symbol":"BTCUSDT","base":"BTC","quote":"USDT","width_ms":3600000,"open":98000.0,"high":98700.0,"low":98000.0,"close":98650.5,"volume":1.0,"buy_volume":null,"usd":null,"trades":null,"final":true,"source":"t","received":null}\n' >candle
t 'levels with a candle' 0 liq-render map --format=ascii clusters candle
match 'have its close' out '^price 98,65[01] '

t 'levels with a candle of another day' 0 sh -c 'sed s/1739520000000/1739620000000/ candle |
	liq-render map --format=ascii clusters -'
match 'say when that was the price' out '^price 98,65[01] at 2025-02-15 12:46:40 UTC '
# --- hostile

level() {
	printf '{"type":"level","ts":1739404800000,"exchange":null,"symbol":null,"base":"BTC","quote":null,"side":%s,"price":%s,"low":%s,"high":%s,"usd":%s,"usd_low":null,"usd_high":null,"leverage":%s,"age_ms":null,"model":"m"}\n' "$@"
}
level '"long"' 90.0 90.0 90.0 5.0 null >one
level '"short"' 1e30 1e30 1e30 1e29 -7.0 >huge
level '"long"' 90.0 89.0 91.0 0.0 1e30 >zero
{ level '"long"' 90.0 91.0 89.0 1.0 5.0; level null 90.0 80.0 99.0 1.0 5.0; } >odd
{ level '"long"' 0.0 89.0 91.0 1.0 5.0; level '"long"' 1e37 1e37 1e37 1.0 5.0
	level '"long"' 90.0 89.0 91.0 -1.0 5.0; } >bad
{
	for price in 0.0812 0.0823 0.0834 0.0911 0.0922; do
		level '"long"' $price $price $price 5.0 null
	done
	level '"short"' 0.11 0.11 0.11 5.0 null
	for price in 0.0812 0.0823 0.0834; do
		printf '{"type":"cluster","ts":1739404800000,"exchange":null,"symbol":null,"base":"BTC","quote":null,"side":"long","price":%s,"low":%s,"high":%s,"usd":5.0,"usd_low":null,"usd_high":null,"rank":1,"distance":0.1,"prominence":1.0,"model":"m"}\n' $price $price $price
	done
} >cheap
t 'a coin of a few cents' 0 liq-render map --format=ascii -W 120 -H 40 cheap
is 'has clusters that can be told from each other' \
    "$(grep -o 'v *0\.08[0-9]* ' out | tr -s ' ' | paste -sd' ')" \
    'v 0.0834  v 0.0823  v 0.0812 '
for f in one huge zero; do
	t "a picture of $f" 0 liq-render map --format=ascii $f
	quiet 'without complaint'
	t 'as SVG' 0 liq-render map --format=svg $f
	is 'without what is no number' "$(grep -cE '[" -](nan|inf)' out)" 0
done
t 'nothing stands anywhere' 6 liq-render map -e --format=ascii zero
t 'a level upside down' 3 liq-render map --format=ascii odd
match 'is refused' err 'odd:1: a price is out of range'
t 'levels that are wrong' 3 liq-render map --format=ascii bad
is 'are refused one by one' "$(grep -c ':[123]: ' err)" 3
match 'and nothing is left' out 'no level records came in'

# --- the page

t 'a page' 0 liq-render map -o m.html heat
is 'asks nobody for anything' "$(grep -oE '(src|href|url)[=(]|https?://[a-z0-9./]*' m.html | sort -u)" \
    http://www.w3.org/2000/svg

done_testing
