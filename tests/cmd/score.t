#!/bin/sh
# liq-score: what is joined and what is dropped, a perfect forecast, one that
# is worth nothing, the same numbers as an independent program, statuses.
. "$(dirname "$0")/../tap.sh"

start=1738310400000

# world HOURS: columns of three models, candles, sums and events that a made-up
# market gives.  "right" knows what is liquidated, "flat" says the same
# always, "half" knows one side of it.
world() {
	awk -v hours="$1" -v start=$start '
	function rnd() {
		seed = (seed * 16807) % 2147483647
		return seed / 2147483647
	}
	function column(model, long, short, k) {
		printf "{\"type\":\"column\",\"ts\":%d,\"width_ms\":3600000," \
		    "\"exchange\":null,\"symbol\":null,\"base\":\"BTC\"," \
		    "\"quote\":null,\"open\":%.2f,\"high\":%.2f,\"low\":%.2f," \
		    "\"close\":%.2f,\"bin_low\":1.0,\"bin_step\":0.001," \
		    "\"long\":[[%d,%.2f]],\"short\":[[%d,%.2f]]," \
		    "\"swept_long\":[[%d,%.2f]],\"swept_short\":[[%d,%.2f]]," \
		    "\"swept_long_usd\":%.2f,\"swept_long_usd_low\":%.2f," \
		    "\"swept_long_usd_high\":%.2f,\"swept_short_usd\":%.2f," \
		    "\"swept_short_usd_low\":null," \
		    "\"swept_short_usd_high\":null,\"model\":\"%s\"," \
		    "\"final\":true}\n", ts, open, high, low, close_, k - 9,
		    long, k + 9, short, bin(low), long, bin(high), short, long,
		    long / 2, long * 2, short, model >"columns." model
	}
	function cents(p) {
		return int(p * 100 + 0.5) / 100
	}
	function bin(p) {
		return int(log(p) / log(1.001))
	}
	BEGIN {
		seed = 7
		close_ = 100
		for (h = 0; h < hours; h++) {
			ts = start + h * 3600000
			open = close_
			high = cents(open * (1 + rnd() * 0.02))
			low = cents(open * (1 - rnd() * 0.02))
			close_ = cents(low + (high - low) * rnd())
			long = 1000 * exp(8 * rnd())
			short = 1000 * exp(8 * rnd())
			column("right", long, short, bin(close_))
			column("flat", 5000, 5000, bin(close_))
			column("half", long, 5000, bin(close_))
			printf "{\"type\":\"candle\",\"ts\":%d,\"exchange\":" \
			    "\"binance\",\"symbol\":\"BTCUSDT\",\"base\":" \
			    "\"BTC\",\"quote\":\"USDT\",\"width_ms\":3600000," \
			    "\"open\":%.2f,\"high\":%.2f,\"low\":%.2f," \
			    "\"close\":%.2f,\"volume\":%.3f,\"usd\":null}\n",
			    ts, open, high, low, close_, 1 + rnd() >"candles"
			printf "{\"type\":\"total\",\"ts\":%d,\"width_ms\":" \
			    "3600000,\"exchange\":null,\"base\":\"BTC\"," \
			    "\"usd\":%.2f,\"long_usd\":%.2f,\"short_usd\":" \
			    "%.2f}\n", ts, long + short, long, short >"totals"
			for (i = 0; i < 2; i++)
				printf "{\"type\":\"liquidation\",\"ts\":%d," \
				    "\"exchange\":\"okx\",\"base\":\"BTC\"," \
				    "\"side\":\"%s\",\"price\":%.2f,\"qty\":" \
				    "1.0,\"usd\":%.2f,\"id\":\"%d.%d\"}\n",
				    ts + 60000, i ? "short" : "long",
				    i ? high : low, i ? short : long, h, i \
				    >"events"
		}
	}'
}

