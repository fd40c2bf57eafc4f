#!/bin/sh
# liq-fetch -x market: the built-in market as a user meets it.
. "$(dirname "$0")/../tap.sh"

fetch() {
	liq-fetch --no-meta -x market "$@"
}

# day FROM TO MARKET...: all kinds but position and book, by the hour
day() {
	day_from=$1 day_to=$2
	shift 2
	fetch -k candle,oi,funding,ratio,tier,instrument,liquidation -i 1h \
	    -s "$day_from" -u "$day_to" "$@"
}

# The lines of standard input whose ts lies in a span.
since_until() {
	awk -v since="$1" -v until="$2" '
	    match($0, /"ts":[0-9]+/) {
		ts = substr($0, RSTART + 5, RLENGTH - 5) + 0
		if (ts >= since && ts < until)
			print
	    }'
}

t 'the default day' 0 fetch '*'
quiet 'it says nothing on stderr'
cp out default
is 'all of it are liquidations' \
    "$(jq -r .type default | sort -u)" liquidation
is 'of forty coins' "$(jq -r .base default | sort -u | wc -l)" 40
is 'on 2025-01-01' "$(jq -r '.ts / 86400000 | floor' default | sort -u)" 20089
is 'no id comes twice' "$(jq -r .id default | sort | uniq -d | wc -l)" 0
fetch '*' >again
same 'the same again' again <default
fetch --seed=2 '*' >other
! cmp -s default other
ok 'another seed is another day' $?

t 'marked simulated' 0 liq-fetch -x market BTC
match 'as its class' out '"class":"simulated"'
is 'and in every record' "$(grep -c '"source":"simulated"' out)" \
    "$(grep -c '"type":"liquidation"' out)"

day 2025-01-03 2025-01-05 BTC LTC | grep -F '"BTC"' |
    since_until 1735948800000 1736035200000 >first
day 2025-01-04 2025-01-06 BTC | since_until 0 1736035200000 >second
is 'kinds in the overlap' "$(jq -r .type first | sort -u | tr '\n' ' ')" \
    'candle funding instrument liquidation oi ratio tier '
same 'two spans agree where they overlap' second <first

day 2024-12-31 2025-01-01 XRP >before
[ -s before ]
ok 'there are days before 2025' $?
day 2024-12-31 2025-01-02 XRP >over
since_until 0 1735689600000 <over >half
same 'they agree, too' half <before
is 'the price goes on over the border' "$(jq -s '
    map(select(.type == "candle")) |
    (.[23].close / .[24].open - 1) | fabs < 0.005' over)" true

fetch '*' --coins=5 >five
grep -E '"base":"(BTC|ETH|SOL|XRP|DOGE)"' default >five.want
same 'five coins say what they say among forty' five <five.want

fetch -k oi,position -i 12h -s 2025-01-10 -u 2025-01-11 ETH >books
is 'longs and shorts hold the open interest, at every moment' "$(jq -s '
    group_by(.ts) | map({ oi: map(select(.type == "oi").oi)[0],
	long: map(select(.side == "long").qty) | add,
	short: map(select(.side == "short").qty) | add })
    | length == 2 and all(.[]; ((.oi - .long) | fabs) < 1e-6 and
	((.oi - .short) | fabs) < 1e-6)' books)" true

t 'all kinds' 0 fetch -k all -i 6h BTC
is 'are nine' "$(jq -r .type out | sort -u | wc -l)" 9
is 'twenty levels a side, best first, bids below asks' "$(jq -s '
    map(select(.type == "book")) | length == 4 and all(.[];
	(.bids | length) == 20 and (.asks | length) == 20 and
	.bids[0][0] < .asks[0][0] and
	(.bids | map(.[0]) | . == (sort | reverse)) and
	(.asks | map(.[0]) | . == sort))' out)" true
is 'funding is settled every eight hours' "$(jq -c '
    select(.type == "funding") | [.ts / 3600000 % 24, .kind]' out |
    tr '\n' ' ')" '[0,"settled"] [8,"settled"] [16,"settled"] '
is 'takers, accounts and top traders' "$(jq -r '
    select(.type == "ratio").kind' out | sort -u | tr '\n' ' ')" \
    'accounts taker top_accounts top_positions '

t 'it is not gone on with: -a is refused' 2 fetch -a file BTC
[ ! -e file ]
ok 'and makes no file' $?
t 'seven minutes do not divide a day' 2 fetch -k candle -i 7m BTC
match 'and it says so' err 'divide a day'
t 'a coin it does not have' 5 fetch NOCOIN
# More than fits into memory: sorted in a file, which may find no room.
echo old >kept
t 'no folder for what does not fit into memory' 1 env TMPDIR=/nowhere \
    liq-fetch -x market -k candle -i 1m --coins=20 -s 2025-01-01 -u 2025-01-04 -o kept '*'
match 'is said, and what to do' err '/nowhere: a temporary file cannot be made: .*; TMPDIR says'
is 'the old file stays' "$(cat kept)" old
t 'with room' 0 env TMPDIR=. \
    liq-fetch -x market -k candle -i 1m --coins=20 -s 2025-01-01 -u 2025-01-04 -o kept '*'
sed -n 's/^{"type":"candle","ts":\([0-9]*\).*/\1/p' kept >stamps
sort -nc stamps
ok 'they are in order' $?
is 'and all are there' "$(wc -l <stamps)" 86400
find . -name "*liq-*" | wc -l >left
is 'and nothing is left behind' "$(cat left)" 0

done_testing
