#!/bin/sh
# A live feed through what stands between: proxies of every kind, those that
# let only REST through, and certificates that are good for REST alone.
. "$(dirname "$0")/../tap.sh"

fake=$top/tests/fake
if ! python3 -c 'import ssl, asyncio' 2>/dev/null ||
    ! command -v openssl >/dev/null; then
	skip 'the fake exchange' 'python3 with ssl, and openssl, are needed'
	done_testing
fi
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY http_proxy no_proxy NO_PROXY \
    CURL_CA_BUNDLE SSL_CERT_FILE
trap 'kill $servers 2>/dev/null; exec 9>&-; cd /; rm -rf "$dir"' EXIT

# wait_for FILE
wait_for() {
	tries=200
	while [ ! -s "$1" ] && [ $((tries -= 1)) -gt 0 ]; do
		sleep 0.1
	done
}

# An exchange that is good, and one for each bad certificate; one authority.
servers=
for kind in good expired self-signed wrong-host; do
	scenario=$fake/scenarios/tls-$kind.txt
	[ $kind != good ] || scenario=-
	python3 "$fake/exchange.py" "$scenario" --port-file "port.$kind" \
	    --ca ca --log "log.$kind" 2>"err.$kind" &
	servers="$servers $!"
	wait_for "port.$kind"
done
good=$(cat port.good)

# door NAME [HOST=WAY]: proxies of their own, in the folder NAME
mkfifo leash
door() {
	name=$1
	shift
	mkdir "$name"
	cp ca/ca.pem ca/key.pem "$name"
	python3 "$fake/proxy.py" "$name" "$good" "$@" <leash 2>"$name/err" &
}

feed=fx-ws.gateio.ws
door open
door shut $feed=no
for kind in expired self-signed wrong-host; do
	door $kind $feed="$(cat port.$kind)"
done
exec 9>leash
for name in open shut expired self-signed wrong-host; do
	wait_for $name/proxies
done

at() {
	sed -n "s/^$2 //p" "$1/proxies"
}

# go NAME VARIABLE ARGUMENT: in the background, most of the time is waiting
go() {
	name=$1 variable=$2
	shift 2
	(
		export "${variable?}"
		liq-fetch -f --for=8s --state="state.$name" -x gate \
		    --cacert=ca/ca.pem "$@" BTC >"out.$name" 2>"err.$name"
		echo $? >"status.$name"
	) &
	running="$running $!"
}

running=
go http https_proxy="http://me:secret@127.0.0.1:$(at open http)"
go https https_proxy="https://localhost:$(at open https)"
go socks5 all_proxy="socks5h://127.0.0.1:$(at open socks5)"
go stranger https_proxy="http://127.0.0.1:$(at open http)"
go around no_proxy=gateio.ws --connect-to=gate="127.0.0.1:$good"
for kind in shut expired self-signed wrong-host; do
	go $kind all_proxy="socks5h://127.0.0.1:$(at $kind socks5)"
done
go shut-http https_proxy="https://localhost:$(at shut https)"
# shellcheck disable=SC2086 # a list
wait $running

for kind in http https socks5; do
	is "$kind: the feed came through" "$(cat status.$kind)" 0
	same "$kind: nothing to complain about" err.$kind </dev/null
	match "$kind: it is covered" out.$kind '^{"type":"mark"'
	match "$kind: REST went through it" open/asked "^$kind api\\.gateio\\.ws 443\$"
	match "$kind: so did the feed" open/asked "^$kind $feed 443\$"
done
is 'a proxy that wants a password' "$(cat status.stranger)" 5
match 'is told from one that is not there' err.stranger \
    '^liq-fetch: gate: the proxy will not connect to api\.gateio\.ws'
is 'no_proxy goes around it' "$(cat status.around)" 0
same 'with nothing to complain about' err.around </dev/null

# refused NAME WORDS: REST was had, the feed was not
refused() {
	is "$1: incomplete" "$(cat "status.$1")" 3
	match "$1: why" "err.$1" "^liq-fetch: gate: usdt: .*$2.*; connecting again\$"
	match "$1: the hole is told" "out.$1" \
	    '^{"type":"gap".*"exchange":"gate".*"kind":"liquidation"'
	is "$1: nothing is said to be complete" \
	    "$(grep -c '^{"type":"mark"' "out.$1")" 0
	[ ! -e "log.$1" ] ||
		is "$1: nothing was asked of it" "$(grep -c . "log.$1")" 0
}

refused shut 'SOCKS5'
refused shut-http '403'
refused expired 'certificate has expired'
refused self-signed 'self.signed certificate'
refused wrong-host 'no alternative certificate subject name matches'
done_testing