# value MODEL METRIC [AGAINST [KIND [KEY]]]: of the records in "out"
value() {
	jq -r --arg m "$1" --arg k "$2" --arg a "${3:-null}" \
	    --arg d "${4:-bar}" --arg key "${5:-value}" 'select(.type == "score"
	    and .model == $m and .metric == $k and .kind == $d and
	    (.against // "null") == $a) | .[$key]' out | head -1
}

world 400

# --- a forecast that is right, and one that says nothing

t 'sums' 0 liq-score columns.right columns.flat columns.half totals candles
is 'what is right ranks perfectly' "$(value right spearman)" 1
is 'and has the total' "$(value right ratio)" 1
is 'and its quantiles hold it' "$(value right coverage80)" 1
is 'a side of an hour is an observation' "$(value right spearman null bar n)" 800
is 'what is always the same has no rank' "$(value flat spearman)" ''
is 'and the share of the top is that of the part' "$(value flat top10)" 0.1
ok 'knowing one side is worth something' \
    "$(jq -n "$(value half spearman) < 0.45 or $(value half spearman) > 0.8 | if . then 1 else 0 end")"
is 'it is better than the moves, which are noise here' \
    "$(value right spearman adverse bar pass)" true
is 'the interval of a perfect rank is that rank' \
    "$(value right spearman null bar low)" 1
is 'that of another holds it, and is no point' "$(jq -n \
    "$(value half spearman null bar low) < $(value half spearman) and
    $(value half spearman) < $(value half spearman null bar high)")" true
is 'sides swapped, nothing is left' "$(jq -n \
    "$(value 'right swapped' spearman) | fabs < 0.1")" true
is 'a day late, neither' "$(jq -n \
    "$(value 'right shifted_24h' spearman) | fabs < 0.1")" true
jq -c '.model = "low" | .swept_long_usd /= 2 | .swept_short_usd /= 2' \
    columns.right >columns.low
t 'half of it' 0 liq-score columns.low totals
is 'is half of it' "$(value low ratio)" 0.5
is 'had it watched itself, a little more than all' "$(jq -n \
    "$(value low ratio_online) | . > 1 and . < 1.2")" true
is 'models are set against each other when one is named' "$(
	liq-score --against=half columns.right columns.half totals candles |
		jq -r 'select(.against == "half" and .metric == "spearman") |
		    .model + " " + (.pass | tostring)'
)" 'right true'
is 'only what is named is asked' "$(liq-score --no-meta \
    --against=beyond_4h columns.right totals candles |
	jq -r '.against // empty' | sort -u | paste -sd' ' -)" 'best beyond_4h'

# --- prices

t 'events' 0 liq-score --horizon=4h columns.right columns.flat events candles
is 'all of the money in the bins it names' "$(value right lift10 null price)" 10
is 'it gains over the same everywhere' "$(jq -n \
    "$(value right gain_nats uniform price) > 1")" true
is 'uniform gains nothing over itself' \
    "$(value uniform gain_nats uniform price)" ''
is 'half of the cells in any order hold half' "$(value uniform area null price)" 0.5
is 'the best baseline is named' "$(jq -n \
    "$(value right area best price) <= $(value right area uniform price)")" true
is 'what only hindsight knows is marked' \
    "$(value adverse_volume lift10 null price mode)" own
is 'hours are added up from events too' "$(value right spearman)" 1
is 'frozen maps need their hours ahead' \
    "$(value right lift25 null frozen n)" 396
is 'n counts events' "$(value right lift10 null price n)" 800

# --- joins

t 'another base' 6 sh -c \
    'sed s/BTC/ETH/ totals | liq-score -e --no-meta columns.right - candles'
