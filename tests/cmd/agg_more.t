#!/bin/sh
# liq-agg: buckets of sizes, price bins, what is usual, leverage, and metrics,
# each compared with another way to the same numbers.
. "$(dirname "$0")/../tap.sh"

# ev SECONDS-SINCE-8-O'CLOCK EXCHANGE BASE SIDE PRICE QTY USD
ev() {
	printf '{"type":"liquidation","ts":%s000,"exchange":"%s",' \
	    $((1738310400 + $1)) "$2"
	printf '"symbol":"%sUSDT","base":"%s","quote":"USDT","side":"%s",' \
	    "$3" "$3" "$4"
	printf '"price":%s,"qty":%s,"usd":%s,"price_kind":"fill",' "$5" "$6" "$7"
	printf '"source":"ws","received":null,"id":"%s-%s-%s"}\n' "$1" "$3" "$7"
}

# mark EXCHANGE KIND FROM TO
mark() {
	printf '{"type":"mark","ts":%s000,"exchange":"%s","symbol":null,' \
	    $((1738310400 + $4)) "$1"
	printf '"kind":"%s","since":%s000,"until":%s000}\n' "$2" \
	    $((1738310400 + $3)) $((1738310400 + $4))
}

columns() {
	tail -n +2 out | cut -f "$1"
}

# --- sizes

for usd in 0.01 99.99999999 100.0 999.0 1000.0 10000.0 100000.0 999999.99 \
    1000000.0 10000000.0 5e12; do
	ev 1 okx BTC long 1.0 1.0 $usd
done >sizes
t 'size buckets' 0 liq-agg -w all -b size --format=tsv sizes
is 'begin with their first number, small ones first' "$(columns 9,10,14)" \
    "$(printf '%s\t%s\t%s\n' 0-100 2 100.00999999 100-1k 2 1099.0 \
	1k-10k 1 1000.0 10k-100k 1 10000.0 100k-1M 2 1099999.99 \
	1M-10M 1 1000000.0 10M+ 2 5000010000000.0)"
t 'with other keys' 0 liq-agg -w all -b base,size,side --format=tsv sizes
is 'they come last' "$(columns 6,8,9 | head -1)" "$(printf 'BTC\tlong\t0-100')"

# --- bins

{
	ev 1 okx BTC long 100.0 1.5 150.0
	ev 1 okx BTC long 99.3 0.5 51.0
	ev 2 okx BTC short 100.4 2.0 200.8
	ev 3 okx BTC long 101.3 1.0 101.3
	ev 4 okx ETH long 1.0 5.0 5.0
	ev 4 okx ETH long 1.00999 1.0 1.00999
	ev 4 okx ETH long 0.999 1.0 0.999
} >prices
t 'price bins' 0 liq-agg -w all --bins=1% --format=tsv prices
# 1.01 to the power of 462 to 465, as bc has it to 12 digits
is 'low and high are their borders' "$(columns 6,10,14,19,20,30)" \
    "$(printf '%s\t%s\t%s\t%s\t%s\t%s\n' \
	BTC 2 201.0 99.1915524751 100.183468 100.5 \
	BTC 1 200.8 100.183468 101.18530268 100.4 \
	BTC 1 101.3 101.18530268 102.197155707 101.3 \
	ETH 1 0.999 0.990099009901 1.0 0.999 \
	ETH 2 6.00999 1.0 1.01 1.001665)"
t 'aligned' 0 liq-agg -i 1s --bins=1% --format=tsv prices
is 'shows bins with events alone' "$(columns 2,6,14)" \
    "$(printf '%s\t%s\t%s\n' 1738310401000 BTC 201.0 1738310402000 BTC 200.8 \
	1738310403000 BTC 101.3 1738310404000 ETH 0.999 \
	1738310404000 ETH 6.00999)"
t 'the largest bin' 0 liq-agg -w all --bins=1% -t 1 --format=tsv prices
is 'is one row' "$(columns 14)" 201.0
t 'bins of all coins' 2 liq-agg --bins=1% -b side prices
match 'are none' err 'prices of several coins have no bins in common'
t 'a step that is none' 2 liq-agg --bins=0 prices

# --- what is usual

