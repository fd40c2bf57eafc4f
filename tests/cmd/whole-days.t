#!/bin/sh
# A day of a whole liq-fetch -f, made up and played again: cuts, stalls, markets
# that are renamed, a clock that is set.
. "$(dirname "$0")/../tap.sh"

command -v python3 >/dev/null || {
	echo '1..0 # SKIP there is no python3'
	exit
}
export PYTHONDONTWRITEBYTECODE=1
python3 "$top/tests/long/whole-days.py" 1
