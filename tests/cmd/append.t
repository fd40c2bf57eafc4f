#!/bin/sh
# shellcheck disable=SC2016 # what is quoted is evaluated later
# liq-fetch -a: what a file has is known without reading all of it; the hint
# that says so changes nothing but time, and whatever happens to it or to the
# file is seen.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/fake/start.sh"

fake_exchange - --ledger ledger --log log
since=$(jq -n 'now - 7200 | floor')

# fetch STATE ARGUMENTS
fetch() {
	state=$1
	shift
	liq-fetch --state="$state" --cacert=ca/ca.pem -x gate \
	    --connect-to=gate="127.0.0.1:$port" -s "$since" "$@"
}

# A network that is not there, then one that is: nothing is given up.
t 'nobody answers' 4 liq-fetch -q --state=none --cacert=ca/ca.pem -x gate \
    --connect-to=gate=127.0.0.1:1 -s "$since" -a early BTC
t 'somebody does, later' 0 fetch none2 -a early BTC
python3 "$fake/judge.py" ledger -x gate -m BTC early >judged
ok 'and is asked for all of it' $? || head -5 judged | sed 's/^/# /'

is 'from the start on' "$(jq "select(.type == \"mark\") | .since == ${since}000" early | sort -u)" true

# The start of each file: a run, then a lot of another market.
fetch one -a start.ndjson BTC
liq-fetch -x market -k candle -i 1m -s 2025-01-01 -u 2025-01-01T06:00Z \
    --coins=20 '*' >>start.ndjson
fetch one -a start.ndjson BTC
gzip -c start.ndjson >start.ndjson.gz
grep -v '"exchange":"market"' start.ndjson >mine
python3 "$fake/judge.py" ledger -x gate -m BTC mine >judged
ok 'it has all, once' $? || head -5 judged | sed 's/^/# /'
cp start.ndjson tell
t 'a run that is recorded' 0 fetch two --record=tape -k liquidation,candle -a tell BTC ETH

# again NAME: the same run into a file as it is, and with the hint of it
again() {
	rm -rf bare
	cp "$1" plain.got
	cp "$1" bare.got
	[ -z "$3" ] || eval "$3" bare.got
	fetch bare --replay=tape -k liquidation,candle -a bare.got BTC ETH >out 2>&1
	rm -rf with
	liq-fetch --state=with --rebuild-state plain.got >rebuilt
	[ -z "$3" ] || eval "$3" plain.got
	fetch with -v --replay=tape -k liquidation,candle -a plain.got BTC ETH >out 2>err
	cmp -s plain.got bare.got
	ok "$2: with the hint and without, the same bytes" $? || diff plain.got bare.got | head -4 | cut -c1-200 | sed 's/^/# /'
	! cmp -s plain.got "$1"
	ok "$2: something was added" $?
}
again start.ndjson 'a file'
cmp -s plain.got tell
ok 'as when it was recorded' $?
match 'the hint was used' err 'plain.got: of [0-9]+ bytes it is known'
touch plain.got
fetch with -v --replay=tape -a plain.got BTC >out 2>err
match 'touched, it is still known' err 'plain.got: of [0-9]+ bytes it is known'
cp plain.got other && cat other >plain.got
fetch with -v --replay=tape -a plain.got BTC >out 2>err
match 'written anew with the same bytes, too' err 'plain.got: of [0-9]+ bytes it is known'

edit() { # the first 2 becomes a 3: the same length
	sed -i '3s/"ts":1\([0-9]\)/"ts":2\1/' "$1"
}
dent() { # in place, at its beginning
	printf '[' | dd of="$1" bs=1 seek=1000 conv=notrunc 2>/dev/null
}
shorten() { # by whole lines
	head -n 3000 "$1" >shorter
	cat shorter >"$1"
}
grow() { # by a foreign line, and a half one
	printf '{"type":"note","ts":1,"exchange":null,"symbol":null,"code":"x","message":"y"}\n{"ty' >>"$1"
}
vanish() { # another file of that name
	head -n 40 "$1" >another
	mv another "$1"
}
for how in edit dent shorten vanish; do
	again start.ndjson "$how" $how
	match "$how: it is seen" err 'plain.got: it is not as it was'
done
again start.ndjson grow grow
match 'grow: what was there is still known' err 'plain.got: of [0-9]+ bytes it is known'

