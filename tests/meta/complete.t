#!/bin/sh
# Completions: every option and every listed word of every program, in bash as
# readline calls it; in zsh and fish where they are.
. "$(dirname "$0")/../tap.sh"

programs='liq-fetch liq-agg liq-levels liq-score liq-render'

# ask.bash reads lines up to a cursor and writes "LINE|reply reply ...", with
# what it asked readline for in front, as (nospace).  Words are cut as readline
# cuts them.
cat >ask.bash <<'!'
set -u
. "$1"
compopt() { asked+="($2)"; }
pattern='^[[:space:]]*([^=:@[:space:]]+|[=:@]+)(.*)$'
while IFS= read -r COMP_LINE; do
	COMP_POINT=${#COMP_LINE} COMP_WORDS=() rest=$COMP_LINE asked=
	while [[ $rest =~ $pattern ]]; do
		COMP_WORDS+=("${BASH_REMATCH[1]}")
		rest=${BASH_REMATCH[2]}
	done
	[[ ! $rest ]] || COMP_WORDS+=('')
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	_liq "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" ''
	echo "$COMP_LINE|$asked${COMPREPLY[*]}"
done
!
ask() {
	bash ask.bash "$top/share/completions/liq.bash" 2>&1
}

# What --help lists, as it is offered: "--name=" or "--name", "-n".
for program in $programs; do
	"$program" --help | sed -n '
		s/^  \(-.\), --\([a-z-]*\)\(=\{0,1\}\).*/\1\n--\2\3/p
		s/^      --\([a-z-]*\)\(=\{0,1\}\).*/--\1\2/p' | sort >offered
	[ "$(grep -c -e '^--' offered)" -gt 10 ]
	ok "$program: has options" $?
	echo "$program -" | ask | sed 's/.*|//; s/^(nospace)//' | tr ' ' '\n' |
		sort >got
	same "$program: offers them all" got <offered
	# All but the last letter of a name is enough, where no other is alike.
	while IFS= read -r option; do
		word=${option%=} part=${option%=}
		[ ${#word} -le 2 ] || part=${word%?}
		echo "$program -q $part|$(grep -e "^$part" offered | paste -sd' ' -)"
	done <got >lines
	sed 's/|.*//' lines | ask | sed 's/(nospace)//' |
		while IFS= read -r line; do
			# shellcheck disable=SC2086 # words
			echo "${line%%|*}|$(printf '%s\n' ${line#*|} |
				sort | paste -sd' ' -)"
		done >got
	same "$program: completes each" got <lines
	case $program in
	liq-fetch | liq-render) other= ;; # a market or a chart
	*) other='(default)' ;;
	esac
	ask <<-! >got
		$program -- --he
		$program --zz
		$program --zz=
		$program -@
	!
	same "$program: no options after --, nothing for what is not one" got <<-!
		$program -- --he|$other
		$program --zz|
		$program --zz=|
		$program -@|
	!
done

# The words of options that have some; a list goes on after its commas, and a
# name with = is one word whatever readline makes of it.
names() {
	liq-fetch --list="$1" | sed 's/ .*//' | paste -sd' ' -
}
cat >lines <<!
liq-fetch -k |(nospace)$(names kinds) all
liq-fetch --kind=|(nospace)$(names kinds) all
liq-fetch --as |$(names kinds)
liq-fetch --as=|$(names kinds)
liq-fetch -x |(nospace)$(names exchanges)
liq-fetch -qfx |(nospace)$(names exchanges)
liq-agg --exchange=|(nospace)$(names exchanges)
liq-fetch --import |$(names formats)
liq-fetch --import=|$(names formats)
!
cat >>lines <<'!'
liq-fetch -k candle,o|(nospace)candle,oi
liq-fetch -kcandle,o|(nospace)-kcandle,oi
liq-fetch --kind=candle,oi,b|(nospace)candle,oi,book
liq-fetch -k candle,c|(nospace)
liq-fetch -k candle,oi BTC -x okx,bit|(nospace)okx,bitfinex okx,bitget
liq-agg --by=exchange,s|(nospace)exchange,symbol exchange,side exchange,size
liq-agg -b |(nospace)exchange symbol base side size none
liq-levels --as=cluster,co|(nospace)cluster,column
liq-fetch --list=|exchanges markets kinds formats
liq-fetch --volume-unit=|coin usd contract
liq-fetch --rate-unit |fraction percent
liq-fetch --partition=|hour
liq-fetch --decimals=s|string
liq-agg --decimals |number string
liq-agg --format=t|tsv
liq-agg -w |all
liq-agg --side |long short
liq-levels -m |memory priceonly volume oidelta comb positions
liq-levels --by=|base symbol
liq-score --format=|text ndjson
liq-render --format=|auto unicode ascii svg html
liq-render --sides=|vermillion-blue magenta-green green-red red-green
liq-render --palette=|sides inferno viridis cividis magma
liq-render --theme d|dark
liq-render --theme=d|dark
liq-render --color=a|auto always
liq-render --scale |sqrt log linear quantile
liq-render --cells=|vector raster
liq-render --sort=|usd longs shorts name
liq-render --tz |UTC local +02:00
liq-render |treemap table bars tape spark heatmap map
liq-render -o x --tz=+02:00 ta|table tape
liq-render table |(default)
liq-levels --position=long@89000x25 --ra|(nospace)--range=
liq-agg -o |(default)
liq-agg --output=x|(default)
liq-fetch --state=|(dirnames)
liq-fetch --for=|
liq-fetch --for |
liq-fetch --follow=|
liq-fetch --state --|(dirnames)
liq-agg -o -- --he|--help
liq-agg --importx=|
liq-fetch BT|
liq-fetch --import=csv x|(default)
liq-fetch --rebuild-state x|(default)
!
sed 's/|.*//' lines | ask >got
same 'words, lists, files' got <lines

