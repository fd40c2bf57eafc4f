#!/bin/sh
# liq-fetch -f -a: packed files that grow while they are read.
. "$(dirname "$0")/../tap.sh"

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

if ! python3 -c 'import ssl, asyncio' 2>/dev/null ||
    ! command -v openssl >/dev/null; then
	skip 'the fake exchange' 'python3 with ssl, and openssl, are needed'
	done_testing
fi
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY CURL_CA_BUNDLE SSL_CERT_FILE
export PYTHONDONTWRITEBYTECODE=1
cat >scenario <<'!'
title one
storm deribit @-1s 600 25s
!
python3 "$top/tests/fake/exchange.py" scenario --port-file port --ca ca \
    2>server.err &
server=$!
trap 'kill $server 2>/dev/null; cd /; rm -rf "$dir"' EXIT
tries=100
while [ ! -s port ] && [ $((tries -= 1)) -gt 0 ]; do
	sleep 0.1
done

liq-fetch --state=state --cacert=ca/ca.pem -x deribit -f -a packed.ndjson.gz \
    --connect-to=deribit="127.0.0.1:$(cat port)" '*' 2>fetch.err </dev/null &
fetch=$!
sleep 5
cp packed.ndjson.gz copy.gz
kill -9 $fetch
wait $fetch 2>/dev/null

gzip -dc copy.gz >lines 2>/dev/null
is 'a packed file ends in a whole line while it is written' \
    "$(tail -c 1 lines | od -An -c | tr -d ' ')" '\n'
[ "$(grep -c '"type":"liquidation"' lines)" -gt 30 ]
ok 'and is not far behind' $?
t 'liq-agg takes it as it is' 0 liq-agg copy.gz
quiet 'and says nothing'
done_testing