match 'why nothing was scored is said' err 'share a base'
sed 's/"exchange":null/"exchange":"bybit"/' columns.right >columns.bybit
t 'another exchange' 6 liq-score -e columns.bybit events
t 'sums of several exchanges join any' 0 liq-score -e columns.bybit totals
sed '/"ts":'$((start + 36000000))',/d; /"ts":'$((start + 39600000))',/d' totals >holes
t 'missing hours' 0 liq-score columns.right holes
is 'are dropped' "$(value right spearman null bar n)" 796
sed 's/"usd":[0-9.]*,"long_usd":[0-9.]*,"short_usd":[0-9.]*/"usd":0.0,"long_usd":0.0,"short_usd":0.0/' \
    totals | head -10 >zeros
tail -n +11 totals >>zeros
t 'hours of zero' 0 liq-score columns.right zeros
is 'are not' "$(value right spearman null bar n)" 800
sed 's/,"long_usd":[0-9.]*,"short_usd":[0-9.]*//' totals >pooled
t 'no sides' 0 liq-score columns.right pooled
is 'then sides are added up' "$(value right spearman null bar n)" 400
is 'and still right' "$(value right ratio)" 1
sed 's/"final":true/"final":false/' columns.right >open
t 'columns that are not final' 6 liq-score -e open totals
awk -v start=$start '{ print }
	END {
		printf "{\"type\":\"mark\",\"ts\":%d,\"exchange\":\"okx\"," \
		    "\"symbol\":null,\"kind\":\"liquidation\",\"since\":%d," \
		    "\"until\":%d}\n", start + 720000000, start,
		    start + 720000000
	}' events >watched
t 'events of which half the hours were watched' 0 \
    liq-score columns.right watched
is 'hours nobody watched are not known' "$(value right spearman null bar n)" 400
is 'nor maps whose hours ahead nobody watched' \
    "$(value right lift25 null frozen n)" 199

jq -c '((.close | log) / (1.001 | log) | floor) as $o | .model = "mirror" |
    .long |= map([2 * $o - .[0], .[1]]) |
    .short |= map([2 * $o - .[0], .[1]])' columns.right >columns.mirror
t 'maps upside down' 0 liq-score columns.right columns.mirror events
ok 'and once more are as they were' "$(jq -n "
    $(value 'mirror mirrored' lift25 null frozen) ==
    $(value right lift25 null frozen) and
    $(value 'right mirrored' area null frozen) ==
    $(value mirror area null frozen) and
    $(value right area null frozen) > $(value mirror area null frozen) |
    if . then 0 else 1 end")"

# --- bankruptcy prices

# the mark stood 0.75 % above what was printed, in the bin the model names
sed 's/BTC/DOGE/' columns.right >columns.doge
jq -c '.base = "DOGE" | .price_kind = "bankruptcy" |
    .price = (.price * (if .side == "long" then 0.9925 else 1.0075 end) *
    1e10 | round / 1e10)' events >bankrupt
t 'bankruptcy prices' 0 liq-score columns.doge bankrupt
is 'are put back where the mark was' "$(value right lift10 null price)" 10
jq -c '.price_kind = "fill"' bankrupt >filled
t 'fills' 0 liq-score columns.doge filled
is 'are not' "$(jq -n "$(value right lift25 null price) <= 4")" true

# --- clusters and positions

awk -v start=$start 'BEGIN {
	for (h = 24; h < 380; h += 4)
		printf "{\"type\":\"cluster\",\"ts\":%d,\"base\":\"BTC\"," \
		    "\"price\":100.0,\"usd\":1.0,\"low\":0.001," \
		    "\"high\":100000.0,\"model\":\"all\"}\n",
		    start + h * 3600000
}' >clusters
t 'clusters' 0 liq-score --horizon=4h clusters events candles
is 'a cluster that is everywhere holds everything' \
    "$(value all cluster_share null frozen)" 1
