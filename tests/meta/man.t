#!/bin/sh
# Every option is in its page and every option of a page exists; pages have
# their sections; records(5) names every key of every type in order.
. "$(dirname "$0")/../tap.sh"

for page in "$top"/man/liq-*.1; do
	name=$(basename "$page" .1)
	"$name" -h >help 2>err
	sed -n 's/^  \(-[a-zA-Z0-9], \)\{0,1\} *--\([a-z-]*\).*/\2/p' help | sort -u >options
	sed -n 's/^\.It .*Fl -\([a-z-]*\).*/\1/p
		s/^\.It Fl [a-zA-Z0-9] , -\([a-z-]*\).*/\1/p' "$page" | sort -u >paged
	is "$name: options without a word in the page" "$(comm -23 options paged | paste -sd' ' -)" ''
	is "$name: options of the page that do not exist" "$(comm -13 options paged | paste -sd' ' -)" ''
	is "$name: -h fits 80 columns" "$(awk 'length > 80' help)" ''
	for section in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
		grep -q "^.Sh $section\$" "$page" || echo "$section"
	done >absent
	is "$name: sections" "$(cat absent)" ''
done

page=$top/man/liq-records.5
{
	liq-fetch --schema
	liq-agg --schema
	liq-levels --schema
	liq-score --schema
} | jq -r '.oneOf[] | .title + ": " + (.required[1:] | join(" "))' | sort -u >code
awk '/^\.Ss / { type = $2; keys = ""; reading = 0 }
	/Keys:/ { reading = 1; next }
	reading && /^\.Cm / {
		line = $0; sub(/^\.Cm /, "", line); n = split(line, w, " ")
		for (i = 1; i <= n; i++) if (w[i] != ".") keys = keys (keys == "" ? "" : " ") w[i]
		if (line ~ / \.$/) { print type ": " keys; reading = 0 }
		next
	}
	reading { reading = 0 }' "$page" | sort >text
is 'liq-records(5) has every key of every type that is written, in order' "$(comm -23 code text)" ''
done_testing
