#!/bin/sh
# signals.sh - how often the signals of liq-levels were right on recorded
# markets: signals.py for BTC, ETH, SOL and DOGE, with what Binance recorded,
# then rising_interest alone over a longer time, with the open interest of
# Hyperliquid in the place of Binance's.
#
# Programs are those of $PATH, recordings those of $LIQ_SHARED.  Status 1 when
# signals do not carry the rates of the first part, or -f differs from -u.
LC_ALL=C TZ=UTC
export LC_ALL TZ
here=$(cd "$(dirname "$0")" && pwd)
shared=${LIQ_SHARED:-$(cd "$here/../../../shared/data" 2>/dev/null && pwd)}
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-signals.XXXXXX") || exit 1
trap 'cd /; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
cd "$dir" || exit 1
# shellcheck source=tests/score/data.sh
. "$here/data.sh"

since=1743465600000 # 2025-04-01

signals() {
	python3 "$here/signals.py" --since=$since "$@"
}

if [ -z "$shared" ]; then
	echo 'signals.sh: no recorded data: set LIQ_SHARED' >&2
	exit 0
fi
for coin in BTC ETH SOL DOGE; do
	candles binance $coin >$coin.candles
	interest $coin >$coin.interest
	funding $coin >$coin.funding
	import --as=oi -x binance --symbol=${coin}USDT --width=1h \
	    "$shared/hyperliquid-oi-1h/$coin-oi-1h.csv.gz" >$coin.elsewhere
done
signals --shipped --samples=50 ./*.candles ./*.interest ./*.funding
status=$?
echo
echo 'With the open interest of Hyperliquid:'
signals --only=rising_interest ./*.candles ./*.elsewhere || status=1
exit $status
