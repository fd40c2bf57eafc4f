"""The fake exchanges, by themselves: for curl, and for looking at.

    exchange.py SCENARIO [--port-file FILE] [--ca DIR] [--log FILE]
                [--ledger FILE]

Serves one scenario ("-" is none) until it is told to stop.  The port goes to
FILE when it listens, the authority's certificate is DIR/ca.pem, the log has a
line of JSON for each request.

    liq-fetch --connect-to=gate=127.0.0.1:PORT --cacert=DIR/ca.pem -x gate BTC
"""

import argparse
import asyncio
import os
import signal
import sys
import tempfile

import tls
from dialects import DIALECTS, HOSTS
from feeds import Feeds
from ledger import Ledger
from scenario import Mistake, Scenario, parse
from server import Clock, Server


async def serve(scenario, words, folder):
    clock = Clock(scenario.clock, scenario.hour)
    ledger = Ledger(scenario.plan, clock.now() // 1000 * 1000, DIALECTS)
    if words.ledger:
        ledger.write(words.ledger)
    server = Server(ledger, DIALECTS, scenario.rules, clock,
                    free=scenario.free, log_file=words.log,
                    feeds=Feeds(ledger, scenario.feed_rules))
    port = await server.start(tls.context(folder, scenario.tls, HOSTS))
    if words.port_file:
        with open(words.port_file + '.new', 'w', encoding='ascii') as file:
            print(port, file=file)
        os.replace(words.port_file + '.new', words.port_file)
    else:
        print(port, flush=True)
    over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    await over.wait()
    await server.stop()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('scenario')
    parser.add_argument('--port-file')
    parser.add_argument('--ca')
    parser.add_argument('--log', type=argparse.FileType('a'))
    parser.add_argument('--ledger')
    words = parser.parse_args()
    scenario = Scenario()
    if words.scenario != '-':
        with open(words.scenario, encoding='ascii') as file:
            try:
                scenario = parse(words.scenario, file.read())
            except Mistake as error:
                print(error, file=sys.stderr)
                return 2
    with tempfile.TemporaryDirectory(prefix='liq-ca.') as own:
        folder = words.ca or own
        os.makedirs(folder, exist_ok=True)
        asyncio.run(serve(scenario, words, folder))
    return 0


if __name__ == '__main__':
    sys.exit(main())
