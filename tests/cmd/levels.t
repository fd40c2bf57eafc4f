#!/bin/sh
# liq-levels: the same columns whatever the order and packing of the input, no
# look-ahead, questions and their statuses, what is missing is said.
. "$(dirname "$0")/../tap.sh"

t0=1738310400000 # 2025-01-31T08:00Z

# candles N WIDTH_MS [FROM]: a walk that is the same everywhere.
candles() {
	awk -v n="$1" -v w="$2" -v from="${3:-0}" -v t0=$t0 'BEGIN {
		seed = 1
		p = 10000
		for (i = 0; i < n; i++) {
			for (k = 0; k < 4; k++) {
				seed = (seed * 69069 + 5) % 4294967296
				r[k] = seed / 4294967296
			}
			low = p * (1 - 0.01 * r[0]); high = p * (1 + 0.01 * r[1])
			close_ = low + (high - low) * r[2]
			if (i >= from)
				printf "{\"type\":\"candle\",\"ts\":%.0f," \
				    "\"exchange\":\"binance\",\"symbol\":" \
				    "\"BTCUSDT\",\"base\":\"BTC\",\"quote\":" \
				    "\"USDT\",\"width_ms\":%d,\"open\":%.2f," \
				    "\"high\":%.2f,\"low\":%.2f,\"close\":%.2f," \
				    "\"volume\":%.3f,\"buy_volume\":null," \
				    "\"usd\":null,\"trades\":null,\"final\":" \
				    "true,\"source\":\"x\",\"received\":null}\n", \
				    t0 + i * w, w, p, high, low, close_, \
				    1000 + 9000 * r[3]
			p = sprintf("%.2f", close_) + 0
		}
	}'
}

# interest N: every five minutes, with marks that stay inside the candles.
interest() {
	awk -v n="$1" -v t0=$t0 'BEGIN {
		for (i = 0; i < n; i++) {
			coins = 50000 + i % 1000
			printf "{\"type\":\"oi\",\"ts\":%.0f,\"exchange\":" \
			    "\"binance\",\"symbol\":\"BTCUSDT\",\"base\":\"BTC\"," \
			    "\"quote\":\"USDT\",\"oi\":%d.0,\"usd\":%.1f," \
			    "\"width_ms\":300000,\"source\":\"x\"," \
			    "\"received\":null}\n", t0 + i * 300000, coins, \
			    coins * (9990 + i % 20)
		}
	}'
}

# total HOUR LONG SHORT
total() {
	printf '{"type":"total","ts":%s,"width_ms":3600000,' \
	    $((t0 + $1 * 3600000))
	printf '"exchange":null,"symbol":null,"base":"BTC","quote":null,'
	printf '"usd":1.0,"long_usd":%s,"short_usd":%s}\n' "$2" "$3"
}

# tier N FLOOR LEVERAGE MMR
tier() {
	printf '{"type":"tier","ts":%s,"exchange":"binance",' $t0
	printf '"symbol":"BTCUSDT","base":"BTC","quote":"USDT","tier":%s,' "$1"
	printf '"floor_usd":%s,"max_leverage":%s,"mmr":%s}\n' "$2" "$3" "$4"
}

book() {
	printf '{"type":"book","ts":%s,"exchange":"binance",' $((t0 + 1))
	printf '"symbol":"BTCUSDT","base":"BTC","quote":"USDT",'
	printf '"bids":%s,"asks":%s}\n' "$1" "$2"
}

candles 300 3600000 >hours
interest 3600 >oi

# --- columns

t 'columns come out' 0 liq-levels --no-meta --as=column hours oi
cp out columns
quiet 'nothing is said when all is well'
is 'one an hour' "$(wc -l <columns)" 300
is 'of one coin, whatever the book' \
    "$(jq -c '[.exchange,.symbol,.base,.model]' columns | sort -u)" \
    '[null,null,"BTC","memory"]'
is 'long and short stand on their sides of the price' "$(jq -c '
    (.close|log) as $x | (1.001|log) as $w |
    select(([.long[][0]]|max) > $x / $w + 3 or
        ([.short[][0]]|min) < $x / $w - 4) | .ts' columns)" ''
is 'what was swept lies between low and high' "$(jq -c '
    (1.001|log) as $w | [.swept_long[][0], .swept_short[][0]] as $k |
    select($k|length > 0) |
    select(($k|max) > (.high|log) / $w or ($k|min) < (.low|log) / $w - 1) |
    .ts' columns)" ''
