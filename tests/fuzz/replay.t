#!/bin/sh
# The fuzzers over their corpus: what was found once is not found again.
. "$(dirname "$0")/../tap.sh"

for entry in json record dec frame import lines fast rows; do
	inputs=$(find "$top/tests/fuzz/corpus-$entry" -type f | wc -l)
	if [ "$entry" = json ] && ! echo '#include <jansson.h>' |
	    ${CC:-cc} -E - >/dev/null 2>&1; then
		skip "$entry" 'no jansson to compare with'
		continue
	fi
	t "$entry: $inputs inputs" 0 \
	    "$top/tests/fuzz/run.sh" -r -d "$PWD" "$entry"
	is '... all of them' "$(cat out)" "$inputs inputs"
done
done_testing