is 'which is no more than it should' "$(value all cluster_lift null frozen)" 1
jq -c 'select(.ts % 86400000 == 0) | .close as $c | .ts as $ts |
    (.long + .short)[] | {type: "position", ts: ($ts + 3600000),
    exchange: "market", base: "BTC", side: "long", qty: 1.0,
    liq_price: (pow(1.001; .[0] + 0.5)), usd: .[1]} |
    if .liq_price > $c then .side = "short" else . end' columns.right >positions
jq -c 'if .ts % 8 == 0 then .model = "below" | .high = 100.0 else . end |
    ., if .model == "below" then .model = "above" | .low = 100.0 |
    .high = 100000.0 else empty end' clusters >parts
t 'clusters below and above' 0 liq-score --no-meta --horizon=4h parts events candles
is 'share what there is' "$(jq -n "$(value below cluster_share null frozen) +
    $(value above cluster_share null frozen) | . > 0.99 and . < 1.05")" true
is 'and the bins of it' "$(jq -n "$(value below cluster_share null frozen) /
    $(value below cluster_lift null frozen) +
    $(value above cluster_share null frozen) /
    $(value above cluster_lift null frozen) | . > 0.99 and . < 1.05")" true
t 'positions' 0 liq-score columns.right columns.flat positions candles
is 'the map that is them' "$(value right spearman null frozen)" 1
is 'and all of their USD' "$(value right ratio null frozen)" 1
is 'on both sides' "$(value right realised_usd null frozen)" "$(jq -s '
    ([.[].usd] | add) / ([.[].ts] | unique | length) * 100 | round / 100' positions)"
is 'is at no time ahead' "$(value right ratio null frozen horizon_ms)" 0

# --- several sets

sed 's/BTC/ETH/' columns.half >columns.eth
sed 's/BTC/ETH/' totals >totals.eth
t 'two coins' 0 liq-score columns.half totals columns.eth totals.eth
is 'two coins and their mean' "$(jq -r 'select(.model == "half" and
    .metric == "spearman" and .against == null) | .base // "mean"' out |
	paste -sd' ' -)" 'mean BTC ETH'
is 'of two alike the mean is the same, and so is its interval' "$(jq -r '
    select(.model == "half" and .metric == "spearman" and .against == null) |
    [.value, .low, .high] | map(tostring) | join(" ")' out | uniq | wc -l)" 1
is 'their observations are counted together' "$(jq -r 'select(.base == null and
    .model == "half" and .metric == "spearman" and .against == null) | .n' out)" 1600

# --- hindsight: what happens is the move times the volume

jq -c '.long_usd = ((.open - .low) * .volume * 1e6 | round) |
    .short_usd = ((.high - .open) * .volume * 1e6 | round) |
    .usd = .long_usd + .short_usd | .type = "total"' candles >moved
sed 's/"model":"half"/"model":"half-own"/' columns.half >columns.own
t 'a market of hindsight' 0 liq-score columns.half columns.own moved candles
is 'the best rival of a strict forecast has none' "$(jq -n \
    "$(value half spearman best) > $(value half spearman adverse_volume)")" true
is 'that of another has' "$(value half-own spearman best)" \
    "$(value half-own spearman adverse_volume)"
is 'which is its mode' "$(value half-own spearman null bar mode)" own

# --- same bytes

liq-score --no-meta columns.right columns.half events candles totals >one
cat totals candles columns.half events columns.right | awk '{
	print (NR * 7919) % 10007 "\t" $0
}' | sort -n | cut -f 2- >shuffled
liq-score --no-meta shuffled >two
same 'the order of lines does not matter' two <one
gzip -c shuffled >shuffled.gz
liq-score --no-meta shuffled.gz >two
same 'nor does gzip' two <one
liq-score --no-meta columns.right columns.right totals >two
liq-score --no-meta columns.right totals >one
same 'what comes twice counts once' two <one

# --- statuses

