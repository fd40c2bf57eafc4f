#!/bin/sh
# live.sh - liq-fetch -f against the npm package ws, over TLS on this machine.
#
#   live.sh BUILD [ROUNDS [SECONDS]]
#
# BUILD holds live, and in peers/ what peers.sh fetched.  live.c is the feed
# and the stopwatch: its head says what is in a time.  Rates are frames a
# second; 0 is as fast as they are taken.  Of all rounds: medians, and the
# least of processor times and of the 99th percentile, which on a busy machine
# say more.  Ratios are of ws to liq-fetch, of the least of processor times.

build=$(cd "${1:?usage: live.sh BUILD [ROUNDS [SECONDS]]}" && pwd) || exit 1
rounds=${2:-5}
seconds=${3:-3}
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "$build/live" ]; then
	echo 'live.sh: no live here: it needs OpenSSL (libssl-dev)'
	exit 0
fi
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-bench.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY CURL_CA_BUNDLE SSL_CERT_FILE
LC_ALL=C NODE_PATH=$build/peers/node_modules
export LC_ALL NODE_PATH
cd "$dir" || exit 1

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
    -keyout key.pem -out ca.pem -days 2 -subj '/CN=liq bench' \
    -addext 'subjectAltName=DNS:api.bybit.com,DNS:stream.bybit.com' \
    2>/dev/null || exit 1
cat >run.liq-fetch <<'!'
exec liq-fetch -f --for=60s --state=state -x bybit --cacert=ca.pem \
    --connect-to=bybit=127.0.0.1:"$LIVE_PORT" BTC
!
echo "exec node '$here/live.cjs' ca.pem" >run.ws

programs=liq-fetch
if command -v node >/dev/null && [ -d "$NODE_PATH/ws" ]; then
	programs='liq-fetch ws'
else
	echo 'ws is not installed, left out'
fi

# number KEY FILE: all values of it
number() {
	sed -n "s/.* $1 \([0-9.]*\).*/\1/p" "$2" | sort -n
}

middle() {
	number "$1" "$2" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

least() {
	number "$1" "$2" | head -1
}

echo "$rounds rounds of $seconds s, $(nproc) cores, $(date -u +%Y-%m-%d)," \
    "load $(cut -d' ' -f1 /proc/loadavg)"
round=0
while [ $round -lt "$rounds" ]; do
	for rate in 1000 10000 100000 0; do
		for program in $programs; do
			rm -rf state
			"$build/live" key.pem ca.pem $rate "$seconds" \
			    sh "run.$program" >>"said.$program.$rate" ||
				exit 1
		done
	done
	round=$((round + 1))
done
printf '%-10s %7s %8s %8s %8s %9s %9s %9s %8s %8s\n' program asked rate \
    'cpu ns' least 'p50 us' 'p99 us' least behind 'tail ms'
for rate in 1000 10000 100000 0; do
	for program in $programs; do
		f=said.$program.$rate
		printf '%-10s %7s %8s %8s %8s %9s %9s %9s %8s %8s\n' \
		    "$program" "$rate" "$(middle rate "$f")" \
		    "$(middle cpu "$f")" "$(least cpu "$f")" \
		    "$(middle p50 "$f")" "$(middle p99 "$f")" \
		    "$(least p99 "$f")" "$(middle behind "$f")" \
		    "$(middle tail "$f")"
	done
	[ ! -f said.ws.$rate ] || echo "ratio $rate: $(least cpu said.ws.$rate) $(
	    least cpu "said.liq-fetch.$rate")" |
		awk '{ printf "%s %s %.2f\n", $1, $2, $3 / $4 }'
done
echo "load $(cut -d' ' -f1 /proc/loadavg)"
