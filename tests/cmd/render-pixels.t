#!/bin/sh
# liq-render's pictures as another program paints them: what was looked at once
# is still what is seen, small and without its letters, since fonts differ.
#
# "GOLDEN=1 tests/cmd/render-pixels.t" writes the small pictures anew.
. "$(dirname "$0")/../tap.sh"

data=$top/tests/data
if ! command -v rsvg-convert >/dev/null || ! python3 -c 'import zlib' 2>/dev/null; then
	skip 'pictures as pixels' 'no rsvg-convert, or no python3'
	done_testing
	exit
fi
cp "$data"/render-bars/*.ndjson .
cp "$data"/render/*.ndjson .
awk -v columns=30 -v bins=100 -v more=1 -f "$data/render/heat.awk" >heat

# --- what was looked at

mkdir small
cat "$data"/render*/*cases | grep -- '--format=svg' |
	grep -v 'hostile\|wild\|empty\|zero' >cases
while read -r name picture; do
	case $picture in heatmap* | map*) picture="$picture heat" ;; esac
	# shellcheck disable=SC2086
	liq-render $picture -q | sed '/^<text/d' |
		rsvg-convert -w 40 >"small/$name.png"
done <cases
# shellcheck disable=SC2086
python3 "$top/tests/cmd/pixels.py" ${GOLDEN:+--golden} "$data/render-pixels" \
    small/*.png >apart
while read -r name mean most; do
	awk -v mean="$mean" -v most="$most" \
	    'BEGIN { exit !(mean + 0 <= 3 && most + 0 <= 68 && most != "size") }'
	ok "$name looks as it did" $? || echo "# apart: $mean $most"
done <apart
is 'all were compared' "$(wc -l <apart)" "$(wc -l <cases)"

# --- without its style a picture is the one for light grounds

while read -r picture; do
	# shellcheck disable=SC2086
	{
		liq-render $picture -q --format=svg |
			sed '/^<style/d; s/ class="[a-z0-9]*"//' | rsvg-convert
		liq-render $picture -q --format=svg --theme=light |
			rsvg-convert >light.png
	} >bare.png
	cmp -s bare.png light.png && [ -s bare.png ]
	ok "$picture: without its style it is the light one, to the pixel" $?
done <<'!'
treemap day.ndjson
table day.ndjson
bars hours.ndjson candles.ndjson
spark hours.ndjson
tape orders.ndjson
heatmap heat
map heat
!

done_testing
