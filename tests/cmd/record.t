#!/bin/sh
# A live run on record, played again: five exchanges at once, their feeds cut,
# closed, packed and refused, holes filled over REST; stopped, and killed.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/fake/start.sh"

cat >scene <<'!'
title   something of everything
storm   htx @-1s 40 12s
storm   gate @-1s 40 12s
storm   bitfinex @-1s 40 12s
storm   binance @-1s 40 12s
storm   okx @-1s 40 12s
feed    bitfinex status 1-2 rst @2s
feed    gate usdt 1-4 close 1011 bye @2s
feed    binance market all deflate
feed    okx public 1-4 rsv @2s
on      gate liq_orders 1-6 429 retry-after 1
on      bybit * all 451
!
fake_exchange scene --log log
all=htx,gate,bitfinex,binance,okx,kraken,bybit

# live NAME ARGUMENTS: on record in tape.NAME, written to live.NAME
live() {
	name=$1
	shift
	liq-fetch --state="state.$name" --cacert=ca/ca.pem \
	    --connect-to=htx="127.0.0.1:$port" \
	    --connect-to=gate="127.0.0.1:$port" \
	    --connect-to=bitfinex="127.0.0.1:$port" \
	    --connect-to=binance="127.0.0.1:$port" \
	    --connect-to=okx="127.0.0.1:$port" \
	    --connect-to=kraken="127.0.0.1:$port" \
	    --connect-to=bybit="127.0.0.1:$port" \
	    --record="tape.$name" "$@" >"live.$name" 2>"said.$name" </dev/null
	echo $? >"status.$name"
}

# From then on the state folder says that bybit is not to be asked.
live whole -x bybit -s -1h BTC
is 'refused by one of them' "$(cat status.whole)" 5
rm -r tape.whole
# Three runs at once: most of the time they wait.
live whole -x $all -f '*' &
whole=$!
live killed -x $all -f '*' &
killed=$!
live timed -x gate,okx --for=5s -k liquidation,oi -i 10s BTC ETH &
timed=$!
# wait_for COMMAND...: until it holds, half a minute at the most
wait_for() {
	tries=300
	until "$@" >/dev/null 2>&1 || [ $((tries -= 1)) -eq 0 ]; do
		sleep 0.1
	done
}
# end SIGNAL RUN: the program, not the shell that waits for it
end() {
	kill "-$1" "$(pgrep -f -- "--record=tape.$2 " | head -1)"
}
wait_for awk 'NR > 100 { n = 1 } END { exit !n }' live.killed
end KILL killed
wait_for grep -q '"exchange":"bitfinex".*"fix":"filled"' live.whole
wait_for grep -q '"exchange":"gate".*"why":"rate_limit"' tape.whole/events.ndjson
end TERM whole
wait $whole $killed $timed
kill $server

is 'how they ended: by TERM and by KILL' \
    "$(cat status.whole status.killed | paste -sd' ')" '143 137'
is 'all that can happen did' \
    "$(jq -r .event tape.whole/events.ndjson | sort -u | paste -sd' ')" \
    'answer begin binary broken close end gone head open ping stop text turn up wait'
jq -r 'select(.type == "gap") | .exchange + " " + .fix' live.whole >gaps
match 'a hole was filled over REST' gaps '^bitfinex filled'
jq -r 'select(.event == "wait") | .exchange + " " + .why' \
    tape.whole/events.ndjson >waits
match 'another had to wait for its budget' waits '^gate rate_limit'
match 'one exchange was never asked' waits '^bybit geo'

# --- nothing but the recording has a say: no network, no state, another year

t 'replayed' 3 liq-fetch --replay=tape.whole --for=1s -x $all '*'
same 'the same bytes, to its last word' out <live.whole
match 'which is that' out '"type":"end".*"why":"stopped by a signal"'
match 'they were many' out '"type":"liquidation","ts":[0-9]+,"exchange":"htx"'
t 'with a state folder that is none' 3 env HOME=/nowhere XDG_STATE_HOME=/dev/null \
    liq-fetch -q --replay=tape.whole -f -x $all '*'
same 'the same' out <live.whole
t 'into a file' 3 liq-fetch -q --replay=tape.whole -f -x $all -a file '*'
cmp -s file live.whole
ok 'the same' $?
t 'fewer exchanges, one coin' 0 liq-fetch --no-meta -q --replay=tape.whole -f -x htx BTC
jq -c 'select(.type == "liquidation" and .exchange == "htx" and .base == "BTC")' \
    live.whole >want.part
jq -c . out >got.part
cmp -s want.part got.part && [ -s want.part ]
ok 'are those of the whole' $? || diff want.part got.part | head -5 | sed 's/^/# /'

t 'a run whose time was over' "$(cat status.timed)" \
    liq-fetch --replay=tape.timed -f -x gate,okx -k liquidation,oi -i 10s BTC ETH
same 'the same bytes' out <live.timed

# --- killed: what it had written, and what it had heard besides

t 'a run that was killed' 3 liq-fetch --replay=tape.killed -f -x $all '*'
lines=$(wc -l <live.killed)
head -n "$lines" out >had
cmp -s had live.killed && [ "$lines" -gt 20 ]
ok "begins with the $lines lines that it had written" $?
match 'and says where it ends' out '"type":"end".*"status":3.*"why":"the recording is cut short"'
cp out whole
printf '{"event":"turn","ts":17' >>tape.killed/events.ndjson
t 'its last line torn' 3 liq-fetch --replay=tape.killed -f -x $all '*'
match 'which is said' err 'events.ndjson: its end was torn, and is left out'
same 'and the rest stands' out <whole

# --- damaged

t 'another question' 2 liq-fetch -f --replay=nowhere BTC
cp -r tape.whole bad
sed -i '40s/.*/{"event":"turn","ts":1}/' bad/events.ndjson
t 'a line of nonsense' 3 liq-fetch --replay=bad -f -x $all '*'
match 'is named' err 'events.ndjson:40: "at" is missing'
is 'and counted' "$(tail -1 out | jq .rejected)" \
    $(($(tail -1 live.whole | jq .rejected) + 1))
rm bad/000002.answer
t 'an answer that is missing' 3 liq-fetch --replay=bad -f -x $all '*'
match 'is named, too' err '000002.answer: No such file'
sed -i 1d bad/events.ndjson
t 'without its first line' 2 liq-fetch --replay=bad -f -x $all '*'

# --- the page has every event and its keys, in order

sed -i '$d' tape.killed/events.ndjson
jq -r '.event + ": " + (keys_unsorted - ["event"] |
    map(if . == "base64" then "text" else . end) | join(" "))' \
    tape.*/events.ndjson | sort -u >seen
awk '/^\.Sh / { on = $2 == "RECORDINGS" }
	on && /^\.It Cm / { events = $0; sub(/^\.It Cm /, "", events) }
	on && /^\.Cm ts/ { keys = $0; sub(/^\.Cm /, "", keys)
		sub(/ [.;,]$/, "", keys); n = split(events, e, " , ")
		for (i = 1; i <= n; i++) print e[i] ": " keys (e[i] == "gone" ?
			" text" : "") }' "$top/man/liq-fetch.1" | sort >paged
is 'keys of events that the page has not' "$(comm -23 seen paged)" ''
done_testing
