#!/bin/sh
# The fast reader of candles and open interest: whatever reads a line, the
# answers of liq-levels and liq-score are to the byte those of the strict one.
. "$(dirname "$0")/../tap.sh"

# stream N SEED: candles of two widths and two coins and open interest, in
# runs; about one in twenty is something else: another spacing, strings, an
# escape, a candle that is not final, no volume, a price outside, a cut line,
# another record, a blank line, a product that comes once.
stream() {
	awk -v n="$1" -v seed="$2" '
	function below(k) { return int(rand() * k) }
	function candle(i, coin, w,   low, high, o, c, v) {
		low = price[coin] * (1 - rand() / 100)
		high = price[coin] * (1 + rand() / 100)
		o = price[coin]
		c = low + (high - low) * rand()
		v = 100 + 900 * rand()
		price[coin] = c
		at = sprintf("%d%03d", 1738310400 + i * w / 1000, 0)
		line = sprintf("{\"type\":\"candle\",\"ts\":%s,\"exchange\":" \
		    "\"bybit\",\"symbol\":\"%sUSDT\",\"base\":\"%s\"," \
		    "\"quote\":\"USDT\",\"width_ms\":%d,\"open\":%.4f," \
		    "\"high\":%.4f,\"low\":%.4f,\"close\":%.4f,\"volume\":" \
		    "%.3f,\"buy_volume\":%.3f,\"usd\":%.8f,\"trades\":%d," \
		    "\"final\":true,\"source\":\"archive\",\"received\":null}",
		    at, coin, coin, w, o, high, low, c, v, v * rand(), \
		    v * c * (below(9) ? 1 : 1000), below(1000))
		return line
	}
	function interest(i, coin) {
		at = sprintf("%d000", 1738310400 + i * 900)
		return sprintf("{\"type\":\"oi\",\"ts\":%s,\"exchange\":" \
		    "\"bybit\",\"symbol\":\"%sUSDT\",\"base\":\"%s\"," \
		    "\"quote\":\"USDT\",\"oi\":%.3f,\"usd\":%.1f,\"width_ms\":" \
		    "300000,\"source\":\"archive\",\"received\":%s}",
		    at, coin, coin, 50000 + below(999), 5e9 + below(1e6), \
		    below(2) ? at : "null")
	}
	BEGIN {
		srand(seed)
		price["BTC"] = 95000; price["ETH"] = 3000
		coin = "BTC"
		for (i = 0; i < n; i++) {
			if (below(40) == 0)
				coin = coin == "BTC" ? "ETH" : "BTC"
			line = i % 3 == 2 ? interest(i, coin) : \
			    candle(i, coin, coin == "BTC" ? 900000 : 1800000)
			odd = below(220)
			if (odd == 0) gsub(/,"/, ", \"", line)
			if (odd == 1) { gsub(/:[0-9.]+[0-9]\.[0-9]+/, "&\"", line); gsub(/:[0-9.]+\.[0-9]+"/, ":\"&", line); gsub(/"::/, ":\"", line); gsub(/:":/, ":\"", line) }
			if (odd == 2) sub(/"archive"/, "\"\\u0061rchive\"", line)
			if (odd == 3) sub(/"final":true/, "\"final\":false", line)
			if (odd == 4) sub(/"volume":[0-9.]+,"buy_volume":[0-9.]+,"usd":[0-9.]+/, "\"volume\":null,\"buy_volume\":null,\"usd\":null", line)
			if (odd == 5) sub(/"high":/, "&0", line)
			if (odd == 6) line = substr(line, 1, below(200))
			if (odd == 7) line = "{\"type\":\"funding\",\"ts\":" at ",\"exchange\":\"bybit\",\"symbol\":\"BTCUSDT\",\"base\":\"BTC\",\"quote\":\"USDT\",\"rate\":0.0001,\"mark\":null,\"kind\":\"settled\"}"
			if (odd == 8) line = ""
			if (odd == 9) sub(/USDT"/, i "&", line)
			if (odd == 10) sub(/"low":[0-9.]+/, "\"low\":1.0", line)
			print line
		}
	}'
}

# agrees NAME COMMAND...: every way to read "file" gives what "strict" gives
agrees() {
	agrees_name=$1
	shift
	"$@" strict >want 2>want.err
	agrees_status=$?
	sed 's/strict:/file:/' want.err >want.said
	for way in file - file.gz; do
		"$@" "$way" <file >got 2>got.err
		[ $? -eq $agrees_status ] && cmp -s got want &&
			sed 's/<stdin>:/file:/; s/\.gz:/:/' got.err |
			cmp -s - want.said
		ok "$agrees_name: $way is as the strict reader says" $? ||
			diff want got | head -5 | sed 's/^/# /'
	done
}

for seed in 1 2; do
	stream 1500 $seed >file
	sed 's/^{/{ /' file >strict
	gzip -c file >file.gz
	agrees "stream $seed, columns" liq-levels --as=column -i 1h
	agrees "stream $seed, clusters" liq-levels
	is "... lines were refused" "$(grep -c 'strict:.*' want.err)" \
	    "$(grep -c 'file:.*' want.said)"
	ok '... some of them' "$(! grep -q 'outside' want.said)$?"
done

# totals: something to measure the columns against
totals() {
	awk 'BEGIN {
		for (i = 0; i < 360; i++)
			printf "{\"type\":\"total\",\"ts\":%d000,\"width_ms\":" \
			    "3600000,\"exchange\":null,\"symbol\":null," \
			    "\"base\":\"BTC\",\"quote\":null,\"usd\":1.0," \
			    "\"long_usd\":%d.0,\"short_usd\":%d.0}\n", \
			    1738310400 + i * 3600, i * i % 97, i * i % 89
	}'
}

liq-levels --no-meta --as=column -i 1h file >columns 2>/dev/null
totals >truth
liq-score columns truth strict >slow 2>/dev/null
t 'liq-score reads candles fast' 3 liq-score columns truth file
same '... and says the same' out <slow
match '... a lot' out '"metric":"spearman"'

# What comes first is what the records say, whoever reads them.
grep '"type":"candle"' file | head -n 1 >one
sed 's/^{/{ /' one | liq-levels >slow 2>/dev/null
t 'one candle is enough' 0 liq-levels one
same '... the same of it' out <slow

# Live: what a pipe has is told before more comes.
mkfifo pipe
liq-levels -f --no-meta --as=cluster pipe >live 2>live.err &
pid=$!
exec 3>pipe
grep '"type":"candle"' file | grep '"BTC"' | head -n 500 >&3
i=0
while [ ! -s live ] && [ $i -lt 100 ]; do
	sleep 0.1
	i=$((i + 1))
done
[ -s live ]
ok 'a pipe of candles is told before it ends' $?
exec 3>&-
wait $pid

done_testing
