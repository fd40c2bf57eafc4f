#!/bin/sh
# liq-fetch against the fake exchange: into a file that goes on, recorded and
# replayed, planned; against the ledger of what truly happened.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/fake/start.sh"

fake_exchange - --ledger ledger --log log

# fetch ARGUMENTS: all exchanges are the fake one
runs=0
fetch() {
	runs=$((runs + 1)) # budgets are not what is tested here
	liq-fetch --state="state$runs" --cacert=ca/ca.pem \
	    --connect-to=gate="127.0.0.1:$port" \
	    --connect-to=htx="127.0.0.1:$port" \
	    --connect-to=okx="127.0.0.1:$port" \
	    --connect-to=kraken="127.0.0.1:$port" \
	    --connect-to=bybit="127.0.0.1:$port" "$@"
}

t 'four exchanges at once' 0 fetch -x gate,htx,okx,kraken -s -2h BTC ETH
quiet 'and nothing to complain about'
python3 "$fake/judge.py" ledger -x gate,htx,okx,kraken -m BTC -m ETH out >judged
ok 'against the ledger: nothing lost, doubled, or untold' $? ||
    head -5 judged | sed 's/^/# /'
is 'a begin, an end, and marks between' "$(jq -r .type out | sort -u | paste -sd' ')" \
    'begin end liquidation mark'
is 'sorted by time' "$(jq 'select(.type == "liquidation").ts' out | sort -nc && echo yes)" yes

# --- recorded and replayed

since=$(jq -n 'now - 7200 | floor')
t 'recorded' 0 fetch --record=tape -x gate,okx -k liquidation,candle,funding -s "$since" BTC
cp out recorded
kill $server
t 'replayed without a network' 0 fetch --replay=tape -x gate,okx -k liquidation,candle,funding -s "$since" BTC
cmp -s out recorded
ok 'the same bytes' $? || diff recorded out | head -4 | sed 's/^/# /'
t 'another question was not recorded' 5 fetch --replay=tape -x okx -k oi -s "$since" BTC
match 'which is said' err 'was not recorded'
t 'a folder that is there is not recorded into' 2 fetch --record=tape -x gate BTC
t 'a folder without a record' 2 fetch --replay=. -x gate BTC
truncate -s 10 tape/000003.answer
t 'a folder that is damaged' 2 fetch --replay=tape -x gate BTC
match 'which is said, too' err '000003.answer'

# --- into a file that goes on; the server anew, with the same ledger

fake_exchange - --ledger ledger --log log
for name in grown.ndjson grown.ndjson.gz; do
	t "$name: the first run" 0 fetch -x gate,kraken -a $name -s "$since" BTC ETH
	t "$name: the second" 0 fetch -x gate,kraken -a $name -s "$since" BTC ETH
	t "$name: the third, of all that there is" 0 fetch -x gate,kraken -a $name -s "$since" '*'
	case $name in
	*.gz) gunzip -c $name >plain ;;
	*) cp $name plain ;;
	esac
	# markets that came with the third run have no more than that
	python3 "$fake/judge.py" ledger -x gate,kraken plain >judged
	ok "$name: against the ledger" $? || head -5 judged | sed 's/^/# /'
	is "$name: how each run before ended" \
	    "$(jq -r 'select(.type == "begin") | .previous // "none"' plain | paste -sd' ')" \
	    'none clean clean'
	is "$name: an id is there once" \
	    "$(jq -r 'select(.type == "liquidation") | .id' plain | sort | uniq -d)" ''
done

# --- torn by a crash: the half line is cut off, what it was is had again

t 'a run to tear' 0 fetch -x gate -a torn -s "$since" BTC
lines=$(wc -l <torn)
size=$(wc -c <torn)
bad=0
for cut in 1 7 100 $((size / 2)) $((size - 20)); do
	head -c $((size - cut)) torn >half
	fetch -q -x gate -a half -s "$since" BTC >/dev/null 2>&1 || bad=$?
	python3 "$fake/judge.py" ledger -x gate -m BTC half >judged || bad=9
	jq -c . half >/dev/null 2>&1 || bad=8
done
is 'cut at five places and mended: the ledger agrees' $bad 0
[ "$lines" -gt 20 ]
ok 'it had lines' $?
gzip -c torn >packed.gz
size=$(wc -c <packed.gz)
head -c $((size - 50)) packed.gz >half.gz
t 'a packed file that was cut' 0 fetch -x gate -a half.gz -s "$since" BTC
match 'is mended, and that is said' err 'was torn, and is mended'
gzip -t half.gz
ok 'it is whole' $?
gunzip -c half.gz >half
python3 "$fake/judge.py" ledger -x gate -m BTC half >judged
ok 'and the ledger agrees' $? || head -5 judged | sed 's/^/# /'

# --- two at once

flock torn sh -c 'touch locked; while [ ! -e enough ]; do sleep 0.1; done' &
while [ ! -e locked ]; do
	sleep 0.1
done
t 'a file that another run is writing' 4 fetch -x gate -a torn BTC
match 'is left alone' err 'another run is writing it'
touch enough
t 'a folder is no file' 1 fetch -x gate -a . BTC
t '-a and -o' 2 fetch -x gate -a x -o y BTC

# --- what would be asked

t 'a plan' 0 fetch --plan -x gate,bybit -k candle,oi,tier -s -7d BTC ETH
match 'names exchange, kind, path and numbers' out '^bybit +candle .* [0-9]+ +[0-9]+ +[0-9]+$'
grep -c '"path": "/v5/market/kline' log >asked
is 'and asks nothing of it' "$(cat asked)" 0

t 'a coin nobody has' 5 fetch -x gate,okx -s -1h BTCC
match 'is answered with the nearest' err 'no such market "BTCC"; did you mean "BTC"\?'
t 'an exchange nobody knows' 2 fetch -x gat BTC
match 'is answered with the nearest, too' err 'did you mean "gate"'
t 'no market' 2 fetch -x gate
t 'an operand with a slip' 2 fetch bybt:BTC
match 'is answered, too' err 'did you mean "bybit"'
t 'nothing answers there' 4 liq-fetch --state=state2 -x gate --connect-to=gate=127.0.0.1:1 --cacert=ca/ca.pem BTC
match 'which is said in one line' err '^liq-fetch: gate: .*127\.0\.0\.1|connect'
t 'a certificate we do not trust' 5 liq-fetch --state=state3 -x gate --connect-to=gate="127.0.0.1:$port" BTC
match 'is not taken' err 'certificate'
done_testing
