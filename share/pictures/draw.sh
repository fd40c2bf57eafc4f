#!/bin/sh
# draw.sh DIRECTORY - the README's pictures, from the built-in market.
set -eu
to=$1
liq-fetch -x market '*' | liq-agg >"$to/totals.ndjson"
for theme in light dark; do
	liq-render treemap --theme=$theme -o "$to/treemap-$theme.svg" "$to/totals.ndjson"
	liq-render table --theme=$theme -t 10 -o "$to/table-$theme.svg" "$to/totals.ndjson"
done
rm "$to/totals.ndjson"
