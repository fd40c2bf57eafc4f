#!/bin/sh
# What is installed runs, and uninstall leaves nothing.
. "$(dirname "$0")/../tap.sh"

t 'make install into a DESTDIR' 0 make -s -C "$top" install DESTDIR="$dir/root" PREFIX=/usr
t 'an installed program runs' 0 "$dir/root/usr/bin/liq-agg" --version
match 'and knows its schema' out '^schema 1$'
t 'the pages are there' 0 test -s "$dir/root/usr/share/man/man7/liq.7"
t 'the constants are there' 0 cmp "$top/share/params/default.json" \
    "$dir/root/usr/share/liq/params/default.json"
for file in bash-completion/completions/liq-agg zsh/site-functions/_liq \
	fish/vendor_completions.d/liq-agg.fish; do
	t "share/$file is there" 0 test -s "$dir/root/usr/share/$file"
done
t 'make uninstall' 0 make -s -C "$top" uninstall DESTDIR="$dir/root" PREFIX=/usr
is 'nothing is left' "$(find "$dir/root" -type f)" ''
done_testing
