#!/bin/sh
# agg-hosts.sh - two hosts add up two days of the built-in market, quarter of
# a day by quarter, and a merger prints the bytes of a single process; shards
# that are missing, as when a host is gone, are refused.
#
# The hosts are network namespaces with a wire between them; GNU parallel on
# the first hands the files out to both, over ssh and rsync.  Needs root, ip,
# sshd, rsync and parallel; without them two processes take the place of hosts.
# Programs are those of $PATH.
LC_ALL=C TZ=UTC
export LC_ALL TZ
dir=$(mktemp -d "${TMPDIR:-/tmp}/liq-hosts.XXXXXX") || exit 1
one=liq-one-$$ two=liq-two-$$ here=10.91.7.1 there=10.91.7.2
# shellcheck disable=SC2317 # by trap
clean() {
	for pid in "$dir"/pid.*; do
		[ ! -f "$pid" ] || kill "$(cat "$pid")"
	done
	ip netns del "$one" 2>/dev/null
	ip netns del "$two" 2>/dev/null
	cd / && rm -rf "$dir"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM
cd "$dir" || exit 1
bad=0

says() {
	if [ "$2" = "$3" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1: $2, not $3"
		bad=1
	fi
}

agg=$(command -v liq-agg) || exit 1
what='-i 1h -b exchange,base,side -s 2025-01-01 -u 2025-01-03'
start=1735689600 quarter=21600 parts=8
for i in 0 1 2 3 4 5 6 7; do
	liq-fetch -q --no-meta -x market -s $((start + i * quarter)) \
	    -u $((start + (i + 1) * quarter)) '*' >"$i.liq" || exit 1
done
# shellcheck disable=SC2086 # options
liq-agg $what ./*.liq >whole || exit 1

# serve NAMESPACE ADDRESS: an sshd that lets this run in
serve() {
	cat >"sshd.$2" <<-!
		ListenAddress $2
		HostKey $dir/key
		AuthorizedKeysFile $dir/key.pub
		PermitRootLogin yes
		StrictModes no
		PidFile $dir/pid.$2
	!
	ip netns exec "$1" "$(command -v sshd)" -f "$dir/sshd.$2"
}

hosts() {
	for need in ip sshd ssh-keygen rsync parallel; do
		command -v "$need" >/dev/null || return 1
	done
	ip netns add "$one" && ip netns add "$two" &&
		ip -n "$one" link set lo up &&
		ip -n "$one" link add wire type veth peer wire netns "$two" &&
		ip -n "$one" addr add $here/24 dev wire &&
		ip -n "$two" addr add $there/24 dev wire &&
		ip -n "$one" link set wire up && ip -n "$two" link set wire up &&
		ssh-keygen -q -t ed25519 -N '' -f "$dir/key" &&
		mkdir -p /run/sshd && serve "$one" $here && serve "$two" $there
}

# spread: a shard of each file, by both hosts; "log" has who made it
spread() {
	ssh="ssh -i $dir/key -o StrictHostKeyChecking=no -o ConnectTimeout=3 \
-o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
	ip netns exec "$one" parallel --no-notice -j1 --ssh "$ssh" \
	    -S "$here,$there" --transferfile '{}' --return '{.}.part' --cleanup \
	    --workdir ... --joblog log \
	    "$agg --partial $what {} >{.}.part" ::: ./*.liq 2>parallel.err
}

merged() {
	# shellcheck disable=SC2086 # options
	liq-agg --merge --expect=$parts $what ./*.part >got 2>why
}

if hosts; then
	spread
	says 'all shards come back' $? 0
	says 'both hosts made some' \
	    "$(tail -n +2 log | cut -f2 | sort -u | paste -sd' ' -)" "$here $there"
else
	echo '# no namespaces, sshd, rsync or parallel: two processes'
	# shellcheck disable=SC2016 # expanded by sh
	printf '%s\n' 0 1 2 3 4 5 6 7 | xargs -P2 -I@ sh -c \
	    "$agg --partial $what @.liq >@.part"
	says 'all shards are made' $? 0
fi
merged
says 'they merge' $? 0
cmp -s got whole
says 'to the bytes of one process' $? 0
rm 3.part
merged
says 'without one nothing is merged' "$? $(wc -c <got)" '1 0'
says 'and it says so' "$(grep -c 'nothing is merged: 7 shards, not 8' why)" 1

if [ -f log ]; then
	rm -f ./*.part
	ip -n "$two" link set wire down
	spread
	says 'a host that is gone fails' "$(($? > 0))" 1
	merged
	says 'and nothing is merged' "$(wc -c <got)" 0
fi
exit $bad
