#!/bin/sh
# liq-render -f: on a terminal (live.py has one), and where there is none.
. "$(dirname "$0")/../tap.sh"

data=$top/tests/data/render-bars
cp "$data"/*.ndjson .

# --- a terminal

if python3 -c 'import pty, termios' 2>/dev/null; then
	python3 "$top/tests/cmd/live.py" "$data" >results 2>err
	is 'the terminal was driven to the end' $? 0 || sed 's/^/# /' err
	while read -r good what; do
		[ "$good" = 1 ]
		ok "$what" $?
	done <results
else
	skip 'a terminal' 'no python3 with pty'
fi

# --- no terminal: frames are appended

mkfifo fifo
liq-render spark -f --format=unicode <fifo >live 2>err &
exec 3>fifo
sed -n 1,20p hours.ndjson >&3
tries=0
while [ ! -s live ] && [ $tries -lt 50 ]; do
	sleep 0.1
	tries=$((tries + 1))
done
is 'a line is out while the input is open' "$(($(wc -l <live) >= 1))" 1
sleep 0.5
sed '1,20d' hours.ndjson >&3
exec 3>&-
wait $!
is 'the end of the input is the end' $? 0
is 'others followed' "$(($(wc -l <live) >= 2))" 1
liq-render spark --format=unicode hours.ndjson >whole
tail -1 live >got
same 'the last one is the whole picture' got <whole
for chart in treemap table bars spark; do
	t "$chart -f of a file" 0 liq-render $chart -f --format=unicode one.ndjson
	tail -n "$(liq-render $chart --format=unicode one.ndjson | wc -l)" out >got
	liq-render $chart --format=unicode one.ndjson >whole
	same "$chart: ends with the picture of it" got <whole
done
liq-render tape -f --format=ascii orders.ndjson >got 2>err
liq-render tape --format=ascii orders.ndjson >whole 2>err
same 'tape is live without -f' got <whole
t '-f and -o' 2 liq-render bars -f -o x.txt hours.ndjson
t '-f as SVG' 2 liq-render bars -f --format=svg hours.ndjson

# --- for as long as it takes

awk 'BEGIN {
	for (i = 0; i < 200000; i++)
		printf "{\"type\":\"total\",\"ts\":%.0f,\"width_ms\":86400000," \
		    "\"base\":\"BTC\",\"usd\":%d.0,\"long_usd\":%d.0," \
		    "\"short_usd\":0.0}\n", 1739404800000 + i * 1000, i, i
}' >trailing
if [ -r /proc/self/status ] && ! ldd "$(command -v liq-render)" |
	grep -q libasan; then
	liq-render treemap -f --format=ascii <fifo >live 2>err &
	pid=$!
	exec 3>fifo
	cat trailing >&3
	sleep 0.5
	kb=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' /proc/$pid/status)
	exec 3>&-
	wait $pid
	is 'windows that are gone take no memory (64 MB at most)' \
	    "$((kb <= 65536)) " '1 ' || echo "# $kb kB"
else
	skip 'windows that are gone take no memory' 'no /proc, or ASan'
fi
done_testing
