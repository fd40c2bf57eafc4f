#!/bin/sh
# draw.sh DIRECTORY - the README's pictures, from the built-in market.
set -eu
to=$1
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-pictures.XXXXXX")
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

# A day of all coins; three days and a week of BTC.
liq-fetch -x market '*' >"$dir/day"
liq-agg "$dir/day" >"$dir/totals"
liq-fetch -x market -k liquidation,candle,oi -u 2025-01-04 -s 2025-01-01 BTC >"$dir/days"
liq-agg -i 1h "$dir/days" >"$dir/hours"
liq-fetch -x market -k liquidation,candle,oi -u 2025-01-08 -s 2025-01-01 BTC >"$dir/week"
liq-levels --as=column,cluster -i 2h "$dir/week" >"$dir/columns"
liq-levels --as=level,cluster "$dir/week" >"$dir/levels"

for theme in light dark; do
	# chart NAME ARGUMENTS...
	chart() {
		name=$1
		shift
		liq-render "$name" --theme=$theme -o "$to/$name-$theme.svg" "$@"
	}
	chart treemap "$dir/totals"
	chart table -t 10 "$dir/totals"
	chart bars "$dir/hours" "$dir/days"
	chart heatmap --min=500k "$dir/columns" "$dir/week"
	chart map --range=12% "$dir/levels"
	chart tape -t 16 --min=500k "$dir/day"
	chart spark "$dir/hours"
done
