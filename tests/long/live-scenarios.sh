#!/bin/sh
# The scenarios of live feeds that take half a minute each: feeds that die
# without a word, and what makes nobody nervous.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
PATH=${LIQ_BIN:-$top/bin}:$PATH
export PATH PYTHONDONTWRITEBYTECODE=1
exec python3 "$top/tests/fake/play.py" --live --slow --jobs 24
