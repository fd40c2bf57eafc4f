#!/bin/sh
# liq-agg --partial and --merge: the bytes of one run, however the input was
# divided; and refused what is missing, torn, unlike or not the same.
. "$(dirname "$0")/../tap.sh"

# ev MS-SINCE-8-O'CLOCK EXCHANGE BASE SIDE USD ID
ev() {
	printf '{"type":"liquidation","ts":%s,"exchange":"%s",' \
	    $((1738310400000 + $1)) "$2"
	printf '"symbol":"%sUSDT","base":"%s","quote":"USDT","side":"%s",' \
	    "$3" "$3" "$4"
	printf '"price":%s,"qty":1.0,"usd":%s,"price_kind":"fill",' "$5" "$5"
	printf '"source":"ws","received":null,"id":"%s"}\n' "$6"
}

begin() {
	printf '{"type":"begin","ts":1738310400000,"program":"x",'
	printf '"version":"1","schema":1,"options":{},"sources":['
	printf '{"exchange":"okx","class":"sampled","kinds":["liquidation"]},'
	echo '{"exchange":"bybit","class":"complete","kinds":["liquidation"]}],"previous":null}'
}

end() {
	printf '{"type":"end","ts":1738317600000,"status":%s,"count":0,' "$1"
	printf '"rejected":0,"repeated":0,"gaps":0,"gap_ms":0,"why":null,'
	echo '"sources":[]}'
}

# stream: two hours of events, marks, a gap, open interest and funding
stream() {
	awk 'BEGIN {
	srand(7)
	split("BTC ETH SOL", coin, " "); split("okx bybit", who, " ")
	split("long short", side, " ")
	for (n = 0; n < 400; n++) {
		t = int(rand() * 7200000); c = coin[1 + int(rand() * 3)]
		print "ev", t, who[1 + int(rand() * 2)], c, side[1 + int(rand() * 2)], 1 + int(rand() * 40000) ".25", "id" n
	}
	}' | while read -r _ ms exchange base side usd id; do
		ev "$ms" "$exchange" "$base" "$side" "$usd" "$id"
	done
	for k in 0 1 2 3 4 5 6 7; do
		printf '{"type":"oi","ts":%s,"exchange":"okx","symbol":"BTCUSDT","base":"BTC","quote":"USDT","oi":%s.5,"usd":null,"width_ms":0,"source":null,"received":null}\n' \
		    $((1738310400000 + k * 900000)) $((1000 + k * k * 7))
		printf '{"type":"mark","ts":1738310400000,"exchange":"okx","symbol":null,"kind":"liquidation","since":%s,"until":%s}\n' \
		    $((1738310400000 + k * 900000)) $((1738310400000 + k * 900000 + 900000))
	done
	printf '{"type":"funding","ts":1738310400000,"exchange":"okx","symbol":"BTCUSDT","base":"BTC","quote":"USDT","rate":0.00012345,"width_ms":14400000,"mark":null,"kind":"settled","source":null,"received":null}\n'
	printf '{"type":"mark","ts":1738310400000,"exchange":"bybit","symbol":null,"kind":"liquidation","since":1738310400000,"until":1738316400000}\n'
	printf '{"type":"gap","ts":1738310400000,"exchange":"bybit","symbol":null,"kind":"liquidation","since":1738316400000,"until":1738317600000,"why":"stall","fix":"none","count":null}\n'
}

stream >lines
{ begin; cat lines; end 0; } >whole

# deal SEED: the lines in one to five runs, at random; all with one id in one
deal() {
	rm -f run.*
	awk -v seed="$1" -v first="$(begin)" -v last="$(end 0)" '
	BEGIN {
		srand(seed)
		n = 1 + seed % 5
		for (i = 0; i < n; i++)
			print first >("run." i)
	}
	{ print >("run." int(rand() * n)) }
	END {
		for (i = 0; i < n; i++)
			print last >("run." i)
	}' lines
}

# same_as_one NAME OPTIONS...
same_as_one() {
	name=$1
	shift
	liq-agg -q "$@" whole >one
	differ=0
	for seed in 1 2 3 4 5 6 7 8 9; do
		deal "$seed"
		rm -f part.*
		for run in run.*; do
			liq-agg -q --partial "$@" "$run" >"part.${run#run.}"
		done
		n=$((1 + seed % 5))
		liq-agg -q --merge --expect=$n "$@" part.* >got
		cmp -s one got || differ=$((differ + 1))
		# shellcheck disable=SC2046 # names of our own
		cat $(ls -r part.*) part.0 |
		    liq-agg -q --merge --expect=$n "$@" >got
		cmp -s one got || differ=$((differ + 1))
	done
	is "$name: 18 mergers give the bytes of one run" $differ 0
	[ "$(grep -c '"total"' one)" -gt 2 ]
	ok "$name: and there were rows" $?
}

