#!/bin/sh
# liq-agg writes the same bytes whatever the order of its input, its division
# into files, packing, pipes and threads; and its sums are those of Python's
# integers, which have no end.
#
#   agg-orders.sh BENCH [ROUNDS [EVENTS]]
#
# BENCH holds tests/bench's programs.  1,000 rounds and 10,000,000 events by
# default; liq-agg is looked for in PATH.
set -eu
gen=$(cd "${1:?usage: agg-orders.sh BENCH [ROUNDS [EVENTS]]}" && pwd)/gen
rounds=${2:-1000}
events=${3:-10000000}
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-orders.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
cd "$dir"

"$gen" 3000 7 >once
# with what repeats, and what is none of ours
{ cat once; head -200 once; } >lines
liq-agg --no-meta -q -w 1h,24h -b base,side lines >want
[ -s want ]
bad=0
round=0
while [ "$round" -lt "$rounds" ]; do
	round=$((round + 1))
	awk -v seed="$round" 'BEGIN { srand(seed) }
		{ print rand() "\t" $0 }' lines | sort | cut -f2- >mixed
	rm -f part.*
	split -n "l/$((round % 7 + 1))" mixed part.
	[ $((round % 3)) -gt 0 ] || gzip -q part.aa
	case $((round % 4)) in
	0) liq-agg --no-meta -q -j1 -w 1h,24h -b base,side part.* ;;
	1) liq-agg --no-meta -q -j2 -w 1h,24h -b base,side part.* ;;
	2) liq-agg --no-meta -q -w 1h,24h -b base,side <mixed ;;
	*) cat mixed | liq-agg --no-meta -q -w 1h,24h -b base,side ;;
	esac >got || :
	cmp -s got want || bad=$((bad + 1))
done
echo "$rounds orders, divisions, packings and threads: $bad others"

"$gen" "$events" 7 >many
liq-agg --no-meta -q --trust-ids --decimals=string -w all -b base many |
	jq -r '"\(.base) \(.count) \(.usd) \(.qty)"' >ours
python3 - many >oracle <<'!'
import json
import sys
from collections import defaultdict

SCALE = 10 ** 24
sums = defaultdict(lambda: [0, 0, 0])


def whole(text):
    """A decimal as so many of 10^-24."""
    digits, _, part = text.partition('.')
    return int(digits) * SCALE + int(part.ljust(24, '0'))


for line in open(sys.argv[1]):
    r = json.loads(line, parse_float=str, parse_int=str)
    if r['type'] == 'liquidation':
        s = sums[r['base']]
        s[0] += 1
        s[1] += whole(r['usd'])
        s[2] += whole(r['qty'])


def text(v):
    digits, part = divmod(v, SCALE)
    return f'{digits}.{str(part).rjust(24, "0").rstrip("0") or "0"}'


for base, (n, usd, qty) in sums.items():
    print(base, n, text(usd), text(qty))
!
sort ours >a
sort oracle >b
cmp a b || bad=1
echo "$(awk '{ n += $2 } END { print n }' b) events: $(wc -l <b) sums of USD \
and of coins, $(comm -3 a b | wc -l) others"
exit "$((bad > 0))"
