#!/bin/sh
# The README's pictures and the output it shows are what the programs draw.
. "$(dirname "$0")/../tap.sh"

mkdir drawn
t 'the pictures are drawn' 0 sh "$top/share/pictures/draw.sh" drawn
for picture in "$top"/share/pictures/*.svg; do
	name=$(basename "$picture")
	cmp -s "$picture" "drawn/$name"
	ok "$name is up to date (make pictures)" $?
done
# What stands below a command, indented by four and without a prompt.
command=$(sed -n 's/^    \$ \(.*liq-render table -t 10\)$/\1/p' "$top/README.md" | head -1)
sh -c "$command" >shown 2>&1
awk -v c="    \$ $command" '$0 == c { on = 1; next }
	on && /^ *$/ { blank++; next }
	on && !/^    / { exit }
	on && /^    \$/ { exit }
	on { while (blank > 0) { print ""; blank-- }; print substr($0, 5) }' "$top/README.md" |
	sed '/./,$!d' >readme
sed -i '/./,$!d' shown
diff -u readme shown >difference
ok 'the table in the README is what the command prints' $? || sed 's/^/# /' difference
done_testing