# hour H USD [BASE]
hour() {
	ev $(($1 * 3600 + 60)) okx "${3:-BTC}" long 1.0 1.0 "$2"
}
{
	n=0
	for usd in 30.0 10.0 20.0 70.0 40.0 0 60.0; do
		[ $usd = 0 ] || hour $n $usd
		n=$((n + 1))
	done
	hour 7 120.0
	hour 7 500.0 ETH
} >hours
{ cat hours; mark okx liquidation 0 28800; } >marked
t 'usual' 0 liq-agg -i 1h --usual=7h --format=tsv marked
is 'is the median of the windows before, from five on' \
    "$(tail -n +2 out | awk -F'\t' '$6 == "BTC" { print $14, $25, $26, $31 }')" \
    "$(printf '%s\n' '30.0   ' '10.0   ' '20.0   ' '70.0   ' '40.0   ' \
	'0.0 30.0 0.0 10.0' '60.0 25.0 2.4 15.0' '120.0 30.0 4.0 20.0')"
is 'a coin that was never hit has no times' \
    "$(tail -n +2 out | awk -F'\t' '$6 == "ETH" { print $25, $26, $31 }')" \
    '0.0  0.0'
t 'over less' 0 liq-agg -i 1h --usual=5h --format=tsv marked
is 'is another' "$(tail -n 1 out | cut -f 25)" 0.0
is 'of the last five hours alone' \
    "$(tail -n 2 out | head -1 | cut -f 25,26)" "$(printf '40.0\t3.0')"
t 'a trailing window' 0 liq-agg -w 1h,8h --usual=7h --format=tsv marked
is 'has the same before it, a wide one too little' \
    "$(tail -n +2 out | awk -F'\t' '$6 == "BTC" { print $3, $25, $26 }')" \
    "$(printf '3600000 30.0 4.0\n28800000  ')"
t 'with -s' 0 liq-agg -i 1h --usual=7h -s 2025-01-31T15:00 --format=tsv marked
is 'what is before is still usual' \
    "$(columns 2,6,14,25,26)" \
    "$(printf '%s\t%s\t%s\t%s\t%s\n' 1738335600000 BTC 120.0 30.0 4.0 \
	1738335600000 ETH 500.0 0.0 '')"
t 'outsized' 0 liq-agg -e -i 1h --usual=7h --outsized=4 --format=tsv marked
is 'rows alone' "$(columns 2,14)" "$(printf '1738335600000\t120.0')"
t 'and more than that' 6 liq-agg -e -i 1h --usual=7h --outsized=4.0001 marked
{
	cat hours
	mark okx liquidation 0 7200
	mark okx liquidation 10440 28800
} >hole
t 'a window that was not watched' 0 liq-agg -i 1h --usual=7h --format=tsv hole
is 'is not usual' \
    "$(tail -n +2 out | awk -F'\t' '$6 == "BTC" { print $14, $25 }' | tail -2)" \
    "$(printf '%s\n' '60.0 30.0' '120.0 35.0')"
t 'without marks' 0 liq-agg -i 1h --usual=9h --format=tsv hours
is 'windows count that begin after the first event' \
    "$(awk -F'\t' '$14 == "60.0" { print $25, $26 }' out)" '20.0 3.0'
t 'too many windows' 2 liq-agg -i 1ms --usual=7d marked

# --- one exchange

{
	ev 1 okx BTC long 1.0 1.0 5.0
	ev 1 bybit BTC long 1.0 1.0 7.0
	mark okx liquidation 0 100
	mark bybit liquidation 0 50
	printf '{"type":"gap","ts":1738310400000,"exchange":"bybit",'
	printf '"symbol":null,"kind":"liquidation","since":1738310450000,'
	printf '"until":1738310500000,"why":"stall","fix":"none","count":null}\n'
} >two
t 'a gap' 3 liq-agg -w 100s two
match 'counts' out '"coverage":0.75,'
t 'of an exchange that was not asked for' 0 liq-agg -w 100s --exchange=okx two
match 'it does not' out '"coverage":1.0,'
match 'not even at the end' out '"type":"end".*"gaps":0,'

# --- trusted ids

