#!/bin/sh
# draw.sh DIRECTORY - the README's pictures, from the built-in market.
set -eu
to=$1
liq-fetch -x market '*' | liq-agg >"$to/totals.ndjson"
liq-fetch -x market -k candle,oi -s 2025-01-01 -u 2025-01-08 BTC |
	liq-levels --as=column,cluster -i 1h >"$to/columns.ndjson"
for theme in light dark; do
	liq-render heatmap --theme=$theme -o "$to/heatmap-$theme.svg" "$to/columns.ndjson"
	liq-render treemap --theme=$theme -o "$to/treemap-$theme.svg" "$to/totals.ndjson"
	liq-render table --theme=$theme -t 10 -o "$to/table-$theme.svg" "$to/totals.ndjson"
done
rm "$to/totals.ndjson" "$to/columns.ndjson"
