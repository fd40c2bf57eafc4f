#!/bin/sh
# liq-fetch -f against WebSocket as the npm package ws speaks it, over TLS:
# permessage-deflate with and without a past, small windows, parts, pings
# between them, close codes.  It is looked for in $LIQ_PEERS/node_modules.
. "$(dirname "$0")/../tap.sh"

peers=${LIQ_PEERS:-$top}
why=
command -v node >/dev/null || why='no node here'
[ -d "$peers/node_modules/ws" ] ||
	why=${why:-'no ws here: npm install ws, and LIQ_PEERS=DIR'}
python3 -c 'import ssl' 2>/dev/null && command -v openssl >/dev/null ||
	why=${why:-'python3 with ssl, and openssl, are needed'}
if [ -n "$why" ]; then
	skip 'WebSocket as others speak it' "$why"
	done_testing
fi
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY \
    CURL_CA_BUNDLE SSL_CERT_FILE NODE_OPTIONS
NODE_PATH=$peers/node_modules
running=
export NODE_PATH
mkdir ca way
PYTHONPATH=$top/tests/fake python3 -B -c 'import tls
tls.context("ca", "good", ["stream.bybit.com", "api.bybit.com"])'
node "$top/tests/peers/ws.cjs" ca/key.pem ca/good.pem way 2>server.err &
server=$!
trap 'kill $server $running 2>/dev/null; cd /; rm -rf "$dir"' EXIT
tries=100
while [ "$(cat way/ports 2>/dev/null | wc -l)" -lt 6 ]; do
	[ $((tries -= 1)) -gt 0 ] || break
	sleep 0.1
done

# All at once, until each has read all of its second connection.
while read -r name port; do
	liq-fetch -f --state="state-$name" -x bybit --cacert=ca/ca.pem \
	    --connect-to=bybit="127.0.0.1:$port" BTC >"$name.out" \
	    2>"$name.err" &
	running="$running $!"
done <way/ports
tries=600
while [ "$(cat way/*.seen 2>/dev/null | grep -c '^end')" -lt 6 ]; do
	[ $((tries -= 1)) -gt 0 ] || break
	sleep 0.1
done
# shellcheck disable=SC2086 # a list
kill $running
# shellcheck disable=SC2086
wait $running
tries=50
while [ "$(cat way/*.seen | grep -c '^closed')" -lt 12 ]; do
	[ $((tries -= 1)) -gt 0 ] || break
	sleep 0.1
done

# way NAME EXTENSION WORDS CLOSED: what was agreed on; what is said of the end;
# the code that came back
way() {
	is "$1: agreed on" "$(grep -cx "agreed $2" "way/$1.seen")" 2
	jq -r 'select(.type == "liquidation") |
		"\(.ts) \(.side) \(.price) \(.qty)"' "$1.out" |
		awk '{ print $1, $2, $3 + 0, $4 + 0 }' | sort >heard
	awk '{ print $1, $2, $3 + 0, $4 + 0 }' "way/$1.sent" | sort >sent
	is "$1: twice 9,300 events" "$(wc -l <sent)" 18600
	is "$1: none came that was not sent, or twice" \
	    "$(comm -13 sent heard | wc -l)" 0
	match "$1: the hole between is told" "$1.out" '^{"type":"gap"'
	match "$1: how it ended" "$1.err" \
	    "^liq-fetch: bybit: linear: $3; connecting again\$"
	is "$1: nothing else" "$(wc -l <"$1.err")" 1
	match "$1: the code that came back" "way/$1.seen" "^closed $4\$"
	is "$1: nothing the server would not have" \
	    "$(grep -c ^error "way/$1.seen")" 0
}

# Of a connection that was closed in order all came, and pings were answered.
all() {
	is "$1: every event came" "$(comm -23 sent heard | wc -l)" 0
	is "$1: every ping was answered" "$(awk '/^pongs/ {
		n += $2 == $4 && $4 > 9 } END { print n }' "way/$1.seen")" 2
}

packed=permessage-deflate
way plain none 'closed with 1012 Service restart' 1012
all plain
way takeover $packed 'closed with 1001 ' 1001
all takeover
way forget "$packed; server_no_context_takeover" 'closed with 4001 later' 4001
all forget
way window "$packed; server_max_window_bits=9" 'closed with 1000 (ä){60}' 1000
all window
way stored $packed 'closed with 1005 ' 1000
all stored
way gone $packed 'closed without a word' 1006
tail -n 9300 way/gone.sent | awk '{ print $1, $2, $3 + 0, $4 + 0 }' | sort >last
is 'gone: every event of the second connection came' \
    "$(comm -23 last heard | wc -l)" 0
same 'the server has nothing to say' server.err </dev/null
done_testing
