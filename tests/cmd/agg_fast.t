#!/bin/sh
# The fast reader of liq-agg: whatever reads a line, from wherever it comes, by
# however many threads, the answer is to the byte that of the strict reader.
. "$(dirname "$0")/../tap.sh"

mark='{"type":"mark","ts":1738310400000,"exchange":"okx","symbol":null,"kind":"liquidation","since":1738310390000,"until":1738310400000}'

# events N SEED: lines of the shape; about one in a hundred is something else:
# a repeat, one id with two contents, a record of the stream, decimals as
# strings, other spacing, an escape, a side that is not known, no JSON.
events() {
	awk -v n="$1" -v seed="$2" -v mark="$mark" '
	function below(k) { return int(rand() * k) }
	BEGIN {
		srand(seed)
		split("BTC ETH SOL 1000PEPE W DOGE", base)
		split("okx bybit binance", exchange)
		split("long short", side)
		split("fill bankruptcy order", kind)
		for (i = 0; i < n; i++) {
			b = base[1 + below(6)]
			price = below(90000) + 1 "." below(10000)
			qty = below(50) "." below(999) + 1
			usd = below(1000000) + 1 "." below(10 ^ below(9))
			if (below(300) == 0)
				usd = "9000001.0" # the largest there is, often
			ts = sprintf("%d%03d", 1738310400 + i / 9 + below(20), below(1000))
			line = "{\"type\":\"liquidation\",\"ts\":" ts ",\"exchange\":\"" \
			    exchange[1 + below(3)] "\",\"symbol\":\"" b "USDT\",\"base\":\"" b \
			    "\",\"quote\":\"USDT\",\"side\":\"" side[1 + below(2)] \
			    "\",\"price\":" price ",\"qty\":" qty ",\"usd\":" usd \
			    ",\"price_kind\":\"" kind[1 + below(3)] \
			    "\",\"source\":\"ws\",\"received\":" ts ",\"id\":\"e" i "\"}"
			odd = below(1000)
			if (odd < 2) { print line; print line }
			else if (odd < 4) { print line; sub(/"usd":/, "&1", line); print line }
			else if (odd < 5) { print mark; print line }
			else if (odd < 6) { gsub(/"(price|qty|usd)":[0-9.]+/, "&\"", line); gsub(/"(price|qty|usd)":/, "&\"", line); print line }
			else if (odd < 7) { gsub(/,"/, ", \"", line); print line }
			else if (odd < 8) { sub(/"id":"/, "&\\u0041", line); print line }
			else if (odd < 9) { sub(/"(long|short)"/, "null", line); print line }
			else if (odd < 10) { print substr(line, 1, below(200)) }
			else print line
		}
	}'
}

# agrees NAME OPTION...: every way to read gives what "want" has, as the
# strict reader gives it of lines that begin with a blank
agrees() {
	agrees_name=$1
	shift
	liq-agg "$@" strict >want 2>want.err
	sed 's/strict:/file:/' want.err >want.said
	for way in '-j1 file' '-j2 file' '-j3 file' '-j1 -' '-j2 -'; do
		# shellcheck disable=SC2086
		liq-agg "$@" $way <file >got 2>got.err
		sed 's/<stdin>:/file:/' got.err >got.said
		cmp -s got want && cmp -s got.said want.said
		ok "$agrees_name: $way is as the strict reader says" $? ||
			diff want got | head -5 | sed 's/^/# /'
	done
	for way in '-j2 file.gz' '-j2 two.gz'; do
		# shellcheck disable=SC2086
		liq-agg "$@" $way >got 2>/dev/null
		cmp -s got want
		ok "$agrees_name: $way is as the strict reader says" $?
	done
	# shellcheck disable=SC2002
	cat file | liq-agg "$@" >got 2>/dev/null
	cmp -s got want
	ok "$agrees_name: a pipe is as the strict reader says" $?
}

events 60000 1 >file
sed 's/^/ /' file >strict
gzip -c file >file.gz
{
	head -20000 file | gzip -c
	tail -n +20001 file | gzip -c
} >two.gz

agrees 'one window of all' -w all -b base,side
agrees 'trailing windows' -w 5m,1h,24h
agrees 'aligned windows' -i 10m -b exchange,symbol
agrees 'one exchange of three' -w all --exchange=okx
agrees 'ids that are trusted' -w all -b base,side --trust-ids
agrees 'ids that are trusted, by window' -i 10m --trust-ids
agrees 'ids that are trusted, of one exchange' -w all --trust-ids --exchange=bybit
agrees 'the largest of one side' -w all --side=long --min=1k --trust-ids

# Whatever the order and the files.
grep -v '^{"type":"mark"' file >plain
sort -t: -k3,3 plain >sorted
for w in '-w all' '-w 5m,1h,24h' '-i 7m'; do
	# shellcheck disable=SC2086
	liq-agg -q $w --no-meta sorted >want
	# shellcheck disable=SC2086
	sort -r plain | liq-agg -q $w --no-meta >got
	cmp -s got want
	ok "$w: lines in another order give the same" $?
	rm -f part.*
	split -l 7000 plain part.
	# shellcheck disable=SC2086
	liq-agg -q $w --no-meta part.* >got
	cmp -s got want
	ok "$w: the same lines in nine files give the same" $?
done

done_testing
