#!/bin/sh
# liq-fetch -a FILE --partition=hour: a file an hour says what one file says,
# whatever happens to the files or to the run.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/fake/start.sh"

t 'it is of files that are appended to' 2 liq-fetch --partition=hour BTC
match 'which is said' err '^liq-fetch: --partition: only with -a FILE$'
t 'of no others' 2 liq-fetch -o x --partition=hour BTC
t 'a day is none of its words' 2 liq-fetch -a x --partition=hours BTC
match 'the nearest is named' err 'did you mean "hour"'
t 'a folder is no file' 2 liq-fetch -a data/ --partition=hour BTC

cat >scene <<'!'
title   an hour is over soon, feeds are cut before and after, or never are up
hour   9s
storm   htx @-1s 90 14s
storm   gate @-1s 90 14s
storm   binance @-1s 90 14s
feed   binance market 1 rst @2s
feed   gate usdt 1 rst @1s
feed   htx * 1 rst @5s
!
fake_exchange scene --ledger ledger

# fetch ARGUMENTS: of the fake exchanges
fetch() {
	liq-fetch --state=state --cacert=ca/ca.pem \
	    --connect-to=htx="127.0.0.1:$port" \
	    --connect-to=gate="127.0.0.1:$port" \
	    --connect-to=okx="127.0.0.1:$port" \
	    --connect-to=binance="127.0.0.1:$port" "$@"
}

# hours FILE: the files of its hours, in their order
hours() {
	find . -path "./dt=*/hour=*/$1" | sort
}

# all FILE: what they hold
all() {
	hours "$1" | xargs gzip -dcf
}

# data: the records of events, sorted
data() {
	grep -v -e '^{"type":"begin"' -e '^{"type":"end"' \
	    -e '^{"type":"mark"' -e '^{"type":"gap"' | sort
}

