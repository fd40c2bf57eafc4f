#!/bin/sh
# The fake exchanges' live feeds: they do what they say, and notice what a
# client may not do.
. "$(dirname "$0")/../tap.sh"

for need in python3 openssl; do
	command -v $need >/dev/null || {
		echo "1..0 # SKIP there is no $need"
		exit
	}
done
export PYTHONDONTWRITEBYTECODE=1
python3 "$top/tests/fake/feedtest.py"
