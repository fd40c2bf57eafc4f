#!/bin/sh
# liq-fetch --import=frames: recorded JSON frames become liquidations.
# shellcheck disable=SC1091,SC2016,SC2154 # tap.sh; jq programs
. "$(dirname "$0")/../tap.sh"

frames() {
	x=$1
	shift
	liq-fetch --import=frames -x "$x" --no-meta "$@"
}

# Each second line of three is a frame (tests/data/frames).
for x in binance bitget bybit deribit gate htx kraken okx; do
	awk 'NR % 3 == 2' "$top/tests/data/frames/$x.txt" >"$x.json"
	awk 'NR % 3 == 0' "$top/tests/data/frames/$x.txt" | tr '|' '\n' \
		>"$x.told"
	grep -c '^ *[0-9]' "$x.told" >"$x.events"
	grep -c 'refused' "$x.told" >"$x.refused"
done

t 'refused frames make it incomplete' 3 frames bybit bybit.json
match 'each is named' err 'bybit.json:[0-9]+: .*oracle'
is 'every event comes out, a twin too' \
	"$(wc -l <out | tr -d ' ')" "$(cat bybit.events)"
t 'as JSON' 0 jq -e '.type == "liquidation" and .exchange == "bybit" and
	.source == "frames" and .received == null and .id != null' out

# Of a market, side and second Bitget publishes one row.
row='{"symbol":"BTCUSDT","side":"buy","price":"84000","amount":"840",
"ts":"1750000000100"}'
echo "{\"arg\":{\"topic\":\"liquidation\"},\"data\":[$row,$row]}" |
	tr -d '\n' >twice.json
t 'bitget cannot send twins' 0 frames bitget twice.json
is 'so the second is a repeat' "$(wc -l <out | tr -d ' ')" 1

for x in binance bitget deribit gate htx kraken okx; do
	frames "$x" "$x.json" >out 2>err
	is "$x: every event comes out" "$(wc -l <out | tr -d ' ')" \
		"$(cat "$x.events")"
	liq-fetch --import=frames -x "$x" "$x.json" 2>err | tail -1 >end
	is "$x: every refusal is counted" "$(jq .rejected end)" \
		"$(cat "$x.refused")"
done

cat >a.json <<'!'
{"e":"forceOrder","E":1700000000500,"o":{"s":"BTCUSDT","S":"SELL","o":"LIMIT","f":"IOC","q":"0.500","p":"9910","ap":"9950.5","X":"FILLED","l":"0.014","z":"0.500","T":1700000000123}}
!
t 'one message' 0 frames binance a.json
same 'one answer, to the byte' out <<'!'
{"type":"liquidation","ts":1700000000123,"exchange":"binance","symbol":"BTCUSDT","base":"BTC","quote":"USDT","side":"long","price":9950.5,"qty":0.500,"usd":4975.25,"price_kind":"fill","source":"frames","received":null,"id":"dx7xewcx42mnycss5ck5m2xa"}
!
quiet 'and nothing to say'

t 'read twice' 0 liq-fetch --import=frames -x binance a.json a.json
is 'it is one event' "$(grep -c '"liquidation","ts"' out)" 1
is 'and one repeat' "$(tail -1 out | jq .repeated)" 1

bybit='{"topic":"allLiquidation.BTCUSDT","ts":%s,"data":[{"T":1750000000100,"s":"BTCUSDT","S":"Buy","v":"1","p":"100"}]}\n'
# shellcheck disable=SC2059 # the format is ours
{
	printf "$bybit" 1
	printf "$bybit" 2
	printf "$bybit" 1
} >twins.json
t 'twins and a payload sent again' 0 \
	liq-fetch --import=frames -x bybit twins.json
is 'twins are two events' "$(grep -c '"liquidation","ts"' out)" 2
is 'told apart by their ids' \
	"$(jq -r 'select(.type == "liquidation").id' out | sed 's/^.\{24\}//' |
		sort | tr '\n' ' ')" ' .1 '
is 'the payload sent again is a repeat' "$(tail -1 out | jq .repeated)" 1
cp out first
t 'the same file again' 0 \
	liq-fetch --import=frames -x bybit twins.json twins.json
is 'adds nothing' "$(grep '"liquidation","ts"' out)" \
	"$(grep '"liquidation","ts"' first)"

cat >okx.json <<'!'
{"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[{"details":[{"bkPx":"0.5","posSide":"short","side":"buy","sz":"20","ts":"1750000000100"}],"instId":"NEW-USDT-SWAP"}]}
!
cat >list <<'!'
{"type":"instrument","ts":1750000000000,"exchange":"okx","symbol":"NEW-USDT-SWAP","base":"NEW","quote":"USDT","kind":"perpetual","contract_size":10.0,"inverse":false,"multiplier":1.0,"tick":null,"lot":null,"status":"trading","source":"rest","received":null}
!
t 'contracts nobody knows' 3 frames okx okx.json
match 'are refused by name' err 'contract size of NEW-USDT-SWAP unknown'
t 'with their instrument' 0 frames okx --instruments=list okx.json
is 'they are coins and dollars' "$(jq -c '[.side,.qty,.usd]' out)" \
	'["short",200,100]'

row='{"symbol":"BTCUSDT","side":"buy","price":"84000.5","amount":"0.0250","ts":"1750000000100"}'
echo "{\"arg\":{\"topic\":\"liquidation\"},\"data\":[$row]}" >bitget.json
echo "{\"code\":\"00000\",\"data\":{\"list\":[$row]}}" >>bitget.json
sed 's/okx/bitget/; s/NEW-USDT-SWAP/BTCUSDT/; s/NEW/BTC/; s/10.0/1.0/
	s/"lot":null/"lot":0.0001/' list >lots
t 'bitget: an amount that is whole lots as coins only' 0 \
	frames bitget --instruments=lots bitget.json
is 'is dollars in a frame, coins in an answer' "$(jq -c .usd out | tr '\n' ' ')" \
	'0.025 2100.0125 '

# Two pages of one REST endpoint that overlap by the twins at 200.
page() {
	printf '{"code":"0","msg":"","data":[{"instId":"BTC-USDT-SWAP","details":['
	comma=
	for ts in "$@"; do
		printf '%s{"bkPx":"90000","posSide":"long","side":"sell","sz":"1","ts":"1750000000%s"}' "$comma" "$ts"
		comma=,
	done
	echo ']}]}'
}
{
	page 100 200 200
	page 200 200 300
} >pages.json
t 'overlapping pages of a REST endpoint' 0 frames okx pages.json
is 'give each event once and twins twice' "$(jq -r .ts out | sed 's/^1750000000//' | tr '\n' ' ')" \
	'100 200 200 300 '

t 'frames of nobody' 2 liq-fetch --import=frames a.json
match 'need an exchange' err 'needs? .*-x'
t 'frames of a stranger' 2 liq-fetch --import=frames -x nowhere a.json

if [ -n "$shared" ] && [ -d "$shared/native-live-2026" ]; then
	live=$shared/native-live-2026
	for x in binance bybit htx; do
		jq -R -c --arg x $x 'split(",") | select(.[0] == $x and .[7] != "")
			| [(.[1] | tonumber), .[2], .[3], (.[4] | tonumber),
				(.[7] | tonumber)]' "$live/expected.csv" >told
		frames $x "$live/$x.jsonl" 2>err |
			jq -c '[.ts, .symbol, .side, .price, .usd]' >got
		same "recorded: $x" got <told
	done
else
	skip 'recorded frames' 'no recorded data here'
fi

done_testing
