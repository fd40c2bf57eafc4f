#!/bin/sh
# liq-levels learns from what was liquidated: events say what hourly totals
# say, each once, where they were watched; and a calibration fits the scale and
# the quantiles.
. "$(dirname "$0")/../tap.sh"

t0=1738310400000 # 2025-01-31T08:00Z
hours=420

# market: hourly candles of a walk; totals: a sum a side and hour; events: the
# same, two of each side in every hour; marks: of every hour
awk -v n=$hours -v t0=$t0 '
function head(type, ts, symbol) {
	return sprintf("{\"type\":\"%s\",\"ts\":%.0f,\"exchange\":\"okx\"," \
	    "\"symbol\":%s,", type, ts, symbol)
}
function event(ts, side, usd, id) {
	printf "%s\"base\":\"BTC\",\"quote\":\"USDT\",\"side\":\"%s\"," \
	    "\"price\":1.0,\"qty\":1.0,\"usd\":%d.0,\"price_kind\":\"fill\"," \
	    "\"source\":\"ws\",\"received\":null,\"id\":\"%s\"}\n", \
	    head("liquidation", ts, "\"BTCUSDT\""), side, usd, id >"events"
}
BEGIN {
	srand(1)
	p = 10000
	for (i = 0; i < n; i++) {
		ts = t0 + i * 3600000
		low = p * (1 - 0.01 * rand()); high = p * (1 + 0.01 * rand())
		c = low + (high - low) * rand()
		printf "%s\"base\":\"BTC\",\"quote\":\"USDT\",\"width_ms\":" \
		    "3600000,\"open\":%.2f,\"high\":%.2f,\"low\":%.2f," \
		    "\"close\":%.2f,\"volume\":%.1f,\"buy_volume\":null," \
		    "\"usd\":null,\"trades\":null,\"final\":true," \
		    "\"source\":\"x\",\"received\":null}\n", \
		    head("candle", ts, "\"BTCUSDT\""), p, high, low, c, \
		    1000 + 9000 * rand() >"market"
		p = sprintf("%.2f", c) + 0
		l = int(1e5 * rand()); s = int(1e5 * rand())
		printf "{\"type\":\"total\",\"ts\":%.0f,\"width_ms\":3600000," \
		    "\"exchange\":null,\"symbol\":null,\"base\":\"BTC\"," \
		    "\"quote\":null,\"usd\":%d.0,\"long_usd\":%d.0," \
		    "\"short_usd\":%d.0}\n", ts, 2 * (l + s) + 7, 2 * l, \
		    2 * s + 7 >"totals"
		event(ts, "long", l, "l" i)
		event(ts + 1000000, "short", s, "s" i)
		event(ts + 2000000, "short", s + 7, "u" i)
		event(ts + 3599999, "long", l, "m" i)
		printf "%s\"kind\":\"liquidation\",\"since\":%.0f," \
		    "\"until\":%.0f}\n", \
		    head("mark", ts + 3600000, "null"), ts, ts + 3600000 >"marks"
	}
}'

columns() {
	liq-levels -q --no-meta --as=column "$@"
}

# An hour is known when an event comes after it, the first when one came
# before it: an event as the hour begins will do.
head -n $((hours - 1)) totals >known
columns market known >wanted
t 'events set the scale' 0 columns market events
same '... as totals of the same do' out <wanted
sed 1d known >later
columns market later >wanted.later
t 'an hour that began before the first event' 0 sh -c 'sed 1d events |
    liq-levels -q --no-meta --as=column market -'
same '... is not known' out <wanted.later
columns market >plain
! cmp -s plain wanted
ok '... and not as nothing does' $?
t 'events that come again' 0 columns market events events marks
same '... count once' out <wanted
t 'of two exchanges' 0 sh -c 'sed "/\"[lm][0-9]*\"/s/okx/bybit/" events |
    liq-levels -q --no-meta --as=column market -'
same '... add up' out <wanted
t 'totals and events' 0 columns market events known
same '... are not added up' out <wanted
liq-levels market events >noted
match 'a note says so' noted 'scale: online: from what was liquidated'

# Nobody listened in hours 200 to 219: they are not known, instead of quiet.
# What came before them is known when the next event comes.
outside() {
	columns "$@" | awk 'NR < 199 || NR > 222'
}
awk 'NR <= 200 * 4 || NR > 220 * 4' events >holed
awk 'NR <= 200 || NR > 220' marks >holed.marks
awk 'NR <= 200 || NR > 220' known >holed.totals
outside market holed.totals >wanted
t 'a hole in the marks' 0 outside market holed holed.marks
same '... is not known' out <wanted
outside market holed >out
! cmp -s out wanted
ok '... and is quiet without marks' $?
awk 'NR > 200 && NR <= 220 { gsub(/usd":[0-9]+/, "usd\":0") } { print }' \
    known >quiet.totals
outside market quiet.totals >wanted
same '... to the byte' out <wanted

# No look-ahead.
until=$((t0 + 300 * 3600000))
columns -u $until market events >out
columns market events | head -n $(($(wc -l <out) - 1)) >wanted
head -n $(($(wc -l <out) - 1)) out >before
same 'what comes later changes nothing' before <wanted

# --- quantiles

t 'a calibration with quantiles' 0 \
    liq-levels -q --no-meta --calibrate=params market known
match 'names the sizes that were fitted' params 'quantiles of [1-5] sizes in 5'
is 'most of what came true lies between them' "$(columns --params=params \
    market | jq -s 'map(select(.swept_long_usd_low)) | length as $n |
    (map(.swept_long_usd_low <= .swept_long_usd_high) | all) and $n > 200')" \
    true
default=$top/share/params/default.json
columns --params="$default" market >wanted
jq -c 'del(.low, .high)' "$default" >old
t 'without them in the file' 0 columns --params=old market
same '... they are what ships' out <wanted
for wrong in '.low = [1]' '.low = [1,1,1,1,1,1]' '.high = [1,1,1,1,"x"]' \
    '.low = 3' '.low[2] = 9 | .high[2] = 8' '.high[4] = -1'; do
	jq -c "$wrong" "$default" >odd
	t "parameters with $wrong are refused" 2 \
	    liq-levels --params=odd market
done

done_testing
