#!/bin/sh
# liq-fetch -f -a: packed files that grow while they are read, and HUP where
# no new file can be made.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/fake/start.sh"

# --- half of a packed run, as a reader finds it that comes too early

liq-fetch -x market -s 2025-01-01 -u 2025-01-02 BTC >run
sed '$d' run | gzip -c >open.gz
head -c $(($(wc -c <open.gz) - 8)) open.gz >grows.gz
t 'packed data that somebody adds to may end anywhere' 0 liq-agg grows.gz
quiet 'and that is no fault'
gzip -c run >whole.gz
head -c $(($(wc -c <whole.gz) - 8)) whole.gz >short.gz
t 'after an end record it is one' 3 liq-agg short.gz
t 'and so it is on a pipe' 3 sh -c 'cat grows.gz | liq-agg'

# --- live

cat >scenario <<'!'
title one
storm deribit @-1s 600 25s
!
fake_exchange scenario

# fetch NAME ARGUMENTS: its standard error in NAME.err
fetch() {
	name=$1
	shift
	exec liq-fetch --state="state.$name" --cacert=ca/ca.pem -x deribit -f \
	    --connect-to=deribit="127.0.0.1:$port" "$@" '*' \
	    2>"$name.err" </dev/null
}
fetch packed -a packed.ndjson.gz &
fetch=$!
fetch moved -a file --for=9s &
moved=$!
sleep 4
kill -HUP $moved
sleep 1
[ "$(wc -l <moved.err)" -eq 0 ] && ! grep -q '"type":"end"' file
ok 'HUP, and the file is where it was: nothing is done' $?
mv file file.1
mkdir file
kill -HUP $moved
cp packed.ndjson.gz copy.gz
kill -9 $fetch
wait $fetch 2>/dev/null
wait $moved
is 'HUP, and no new file can be made' $? 0
match 'it is said' moved.err 'file: .*; going on in the file that was moved'
is 'the run goes on in the old one' \
    "$(jq -r .type file.1 | grep -c -e begin -e end)" 2
is 'to its end' "$(tail -n 1 file.1 | jq -r .type)" end

gzip -dc copy.gz >lines 2>/dev/null
is 'a packed file ends in a whole line while it is written' \
    "$(tail -c 1 lines | od -An -c | tr -d ' ')" '\n'
[ "$(grep -c '"type":"liquidation"' lines)" -gt 30 ]
ok 'and is not far behind' $?
t 'liq-agg takes it as it is' 0 liq-agg copy.gz
quiet 'and says nothing'
done_testing
