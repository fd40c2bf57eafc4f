# liq.fish - completions for fish 3.4 and later
#
# What there is to complete is what the programs say: options and their words
# come from --help, exchanges, kinds and formats from liq-fetch --list.
#
# make install puts this file where fish looks, once under the name of each
# program: it is read when that name is first completed, and is about it.

# The words in an operand such as "svg|html" or "hour", or in a help text such
# as "heatmap: sqrt, log or linear (sqrt)".
function __liq_words --argument-names operand text
	if string match -qr '\||^[a-z]+$' -- $operand
		string split '|' -- $operand | string match -r '^[a-z-]+$'
		return
	end
	set -l words (string replace -r '^.*: ' '' -- $text |
		string replace -ra ' [[(][^])]*[])]' '' |
		string replace -ra ' or |, ' , | string split ,)
	if test (count $words) -gt 1
		and not string match -qvr '^[A-Za-z0-9_:+-]+$' -- $words
		printf '%s\n' $words
	end
end

function __liq_list --argument-names what
	liq-fetch --list=$what 2>/dev/null | string replace -r ' .*' ''
end

# Words after those of a list that are there.
function __liq_commas
	set -l before (commandline -ct | string replace -r '^--[^=]*=' '' |
		string match -r '.*,'; or echo)
	for word in $argv
		string match -q "*,$word,*" -- ,$before
		or echo $before$word
	end
end

# The words of an option, as complete -a takes them.
function __liq_choices --argument-names program name operand text
	set -l choices
	switch "$program $name"
		case 'liq-fetch kind'
			set choices '(__liq_list kinds) all'
		case 'liq-fetch as'
			set choices '(__liq_list kinds)'
		case 'liq-fetch exchange' 'liq-agg exchange'
			set choices '(__liq_list exchanges)'
		case 'liq-fetch import'
			set choices '(__liq_list formats)'
		case '*'
			set choices (__liq_words $operand $text)
	end
	if contains -- $operand LIST KEYS; and test -n "$choices"
		set choices "(__liq_commas $choices)"
	end
	echo $choices
end

function __liq_reads_files
	string match -qr -- '^--(import|rebuild-state)' (commandline -opc)
end

function __liq_option --argument-names program letter name operand text
	set -l names -l $name -d $text
	test -n "$letter"; and set -a names -s $letter
	switch $operand
		case =FILE
			complete -c $program $names -rF
		case =DIR
			complete -c $program $names \
				-xa '(__fish_complete_directories)'
		case '=*'
			complete -c $program $names -xa (__liq_choices \
				$program $name (string sub -s 2 -- $operand) $text)
		case '*'
			complete -c $program $names
	end
end

# Operands are a chart first, a market (of which nothing is known without a
# network) or files.
function __liq_learn --argument-names program
	set -l option '^  (?:   |-)(.?)(?:, | )--([a-z-]+)(\S*) *(.*)$'
	for line in ($program --help 2>/dev/null | string collect |
			string replace -ra '\n {30}' ' ' | string split \n)
		if set -l part (string match -r $option -- $line)
			__liq_option $program (string trim -- $part[2]) $part[3..]
		else if set -l charts (string match -rg '^charts: (.*)' $line)
			complete -c $program -f -a $charts \
				-n "not __fish_seen_subcommand_from $charts"
		end
	end
	test $program != liq-fetch
	or complete -c $program -n 'not __liq_reads_files' -f
end

__liq_learn (string replace -r '\.fish$' '' (status basename))
