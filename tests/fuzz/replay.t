#!/bin/sh
# The fuzzers over their corpus: what was found once is not found again.
. "$(dirname "$0")/../tap.sh"

# have HEADER: is there such a library to compare with?
have() {
	echo "#include <$1>" | ${CC:-cc} -E - >/dev/null 2>&1
}

for entry in json record dec frame import lines fast rows ws tape; do
	inputs=$(find "$top/tests/fuzz/corpus-$entry" -type f | wc -l)
	case $entry in
	json) header=jansson.h ;;
	ws) header=wslay/wslay.h ;;
	*) header=stdint.h ;;
	esac
	if ! have "$header"; then
		skip "$entry" "no $header to compare with"
		continue
	fi
	t "$entry: $inputs inputs" 0 \
	    "$top/tests/fuzz/run.sh" -r -d "$PWD" "$entry"
	is '... all of them' "$(cat out)" "$inputs inputs"
done

# Each rule about wslay has a case that needs it, and no other rule.
for f in "$top"/tests/fuzz/corpus-ws/rule-*; do
	[ -x replay-ws ] || break
	name=${f##*/rule-}
	is "ws: rule $name" "$(WS_RULES=1 ./replay-ws "$f" | head -1)" "${name%%-*}"
done
done_testing
