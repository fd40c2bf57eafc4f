#!/bin/sh
# Every program against outputs that fail, inputs that are not there, and
# descriptors that are closed.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/cmd/programs.sh"

# Temporary files that were left behind.
litter() {
	find . -name '.*.liq-*'
}

unread() {
	run "$1" <&-
}

# --- outputs that fail

# to WHERE PROGRAM: with its output there
to() {
	where=$1
	shift
	case $where in
	full) run "$@" >/dev/full ;;
	closed) run "$@" >&- ;;
	left) run "$@" >&3 ;;
	ignored) (trap '' PIPE && run "$@" >&3) ;;
	esac
}

for p in $programs; do
	set -- "$p" "$p".in
	t "$p: a full disk" 1 to full "$@"
	same '... is told, once' err <<-!
		$(name "$p"): stdout: No space left on device
	!
	t "$p: stdout is closed" 1 to closed "$@"
	same '... is told, once' err <<-!
		$(name "$p"): stdout: Bad file descriptor
	!
	mkfifo gone
	: <gone &
	exec 3>gone
	wait
	t "$p: a reader that left" 141 to left "$@"
	quiet '... ends it silently'
	t "$p: the same where SIGPIPE is ignored" 141 to ignored "$@"
	quiet '... ends it silently'
	exec 3>&-
	rm gone

	run "$@" >want1
	echo old >file
	t "$p: -o" 0 run "$@" -o file
	cp file got
	same '... has the same bytes' got <want1
	is '... and nothing goes to stdout' "$(wc -c <out)" 0
	t "$p: -o without stdout" 0 to closed "$@" -o file
	t "$p: -o into a folder that is not there" 1 run "$@" -o no/file
	match '... says so' err ': no/file: No such file or directory$'
	mkdir folder
	t "$p: -o over a folder" 1 run "$@" -o folder
	match '... says so' err ': folder: Is a directory$'
	rmdir folder
	t "$p: -o to a full device" 1 run "$@" -o /dev/full
	match '... says so' err ': /dev/full: No space left on device$'
	echo old >elsewhere
	ln -s elsewhere link
	t "$p: -o over a link" 0 run "$@" -o link
	is '... replaces it' "$(cat elsewhere && cmp want1 link)" old
	[ ! -h link ]
	ok '... and it is one no more' $?
	rm link
	mkfifo pipe
	timeout 20 cat pipe >got &
	t "$p: -o to a FIFO" 0 run "$@" -o pipe
	wait
	same '... writes to it' got <want1
	rm pipe
	t "$p: -o /dev/fd/1" 0 run "$@" -o /dev/fd/1
	cp out got
	same '... is what stdout is' got <want1
	is "$p: no temporary file is left" "$(litter)" ''
done
t 'a usage error behind -o' 2 liq-fetch -o file -x market -s -4h BTC
is '... leaves no temporary file' "$(litter)" ''
run agg agg.in -o packed.gz
run agg agg.in >want1
gzip -dc packed.gz >got
same 'a name in .gz is packed' got <want1

# --- whole lines on a disk that fills

for n in $(seq 1 1000); do frame "$n"; done >many

# many: 350 KB of lines
# shellcheck disable=SC2120 # -o, or nothing
many() {
	run import many "$@"
}

# limited COMMAND...: no file may grow beyond 32 KiB
limited() {
	(ulimit -f 64 && "$@")
}

whole() {
	is "$1" "$(tail -c 1 "$2" | od -An -tx1 | tr -d ' ')" 0a
}

# many_to FILE
many_to() {
	# shellcheck disable=SC2119 # not this one's
	many >>"$1"
}

t 'beyond ulimit -f' 1 limited many_to lines
match '... says so' err 'stdout: File too large'
whole '... a whole line is last' lines
[ "$(wc -l <lines)" -gt 30 ]
ok '... of many' $?
echo first >lines
t 'appending beyond it' 1 limited many_to lines
is '... keeps what was there' "$(head -1 lines)" first
whole '... and a whole line is last' lines
echo old >file
t '-o beyond it' 1 limited many -o file
is '... keeps the old file' "$(cat file; litter)" old
mkdir small
if [ "$(id -u)" -eq 0 ] &&
    mount -t tmpfs -o size=64k tmpfs small 2>/dev/null; then
	t 'a file system of 64 KiB' 1 many_to small/lines
	match '... is full' err 'stdout: No space left on device'
	whole '... a whole line is last' small/lines
	echo old >small/lines
	t '-o on it' 1 many -o small/lines
	is '... keeps the old file' "$(cat small/lines; ls -A small)" \
	    "$(printf 'old\nlines')"
	umount small
else
	skip 'a file system of 64 KiB' 'it cannot be mounted'
fi

# --- descriptors 0 to 2 open or closed

# closed STATUS PROGRAM REDIRECTION...: what ends otherwise, or hurts its input
closed() {
	want=$1 p=$2
	shift 2
	for how; do
		eval "run $p $p.in $how" >out 2>err
		[ $? -eq "$want" ] || echo "[$how]"
		cmp -s before "$p".in || echo hurt
	done
}

for p in $programs; do
	cp "$p".in before
	is "$p: stdin and stderr may be closed" \
	    "$(closed 0 "$p" '' '<&-' '2>&-' '<&- 2>&-')" ''
	is "$p: stdout may not" \
	    "$(closed 1 "$p" '>&-' '<&- >&-' '>&- 2>&-' '<&- >&- 2>&-')" ''
done
for p in $programs; do
	t "$p: a closed stdin is not an empty one" 1 unread "$p"
	match '... says so' err '<stdin>: Bad file descriptor'
done

# --- the last word, however much was said before

for n in $(seq 30); do
	echo "nothing $n"
done >many
cat agg.in >>many
for p in 'liq-agg' 'liq-levels' 'liq-score' 'liq-render table'; do
	rc=0
	$p many >out 2>err || rc=$?
	is "$p: many refused lines" $rc 3
	is '... are counted, and what it comes to is said' \
	    "$(sed -n '/more messages/,$p' err | head -2)" \
	    "${p% table}: ... 10 more messages like these
${p% table}: incomplete: lines were refused"
	$p -q many >out 2>err
	quiet '... but not with -q'
	$p -v agg.in >out 2>err
	match '... and -v says what was read' err "^${p% table}: 3 lines, 0 refused, 3 records"
done
printf '%s\n' '{"type":"begin","ts":1738310400000,"program":"x","version":"1","schema":1,"options":{},"sources":[{"exchange":"okx","class":"sampled","kinds":["liquidation"]}],"previous":null}' >told
cat agg.in >>told
liq-agg -v told >out 2>err
match '... and who spoke' err ': 4 lines, .*, okx \(sampled\)'

# --- inputs that are not there

for p in $programs; do
	mkdir folder
	t "$p: a folder" 1 run "$p" folder
	match '... says so' err ': folder: Is a directory$'
	rmdir folder
	t "$p: no such file" 1 run "$p" nowhere
	match '... says so' err ': nowhere: No such file or directory$'
	: >empty
	t "$p: an empty file" 0 run "$p" empty
	quiet '... is no fault'
	t "$p: an empty pipe" 0 run "$p"
	if script -qec true /dev/null >/dev/null 2>&1; then
		t "$p: a terminal" 2 script -qec "$(words "$p")" /dev/null
		match '... is no input' out 'standard input is a terminal'
	else
		skip "$p: a terminal" 'no script(1)'
	fi
done
t 'a file that is not there' 1 liq-agg --no-meta nowhere agg.in
match '... spoils not the others' out '"count":3,'

done_testing
