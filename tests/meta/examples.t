#!/bin/sh
# Every command shown in the README and in EXAMPLES of the pages runs, as it
# stands, in an empty folder.
. "$(dirname "$0")/../tap.sh"

try() {
	case $2 in
	'./bootstrap check'* | './bootstrap build'*)
		skip "$1: $2" 'it is what is running'
		return
		;;
	'./bootstrap demo'*) (cd "$top" && sh -c "$2") >out 2>err </dev/null ;;
	*liq-fetch*-x\ market* | *liq-fetch*--import* | *liq-fetch*--list*)
		sh -c "$2" >out 2>err </dev/null
		;;
	*liq-fetch*)
		skip "$1: $2" 'it asks exchanges'
		return
		;;
	*) sh -c "$2" >out 2>err </dev/null ;;
	esac
	status=$?
	[ $status -eq 0 ]
	ok "$1: $2" $? || { echo "# status $status" && head -3 err | sed 's/^/# /'; }
	[ -s err ] && ok "$1: silent: $2" 1
}

sed -n 's/^    \$ //p' "$top/README.md" >commands
while read -r line; do
	try README "$line"
done <commands
for page in "$top"/man/*.[157]; do
	# .Dl and literal lines that start with a prompt; \e is a backslash
	sed -n 's/^\.Dl \$ //p; s/^\$ //p' "$page" | sed 's/\\e/\\/g; s/\\&//g; s/\\-/-/g' >commands
	while IFS= read -r line; do
		try "$(basename "$page")" "$line"
	done <commands
done
done_testing