is 'a partial is refused without its end' \
    "$(liq-agg --partial whole 2>&1 | head -1)" \
    'liq-agg: --partial and --merge take -i, -w all or an -u, and no times that count back'
same_as_one 'aligned' -i 15m
same_as_one 'all' -w all -b exchange,side
same_as_one 'bins' -i 1h --bins=1% -b base
same_as_one 'sizes' -w all,30m -u 2025-01-31T09:30 -b size
same_as_one 'trailing' -w 30m,1h -u 2025-01-31T10:00 -b base,exchange
same_as_one 'what is usual' -i 10m --usual=1h -s 2025-01-31T09:05
same_as_one 'filters' -i 1h --min=9k --side=long --exchange=okx -t 2
liq-agg -q -i 15m whole | grep '"state":"' >states
[ -s states ]
ok 'leverage has a state in them' $?

# --- merging what was merged

deal 4
for i in 0 1 2 3 4; do
	liq-agg -q --partial --shard="s$i" -i 15m "run.$i" >"part.$i"
done
liq-agg -q -i 15m whole >one
merge() {
	liq-agg -q --merge -i 15m "$@"
}
merge --partial part.0 part.1 >ab
merge --partial part.1 part.0 >ba
t 'the order of two does not matter' 0 cmp ab ba
merge --partial ab part.2 >ab_c
merge --partial part.1 part.2 >b_c
merge --partial b_c part.0 >a_bc
t 'nor which are merged first' 0 cmp ab_c a_bc
merge --partial ab_c ab part.1 ab_c >again
t 'nor that some come again' 0 cmp ab_c again
merge --expect=5 part.4 ab_c ab part.3 >got
t 'five shards are one run' 0 cmp one got
t 'overlapping in part' 1 merge ab b_c
match 'is refused' err 's[01] is in two files that are not the same'
is 'without a row' "$(cat out)" ''

# --- what is refused

t 'a shard that is missing' 1 merge --expect=5 part.0 part.1 part.2 part.3
match 'is told' err 'nothing is merged: 4 shards, not 5'
is 'and no row comes out' "$(cat out)" ''
echo old >snap
t 'with -o' 1 merge --expect=6 -o snap part.*
is 'the old file stays' "$(cat snap)" old
t 'one that comes twice is one' 1 merge --expect=6 part.* part.0
sed '$d' part.0 >short
t 'without its end record' 0 merge short
sed '/"trailer"/,$d' part.0 >short
t 'without its trailer' 1 merge short part.1
match 'a shard is torn' err 'ended without its trailer'
head -c 3000 part.0 >short
t 'cut in a line' 1 merge short
sed '0,/"type":"partial"/{/"type":"partial"/d}' part.0 >short
t 'without one line' 1 merge short
match 'the trailer knows' err 'the trailer is not that of the lines before it'
sed '0,/"count":[0-9]*/s//"count":999/' part.0 >short
t 'with another digit' 1 merge short
t 'other parameters' 1 liq-agg --merge -i 5m part.*
match 'are told' err 'other parameters: \{"partial":1,"interval":"15m","by":"base"\}'
liq-agg -q --partial --shard=s0 -i 15m run.1 >named
t 'two shards of one name' 1 merge part.0 named
match 'are told apart' err 'two shards are named s0 and differ'
t 'what is no shard' 1 merge whole
t 'nothing at all' 1 merge /dev/null
match 'is no shard' err 'no shard'
t '-t is for the merger alone' 3 merge -t 1 part.0 part.1
liq-agg -q --partial -i 15m <run.0 >p0
liq-agg -q --partial -i 15m <run.1 >p1
t 'two from standard input' 1 merge p0 p1
match 'want names' err 'two shards are named - and differ: name them with --shard'
: >none
liq-agg -q --partial --shard=none -i 15m none >empty
t 'an empty shard' 3 merge --expect=6 part.* empty
grep '"total"' one >want1
grep '"total"' out >got
same 'adds nothing' got <want1

# --- a shard that is incomplete

{ cat run.0; echo broken; } >run.bad
t 'refused lines' 3 liq-agg --partial --shard=bad -i 15m run.bad
cp out part.bad
match 'make it incomplete' out '"type":"trailer".*"rejected":1,.*"complete":false'
t 'and the whole' 3 liq-agg --merge -i 15m part.bad part.1
match 'which says why' err 'lines were refused'
match 'and counts them' out '"type":"end".*"rejected":1,'
t 'bins of shards alone' 2 liq-agg --shard=x -i 1h whole
t 'live shards' 2 liq-agg -f --partial -i 1h whole
done_testing
