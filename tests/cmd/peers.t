#!/bin/sh
# What the npm packages tardis-dev and ccxt make of the messages we read: the
# same liquidations, or a difference with its reason (tests/peers).  They are
# looked for in $LIQ_PEERS/node_modules.
# shellcheck disable=SC1091,SC2016,SC2154 # tap.sh; jq and node programs
. "$(dirname "$0")/../tap.sh"

exchanges='binance bitfinex bybit deribit gate htx kraken okx'

if ! command -v node >/dev/null; then
	skip 'other programs read the same' 'no node here'
	done_testing
fi
peers=${LIQ_PEERS:-$top}
for p in tardis-dev ccxt; do
	[ -d "$peers/node_modules/$p" ] && continue
	skip 'other programs read the same' \
		"no $p here: npm install ccxt tardis-dev, and LIQ_PEERS=DIR"
	done_testing
done
export LIQ_PEERS="$peers"

# Recorded messages of an exchange, where there are any.
recorded() {
	case $1 in
	binance) set -- binance-futures binance-coinm ;;
	okx) set -- okx-futures okx-swap ;;
	htx) set -- htx-dm htx-coin-swap htx-usdt-swap ;;
	bitfinex) set -- bitfinex-derivatives ;;
	gate) set -- gate-futures ;;
	kraken) set -- kraken-futures ;;
	esac
	for f; do
		f=$shared/native-messages-by-exchange/$f.jsonl
		[ ! -f "$f" ] || jq -c .raw "$f"
	done
}

# Contracts of one coin or dollar, so that sizes are as the exchange has them.
ones() {
	jq -R -c 'fromjson? // empty | .. | objects |
		.instId // .instrument_id // empty | strings' "$1" | sort -u |
		jq -c 'split("-") as $p | select($p | length == 3) |
		{type: "instrument", ts: 1700000000000, exchange: "okx",
		symbol: ., base: $p[0], quote: $p[1], kind: (if $p[2] == "SWAP"
		then "perpetual" else "dated" end), contract_size: 1,
		inverse: ($p[1] == "USD"), multiplier: 1, tick: null,
		lot: null, status: "trading", source: "rest", received: null} |
		select(.quote | IN("USD", "USDT", "USDC"))'
}

for x in $exchanges; do
	awk 'NR % 3 == 2' "$top/tests/data/frames/$x.txt" >"$x.json"
	for f in "$top/tests/data/rest/$x"-liq*.txt; do
		[ ! -f "$f" ] || awk '/^records/ { body = 0 } body { print }
			/^answer 200/ { body = 1 }' "$f" >>"$x.json"
	done
	if [ -n "$shared" ]; then
		recorded "$x" >>"$x.json"
		live=$shared/native-live-2026/$x.jsonl
		[ ! -f "$live" ] || cat "$live" >>"$x.json"
	fi
	: >list
	[ "$x" != okx ] || ones "$x.json" >list
	liq-fetch --import=frames -x "$x" --no-meta --instruments=list "$x.json" \
		>ours 2>refused
	t "$x: they can be asked" 0 \
		node "$top/tests/peers/peers.cjs" "$x" "$x.json" ours
	grep '^unexplained' out >unexplained
	cp out told
	same "$x: every difference has its reason" unexplained </dev/null
	sed 's/^/# /' told
	match "$x: some are the same" told '^same (tardis|ccxt) [1-9]'
done

done_testing