awk -F'"id":' '!/"type":"liquidation"/ || $2 ~ /null/ || !seen[$2]++' \
    "$top/tests/data/agg/day.ndjson" >unique
for options in '-w all' '-w all -b exchange,side' '-i 1h' \
    '-w 1h,6h -b symbol' '-i 30m -b base,size' '-i 1h --usual=2h' \
    '-w all --bins=5%' '-w 1h -u 2025-01-31T12:00 --min=1k --side=long' \
    '-i 1h -s 2025-01-31T09:30 -u 2025-01-31T12:10' \
    '-w all,2h -u 2025-01-31T12:00 -s 2025-01-31T10:30 --usual=2h'; do
	# shellcheck disable=SC2086 # several options
	liq-agg -q $options unique >want1
	# shellcheck disable=SC2086
	liq-agg -q --trust-ids $options unique >got
	same "--trust-ids $options: the same" got <want1
done
cat unique unique >doubled
liq-agg -q --no-meta -w all -b none unique >want1
liq-agg -q --no-meta --trust-ids -w all -b none doubled >got
is 'it does trust' "$(sed 's/.*"count":\([0-9]*\),.*/\1/' got)" \
    "$(($(sed 's/.*"count":\([0-9]*\),.*/\1/' want1) * 2))"

# --- leverage

# The change of open interest by the rule of the page, worked out again.
cat >state.awk <<'EOF'
function at(t,   k, best) {
	best = ""
	for (k in oi) if (k + 0 < t && (best == "" || k + 0 > best)) best = k + 0
	return best
}
/"type":"oi"/ { oi[get("ts")] = get("oi") }
/"type":"liquidation"/ { when[n] = get("ts"); qty[n++] = get("qty") }
/"type":"funding"/ { rate[get("ts")] = get("rate") }
function get(key,   s) {
	s = $0
	sub(".*\"" key "\":", "", s)
	sub("[,}].*", "", s)
	return s + 0
}
END {
	for (w = first; w < last; w += width) {
		a = at(w); b = at(w + width)
		if (a == "") { a = w }
		c = (oi[b] - oi[a]) / oi[a]
		q = 0
		for (i = 0; i < n; i++)
			if (when[i] >= w && when[i] < w + width) q += qty[i]
		forced = c < 0 && q / (oi[a] - oi[b]) >= 0.1
		f = ""; ft = -1
		for (k in rate) if (k + 0 < w + width && k + 0 > ft) { ft = k + 0; f = rate[k] }
		paid = f >= 0.0002 || f <= -0.0002
		large = 0.005 * sqrt(width / 3600000)
		s = "flat"
		if (c <= (forced ? -large / 2 : -large)) s = "flushing"
		else if (c >= (paid ? large / 2 : large)) s = "rebuilding"
		printf "%d %.6f %s %.8f\n", w, c, s, f
	}
}
EOF
liq-fetch -q -x market -k liquidation,oi,funding -s 2025-01-01 \
    -u 2025-01-11 BTC >made
for width in 3600000 14400000; do
	awk -v first=1735689600000 -v last=1736553600000 -v width=$width \
	    -f state.awk made | awk '$2 != "-0.000000"' >expected
	liq-agg -q -i $((width / 1000))s -s 2025-01-01 -u 2025-01-11 \
	    --format=tsv made | tail -n +2 |
	    awk -F'\t' '$27 != "" { printf "%s %.6f %s %.8f\n", $2, $27, $29, $28 }' |
	    awk '$2 != "-0.000000"' >given
	# the first windows have no event yet, so no row
	since=$(head -1 given | cut -d' ' -f1)
	awk -v since="$since" '$1 >= since' expected >wanted
	same "state of the built-in market, by $width ms, as the page says" \
	    given <wanted
done
is 'it knows all three' "$(cut -d' ' -f3 given | sort -u | paste -sd' ' -)" \
    'flat flushing rebuilding'
liq-agg -q -i 1h --format=tsv made | tail -n +2 | awk -F'\t' '
    $29 != "" { n[$29]++; usd[$29] += $14; oi[$29] += $27 }
    END {
	print (usd["flushing"] / n["flushing"] > usd["flat"] / n["flat"]),
	    (oi["flushing"] < 0), (oi["rebuilding"] > 0)
    }' >means