t 'nothing at all' 0 liq-score --no-meta /dev/null
match 'is said' err 'no column or cluster records'
t 'a forecast alone' 6 liq-score -e --no-meta columns.right
match 'is said' err 'no liquidation or total'
head -1 columns.right | sed 's/"swept_long_usd":[0-9.]*/"swept_long_usd":7.0/' >other
t 'two columns of one time that differ' 3 liq-score columns.right other totals
match 'are said' err 'one of each is kept'
head -1 columns.right | sed 's/"close":[0-9.]*/"close":1.0/' >odd
t 'a close below the low' 3 liq-score columns.right odd totals
match 'is refused' err 'is not between'
head -1 columns.right | sed 's/"bin_step":0.001/"bin_step":0.0000000001/' >odd
t 'bins too narrow' 3 liq-score columns.right odd totals
match 'are refused' err 'too many bins'
t 'an unknown baseline' 2 liq-score --against=advers columns.right totals
match 'the nearest is named' err 'adverse'
t 'an odd horizon' 2 liq-score --horizon=5q columns.right
t 'an odd format' 2 liq-score --format=tsv columns.right
t 'a cut pipe' 3 sh -c '{ echo "{\"type\":\"begin\",\"ts\":null,\"program\":\"x\",\"version\":\"1\",\"schema\":1,\"options\":{},\"sources\":[],\"previous\":null}"; cat columns.right totals; } | liq-score'

# --- an independent program finds the same

python=$(for p in python3 /usr/bin/python3; do
	"$p" -c 'import numpy' 2>/dev/null && echo "$p" && break
done)

# agree NAME LEAST FILE...: liq-score and score.py, all they both measure
agree() {
	what=$1 least=$2
	shift 2
	"$python" "$top/tests/reference/score.py" --horizon=14400000 "$@" |
		awk '{ print $1 "/" $2 "/" $3 "/" $4, $5 }' | sort >theirs
	liq-score -q --no-meta --horizon=4h "$@" | jq -r 'select(.against ==
	    null or (.against == "uniform" and .metric == "gain_nats")) |
	    (if .model == "right" then "model" else .model end) as $m |
	    "\(.kind)/\(.horizon_ms)/\($m)/\(.metric) \(.value)"' |
		sort >ours
	join theirs ours >joined
	awk '{ d = $2 - $3 } d > 2e-6 || d < -2e-6 { print }' joined >apart
	same "$what: not one differs" apart </dev/null
	is "$what: all but a few have both" "$(join -v 1 theirs ours |
		grep -v 'uniform\|/adverse/partial\|bar/0/.*/r2' |
		paste -sd' ' -)" ''
	ok "$what: and they are many" $(($(wc -l <joined) < least))
}

if [ -n "$python" ]; then
	agree 'sums' 20 columns.right totals candles
	agree 'prices' 60 columns.right events candles
else
	skip 'an independent program' 'no numpy'
fi

{
	printf '{"type":"note","ts":%s,"exchange":null,"symbol":null,' $start
	echo '"code":"reference","message":"binance BTCUSDT"}'
	cat columns.right totals
} >noted
t 'a note' 0 liq-score noted
match 'is passed on' out '^{"type":"note",.*binance BTCUSDT'
is 'between begin and end' "$(jq -r .type out | uniq | paste -sd' ' -)" \
    'begin note score end'

# --- for people

world 24
t 'a table' 0 liq-score --format=text --against=uniform columns.right totals
same 'is a block for each kind' out <<'!'
BTC: bar
                                   metric                   value             low            high        n
  right                            spearman                1.0000               -               -       48
  right                            partial                 1.0000               -               -       48
  right                            top10                   0.5030               -               -       48
  right                            ratio                   1.0000               -               -       48
  right                            ratio_online            1.1468               -               -       48
  right                            coverage80              1.0000               -               -       48
  right                            predicted_usd    16450905.9400               -               -       48
  right                            realised_usd     16450905.9400               -               -       48
  right swapped                    spearman               -0.2781               -               -       48
  right swapped                    partial                -0.3359               -               -       48
!
done_testing