is 'it is the sum of its bins' "$(jq -c '
    def off(a; b): (([a[][1]]|add // 0) - b) | fabs > 1;
    select(off(.swept_long; .swept_long_usd) or
        off(.swept_short; .swept_short_usd)) | .ts' columns)" ''
is 'something was swept' \
    "$(jq -s 'map(.swept_long_usd + .swept_short_usd)|add > 1000' columns)" \
    true
is 'quantiles after a week of hours, and not before' \
    "$(jq -s -c '[.[167,168].swept_long_usd_low|type]' columns)" \
    '["null","number"]'
is 'they lie about what is expected' "$(jq -c 'select(.swept_long_usd_low !=
    null) | select(.swept_long_usd_low > .swept_long_usd or
    .swept_long_usd_high < .swept_long_usd_low) | .ts' columns)" ''

# --- the same bytes

awk 'NR % 2' hours >odd
awk 'NR % 2 == 0' hours >even
gzip -c oi >oi.gz
t 'split, packed, in another order' 0 \
    liq-levels --no-meta --as=column oi.gz even odd
same 'the columns are the same' out <columns
sort -r hours oi >shuffled
t 'shuffled' 0 liq-levels --no-meta --as=column shuffled
same 'the columns are the same' out <columns
t 'everything twice' 0 liq-levels --no-meta --as=column hours hours oi oi
same 'the columns are the same' out <columns
t 'on a pipe' 0 sh -c 'cat hours oi | liq-levels --no-meta --as=column'
same 'the columns are the same' out <columns

# --- no look-ahead

until=$((t0 + 200 * 3600000))
t 'cut by -u' 0 liq-levels --no-meta --as=column,cluster -u $until hours oi
cp out cut
jq -c "select(.ts + .width_ms <= $until and .type == \"candle\")" \
    hours >early
awk -F'[:,]' -v u=$until '$4 <= u' oi >early-oi
t 'the input cut' 0 liq-levels --no-meta --as=column,cluster early early-oi
same 'is the same' cut <out
head -200 columns >first
grep '"type":"column"' cut >cut-columns
same 'and what came later changed nothing' cut-columns <first
t 'since' 0 liq-levels --no-meta --as=column -s $until hours oi
tail -n +201 columns >late
same 'limits what is told, not what is known' out <late
t 'wider columns' 0 liq-levels --no-meta --as=column -i 4h hours oi
is 'have the candles of four hours' "$(jq -c .width_ms out | sort -u)" 14400000
is 'added up' "$(jq -s -c '(map(select(.width_ms > 3600000))[1].swept_long_usd -
    (map(select(.width_ms == 3600000))[4:8] | map(.swept_long_usd) | add)) |
    fabs < 0.001' out columns)" true
is 'and stand where the last of them left it' \
    "$(jq -c '[.long[][0]]' out | sed -n 2p)" \
    "$(jq -c '[.long[][0]]' columns | sed -n 8p)"
head -150 hours >half
t 'a column that is not over' 0 liq-levels --no-meta --as=column -i 4h half
is 'is not final' "$(jq -s -c '[.[-2,-1].final]' out)" '[true,false]'

# --- what is missing

t 'hours alone' 0 liq-levels hours
match 'no marks: said' out '300 of 300 candles without marks inside'
match 'no open interest: said' out '300 of 300 candles without open interest'
match 'the book that drives the map: said' out 'binance BTCUSDT drives'
match 'the scale: said' out 'scale: prior'
jq -c '.volume = null' hours >dry
t 'no volume' 0 liq-levels dry
match 'relative' out 'scale: relative'
jq -c '.exchange = "bybit"' hours >bybit
t 'another book' 0 liq-levels bybit
match 'relative, too' out 'scale: relative: no prior'
t 'two books' 0 liq-levels --as=column bybit hours
match 'the first of the fixed order drives' out 'binance BTCUSDT drives'
t 'a choice' 0 liq-levels --as=column --reference=bybit:BTCUSDT bybit hours
match 'is followed' out 'bybit BTCUSDT drives'
t 'a choice that is not there' 5 \
    liq-levels --reference=okx:BTC-USDT-SWAP hours
sort bybit hours >mixed
t 'by symbol' 0 liq-levels --no-meta --as=column -b symbol mixed
is 'a map for each book' \
    "$(jq -c .exchange out | sort | uniq -c | tr -s ' ')" \
    "$(printf ' 300 "binance"\n 300 "bybit"')"
