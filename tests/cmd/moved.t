#!/bin/sh
# liq-fetch -a: a file that was moved away between two runs is gone on from.
# While it is written to: the scenarios ws-hup.
. "$(dirname "$0")/../tap.sh"
. "$top/tests/fake/start.sh"

fake_exchange - --ledger ledger
since=$(jq -n 'now - 7200 | floor')

# fetch ARGUMENTS: twice gives the same events again
fetch() {
	liq-fetch --state=state --cacert=ca/ca.pem -x gate \
	    --connect-to=gate="127.0.0.1:$port" -s "$since" "$@" BTC
}

events() {
	gzip -dcf "$@" 2>/dev/null | grep -c '"type":"liquidation"'
}

# The run of each file is of half the time; what overlaps is asked for twice.
half=$((since + 3600))
fetch -u $half -a first
gzip -c first >first.gz

# beside NAME WHAT: the first file lies under that name; one begins as "all"
beside() {
	rm -f all* && rm -rf state
	gzip -dcf first >"$1"
	[ -z "$3" ] || { cp "$3" "$1"; }
	t "$2: a run goes on from it" 0 fetch -a all
	is "$2: it ended well" "$(head -n 1 all | jq -r .previous)" clean
	gzip -dcf "$1" all >both
	python3 "$fake/judge.py" ledger -x gate -m BTC both >judged
	ok "$2: together they have all, once" $? ||
	    head -5 judged | sed 's/^/# /'
	n=$(events all)
	t "$2: and again" 0 fetch -a all
	is "$2: nothing is added" "$(events all)" "$n"
}

beside all.1 'logrotate'
beside all-20261122 'logrotate, dateext'
beside all.1.gz 'packed' first.gz
printf 'half a line' >>first
rm -f all* && rm -rf state
cp first all.1
t 'a half line at its end is nobody'"'"'s' 0 fetch -a all
sed '$d' all.1 | cat - all >both
python3 "$fake/judge.py" ledger -x gate -m BTC both >judged
ok 'all is there, once' $?
sed '$d' first >whole && mv whole first

# What is beside it by chance, or being made of it, is not it.
cp first all.1
head -c 100 first.gz >all.1.gz
touch -d '+1 minute' all.1.gz
rm -f all && rm -rf state
fetch -a all
cat all.1 all >both
python3 "$fake/judge.py" ledger -x gate -m BTC both >judged
ok 'one that is being packed is read before' $?
rm -f all* && rm -rf state
cp first all.old && cp first all.1x && cp first allx.1
fetch -a all
is 'other names are others' "$(head -n 1 all | jq -r .previous)" null
is 'and all is asked for' "$(events all)" "$(events both)"
rm -f all* && rm -rf state
fetch -s $half -a all
cp first all.1
fetch -a all
is 'a file that began by itself goes on from none' \
    "$(events all)" "$(events both)"
done_testing