is 'more is liquidated in a flush than in flat hours' "$(cat means)" '1 1 1'
t 'of one side' 0 liq-agg -w 24h -b base,side --format=tsv made
is 'there is a change, and no state' \
    "$(columns 27,29 | sed 's/^-*[0-9].*\t/x/' | sort -u)" x

if [ -z "$shared" ] || ! gzip -dc \
    "$shared/btc-liq-hourly-3venues/BTC-1h.csv.gz" >btc.csv 2>/dev/null; then
	skip 'leverage of BTC at three exchanges' 'no recorded data'
else
	# hourly sums as one event a side; open interest in dollars is by price
	# made coins, as of the hour's end
	tail -n +2 btc.csv | awk -F, '
	function put(side, usd) {
		if (usd > 0)
			printf "{\"type\":\"liquidation\",\"ts\":%s,\"exchange\":\"three\",\"symbol\":\"BTC\",\"base\":\"BTC\",\"quote\":\"USD\",\"side\":\"%s\",\"price\":%.2f,\"qty\":%.6f,\"usd\":%.4f,\"price_kind\":null,\"source\":null,\"received\":null,\"id\":\"%s%s\"}\n", $1, side, $5, usd / $5 + 0.000001, usd + 0.0001, $1, side
	}
	{
		put("long", $6); put("short", $7)
		printf "{\"type\":\"oi\",\"ts\":%.0f,\"exchange\":\"three\",\"symbol\":\"BTC\",\"base\":\"BTC\",\"quote\":\"USD\",\"oi\":%.4f,\"usd\":%s.0,\"width_ms\":0,\"source\":null,\"received\":null}\n", $1 + 3599999, $11 / $5, $11
		printf "{\"type\":\"funding\",\"ts\":%s,\"exchange\":\"three\",\"symbol\":\"BTC\",\"base\":\"BTC\",\"quote\":\"USD\",\"rate\":%.8f,\"width_ms\":28800000,\"mark\":null,\"kind\":null,\"source\":null,\"received\":null}\n", $1, $15 / 100
	}' >btc
	t 'two months of BTC' 0 liq-agg -i 4h --format=tsv btc
	columns 14,29 | awk -F'\t' '
	{ n[$2]++; usd[$2] += $1; all++ }
	END {
		printf "# flat %.2f, flushing %.2f, rebuilding %.2f; USD liquidated in 4 h: %.0f, %.0f, %.0f\n", n["flat"] / all, n["flushing"] / all, n["rebuilding"] / all, usd["flat"] / n["flat"], usd["flushing"] / n["flushing"], usd["rebuilding"] / n["rebuilding"]
		calm = usd["flat"] / n["flat"]
		exit !(n["flat"] / all > 0.5 && n["flat"] / all < 0.9 && usd["flushing"] / n["flushing"] > 2 * calm)
	}'
	ok 'most of it is flat, and twice as much is hit in a flush' $?
fi

# --- metrics

t 'metrics' 0 liq-agg -w 1h,24h -b base,side --usual=7d --format=prom made
match 'have a type' out '^# TYPE liq_usd gauge$'
match 'labels and a number' out '^liq_usd\{base="BTC",side="long",window="1d"\} [0-9.]+$'
is 'no series comes twice' \
    "$(grep -v '^#' out | sed 's/ [^ ]*$//' | sort | uniq -d)" ''
is 'every line is a comment or a sample' "$(grep -Ecv \
    '^(# (HELP|TYPE) liq_[a-z_]+ .*|liq_[a-z_]+\{([a-z]+="[^"]*",?)+\} -?[0-9.]+)$' out)" 0
is 'all samples of a metric stand together' \
    "$(grep -v '^#' out | sed 's/{.*//' | uniq | sort | uniq -d)" ''
if command -v promtool >/dev/null; then
	promtool check metrics <out >checked 2>&1
	is 'promtool has nothing to say' "$?$(cat checked)" 0
else
	skip 'promtool has nothing to say' 'no promtool'
fi
t 'of aligned windows' 2 liq-agg -i 1h --format=prom made
t 'of nothing' 0 liq-agg --format=prom /dev/null
is 'are none' "$(cat out)" ''
done_testing