liq-levels --no-meta --as=column hours | jq -c '[.long, .swept_long]' >alone
grep '"binance"' out | jq -c '[.long, .swept_long]' >beside
same 'which the other does not touch' beside <alone
t 'an explanation' 0 liq-levels --explain hours oi
match 'names the inputs' out '^marks inside +of 300 of them'
match 'and the constants' out '^distances +0.0025'
t 'nothing' 0 liq-levels --as=column /dev/null
t 'nothing, with -e' 6 liq-levels -e --as=column /dev/null

# --- hostile input

sed -n 1,20p hours >bad
sed -n 30,60p hours >>bad
t 'a hole of ten hours' 0 liq-levels --no-meta --as=column bad
is 'has no columns' "$(wc -l <out)" 51
jq -c '.volume = 0.0' hours >still
t 'no trade at all' 0 liq-levels --no-meta --as=column still
is 'opens nothing' "$(jq -s 'map(.long + .short)|add|length' out)" 0
tail -n 1 oi | sed 's/"usd":/"usd":-/' >negative
t 'negative open interest' 3 liq-levels --no-meta --as=column hours oi negative
same 'is refused, the rest is used' out <columns
match 'by its name' err 'open interest is negative'
book '[[10001.0,1.0]]' '[[10000.0,1.0]]' >crossed
t 'a crossed book' 3 liq-levels --no-meta --as=column hours oi crossed
same 'is refused, the rest is used' out <columns
{
	cat hours
	candles 310 3600000 300 | jq -c '.open /= 10 | .high /= 10 |
	    .low /= 10 | .close /= 10'
} >tenth
t 'a tenth of the price' 0 liq-levels --as=column tenth
match 'is another contract' out 'contract_change'
is 'nothing of the old one stands' "$(grep '"column"' out | tail -n 1 |
    jq -c '[.long[][0]] | max < 7300')" true
{
	cat hours
	candles 301 3600000 300 | jq -c '.high *= 1000 | .low /= 1000'
} >wide
t 'a candle wider than a map' 3 liq-levels --no-meta --as=column wide
match 'is refused' err 'wider than a map'
is 'the rest is used' "$(wc -l <out)" 300
candles 2 3600000 | sed 's/,"high":[0-9.]*/,"high":1.0/' >upside
t 'a high below the low' 3 liq-levels upside
sed 's/"width_ms":3600000/"width_ms":9000000000000000000/' hours |
    tail -n 1 >ages
t 'a candle of ages' 3 liq-levels --no-meta --as=column hours oi ages
same 'is refused, the rest is used' out <columns
printf '{"type":"candle"' >torn
tail -n 1 hours | jq -c '.final = false | .ts += 3600000' >unfinished
t 'a candle that is not over' 0 \
    liq-levels --no-meta --as=column hours oi unfinished
same 'does not count yet' out <columns
t 'a torn line' 3 liq-levels --no-meta --as=column hours oi torn
same 'the rest is used' out <columns

# --- levels and clusters

t 'the default' 0 liq-levels --no-meta hours oi
is 'is what stands now, level by level and in clusters' \
    "$(jq -r .type out | sort -u | tr '\n' ' ')" 'cluster level '

t 'clusters' 0 liq-levels --no-meta --as=cluster hours oi
is 'are ranked by USD' "$(jq -s -c 'group_by(.side)[] |
    (map(.rank) == [range(1; length + 1)]) and
    (map(.usd) == (map(.usd)|sort|reverse))' out)" "$(printf 'true\ntrue')"
is 'each has its peak inside' \
    "$(jq -c 'select(.price < .low or .price > .high) | .rank' out)" ''
t 'levels' 0 liq-levels --no-meta --as=level,column hours oi
is 'of all leverages make the column' "$(jq -s -c '
    (map(select(.type == "column"))[-1].long | map(.[1]) | add) as $all |
    ((map(select(.type == "level" and .side == "long") | .usd) | add) -
    $all) / $all | fabs < 1e-6' out)" true
t 'a band of leverage' 0 \
    liq-levels --no-meta --as=level --leverage=25..100 hours oi
is 'has no others' "$(jq -c .leverage out | sort -u | tr '\n' ' ')" \
    '25 50 75 '
