#!/bin/sh
# A live run in numbers: they are those of its output, in the form that
# Prometheus reads, and the manual has every name.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/fake/start.sh"

cat >scene <<'!'
title   a feed that is cut, one whose history cannot be asked for
storm   bybit @-1s 40 14s
storm   gate @-1s 40 14s
feed    bybit linear 1 rst @3s
on      gate liq_orders all 503 maintenance
!
fake_exchange scene --log log

t 'a run that is counted' 3 liq-fetch -q --state=state --cacert=ca/ca.pem \
    --connect-to=bybit="127.0.0.1:$port" --connect-to=gate="127.0.0.1:$port" \
    -x bybit,gate --for=12s --metrics=run.prom '*'

# value NAME LABELS: of a row
value() {
	sed -n "s/^liq_fetch_$1{$2} //p" run.prom
}

for x in bybit gate; do
	is "liquidations of $x" \
	    "$(value records_total "exchange=\"$x\",kind=\"liquidation\"")" \
	    "$(jq -s --arg x $x 'map(select(.type == "liquidation" and
	    .exchange == $x)) | length' out)"
	is "its newest" \
	    "$(value newest_time_seconds "exchange=\"$x\",kind=\"liquidation\"")" \
	    "$(jq -s -r --arg x $x 'map(select(.type == "liquidation" and
	    .exchange == $x).ts) | max | tostring | .[:-3] + "." + .[-3:]' out)"
	is "its delays are in some bucket" \
	    "$(value delay_seconds_bucket "exchange=\"$x\",le=\"+Inf\"")" \
	    "$(value delay_seconds_count "exchange=\"$x\"")"
done
is 'gaps' "$(sed -n 's/^liq_fetch_gaps_total.* //p' run.prom |
    awk '{ n += $1 } END { print n + 0 }')" "$(tail -1 out | jq .gaps)"
is 'and how long they were' "$(sed -n 's/^liq_fetch_gap_seconds_total.* //p' \
    run.prom | awk '{ n += $1 } END { printf "%.0f\n", n * 1000 }')" \
    "$(tail -1 out | jq .gap_ms)"
is 'what came again' "$(sed -n 's/^liq_fetch_repeated_total //p' run.prom)" \
    "$(tail -1 out | jq .repeated)"
is 'a feed that was cut once' "$(value feed_drops_total \
    'exchange="bybit",feed="linear",why="closed"')" 1
is 'is up again' "$(value feed_up 'exchange="bybit",feed="linear"')" 1
is 'by its second connection' "$(value feed_connections_total \
    'exchange="bybit",feed="linear"')" 2
ok 'and was heard' "$([ "$(value feed_messages_total \
    'exchange="bybit",feed="linear"')" -gt 50 ]; echo $?)"
ok 'and its bytes' "$([ "$(value feed_bytes_total \
    'exchange="bybit",feed="linear"')" -gt 5000 ]; echo $?)"
marked=$(jq -s 'map(select(.type == "mark" and .exchange == "gate").until) |
    max' out)
ok 'covered up to its last mark, or a little farther' "$([ "$(value \
    feed_covered_time_seconds 'exchange="gate",feed="usdt"' | tr -d .)" -ge \
    "$marked" ]; echo $?)"
is 'nothing else is left' "$(find . -maxdepth 1 -name '*.liq-*')" ''

sed -n 's/^# TYPE \([a-z_]*\) .*/\1/p' run.prom | sort >names
grep '^\.It Cm liq_fetch_' "$top/man/liq-fetch.1" | tr -s ' ,' '\n' |
	grep ^liq_fetch_ | sort >paged
is 'no name that the manual does not have' "$(comm -23 names paged)" ''
is 'and it has no other' "$(comm -13 names paged | grep -v refused)" ''
if command -v promtool >/dev/null; then
	promtool check metrics <run.prom >checked 2>&1
	is 'promtool has nothing to say' "$?$(cat checked)" 0
else
	skip 'promtool has nothing to say' 'no promtool'
fi

t 'a folder that is not there' 0 liq-fetch --state=state --cacert=ca/ca.pem \
    --connect-to=gate="127.0.0.1:$port" -x gate --for=2s \
    --metrics=nowhere/run.prom '*'
match 'is told' err 'nowhere/run.prom: No such file or directory'
done_testing