# Readline itself, at a pipe: it calls the function, cuts the word, adds the
# space or does not.
cat >rc <<'!'
. "$COMPLETIONS"
for p in liq-fetch liq-agg liq-render; do
	eval "$p() {
		case \$1 in
		--help | --list=*) command $p \"\$@\" ;;
		*) { printf '<%s>' $p \"\$@\"; echo; } >>said ;;
		esac
	}"
done
!
mkdir folder
printf '%s\n' 'liq-agg --by=exchange,si	X' 'liq-agg --window=3h --forma	ts	' \
	'liq-render tre	X' 'liq-fetch -k candle,f	,o	' 'liq-agg -o fol	x' \
	'liq-agg --output=fol	x' 'liq-agg - --he	' |
	COMPLETIONS=$top/share/completions/liq.bash INPUTRC=/dev/null TERM=dumb \
	HISTFILE='' bash --noprofile --rcfile rc -i >/dev/null 2>&1
same 'typed with tabs' said <<'!'
<liq-agg><--by=exchange,siX>
<liq-agg><--window=3h><--format=tsv>
<liq-render><treemap><X>
<liq-fetch><-k><candle,funding,oi>
<liq-agg><-o><folder/x>
<liq-agg><--output=folder/x>
<liq-agg><-><--help>
!

# The same in other shells: lines, and what they become or what is offered.
cat >zsh.zsh <<'!'
zmodload zsh/zpty
zpty z 'TERM=dumb zsh -f -i'
# The marks are in two pieces where they are typed: what is typed comes back.
zpty -w z "PS1= PROMPT_EOL_MARK= fpath=(${(q)1} \$fpath); unset zle_bracketed_paste"
zpty -w z 'autoload -U compinit; compinit -u -D; bindkey "^I" complete-word'
zpty -w z 'show() { print -r -- "<"":$LBUFFER:"">"; BUFFER=; }'
zpty -w z 'zle -N show; bindkey "^X" show; print "<"":ready:"">"'
zpty -r z out '*<:ready:>*'
while IFS= read -r line; do
	zpty -w -n z "$line"$'\t\C-X'
	zpty -r z out '*<:*:>*'
	print -r -- ${${out##*<:}%%:>*}
done
!
if command -v zsh >/dev/null; then
	timeout 60 zsh -f zsh.zsh "$top/share/completions" <<-'!' >got
		liq-agg --forma
		liq-fetch -k cand
		liq-fetch --kind=candle,fu
		liq-fetch -fx okx,by
		liq-fetch --import=tard
		liq-fetch --partition=
		liq-render tree
		liq-render --scale=qu
		liq-levels -m pri
		liq-agg -o fol
		liq-fetch fol
		liq-fetch --rebuild-state fol
		liq-agg -- --form
	!
	same 'zsh: typed with tabs' got <<-!
		liq-agg --format=
		liq-fetch -k candle,
		liq-fetch --kind=candle,funding,
		liq-fetch -fx okx,bybit,
		liq-fetch --import=tardis 
		liq-fetch --partition=hour 
		liq-render treemap 
		liq-render --scale=quantile 
		liq-levels -m priceonly 
		liq-agg -o folder/
		liq-fetch fol
		liq-fetch --rebuild-state folder/
		liq-agg -- --form
	!
else
	skip 'zsh: typed with tabs' 'no zsh'
fi

if command -v fish >/dev/null; then
	mkdir fish
	for program in $programs; do
		cp "$top/share/completions/liq.fish" "fish/$program.fish"
	done
	cat >ask.fish <<-'!'
		set -g fish_complete_path fish
		while read -l line
			set -l got (complete -C $line | string replace -r '\t.*' '' | sort)
			echo "$line|$got"
		end
	!
	cat >lines <<-'!'
		liq-agg --forma|--format
		liq-fetch -k cand|candle
		liq-fetch --kind=candle,o|--kind=candle,oi
		liq-fetch -fx okx,by|okx,bybit
		liq-fetch --kind=candle,c|
		liq-fetch --import=t|--import=tardis
		liq-fetch --partition |hour
		liq-render t|table tape treemap
		liq-levels -m p|positions priceonly
		liq-agg -o fol|folder/
		liq-fetch fol|
		liq-fetch --rebuild-state fol|folder/
		liq-agg --top |
	!
	sed 's/|.*//' lines | HOME=$dir fish --no-config ask.fish >got 2>&1
	same 'fish: what is offered' got <lines
else
	skip 'fish: what is offered' 'no fish'
fi
done_testing
