"""Books that liq-fetch made of recorded frames of Bybit, against a naive one.

    book_recorded.py CAPTURE CONNECTION < RECORDS

Each message about a book makes one record.  Each 20th of a market and its last
one are compared, level for level.
"""

import gzip
import json
import sys
from decimal import Decimal

EACH = 20


def messages(path, connection):
    """By symbol, in their order."""
    found = {}
    with gzip.open(path, 'rt', encoding='utf-8') as file:
        for line in file:
            event = json.loads(line)
            if event['t'] != 'recv' or event['conn'] != connection:
                continue
            said = json.loads(event['data'])
            if said.get('topic', '').startswith('orderbook.'):
                found.setdefault(said['data']['s'], []).append(said)
    return found


def books(said):
    """The time of each message, and what the book is after it."""
    levels = {'b': {}, 'a': {}}
    for message in said:
        if message['type'] == 'snapshot':
            levels = {'b': {}, 'a': {}}
        for side, book in levels.items():
            for price, size in message['data'][side]:
                book[Decimal(price)] = Decimal(size)
                if not book[Decimal(price)]:
                    del book[Decimal(price)]
        yield message['ts'], levels


def main():
    wanted = messages(*sys.argv[1:])
    told = {}
    for line in sys.stdin:
        record = json.loads(line, parse_float=Decimal)
        told.setdefault(record['symbol'], []).append(record)
    if wanted.keys() != told.keys() or not told:
        sys.exit(f'# books of {sorted(told)} instead of {sorted(wanted)}')
    for symbol, said in wanted.items():
        if len(told[symbol]) != len(said):
            sys.exit(f'# {symbol}: {len(told[symbol])} of {len(said)}')
        for i, (ts, levels) in enumerate(books(said)):
            if i % EACH and i + 1 < len(said):
                continue
            want = [ts, [list(x) for x in sorted(levels['b'].items())][::-1],
                    [list(x) for x in sorted(levels['a'].items())]]
            got = [told[symbol][i][key] for key in ('ts', 'bids', 'asks')]
            if got != want:
                sys.exit(f'# {symbol} {i}: {got}\n# want: {want}')


main()
