#!/bin/sh
# tap.sh - the Test Anything Protocol for sh; sourced by every tests/*/*.t
#
#   t NAME STATUS COMMAND...  run it: stdout to "out", stderr to "err"
#   is NAME GOT WANT          two strings
#   same NAME FILE            FILE against standard input, to the byte
#   match NAME FILE PATTERN   FILE has a line that matches (grep -E)
#   quiet NAME                the last command said nothing on stderr
#   ok NAME STATUS            0 passes
#   skip NAME REASON          what could not be tried, and why
#   done_testing              the last line
#
# The script runs in a directory of its own, in the C locale, in UTC.  $top is
# the tree, $PATH begins with its programs, $shared is recorded market data,
# or empty where there is none.

top=${LIQ_TOP:-$(cd "$(dirname "$0")/../.." && pwd)}
PATH=${LIQ_BIN:-$top/bin}:$PATH
# shellcheck disable=SC2034 # for the tests
shared=${LIQ_SHARED:-$(cd "$top/../shared/data" 2>/dev/null && pwd)}
LC_ALL=C TZ=UTC
export PATH LC_ALL TZ
unset MAKEFLAGS MFLAGS MAKELEVEL COLUMNS LINES NO_COLOR CLICOLOR_FORCE FORCE_COLOR COLORTERM

dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-test.XXXXXX") || exit 1
trap 'cd /; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
cd "$dir" || exit 1
XDG_STATE_HOME=$dir/.state
export XDG_STATE_HOME
count=0
bad=0

ok() {
	count=$((count + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		bad=1
		return 1
	fi
}

is() {
	[ "$2" = "$3" ]
	ok "$1" $? || printf '# got:  %s\n# want: %s\n' "$2" "$3"
}

t() {
	tap_name=$1 tap_want=$2
	shift 2
	"$@" >out 2>err </dev/null
	is "$tap_name" "$?" "$tap_want" || head -5 err | sed 's/^/# /'
}

same() {
	cat >want
	cmp -s "$2" want
	ok "$1" $? || diff -u want "$2" | head -40 | sed 's/^/# /'
}

match() {
	grep -Eq -e "$3" "$2"
	ok "$1" $? || head -5 "$2" | sed "s/^/# $2: /"
}

quiet() {
	same "$1" err </dev/null
}

skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

done_testing() {
	echo "1..$count"
	exit $bad
}