t 'another step' 0 liq-levels --no-meta --as=column --step=0.2% hours oi
is 'is told' "$(jq -c .bin_step out | sort -u)" 0.002
is 'and about as much is swept' "$(jq -s -c '
    (map(select(.bin_step == 0.002) | .swept_long_usd) | add) /
    (map(select(.bin_step == 0.001) | .swept_long_usd) | add) |
    . > 0.9 and . < 1.1' out columns)" true

# --- questions

{
	tier 2 50000.0 50.0 0.01
	tier 1 0.0 100.0 0.005
} >tiers
t 'my position' 0 liq-levels --no-meta --position=long@10000x20 hours oi tiers
is 'is liquidated under its own tiers' \
    "$(jq -c '[.question, .side, .entry, .leverage, .price]' out)" \
    '["position","long",10000,20,9547.73869347]'
sed '1!G;h;$!d' tiers >reversed
t 'tiers out of order' 0 \
    liq-levels --no-meta --position=long@10000x20 hours oi reversed
is 'are put in order' "$(jq -c .price out)" 9547.73869347
t 'a leverage that no tier allows' 0 \
    liq-levels --position=long@10000x120 hours oi tiers
match 'is told' out '"leverage","message":"120x is more than the 100x'
t 'one that is liquidated at once' 0 \
    liq-levels --no-meta --position=long@10000x200 hours oi tiers
is 'has no price' "$(jq -c .price out)" null
tier 1 90.0 20.0 0.01 | sed 's/"floor_usd":90.0/&,"cap_usd":80.0/' >upside
t 'a tier that ends before it begins' 3 \
    liq-levels --no-meta --position=long@10000x20 hours oi tiers upside
match 'is refused' err '"cap_usd" is not above "floor_usd"'
tier 1 0.0 20.0 0.01 >low
t 'tiers of low leverage' 0 liq-levels --explain hours low
match 'keep positions away from the price' out '^long +0 +0.020000'
t 'a short' 0 liq-levels --no-meta --position=short@10000x20 hours oi tiers
is 'above' "$(jq -c .price out)" 10447.76119403
liq-levels --no-meta --as=cluster hours oi >clusters
peak=$(jq -s -r 'map(select(.side == "long"))[0].price' clusters)
t 'a stop in a cluster' 0 liq-levels --no-meta -e --stop="$peak" hours oi
is 'stands in that cluster' \
    "$(jq -c '[.dense, .cluster_low, .cluster_high]' out)" \
    "$(jq -s -c 'map(select(.side == "long"))[0] | [true, .low, .high]' \
	clusters)"
close=$(tail -n 1 columns | jq .close)
t 'a stop at the price' 6 liq-levels --no-meta -e --stop="$close" hours oi
is 'has nothing before it' "$(jq -c .between_usd out)" 0
bin=$(jq -n "($close * 0.97 | log) / (1.001 | log) | floor")
for part in 0.9 0.5 0.1; do
	liq-levels --no-meta hours oi --stop="$(jq -n \
	    "(1.001 | log) * ($bin + $part) | exp * 1000 | round / 1000")"
done >within
is 'of the bin it stands in the part before it counts' "$(jq -s -c '
    map(.between_usd) | (.[2] - .[0]) / (.[1] - .[0]) - 2 | fabs < 0.01' \
    within)" true
t 'what if it went there' 0 liq-levels --no-meta --what-if="$peak" hours oi
is 'bands make the whole' "$(jq -s -c '
    (map(select(.leverage != null) | .between_usd) | add) as $sum |
    ((.[-1].between_usd - $sum) / $sum) | fabs < 1e-6' out)" true
t 'no sense' 2 liq-levels --position=long@89000 hours
t 'no side' 2 liq-levels --position=lung@89000x25 hours
match 'the closest is named' err 'did you mean "long"'

# --- a cascade

price=$(jq -n "$close * 0.99 * 10 | round / 10")
book "[[$(jq -n "$close - 1"),5.0],[$price,3000.0]]" \
    "[[$(jq -n "$close + 1"),5.0],[$(jq -n "$close * 1.5"),1000000.0]]" >depth
t 'a cascade' 0 liq-levels --no-meta --as=cascade \
    --what-if="$(jq -n "$close * 1.004")" hours oi depth
grep '"cascade"' out >chain
is 'starts from the push' "$(jq -s -c '.[0] | [.side, .step]' chain)" \
    '["short",1]'