# What happens to the hint: killed before it is written, torn, damaged.
sum=$(cat tell | cksum)
hurt() {
	rm -rf with
	cp start.ndjson plain.got
	liq-fetch --state=with --rebuild-state plain.got >rebuilt
	hint=$(echo with/file-*)
	eval "$2"
	fetch with --replay=tape -k liquidation,candle -a plain.got BTC ETH >out 2>err
	is "$1: the same bytes" "$(cat plain.got | cksum)" "$sum"
}
hurt 'a hint that is older' 'cp $hint old; fetch with -q --replay=tape -a plain.got BTC >out; cp start.ndjson plain.got; cp old $hint'
hurt 'none' 'rm $hint'
hurt 'an empty one' ': >$hint'
[ -e "$hint.bad" ]
ok 'which is set aside' $?
hurt 'a torn one' 'truncate -s -100 $hint'
hurt 'a damaged one' 'sed -i s/oldest/eldest/ $hint'
hurt 'a folder in its place' 'rm $hint; mkdir $hint'
match 'is said' err 'cannot be kept'
rm -rf with
hurt 'no folder for it' 'rm -rf with; : >with'

# Killed where it hurts: each time between the output and the hint.
rm -rf with
cp start.ndjson plain.got
bad=0
for pause in 0 0.01 0.02 0.03 0.05 0.08; do
	liq-fetch -q --state=with --cacert=ca/ca.pem -x gate -a plain.got \
	    --connect-to=gate="127.0.0.1:$port" -s "$since" BTC >out 2>&1 &
	run=$!
	sleep $pause
	kill -9 $run 2>/dev/null
	wait $run 2>/dev/null
done
fetch with -q -a plain.got BTC ETH || bad=$?
grep -v '"exchange":"market"' plain.got >mine
python3 "$fake/judge.py" ledger -x gate -m BTC mine >judged || bad=judge
is 'killed at six moments, and once more: nothing lost, nothing twice' $bad 0
head -5 judged | sed 's/^/# /'

# An old hole, long before the end: what is there is read, nothing is doubled.
jq -c --argjson s "$since" 'select(.type != "mark" or .ts < $s * 1000)' start.ndjson >holes
t 'asked for again from the start' 0 fetch hole -a holes BTC
is 'nothing is there twice' "$(jq -r 'select(.type == "liquidation" and .exchange == "gate") | .id' holes | sort | uniq -d)" ''

# Packed: only what is new is unpacked.
rm -rf with
cp start.ndjson.gz packed.gz
liq-fetch --state=with --rebuild-state packed.gz >rebuilt
fetch with -v --replay=tape -k liquidation,candle -a packed.gz BTC ETH >out 2>err
match 'packed: the hint was used' err 'packed.gz: of [0-9]+ bytes it is known'
gunzip -c packed.gz >unpacked
cmp -s unpacked tell
ok 'packed: the same lines as plain' $? || diff unpacked tell | head -3 | cut -c1-200 | sed 's/^/# /'
truncate -s -10 packed.gz
fetch with --replay=tape -k liquidation,candle -a packed.gz BTC ETH >out 2>err
match 'packed and torn: it is mended' err 'was torn, and is mended'
gunzip -c packed.gz >unpacked
is 'nothing is there twice, either' "$(jq -r 'select(.type == "liquidation") | .id' unpacked | sort | uniq -d)" ''

# --rebuild-state
cp tell whole
t 'rebuilt' 0 liq-fetch --state=again --rebuild-state whole
match 'says what there is' out '^whole: [0-9]+ lines, 0 of them cannot be read, complete 2025-01-01T00:00:00.000Z to 20'
cat whole tell | head -c 900000 >half
printf '{"type":"ga' >>half
t 'a torn one' 3 liq-fetch --state=again --rebuild-state half
match 'is mended' out 'half: .*; its end was torn, and is mended$'
gzip -c whole | head -c 100000 >torn.gz
t 'a torn packed one, and one that is not there' 1 liq-fetch --state=again --rebuild-state torn.gz absent
match 'is mended, too' out 'torn.gz: .*; its end was torn, and is mended$'
gzip -t torn.gz
ok 'it is whole again' $?
[ ! -e absent ]
ok 'and none is made' $?
jq -nc '{type: "gap", ts: 1750000009000, exchange: "gate", symbol: null, kind: "liquidation",
    since: 1750000000000, until: 1750000009000,
    why: "ban", fix: "none", count: null}' >gaps
echo nothing >>gaps
t 'gaps and lines that are none' 3 liq-fetch --state=again --rebuild-state gaps
same 'are counted' out <<'!'
gaps: 2 lines, 1 of them cannot be read but for 1 gap
!
t 'no file' 2 liq-fetch --rebuild-state
done_testing
