#!/bin/sh
# What stands between liq-fetch and an exchange: the doctor finds it, and a
# run says it in one line: what, why, what to do.
. "$(dirname "$0")/../tap.sh"

if ! python3 -c 'import ssl, asyncio' 2>/dev/null ||
    ! command -v openssl >/dev/null; then
	skip 'the fake exchange' 'python3 with ssl, and openssl, are needed'
	done_testing
fi
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY \
    CURL_CA_BUNDLE SSL_CERT_FILE
python3 "$top/tests/fake/exchange.py" - --port-file port --ca ca --log log \
    2>server.err &
server=$!
mkdir plain
mkfifo leash
python3 "$top/tests/fake/plain.py" plain <leash 2>plain.err &
exec 9>leash
trap 'kill $server 2>/dev/null; exec 9>&-; cd /; rm -rf "$dir"' EXIT
tries=200
while [ ! -s port ] || [ ! -s plain/ports ]; do
	[ $((tries -= 1)) -gt 0 ] || break
	sleep 0.1
done
fake=127.0.0.1:$(cat port)

# plain NAME: where that way of going wrong is
plain() {
	echo "127.0.0.1:$(sed -n "s/^$1 //p" plain/ports)"
}

# fetch ARGUMENTS: gate and okx are the fake ones
state=0
fetch() {
	state=$((state + 1))
	liq-fetch --state="state$state" --cacert=ca/ca.pem \
	    --connect-to=gate="$fake" --connect-to=okx="$fake" "$@"
}

# --- all is well

t 'two exchanges that are well' 0 fetch --doctor -x gate,okx
quiet 'nothing on stderr'
is 'a head and a line each' "$(awk '{ print $1, $2 }' out | paste -sd';')" \
    'EXCHANGE VERDICT;gate ok;okx ok'
is 'the certificate is good' "$(awk 'NR > 1 { print $11 }' out | sort -u)" good
is 'the clock is right' "$(awk 'NR > 1 { print ($12 >= -1 && $12 <= 1) }' out | sort -u)" 1
is 'one request each was sent' "$(grep -c . log)" 2

# --- what is wrong, in the report and in a run

# wrong NAME STATUS VERDICT WORDS ARGUMENTS
wrong() {
	name=$1 status=$2 verdict=$3 words=$4
	shift 4
	t "$name: the doctor" "$status" fetch --doctor -x gate "$@"
	match "$name: its verdict" out "^gate +$verdict  "
	match "$name: what to do" out "^ +$words( \\(.*\\))?\$"
	t "$name: a run" "$status" fetch -x gate -s -1h BTC "$@"
	match "$name: the same words" err "^liq-fetch: gate: $words( \\(.*\\))?\$"
	is "$name: and that is the last word" \
	    "$(tail -1 err | grep -c "gate: $words")" 1
}

nowhere=$(printf '%064d' 0).test # too long a name to be looked up
wrong 'no network' 4 'no name' \
    'no address for api.gateio.ws: check the network and its name server' \
    --connect-to=gate="$nowhere:443"
wrong 'nobody there' 4 'no way there' \
    'no connection to api.gateio.ws: check the network and the firewall, or try later' \
    --connect-to=gate="$(plain closed)"
trust='check this machine.s clock, or name the right certificates with --cacert'
wrong 'a bad certificate' 5 'no trust' \
    "no trust in api.gateio.ws: $trust" --cacert=plain/ca.pem
https_proxy=http://$(plain closed)
export https_proxy
wrong 'a proxy that is not there' 4 'no proxy' \
    'no way through the proxy to api.gateio.ws: check https_proxy and all_proxy'
https_proxy=http://$(plain refuse)
wrong 'a proxy that refuses' 5 'proxy says no' \
    'the proxy will not connect to api.gateio.ws: ask who keeps it, or name the host in no_proxy'
mkdir door
cp ca/ca.pem ca/key.pem door
python3 "$top/tests/fake/proxy.py" door "$(cat port)" <leash 2>door/err 9>&- &
tries=200
while [ ! -s door/proxies ] && [ $((tries -= 1)) -gt 0 ]; do
	sleep 0.1
done
door=$(sed -n 's/^https //p' door/proxies)
https_proxy=https://localhost:$door
t 'a proxy over TLS' 0 fetch --doctor -x gate
wrong 'a proxy whose certificate is not known' 5 'no trust' \
    "no trust in the proxy to api.gateio.ws: $trust" --cacert=plain/ca.pem
https_proxy=https://127.0.0.1:$door
wrong "a proxy whose certificate is another's" 5 'no trust' \
    "no trust in the proxy to api.gateio.ws: $trust"
unset https_proxy

t 'one of two is well' 3 fetch --doctor -x gate,okx --connect-to=okx="$(plain closed)"
t 'certificates that cannot be read' 2 fetch --cacert=nowhere --doctor -x gate
is 'are said' "$(head -1 err)" \
    'liq-fetch: --cacert=nowhere: No such file or directory'

# --- no HOME

(
	unset HOME XDG_STATE_HOME
	liq-fetch --cacert=ca/ca.pem --connect-to=gate="$fake" --doctor -x gate
) >out 2>err
is 'without HOME' $? 0
match 'the doctor says where bans are kept' out \
    '^state: there is no HOME for bans and budgets: they are kept in this process alone$'
done_testing