is 'ends where the book ends it' "$(jq -s -c '.[-1].end_price' chain)" \
    "$(jq -n -c "$close * 1.5 * 1000 | round / 1000")"
is 'each step begins where the last one ended' "$(jq -s -c '
    [range(1; length) as $i | .[$i].price == .[$i - 1].end_price] |
    length > 0 and all' chain)" true
sed 's/1000000\.0/1.0/' depth >shallow
t 'a book that is too shallow' 0 liq-levels --as=cascade \
    --what-if="$(jq -n "$close * 1.004")" hours oi shallow
is 'has no end' "$(jq -s -c 'map(select(.type == "cascade")) |
    .[-1].end_price' out)" null
match 'and says where it ends' out \
    '"code":"book","message":"shorts: the book ends at 14679.375: of 2645 coins 2644 find no order"'
match 'a stale one says how old it is' out '"the book is 17999 minutes old"'
sed 's/"ts":[0-9]*/"ts":1739390400000/' depth >fresh
t 'a fresh one' 0 liq-levels --as=cascade hours oi fresh
is 'says nothing' "$(grep -c '"code":"book"' out)" 0
t 'without a book' 0 liq-levels --as=cascade hours oi
match 'there is none, and that is said' out 'no book: no cascade'
t 'signals' 0 liq-levels --no-meta --as=signal hours oi
match 'imbalance is the coin flip it was measured to be' out \
    '"imbalance".*"hit_rate":0.503,"hit_low":0.455,"hit_high":0.548,"hit_n":7339'

# --- calibration

liq-levels --no-meta --as=column hours oi |
    jq -c '{type:"total", ts, width_ms, exchange:null, symbol:null,
	base:"BTC", quote:null, usd:1.0, long_usd:(.swept_long_usd * 2),
	short_usd:(.swept_short_usd * 2)}' >totals
t 'a calibration' 0 liq-levels --calibrate=params hours oi totals
is 'doubles the scale where twice as much came true' \
    "$(jq '.scale * 1e6 | round' params)" 3066
t 'with it' 0 liq-levels --no-meta --as=column --params=params hours oi
is 'twice as much is told' "$(jq -s -c '
    (.[:300] | map(.swept_long_usd) | add) /
    (.[300:] | map(.swept_long_usd) | add) - 2 | fabs < 1e-6' out columns)" \
    true
t 'too little' 1 sh -c 'head -50 totals | liq-levels --calibrate=none \
    hours oi -'
is 'writes nothing' "$(ls none 2>/dev/null)" ''
t 'totals in the input' 0 liq-levels --as=column hours oi totals
match 'set the scale as they come' out 'scale: online'
grep '"column"' out >tuned
jq -c '.exchange = "a" | .long_usd /= 2 | .short_usd /= 2' totals >halves
jq -c '.exchange = "b"' halves >others
t 'of two exchanges, and twice' 0 \
    liq-levels --no-meta --as=column others hours oi halves halves
is 'add up, and count once' "$(jq -s -c '
    (.[299].swept_long_usd / .[599].swept_long_usd - 1) | fabs < 1e-9' \
    tuned out)" true
is 'from the end of their hour on' "$(jq -s -c '
    [.[0, 1].swept_short_usd] == [.[300, 301].swept_short_usd] or
    .[302].swept_short_usd != .[2].swept_short_usd' columns tuned)" true
t 'what ships' 0 liq-levels --explain --params="$top/share/params/default.json" hours
cp out shipped
t 'what is built in' 0 liq-levels --explain hours
same 'is the same' out <shipped
sed 's/"closing":0.3/"closing":0.0/' "$top/share/params/default.json" >open
t 'nothing closed' 0 liq-levels --no-meta --as=column --params=open hours oi
is 'more stands' "$(jq -s -c '
    (.[299].long | map(.[1]) | add) > (.[599].long | map(.[1]) | add)' \
    out columns)" true
echo '{"scale":-1}' >wrong
t 'bad parameters' 2 liq-levels --params=wrong hours

# --- other models

for m in priceonly volume oidelta comb; do
	t "the model $m" 0 liq-levels --no-meta --as=column -m $m hours oi
	is 'sweeps something' "$(jq -s -c 'map(.swept_short_usd)|add > 0' out)" \
	    true
