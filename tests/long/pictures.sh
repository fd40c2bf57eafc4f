#!/bin/sh
# pictures.sh BUILD [ROUNDS] - random inputs, sizes and terminals, as many as it
# takes: no picture may overflow, wrap, lie about an area, or be no XML.
build=${1:?usage: pictures.sh BUILD [ROUNDS]}
status=0
for test in squarify plane heatmap pictures; do
	LIQ_ROUNDS=${2:-10000} "$build/unit/$test.t" >"$build/$test.said" || status=1
	grep '^not ok\|^#\|[0-9]\{4\}' "$build/$test.said" |
		grep -v ' - \(the bins\|a level\)\| wide'
done
exit $status