# says FILE...: what liq-agg makes of it, in many ways, and how it ends
says() {
	for how in '-w all -b exchange,symbol,side' '-i 1m -b exchange' \
	    '-i 1h -b base' '-w 2h,1s -b exchange,side'; do
		# shellcheck disable=SC2086 # words
		liq-agg $how "$@" 2>&1 | sed 's/"ts":[0-9]*,\("program"\)/\1/
		    s/\(a gap in [^"]*\) from 20[^"]*/\1/'
		echo "status $?"
	done
}

# --- one run, as it was recorded

fetch --record=tape -f --for=13s -x htx,gate,binance,okx BTC ETH >live 2>live.err
replay() {
	liq-fetch -q --replay=tape -f -x htx,gate,binance,okx "$@" BTC ETH
}
t 'a recorded run, in one file' 3 replay -a one
t 'and in one an hour' 3 replay -a liq --partition=hour
is 'of two hours' "$(hours liq | wc -l)" 2
all liq >both
data <both >got
data <one >expected
same 'each of its records is there' got <expected
hours liq | while read -r file; do
	jq -c --argjson hour "$(echo "$file" | sed 's/.*hour=0*\(.\)/\1/
	    s/[^0-9].*//')" '
	    select(.type != "begin" and .type != "end") |
	    [.since // .ts, (.until // .ts + 1) - 1 | . / 3600000 | floor % 24]
	    | select(any(. != $hour))' "$file"
done >got
same 'and nothing of another hour' got </dev/null
crossing=$(jq -s '[.[] | select(.type == "gap" and (.since / 3600000 | floor) <
    ((.until - 1) / 3600000 | floor))] | length' one)
is "gaps of two hours ($crossing) are told in both" \
    "$(grep -c '"type":"gap"' both)" \
    $(($(grep -c '"type":"gap"' one) + crossing))
says one >expected
says both >got
same 'liq-agg makes the same of all of them' got <expected
# shellcheck disable=SC2046 # names without blanks
says $(hours liq) >got
same 'and of each by itself' got <expected
hours liq | while read -r file; do
	sed -n '1p;$p' "$file"
done | jq -r .type | paste -sd' ' >words
is 'each begins and ends' "$(cat words)" 'begin end begin end'
replay -a liq.gz --partition=hour
# shellcheck disable=SC2046 # names without blanks
says $(hours liq.gz) >got
same 'packed, too' got <expected
all liq.gz >got
same 'to the byte' got <both

# The second hour cannot be had: what is of the first is there.
second=$(hours liq | tail -n 1)
mkdir -p "wall/${second%/hour=*}" && touch "wall/${second%/liq}"
t 'an hour that cannot be made' 1 replay -a wall/liq --partition=hour
match 'is said' err '^liq-fetch: wall/.*/liq: Not a directory'
first=$(hours liq | head -n 1)
[ "$(wc -l <"wall/$first")" -gt 20 ] &&
    head -n "$(wc -l <"wall/$first")" "$first" | cmp - "wall/$first"
ok 'up to then all is there, in whole lines' $?
rm -r wall

# dt and hour as columns, by the recipe.
liq-agg -q --no-meta -w all -b base one 2>agg.err |
    jq -r '"\(.base) \(.count) \(.usd) \(.long_usd) \(.short_usd)"' |
    sort >expected
peers=${LIQ_PEERS:-$top}
if command -v node >/dev/null && [ -d "$peers/node_modules/@duckdb" ]; then
	cat >duck.cjs <<'!'
const { DuckDBInstance } = require("@duckdb/node-api");
const plain = (d) => `${d}`.replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
(async () => {
	const db = await (await DuckDBInstance.create(":memory:")).connect();
	const sql = require("fs").readFileSync(process.argv[2], "utf8")
	    .replace(/^--.*$/gm, "");
	await db.run("SET VARIABLE files = 'dt=*/hour=*/liq'");
	await db.run(sql.split(";")[0]);
	const sums = await db.runAndReadAll(sql.split(";")[1]);
	for (const [base, n, usd, long, short] of sums.getRows())
		console.log(`${base} ${n} ` + [usd, long, short].map(plain).join(" "));
	const hours = await db.runAndReadAll(
	    "SELECT count(*) FROM liquidation WHERE hour <> hour(utc)");
	console.log(`${hours.getRows()[0][0]} elsewhere`);
})();
!
	NODE_PATH=$peers/node_modules node duck.cjs "$top/share/sql/hours.sql" \
	    2>duck.err >got
	echo '0 elsewhere' >>expected
	sort -o expected expected && sort -o got got
	same 'DuckDB has the same sums, by the recipe' got <expected
else
	skip 'DuckDB has the same sums, by the recipe' \
	    'no @duckdb/node-api here: npm install it, and LIQ_PEERS=DIR'
fi

# --- over REST: three hours, and again

now=$(jq -n 'now | floor')
since=$((now - 13000)) # their clock is up to an hour behind
until=$((now - 4200))
rest="-x gate,htx -s $since -u $until"

# judge FILE...: against the ledger
judge() {
	python3 "$fake/judge.py" ledger -x gate,htx -m BTC -m ETH \
	    -s ${since}000 -u ${until}000 "$@" >judged
}

# shellcheck disable=SC2086 # words
hourly() {
	fetch $rest -a "$1" --partition=hour BTC ETH
}

rm -r dt=*
t 'three hours over REST' 0 hourly rest
# shellcheck disable=SC2086 # words
fetch $rest -a plain BTC ETH
says plain >expected
# shellcheck disable=SC2046 # names without blanks
says $(hours rest) >got
same 'they say what one file says' got <expected
judge plain
ok 'which is right' $? || head -3 judged | sed 's/^/# /'
all rest | grep -c '"type":"liquidation"' >expected
t 'and again' 0 hourly rest
all rest | grep -c '"type":"liquidation"' >got
same 'nothing is added' got <expected

# Okx tells of one day only: before that is a gap, in files of its own.
t 'a gap of hours' 0 fetch -x okx -s -28h -a okx --partition=hour BTC
[ "$(hours okx | wc -l)" -ge 28 ]
ok 'makes their files' $?
# shellcheck disable=SC2046 # names without blanks
{
	t 'of them, something is missing' 3 liq-agg -w 28h $(hours okx)
	t 'of an hour that is had, nothing' 0 liq-agg -w 2h $(hours okx)
	t 'of one that is not, all' 3 liq-agg -w all $(hours okx | head -n 1)
}

# --- what becomes of the files

first=$(hours rest | sed -n 2p)
mv "$first" "$first.1"
t 'one was moved away' 0 hourly rest
all rest | cat "$first.1" - >both
judge both
ok 'what is in it does not come again' $? || head -3 judged | sed 's/^/# /'

rm -r dt=*
hourly rest.gz
for file in $(hours rest.gz); do
	truncate -s -30 "$file"
done
t 'all of them torn' 0 hourly rest.gz
is 'all of them are mended, and it is said' \
    "$(grep -c 'its end was torn, and is mended' err)" \
    "$(hours rest.gz | wc -l)"
hours rest.gz | xargs gzip -dc >both 2>err
quiet 'and can be read'
judge both
ok 'with all there is, once' $? || head -3 judged | sed 's/^/# /'
is 'no run is open' "$(tail -n 1 both | jq -r .type)" end

rm -r dt=*
(ulimit -f 16 && hourly rest >out 2>err)
is 'a disk that is full' $? 1
match 'is said, with the file' err '^liq-fetch: dt=.*/hour=.*/rest: '
all rest >both
is 'what is there is whole lines' "$(tail -c 1 both | od -An -c | tr -d ' ')" \
    '\n'
t 'and the next run' 0 hourly rest
all rest >both
judge both
ok 'has the rest' $? || head -3 judged | sed 's/^/# /'

rm -r dt=*
touch "dt=$(date -u -d "@$since" +%F)"
t 'a folder that cannot be' 1 hourly rest
match 'is said' err '^liq-fetch: dt=.*/hour=.*/rest: Not a directory'
rm dt=*
rm .rest.lock
fetch -q -f --for=5s -x gate -a rest --partition=hour BTC >other 2>&1 &
other=$!
tries=100
while [ ! -e .rest.lock ] && [ $((tries -= 1)) -gt 0 ]; do
	sleep 0.1
done
t 'another run has them' 4 hourly rest
match 'and is waited for' err '^liq-fetch: rest: another run is writing it'
wait $other
done_testing
