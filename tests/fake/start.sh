#!/bin/sh
# start.sh - a fake exchange of a test's own; sourced behind tap.sh.
#
#   fake_exchange SCENARIO [ARGUMENT...]
#
# Starts exchange.py, "-" being a world without a scenario, and ends it with
# the test; $port is where it listens, ca/ca.pem its authority, $server its
# process and $fake its folder.  Where it cannot run, the test is skipped and over.  No proxy of the
# environment gets between.

# shellcheck disable=SC2034 # for the test
fake=$top/tests/fake

fake_exchange() {
	if ! python3 -c 'import ssl, asyncio' 2>/dev/null ||
	    ! command -v openssl >/dev/null; then
		skip 'the fake exchange' 'python3 with ssl, and openssl, are needed'
		done_testing
	fi
	unset https_proxy HTTPS_PROXY all_proxy ALL_PROXY CURL_CA_BUNDLE \
	    SSL_CERT_FILE
	rm -f port # of one before it
	PYTHONDONTWRITEBYTECODE=1 python3 "$fake/exchange.py" "$@" \
	    --port-file port --ca ca 2>server.err &
	server=$!
	trap 'kill $server 2>/dev/null; cd /; rm -rf "$dir"' EXIT
	tries=100
	while [ ! -s port ] && [ $((tries -= 1)) -gt 0 ]; do
		sleep 0.1
	done
	# shellcheck disable=SC2034 # for the test
	port=$(cat port)
}
