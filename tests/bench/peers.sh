#!/bin/sh
# peers.sh - fetch what liq is measured against: peers.sh DIRECTORY
#
# DuckDB, Polars and (for liq-fetch) ws from npm into DIRECTORY, 300 MB or so.  The others are
# packages: libsimdjson-dev g++ nodejs npm jq gojq miller.
mkdir -p "${1:?usage: peers.sh DIRECTORY}" && cd "$1" || exit 1
npm install --silent @duckdb/node-api@1.5.6-r.1 nodejs-polars@0.26.1 \
    nodejs-polars-linux-x64-gnu@0.26.1 ws@8.23.0
