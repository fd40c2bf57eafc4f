#!/bin/sh
# liq-fetch -f against the fake exchanges' live feeds, by the scenarios of
# tests/fake: those that are over within seconds.
. "$(dirname "$0")/../tap.sh"

for need in python3 openssl; do
	command -v $need >/dev/null || {
		echo "1..0 # SKIP there is no $need"
		exit
	}
done
export PYTHONDONTWRITEBYTECODE=1
python3 "$top/tests/fake/play.py" --live --jobs 48
