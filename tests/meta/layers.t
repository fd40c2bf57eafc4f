#!/bin/sh
# base < io, json < record < cmd; no command includes another's files; one
# file includes curl; what ends the program says so in its header.
. "$(dirname "$0")/../tap.sh"
cd "$top" || exit 1

# includes DIRECTORY PATTERN: files below it that include what they may not
includes() {
	find "$1" -name '*.[ch]' -exec grep -nE "#include \"($2)/" {} + 2>/dev/null
}

is 'base includes base alone' "$(includes common/base 'io|json|record|liq-[a-z]*')" ''
is 'json includes json and base' "$(includes common/json 'io|record|liq-[a-z]*')" ''
is 'io includes io and base' "$(includes common/io 'json|record|liq-[a-z]*')" ''
is 'record does no I/O' "$(includes common/record 'io|liq-[a-z]*')" ''
for cmd in cmd/*/; do
	name=$(basename "$cmd")
	others=$(for c in cmd/*/; do basename "$c"; done | grep -vx "$name" | paste -sd'|')
	is "$name includes no other program's files" "$(includes "$cmd" "$others")" ''
done
# shellcheck disable=SC2038
curl=$(find common cmd -name '*.[ch]' | xargs grep -l '<curl/' | wc -l)
ok 'at most one file includes curl' $((curl > 1))
is 'exit and its like stand where the header says "Ends the program"' "$(
	find common -name '*.c' -exec grep -lE '\b(exit|_exit|errx?|abort)\(' {} + |
		while read -r f; do
			grep -q 'Ends$\|Ends the program\|^ \* the program' "${f%.c}.h" || echo "$f"
		done
)" ''
is 'no file of the programs is longer than 600 lines' "$(
	find common cmd -name '*.[ch]' -exec wc -l {} + | awk '$2 != "total" && $1 > 600'
)" ''
is 'banned calls' "$(
	find common cmd -name '*.[ch]' -exec grep -nE '\b(strtok|sprintf|vsprintf|strcpy|strcat|gets|sscanf|atoi|atol|atof|setlocale\(LC_ALL)\(' {} +
)" ''
is 'doubles are parsed only by models and pictures' "$(
	find common cmd/liq-fetch cmd/liq-agg -name '*.[ch]' -exec grep -nE '\b(strtod|strtof|strtold)\b' {} + 2>/dev/null
)" ''
done_testing
