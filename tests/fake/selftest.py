"""Tests of the fake exchange itself, in TAP: would it notice?

The judge gets what a perfect liq-fetch would have written, which it must
pass, and then the same with one thing wrong, which it must name.  The server
is asked over a real socket for every fault there is.  And the language of
scenarios refuses what is not in it.
"""

import asyncio
import re
import ssl
import sys
import tempfile
import zlib
from decimal import Decimal

import faults
import judge
import scenario
import tls
from asked import Asked
from dialects import DIALECTS, HOSTS
from ledger import Ledger, Plan
from server import Clock, Server
from world import HOUR, MINUTE

NOW = 1_795_000_000_000
SINCE, UNTIL = NOW - 2 * HOUR, NOW - 10 * MINUTE
WIDTH = 5 * MINUTE  # of candles


class Tap:
    count = bad = 0

    def ok(self, name, passed, why=''):
        self.count += 1
        print(f'{"" if passed else "not "}ok {self.count} - {name}')
        if not passed:
            self.bad += 1
            print('# ' + str(why).replace('\n', '\n# '))

    def done(self):
        print(f'1..{self.count}')
        return min(1, self.bad)


# The judge

def perfect():
    """A case of gate's BTC in which nothing is wrong."""
    ledger = Ledger(Plan(rate=30, twins=0.5), NOW, DIALECTS)
    want = Asked(['gate'], ['liquidation', 'candle'], ['BTC'], SINCE, UNTIL,
                 'out')
    case = judge.Case(ledger.header(), ledger.records(want), want, now=NOW)
    case.records = [{'type': 'begin'}]
    seen = {}
    for e in case.ledger:
        if SINCE <= e['ts'] < UNTIL:
            key = judge.key_of(e)
            seen[key] = seen.get(key, 0) + 1
            case.records.append({
                **e, 'type': 'liquidation', 'price': Decimal(e['price']),
                'qty': Decimal(e['qty']), 'id': f'{key} {seen[key]}'})
    btc = next(m for m in ledger.first['gate'] if m.symbol == 'BTC_USDT')
    for t in range(-(-SINCE // WIDTH) * WIDTH, UNTIL, WIDTH):
        c = ledger.world.candle(btc, t, WIDTH)
        case.records.append({
            'type': 'candle', 'ts': t, 'exchange': 'gate', 'symbol':
            btc.symbol, 'width_ms': WIDTH, 'open': btc.price(c.open),
            'high': btc.price(c.high), 'low': btc.price(c.low), 'close':
            btc.price(c.close), 'volume': btc.coins(c.volume, c.close),
            'usd': None, 'buy_volume': None})
    for kind in ('liquidation', 'candle'):
        case.records.append({'type': 'mark', 'exchange': 'gate', 'symbol':
                             None, 'kind': kind, 'since': SINCE,
                             'until': UNTIL})
    return case


def liquidations(case):
    return [r for r in case.records if r['type'] == 'liquidation']


def twins(case):
    """The second of two equal events."""
    seen = set()
    for r in liquidations(case):
        if judge.key_of(r) in seen:
            return r
        seen.add(judge.key_of(r))
    raise LookupError('the ledger has no twins')


def single(case):
    keys = [judge.key_of(r) for r in liquidations(case)]
    return next(r for r in liquidations(case)
                if keys.count(judge.key_of(r)) == 1)


def last(case, kind):
    return [r for r in case.records if r['type'] == kind][-1]


def first(case, kind):
    return next(r for r in case.records if r['type'] == kind)


def mark(case, kind='liquidation'):
    return next(r for r in case.records
                if r['type'] == 'mark' and r['kind'] == kind)


def gap(since, until, fix='none'):
    return {'type': 'gap', 'exchange': 'gate', 'symbol': None, 'kind':
            'liquidation', 'since': since, 'until': until, 'why':
            'maintenance', 'fix': fix}


# What is done to a perfect case, and what the judge must say.
WRONGS = {
    'an event lost': (
        lambda c: c.records.remove(single(c)), 'lost: gate'),
    'a twin deleted': (
        lambda c: c.records.remove(twins(c)), r'\d of \d twins'),
    'an event doubled': (
        lambda c: c.records.append({**single(c), 'id': 'another'}),
        '2 times instead of 1'),
    'a line doubled': (
        lambda c: c.records.append(dict(single(c))), 'the id .* twice'),
    'an event that never was': (
        lambda c: single(c).update(qty=Decimal('123456')), 'never happened'),
    'a side turned': (
        lambda c: single(c).update(side='long' if single(c)['side'] ==
                                   'short' else 'short'), 'never happened'),
    'a time a millisecond off': (
        lambda c: single(c).update(ts=single(c)['ts'] + 1), 'lost: gate'),
    'a mark that begins late': (
        lambda c: mark(c).update(since=SINCE + 5), '5 ms are neither'),
    'a hole between two marks': (
        lambda c: (mark(c).update(until=NOW - HOUR), c.records.append(
            {**mark(c), 'since': NOW - HOUR + 1, 'until': UNTIL})),
        '1 ms are neither'),
    'no mark at all': (
        lambda c: c.records.remove(mark(c)), 'neither covered nor missing'),
    'a gap inside a mark of the same run': (
        lambda c: c.records.append(gap(NOW - HOUR, NOW - HOUR + 5)),
        'covered and missing at once'),
    'a price of a candle': (
        lambda c: last(c, 'candle').update(high=Decimal(1)), 'high is 1'),
    'the unit of a volume': (
        lambda c: last(c, 'candle').update(
            volume=last(c, 'candle')['volume'] * 1000), 'volume is'),
    'a candle missing': (
        lambda c: c.records.remove(first(c, 'candle')), '1 missing'),
    'a candle twice': (
        lambda c: c.records.append(dict(last(c, 'candle'))), '1 twice'),
    'a market of nobody': (
        lambda c: last(c, 'candle').update(symbol='XBT'), 'no such market'),
}


def judged(change=None):
    case = perfect()
    if change:
        change(case)
    return judge.judge(case)


def test_judge(tap):
    case = judged()
    tap.ok('what is perfect passes', not case.failures, case.failures)
    tap.ok('and there was something to judge', case.totals.events > 50 and
           len(case.records) > 55, case.totals)
    for name, (change, words) in WRONGS.items():
        found = judged(change).failures
        tap.ok(f'{name}: named', any(re.search(words, f) for f in found),
               found)

    def hide(case):
        """A stretch is a gap, and its events are not there."""
        since, until = NOW - HOUR, NOW - HOUR + 10 * MINUTE
        mark(case).update(until=since)
        case.records += [{**mark(case), 'since': until, 'until': UNTIL},
                         gap(since, until)]
        case.records = [r for r in case.records if r['type'] !=
                        'liquidation' or not since <= r['ts'] < until]
    case = judged(hide)
    tap.ok('what lies in a gap is not lost', not case.failures,
           case.failures)
    def lose_later(case):
        """Another run says that it lacks what the first one had."""
        since, until = NOW - HOUR, NOW - HOUR + 10 * MINUTE
        case.records += [{'type': 'begin'}, gap(since, until)]
        case.records = [r for r in case.records if r['type'] !=
                        'liquidation' or not since <= r['ts'] < until]
    later = judged(lose_later)
    tap.ok('of two runs the later has the last word', not later.failures,
           later.failures)
    t = case.totals
    tap.ok('covered, gap and pending are the time that was asked for',
           t.covered + t.gap + t.pending == t.elapsed > 0 and t.gap > 0
           and t.in_gaps > 0, t)


# The server

# Words of a fault, and what must be true of all bytes that came for it.
SENT = {
    '302 https://x.example/': rb'^HTTP/1.1 302 .*Location: https://x',
    '403 cloudfront': rb'^HTTP/1.1 403 .*CloudFront',
    '403 bybit-too-frequent': rb'^HTTP/1.1 403 .*access too frequent',
    '403 waf': rb'^HTTP/1.1 403 ', '404': rb'^HTTP/1.1 404 ',
    '418 +90s': rb'^HTTP/1.1 418 .*Retry-After: 90.*banned until \d{13}',
    '429': rb'^HTTP/1.1 429 (?!.*Retry)',
    '429 retry-after 7': rb'^HTTP/1.1 429 .*Retry-After: 7\r',
    '451': rb'^HTTP/1.1 451 .*restricted location',
    '500': rb'^HTTP/1.1 500 ', '502': rb'^HTTP/1.1 502 ',
    '503 maintenance': rb'^HTTP/1.1 503 .*upgrade', '204':
    rb'^HTTP/1.1 204 (?!.*Content-Length)', 'html-200':
    rb'^HTTP/1.1 200 .*text/html.*<html>', 'text-200': rb'ok\n$',
    'null-200': rb'\r\n\r\nnull$', 'empty-200': rb'Length: 0\r\n\r\n$',
    'array-200': rb'\[\]$', 'object-200': rb'\{\}$',
    'deep-200': rb'\[{99999}', 'twice-200': rb'"code":"0","code":"1"',
    'nan-200': rb'NaN', 'json-cut 9': rb'\r\n\r\n.{9}$',
    'pad 9K': rb'Length: 9216.* {99}$', 'bom': rb'\r\n\r\n\xef\xbb\xbf',
    'nul': rb'\0', 'utf8-bad': rb'\xff',
    'error rate': rb'429 .*TOO_MANY_REQUESTS', 'error busy': rb'TOO_BUSY',
    'error symbol': rb'NOT_FOUND', 'error ask': rb'INVALID_PARAM',
    'error ban': rb'FORBIDDEN', 'error missing': rb'404 .*NOT_FOUND',
    'empty': rb'\r\n\r\n\[\]$', 'bad 1': rb'n/a',
    'unit ms': rb'"time":\d{13}', 'reverse': rb'\]$', 'again 2': rb'\]$',
    'overlap 2': rb'\]$', 'plain': rb'\}\]$', 'gzip': rb'Encoding: gzip',
    'delay 30ms': rb'\]$', 'drip 900/1ms': rb'\]$',
    'idle': rb'^$', 'cut 40': rb'\r\n\r\n.{40}$', 'rst': rb'^$',
    'rst 40': rb'\r\n\r\n.{0,40}$', 'length +3': rb'\]$',
    'length -3': rb'\]$', 'chunked': rb'chunked.*\r\n0\r\n\r\n$',
    'chunk-bad': rb'chunked.*ZZZ', 'chunk-cut 50':
    rb'chunked\r\n\r\n.{50}$', 'gzip-cut 30': rb'gzip.*\r\n\r\n.{30}$',
    'gzip-bomb 64M': rb'gzip.*\x1f\x8b', 'gzip-garbage':
    rb'not a stream', 'header-flood': rb'X-Filler-19999',
    'header-long': rb'X-Long: x{9999}', 'continue-flood':
    rb'^(HTTP/1.1 100 Continue\r\n\r\n){9}', 'garbage': rb'^SSH-2.0',
    'close': rb'Connection: close.*\]$',
}


async def fetch(port, context, packed, patience):
    """All bytes that come for one request."""
    reader, writer = await asyncio.open_connection(
        '127.0.0.1', port, ssl=context, server_hostname='api.gateio.ws')
    writer.write(b'GET /api/v4/futures/usdt/liq_orders?limit=9 HTTP/1.1\r\n'
                 b'Host: api.gateio.ws\r\nConnection: close\r\n' + (
                     b'Accept-Encoding: gzip\r\n' if packed else b'')
                 + b'\r\n')
    got = b''
    try:
        while part := await asyncio.wait_for(reader.read(1 << 20), patience):
            got += part
    except (OSError, ssl.SSLError, asyncio.TimeoutError):
        pass
    writer.transport.abort()
    return got


async def test_server(tap):
    with tempfile.TemporaryDirectory(prefix='liq-ca.') as folder:
        serving = tls.context(folder, 'good', HOSTS)
        asking = ssl.create_default_context(cafile=folder + '/ca.pem')
        ledger = Ledger(Plan(rate=200), Clock().now(), DIALECTS)

        async def one(words, pattern):
            rules = [scenario.parse('', f'title x\non gate * all {words}'
                                    ).rules[0]]
            server = Server(ledger, DIALECTS, rules, Clock())
            port = await server.start(serving)
            got = await fetch(port, asking, 'gzip' in words,
                              0.2 if words == 'idle' else 20)
            await server.stop()
            return words, got, re.search(pattern, got, re.S)
        found = await asyncio.gather(*(one(*pair) for pair in SENT.items()))
        for words, got, match in found:
            tap.ok(f'fault: {words}', match, got[:300])
        names = {words.split()[0] for words in SENT}
        tap.ok('every fault there is was tried', names >= {
            *faults.ROWS, *faults.BODIES, *faults.WIRES, 'error'} | {
            name.split()[0] for name in faults.REPLIES})
        packed = dict((w, g) for w, g, _ in found)['gzip']
        head, _, body = packed.partition(b'\r\n\r\n')
        tap.ok('what is packed can be unpacked', zlib.decompress(
            body, 31).startswith(b'[{"contract"'), head)


# The language

MISTAKES = ('tittle x', 'title x\non gate liq_orders 2 explode',
            'title x\non gate liq_orders two rst', 'title x\nexit 3',
            'title x\nworld sead=1', 'title x\nclock soon', 'clock +1h',
            'title x\nstorm gate 3h 5 1s')


def test_language(tap):
    for text in MISTAKES:
        try:
            scenario.parse('s', text)
            tap.ok(f'refused: {text!r}', False)
        except scenario.Mistake as error:
            tap.ok(f'refused: {text!r}', str(error).startswith('s:'))


def test_world(tap):
    one, other = (Ledger(Plan(), NOW, DIALECTS).records() for _ in '12')
    tap.ok('the same plan gives the same ledger', one == other)
    changed = Ledger(Plan(seed=2), NOW, DIALECTS).records()
    tap.ok('another seed another one', one != changed)
    tap.ok('numbers are exact', all(
        Decimal(r['price']) > 0 and Decimal(r['qty']) > 0 for r in one))


def main():
    tap = Tap()
    test_judge(tap)
    test_language(tap)
    test_world(tap)
    asyncio.run(test_server(tap))
    return tap.done()


if __name__ == '__main__':
    sys.exit(main())
