#!/bin/sh
# fresh.sh - bootstrap demo and check in a Debian that has nothing: no make,
# no compiler.  Needs root and debootstrap; takes about five minutes.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
mirror=${MIRROR:-http://deb.debian.org/debian}
suite=${SUITE:-bookworm}

[ "$(id -u)" -eq 0 ] || { echo "fresh.sh: needs root" >&2; exit 2; }
root=$(mktemp -d /tmp/liq-fresh.XXXXXX)
clean() {
	umount "$root/dev" "$root/proc" 2>/dev/null || true
	rm -rf --one-file-system "$root"
}
trap clean EXIT
debootstrap --variant=minbase "$suite" "$root" "$mirror" >/dev/null
cp -r /etc/apt/. "$root/etc/apt/"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
git clone -q "$top" "$root/root/liq"
for job in demo check; do
	start=$(date +%s)
	chroot "$root" sh -c "cd /root/liq && ./bootstrap $job"
	echo "fresh: ./bootstrap $job passed in $(($(date +%s) - start)) s"
done
