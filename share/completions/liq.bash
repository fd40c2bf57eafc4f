# shellcheck shell=bash
# liq.bash - completions for bash 4.4 and later
#
# What there is to complete is what the programs say: options and their words
# come from --help, exchanges, kinds and formats from liq-fetch --list.  Each
# is asked for once in a shell.
#
# Source this file; or have bash-completion, which finds it by itself where
# make install puts it, once under the name of each program.

# By "PROGRAM --option" and "PROGRAM -o": the operand as --help writes it
# (none where it may be left out) and the words it may be; by PROGRAM: its
# options, as they are offered.
declare -gA _liq_operand _liq_words _liq_options

# The words in an operand such as "svg|html" or "hour", or in a help text such
# as "heatmap: sqrt, log or linear (sqrt)".
_liq_parse() { # KEY OPERAND TEXT
	local text=$3 word='[A-Za-z0-9_:+-]+'
	local aside='^(.*) [[(][^])]*[])](.*)$'

	if [[ $2 == *'|'* || $2 =~ ^[a-z]+$ ]]; then
		text=
		while read -r -d '|' word; do
			[[ $word =~ ^[a-z-]+$ ]] && text+="$word "
		done <<<"$2|"
		_liq_words[$1]=$text
		return
	fi
	text=${text##*: }
	while [[ $text =~ $aside ]]; do
		text=${BASH_REMATCH[1]}${BASH_REMATCH[2]}
	done
	text=${text// or /,}
	text=${text//, /,}
	[[ $text =~ ^$word(,$word)+$ ]] && _liq_words[$1]=${text//,/ }
}

# An option of --help, whose text may stand on the line after it.
_liq_option() { # PROGRAM LETTER NAME OPERAND TEXT
	local key=$1\ --$3

	case $4 in
	=*)
		_liq_operand[$key]=${4#=}
		[[ ${4#=} == FILE || ${4#=} == DIR ]] ||
			_liq_parse "$key" "${4#=}" "$5"
		_liq_options[$1]+="--$3= "
		;;
	*)
		_liq_options[$1]+="--$3 "
		;;
	esac
	[[ $2 ]] || return
	_liq_options[$1]+="-$2 "
	_liq_operand[$1 -$2]=${_liq_operand[$key]-}
	_liq_words[$1 -$2]=${_liq_words[$key]-}
}

# What a program says, in lines; in one piece, as to read a line from a pipe
# is a system call a character.
_liq_ask() { # PROGRAM OPTION
	local text

	text=$("${1/#\~/$HOME}" "$2" 2>/dev/null </dev/null)
	lines=()
	[[ ! $text ]] || mapfile -t lines <<<"$text"
}

_liq_learn() { # PROGRAM
	local line name='' letter='' operand=''
	local -a lines
	local option='^  (-(.),|   ) --([a-z-]+)([^ ]*) *(.*)$'

	[[ ${_liq_options[$1]-} ]] && return
	_liq_ask "$1" --help
	for line in "${lines[@]}"; do
		if [[ $name && $line == '          '* ]]; then
			_liq_option "$1" "$letter" "$name" "$operand" \
				"${line##*  }"
			name=
		elif [[ $line == charts:\ * ]]; then
			_liq_words[$1 CHART]=${line#*: }
		elif [[ $line =~ $option ]]; then
			letter=${BASH_REMATCH[2]} name=${BASH_REMATCH[3]}
			operand=${BASH_REMATCH[4]}
			[[ ${BASH_REMATCH[5]} ]] || continue
			_liq_option "$1" "$letter" "$name" "$operand" \
				"${BASH_REMATCH[5]}"
			name=
		fi
	done
}

# The words of an option, in words; liq-fetch is asked for those it lists.
_liq_find() { # PROGRAM OPTION
	local fetch=${1%liq-*}liq-fetch list='' line
	local -a lines

	case ${1##*/}\ $2 in
	liq-fetch\ --kind | liq-fetch\ -k | liq-fetch\ --as) list=kinds ;;
	liq-fetch\ --exchange | liq-fetch\ -x) list=exchanges ;;
	liq-agg\ --exchange) list=exchanges ;;
	liq-fetch\ --import) list=formats ;;
	*)
		words=${_liq_words[$1 $2]-}
		return
		;;
	esac
	if [[ ! ${_liq_words[$fetch list $list]-} ]]; then
		_liq_ask "$fetch" --list="$list"
		for line in "${lines[@]%% *}"; do
			_liq_words[$fetch list $list]+="$line "
		done
	fi
	words=${_liq_words[$fetch list $list]-}
	[[ $list != kinds || $2 == --as ]] || words+=all
}

# Those of the words that begin as given go to COMPREPLY, after a prefix.
_liq_offer() { # PREFIX BEGINNING WORDS
	local word
	local -a all

	read -r -a all <<<"$3"
	for word in "${all[@]}"; do
		[[ $word != "$2"* || ,$1 == *[=,]"$word",* ]] ||
			COMPREPLY+=("$1$word")
	done
}

_liq_files() { # default|dirnames PREFIX BEGINNING
	local file action=-f

	if [[ $2 == "$held" ]]; then
		# Nothing is offered, so readline completes, and quotes, itself.
		compopt -o "$1"
		return
	fi
	[[ $1 == default ]] || action=-d
	compopt -o filenames
	while IFS= read -r file; do
		COMPREPLY+=("$2$file")
	done < <(compgen "$action" -- "$3")
}

_liq_value() { # PROGRAM OPTION PREFIX BEGINNING
	local operand=${_liq_operand[$1 $2]-} words='' prefix=$3 beginning=$4

	case $operand in
	FILE) _liq_files default "$3" "$4" ;;
	DIR) _liq_files dirnames "$3" "$4" ;;
	*)
		_liq_find "$1" "$2"
		if [[ $operand == LIST || $operand == KEYS ]]; then
			beginning=${4##*,}
			prefix=$3${4%"$beginning"}
			compopt -o nospace
		fi
		_liq_offer "$prefix" "$beginning" "$words"
		;;
	esac
}

# What is not an option: a chart, a market (of which nothing is known without
# a network) or a file.
_liq_other() { # PROGRAM BEGINNING
	if [[ ${_liq_words[$1 CHART]-} && $others -eq 0 ]]; then
		_liq_offer '' "$2" "${_liq_words[$1 CHART]}"
	elif [[ ${1##*/} != liq-fetch || \
		$seen == *' '--@(import|rebuild-state)* ]]; then
		_liq_files default "$held" "${2#"$held"}"
	fi
}

# The words up to the cursor, in words.  Readline cuts them at = : and @ as
# well; held is what it has of the last before the piece it is completing.
_liq_split() {
	local line=${COMP_LINE:0:COMP_POINT} word i n=0

	words=() held=
	for ((i = 0; i <= COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		((i < COMP_CWORD)) || word=${line#"${line%%[![:space:]]*}"}
		if [[ $i -gt 0 && $line == "$word"* && $line != [[:space:]]* ]]
		then
			held=${words[n - 1]}
			words[n - 1]+=$word
		else
			held=
			words[n++]=$word
		fi
		line=${line#*"$word"}
	done
	[[ ! $word =~ ^[=:@]+$ ]] || held=${words[n - 1]}
}

# Goes over a cluster of letters: option is the one that takes an operand,
# value what follows it, prefix what stands before that.
_liq_cluster() { # PROGRAM WORD
	local i

	option=
	for ((i = 1; i < ${#2}; i++)); do
		[[ ${_liq_operand[$1 -${2:i:1}]-} ]] || continue
		option=-${2:i:1} prefix=${2:0:i+1} value=${2:i+1}
		return
	done
}

# What the words before the last leave: option, if it wants its operand, ended
# after --, others, the number of words that are no options, and those seen.
_liq_walk() { # PROGRAM
	local word

	for word in "${words[@]:1:${#words[@]}-2}"; do
		if [[ $option ]]; then
			option=
		elif [[ $ended || $word != -?* ]]; then
			((++others))
		elif [[ $word == -- ]]; then
			ended=1
		elif [[ $word == --* ]]; then
			seen+=" $word"
			[[ ! ${_liq_operand[$1 $word]-} ]] || option=$word
		else
			_liq_cluster "$1" "$word"
			[[ ! $value ]] || option=
		fi
		value=
	done
	prefix=
}

_liq() { # PROGRAM
	local held option='' prefix='' value='' seen='' ended='' others=0 last
	local -a words

	COMPREPLY=()
	_liq_split
	_liq_learn "$1"
	_liq_walk "$1"
	last=${words[-1]}
	if [[ $option ]]; then
		_liq_value "$1" "$option" '' "$last"
	elif [[ $ended || $last != -* ]]; then
		_liq_other "$1" "$last"
	elif [[ $last == --*=* ]]; then
		option=${last%%=*}
		_liq_value "$1" "$option" "$option=" "${last#*=}"
	else
		[[ $last == --* ]] || _liq_cluster "$1" "$last"
		if [[ $value ]]; then
			_liq_value "$1" "$option" "$prefix" "$value"
		else
			_liq_offer '' "$last" "${_liq_options[$1]-}"
		fi
		[[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace
	fi
	COMPREPLY=("${COMPREPLY[@]#"$held"}")
}

complete -F _liq liq-fetch liq-agg liq-levels liq-score liq-render