done
{
	printf '{"type":"position","ts":%s,"exchange":"hyperliquid",' $t0
	printf '"symbol":"BTC","base":"BTC","quote":"USD","side":"long",'
	printf '"qty":1.0,"liq_price":9900.0,"usd":10000.0,"owner":"a"}\n'
} >position
t 'positions' 0 liq-levels --no-meta --as=column -m positions hours position
is 'are swept once, when the price comes by' \
    "$(jq -s -c 'map(.swept_long_usd)|add' out)" 10000
t 'no such model' 2 liq-levels -m memry hours
match 'the closest is named' err 'did you mean "memory"'

# --- as it flows

mkfifo fifo
liq-levels -f --no-meta --as=column fifo >live 2>err &
exec 3>fifo
head -3 hours >&3
i=0
until [ "$(wc -l <live)" -ge 1 ] || [ $i -ge 50 ]; do
	sleep 0.1
	i=$((i + 1))
done
is 'a column is out before the input ends' \
    "$(head -n 1 live | jq -c '[.ts, .width_ms]')" "[$t0,3600000]"
tail -n +4 hours >&3
exec 3>&-
wait
jq -c 'select(.final)' live | sort -u >final
liq-levels --no-meta --as=column hours | jq -c . | sort -u >single
same 'the final ones are those of a single run' final <single

# minutes N: candles and the gaps of a bad feed, some at a time
minutes() {
	i=0
	while [ $((i += 1)) -le "$1" ]; do
		awk -v from=$((i * 50)) 'BEGIN {
		for (m = from; m < from + 50; m++) {
			ts = 1735689600000 + m * 60000
			printf "{\"type\":\"candle\",\"ts\":%.0f,\"exchange\":\"binance\",\"symbol\":\"BTCUSDT\",", ts
			printf "\"base\":\"BTC\",\"quote\":\"USDT\",\"width_ms\":60000,\"open\":100.0,\"high\":101.0,"
			printf "\"low\":99.0,\"close\":100.5,\"volume\":1.0,\"usd\":100.0,\"final\":true}\n"
			for (k = 0; k < 20; k++)
				printf "{\"type\":\"gap\",\"ts\":%.0f,\"exchange\":\"gate\",\"symbol\":\"S%d\",\"kind\":\"liquidation\",\"since\":%.0f,\"until\":%.0f,\"why\":\"reconnect\",\"fix\":\"none\",\"count\":null}\n", ts + 60000, k, ts, ts + 1000
		}}'
	done
}

# peak N: the most memory it had after so many, in KiB
peak() {
	liq-levels -f --as=cluster <fifo >live 2>err &
	pid=$!
	exec 3>fifo
	minutes "$1" >&3
	sleep 0.3
	sed -n 's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status"
	exec 3>&-
	wait "$pid"
}

if grep -q __asan_init "$(command -v liq-levels)"; then
	skip 'memory of a long stream' 'the sanitizer keeps what was freed'
elif [ -r /proc/self/status ]; then
	few=$(peak 30) many=$(peak 120)
	echo "# $few KiB after 30,000 gaps, $many after 120,000"
	[ -n "$few" ] && [ "$many" -lt $((few + few / 4)) ]
	ok 'a long stream takes no more memory than a short one' $?
	is 'each gap was passed on once' "$(grep -c '"gap"' live)" 120000
else
	skip 'memory of a long stream' 'no /proc'
fi

# --- recorded data

if [ -n "$shared" ] && [ -d "$shared/perp-candles-1h" ]; then
	liq-fetch -q --import=csv --as=candle -x binance --symbol=BTCUSDT \
	    --width=1h "$shared/perp-candles-1h/binance-BTC-1h.csv.gz" >c
	liq-fetch -q --import=csv --as=oi -x binance --symbol=BTCUSDT \
	    --width=5m "$shared/binance-oi-5m/BTCUSDT-oi-5m.csv.gz" >o
	zcat "$shared/btc-liq-hourly-3venues/BTC-1h.csv.gz" |
	    sed -n 's/^\([0-9]\{13\}\),.*/\1/p' >hours-told
	liq-levels --no-meta --as=column c o >all
	jq -r '[.ts, .swept_long_usd + .swept_short_usd] | @tsv' all |
	    awk 'NR == FNR { told[$1] = 1; next }
		$1 in told { n++; sum += $2 }
		END { printf "%d %.0f\n", n, sum / 1e5 }' hours-told - >sum
	is 'two months of BTC sweep what the method was published with' \
	    "$(cat sum)" '1408 29605'
else
	skip 'two months of BTC' 'no recorded data here'
fi

done_testing
