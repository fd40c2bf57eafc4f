"""Tests of the fake live feeds, in TAP: do they do what they say, and would
they notice?

A client of our own, that is not liq-fetch, meets every fault there is and
looks at the frames that come; then it does what clients may not do, and the
server has to name it.
"""

import asyncio
import re
import ssl
import sys
import tempfile
import time
import zlib
from itertools import pairwise

import feed_faults
import judge
import scenario
import tls
import ws
from asked import Asked
from dialects import DIALECTS, HOSTS
from feed_client import LINES, Client
from feeds import FEEDS, Feeds
from ledger import Ledger, Plan
from selftest import Tap
from server import Clock, Server

SECOND = 1000
ORDERS = ('{"op":"subscribe","args":[{"channel":"liquidation-orders",'
          '"instType":"SWAP"}]}')
PRICES = ('{"op":"subscribe","args":[{"channel":"mark-price",'
          '"instId":"BTC-USDT-SWAP"}]}')
HELLO = (PRICES, ORDERS)


def prices(c):
    return [t for t in c.texts() if '"markPx"' in t]


def orders(c):
    return [t for t in c.texts() if '"details"' in t or '"data":[]' in t]


def acks(c):
    return [t for t in c.texts() if '"event":"subscribe"' in t]


def times(texts):
    return [int(t) for t in re.findall(r'"ts":"(\d+)"', ' '.join(texts))]


def after(c, seconds):
    """Frames that came later than that."""
    return [f for f in c.frames if f[0] > seconds]


def joined(c):
    """Messages that came in parts."""
    out, whole = [], b''
    for _, fin, _, op, payload in c.frames:
        if op in (ws.TEXT, ws.CONTINUED):
            whole += payload
            if fin:
                out.append(whole.decode())
                whole = b''
    return out


def unpacked(c, forget):
    out, reader = [], zlib.decompressobj(-15)
    for _, _, rsv, op, payload in c.frames:
        if op == ws.TEXT and rsv == 4:
            if forget:
                reader = zlib.decompressobj(-15)
            out.append(reader.decompress(payload + b'\0\0\xff\xff').decode())
    return out


def lasting(c):
    """It goes on as it should."""
    return len(acks(c)) == 2 and len(prices(c)) > 1 and orders(c)


def closing(code):
    return lambda c: c.last() == (1, 0, ws.CLOSE, code.to_bytes(2, 'big'))


def once(fin, rsv, op, payload=None):
    return lambda c: any(
        f[1:4] == (fin, rsv, op) and payload in (None, f[4])
        for f in c.frames)


# Words of a fault, and what must be true of what came within a second.
SEEN = {
    'no-ack': lambda c: not acks(c) and prices(c) and orders(c) and
    b': s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r' in c.head,
    'no-ack liq*': lambda c: len(acks(c)) == 1 and orders(c),
    'ack-error liq*': lambda c: len(acks(c)) == 1 and not orders(c) and
    '60018' in ''.join(c.texts()),
    'old-topic mark*': lambda c: len(acks(c)) == 2 and not prices(c) and
    orders(c),
    'hole mark* @200ms': lambda c: sum(
        late - soon > 550 for soon, late in pairwise(times(prices(c)))) == 1,
    'ack-late 500ms': lambda c: len(acks(c)) == 2 and '"event"' not in
    ''.join(c.texts()[:1]) and prices(c),
    'replay 7': lambda c: len(orders(c)) > 1 and sum(
        t.count('"bkPx"') for t in orders(c)[:1]) == 7,
    'dup': lambda c: len(orders(c)) > 3 and
    orders(c)[0::2][:2] == orders(c)[1::2][:2],
    'swap & batch 1': lambda c: times(orders(c)) != sorted(
        times(orders(c))) and len(orders(c)) > 5,
    'batch 2': lambda c: max(t.count('"bkPx"') for t in orders(c)) == 2,
    'batch 0': lambda c: any('"data":[]' in t for t in orders(c)) and any(
        '"bkPx"' in t for t in orders(c)),
    'omit 2 800ms & batch 1': lambda c: 3 < len([
        f for f in after(c, 0.9) if b'bkPx' in f[4]]) and 1 < len(
            orders(c)) - len(after(c, 0.9)),
    'spoil 1': lambda c: orders(c) and all(
        'n/a' in t for t in orders(c)) and 'n/a' not in ''.join(prices(c)),
    'unit us': lambda c: min(times(prices(c))) > 10 ** 15,
    'unit s': lambda c: max(times(prices(c))) < 10 ** 10,
    'binary': lambda c: not c.texts() and c.texts(ws.BINARY),
    'silent @500ms': lambda c: prices(c) and not after(c, 0.7),
    'half-open @500ms': lambda c: prices(c) and not after(c, 0.7),
    'pings-only': lambda c: len(acks(c)) == 2 and not prices(c) and
    not orders(c),
    'repeat-last @100ms': lambda c: len(prices(c)) > 1 and len(set(
        prices(c)[1:])) == 1 and not [f for f in after(c, 0.3)
                                      if b'details' in f[4]],
    'still @1ms': lambda c: len(times(prices(c))) > 2 and max(times(
        prices(c)[1:])) - min(times(prices(c)[1:])) < 3,
    'back 1h': lambda c: prices(c) and max(times(prices(c))) <
    time.time() * SECOND - 3_500_000,
    'slow-window': lambda c: not acks(c),
    'stall 500ms @0ms': lambda c: c.frames and c.frames[0][0] > 0.3 and
    lasting(c),
    'frag 1,1,65535': lambda c: all(not f[1] for f in c.frames if f[3] ==
                                    ws.TEXT) and len(c.frames[0][4]) == 1
    and any('markPx' in t for t in joined(c)) and once(
        1, 0, ws.PING, b'between')(c),
    'drip 9/1ms': lasting, 'early': lambda c: once(
        1, 0, ws.PING, b'between')(c) and lasting(c),
    'deflate': lambda c: b'permessage-deflate\r\n' in c.head and
    any('markPx' in t for t in unpacked(c, False)),
    'deflate forget': lambda c: b'server_no_context' in c.head and
    any('markPx' in t for t in unpacked(c, True)),
    'accept-bad': lambda c: b': =oOx+KbRZhzzGYk9QaxTiBMLPp3s\r' in c.head,
    'no-upgrade': lambda c: b'101' in c.head and b'Upgrade:' not in c.head,
    'extension-bad': lambda c: b'x-webkit' in c.head,
    'head-big': lambda c: not c.head and not c.frames,
    'head-drip': lasting,
    'close 1011 bad luck @300ms': lambda c: c.last()[2:] == (
        ws.CLOSE, b'\x03\xf3bad luck'),
    'close 1006 @300ms': lambda c: c.end == 'gone' and c.last()[2] !=
    ws.CLOSE, 'close-empty @300ms': lambda c: c.last() == (
        1, 0, ws.CLOSE, b''),
    'gone @300ms': lambda c: c.end == 'gone' and len(acks(c)) == 2,
    'rst @300ms': lambda c: c.end and len(acks(c)) == 2,
    'leave 400ms @100ms': lambda c: '64008' in ''.join(c.texts()) and
    c.last()[2] == ws.CLOSE and len(prices(c)) > 1,
    'ping-flood 1000 @300ms': lambda c: len(
        c.texts(ws.PING)) >= 1000 and lasting(c),
    'rsv @300ms': once(1, 2, ws.TEXT), 'masked @300ms': once(
        1, 0, ws.TEXT | 256), 'op3 @300ms': once(1, 0, 3),
    'utf8-bad @300ms': once(1, 0, ws.TEXT, b'{"a":"\xff\xfe"}'),
    'lone @300ms': once(1, 0, ws.CONTINUED), 'ping-long @300ms':
    once(1, 0, ws.PING, b'x' * 126), 'ping-parts @300ms': once(
        0, 0, ws.PING), 'close-bad @300ms': once(1, 0, ws.CLOSE, b'\x03'),
    'length-bad @300ms': once(1, 0, ws.TEXT, b'...'),
    'big 3M @300ms': once(1, 0, ws.TEXT, b' ' * (3 << 20)),
    'pieces 500 @300ms': lambda c: len(c.texts(ws.CONTINUED)) == 500,
    'bomb 64M @300ms': lambda c: c.last()[:3] == (1, 4, ws.TEXT) and len(
        zlib.decompressobj(-15).decompress(c.last()[3])) == 64 << 20,
    'deflate-bad @300ms': once(1, 4, ws.TEXT, b'not a stream of deflate'),
    'unknown @300ms': lambda c: '"trades"' in ''.join(c.texts()),
    'garbage @300ms': lambda c: '<html>' in ''.join(c.texts()) and
    lasting(c), 'json-cut @300ms': lambda c: '{"topic":"' in c.texts(),
    'garbage & dup': lambda c: '<html>' in ''.join(c.texts()),
}
OFFER = b'Sec-WebSocket-Extensions: permessage-deflate\r\n'


def served(ledger, rules=()):
    return Server(ledger, DIALECTS, [], Clock(),
                  feeds=Feeds(ledger, rules))


async def test_faults(tap, serving, asking):
    ledger = Ledger(Plan(rate=0, storms=[('okx', -2000, 60, 30_000)]),
                    Clock().now(), DIALECTS)

    async def one(words):
        rules = scenario.parse(
            's', f'title x\nfeed okx public all {words}').feed_rules
        server = served(ledger, rules)
        port = await server.start(serving)
        client = Client('ws.okx.com', '/ws/v5/public')
        await client.open(port, asking, OFFER)
        for text in HELLO:
            client.say(text)
        await client.listen(1.6)
        await server.stop()
        return words, client, server.log[0].trouble
    for words, client, trouble in await asyncio.gather(
            *map(one, SEEN), one('early')):
        try:
            good = SEEN[words](client)
        except (ValueError, TypeError, IndexError) as error:
            good = ''
            trouble = error
        tap.ok(f'fault: {words}', good and not trouble, (
            trouble, client.head, client.end, client.frames[:6]))
    names = {w for words in SEEN for part in words.split(' & ')
             for w in part.split()[:1]}
    tap.ok('every fault there is was tried', names == {
        *feed_faults.STATES, *feed_faults.STRIKES}, names ^ {
        *feed_faults.STATES, *feed_faults.STRIKES})


def masked(op, payload=b'', **more):
    return ws.frame(op, payload, mask=b'liq!', **more)


OKX = 'ws.okx.com/ws/v5/public'
# What a client does, and what the server must say of it.
MISDEEDS = [
    (OKX, ws.frame(ws.TEXT, b'ping'), 'without a mask'),
    (OKX, masked(ws.PING, b'x' * 126), 'control frame'),
    (OKX, masked(ws.PING, fin=False), 'control frame'),
    (OKX, masked(ws.TEXT, b'ping', rsv=4), 'reserved bits'),
    (OKX, masked(3, b'ping'), 'opcode 3'),
    (OKX, masked(ws.CONTINUED, b'ping'), 'opcode 0'),
    (OKX, masked(ws.TEXT, b'\xff'), 'no UTF-8'),
    (OKX, masked(ws.BINARY, b'ping'), 'binary'),
    (OKX, masked(ws.CLOSE, b'\x03\xed'), 'code 1005'),
    (OKX, masked(ws.CLOSE, b'\x03'), 'code 0'),
    (OKX, masked(ws.CLOSE, b'\x03\xe8\xff'), 'no UTF-8'),
    (OKX, masked(ws.TEXT, length=1 << 30), 'bytes'),
    (OKX, b'\x81\xfe\x00\x04' + b'\0' * 8, 'shorter'),
    (OKX, masked(ws.TEXT, b'ping') * 4, 'messages within'),
    (OKX, '{"op":', 'no object of JSON'),
    (OKX, '[1]', 'no object of JSON'),
    (OKX, PRICES.replace('USDT', 'NONE'), 'mark-price:BTC-NONE-SWAP'),
    (OKX, ORDERS.replace('SWAP', 'OPTION'), 'liquidation-orders:OPTION'),
    ('ws.okx.com/ws/v5/private', '', 'no such feed'),
    ('ws.okx.com/ws/v5/business', PRICES, 'mark-price:BTC-USDT-SWAP'),
    (OKX, PRICES.replace('mark-price', 'candle1m'), 'candle1m:BTC-USDT-SWAP'),
    ('dstream.binance.com/market/ws', '{"method":"SUBSCRIBE","params":'
     '["btcusdt@kline_1m"],"id":1}', 'btcusdt@kline_1m'),
    ('fstream.binance.com/market/ws', '{"method":"SUBSCRIBE","params":'
     '["!forceorder@arr"],"id":1}', '!forceorder@arr'),
    ('fstream.binance.com/market/ws', '{"method":"SUBSCRIBE","params":[]}',
     'no subscription'),
    ('stream.bybit.com/v5/public/linear', '{"op":"subscribe","args":'
     '["allLiquidation.BTCUSD"]}', 'allLiquidation.BTCUSD'),
    ('ws.bitget.com/v3/ws/public', '{"op":"subscribe","args":[{"instType":'
     '"USDT-FUTURES","topic":"liquidation"}]}', 'USDT-FUTURES'),
    ('ws.bitget.com/v3/ws/public', '{"op":"subscribe","args":[' + ' ' * 4096
     + ']}', 'bytes of arguments'),
    ('fx-ws.gateio.ws/v4/ws/usdt', '{"time":1,"channel":'
     '"futures.public_liquidates","event":"subscribe","payload":[]}',
     'futures.public_liquidates'),
    ('fx-ws.gateio.ws/v4/ws/usdt', '{"channel":"futures.ping"}',
     'without its time'),
    ('api.hbdm.com/notification', '{"op":"pong","ts":"7"}', 'nobody waits'),
    ('api.hbdm.com/swap-notification', '{"op":"sub","topic":'
     '"public.BTC-USDT.funding_rate"}', 'public.BTC-USDT.funding_rate'),
    ('api.hbdm.com/swap-ws', '{"sub":"market.BTC-USD.depth.size_150.'
     'high_freq","id":"1"}', 'market.BTC-USD.depth.size_150.high_freq'),
    ('api.hbdm.com/ws', '{"pong":7}', 'nobody waits'),
    ('www.deribit.com/ws/api/v2', '{"id":1,"method":"public/subscribe",'
     '"params":{"channels":["trades.BTC-PERPETUAL.raw"]}}', 'raw'),
    ('www.deribit.com/ws/api/v2', '{"id":1,"method":"public/set_heartbeat",'
     '"params":{"interval":1}}', 'too soon'),
    ('api-pub.bitfinex.com/ws/2', '{"event":"subscribe","channel":"status",'
     '"key":"liq:all"}', 'liq:all'),
    ('api-pub.bitfinex.com/ws/2', '{"event":"subscribe","channel":"book",'
     '"symbol":"tBTCF0:USTF0","len":"25"}', "'len': '25'"),
    ('futures.kraken.com/ws/v1', '{"event":"subscribe","feed":"trade",'
     '"product_ids":["PF_NONE"]}', 'trade:PF_NONE'),
    ('futures.kraken.com/ws/v1', ['{"event":"subscribe","feed":"trade",'
                                  '"product_ids":["PF_XBTUSD"]}'] * 2,
     'a second message'),
    ('api.hyperliquid.xyz/ws', '{"method":"subscribe","subscription":{'
     '"type":"candle","coin":"BTC","interval":"1m"}}', 'candle'),
    ('open-ws.coinglass.com/ws-api?cg-api-key=a-key-for-tests',
     '{"method":"subscribe","channels":["liquidationOrders"]}',
     'liquidationOrders'),
]
HEADS = [({**LINES, 'Upgrade': 'h2c'}, 'Upgrade: websocket'),
         ({**LINES, 'Connection': 'close'}, 'Connection: Upgrade'),
         ({**LINES, 'Sec-WebSocket-Version': '8'}, 'version'),
         ({**LINES, 'Sec-WebSocket-Key': 'c2hvcnQ='}, 'key'),
         ({**LINES, 'Sec-WebSocket-Key': '?'}, 'key')]


async def test_misdeeds(tap, serving, asking):
    ledger = Ledger(Plan(rate=0), Clock().now(), DIALECTS)

    async def one(address, what, lines=None):
        server = served(ledger)
        port = await server.start(serving)
        host, slash, path = address.partition('/')
        client = Client(host, slash + path)
        await client.open(port, asking, lines=lines)
        for part in what if isinstance(what, list) else [what]:
            if isinstance(part, bytes):
                client.writer.write(part)
            elif part:
                client.say(part)
        await client.listen(1)
        await server.stop()
        return server.log[0].trouble
    found = await asyncio.gather(
        *(one(address, what) for address, what, _ in MISDEEDS),
        *(one(OKX, '', lines) for lines, _ in HEADS))
    for trouble, want in zip(found, [m[2] for m in MISDEEDS] + [
            h[1] for h in HEADS]):
        tap.ok(f'noticed: {want}', want in trouble, trouble or 'nothing')
    tap.ok('each exchange was asked for what it has not', {
        f.host for f in FEEDS} == {m[0].partition('/')[0] for m in MISDEEDS})


MISTAKES = ('feed okx public all explode', 'feed okx public 1 close',
            'feed okx public 1 silent 3s', 'feed okx public 1 silent @3',
            'feed okx public 1 big 3X', 'feed okx public 1 replay many',
            'feed okx public silent', 'feed okx public 1 drip 9',
            'covered 3', 'run x\nbye okx 1000')


def test_language(tap):
    for text in MISTAKES:
        try:
            scenario.parse('s', 'title x\n' + text)
            tap.ok(f'refused: {text!r}', False)
        except scenario.Mistake as error:
            tap.ok(f'refused: {text!r}', str(error).startswith('s:'))


def live_case(change=None):
    """Gate for a minute, a part of it a hole that REST filled."""
    now = 1_795_000_000_000
    ledger = Ledger(Plan(rate=0, twins=0.5, storms=[
        ('gate', -70_000, 60, 80_000)]), now, DIALECTS)
    ledger.live = ('gate',)
    want = Asked(['gate'], ['liquidation'], ['*'], live=True)
    case = judge.Case(ledger.header(), ledger.records(want), want, now=now)
    spans = [('mark', -60, -40, {}), ('gap', -40, -20, {
        'fix': 'filled', 'why': 'stall'}), ('mark', -20, 0, {})]
    for kind, since, until, more in spans:
        case.records.append({'type': kind, 'exchange': 'gate', 'symbol': None,
                             'kind': 'liquidation', 'since': now + since *
                             SECOND, 'until': now + until * SECOND, **more})
    for i, e in enumerate(case.ledger):
        row = {**e, **e['live']}
        if now - 60_000 <= row['ts'] < now:
            over_rest = -40_000 <= row['ts'] - now < -20_000
            case.records.append({**(e if over_rest else row), 'type':
                                 'liquidation', 'id': str(i)})
    if change:
        change(case)
    judge.as_live(case, ('gate',))
    return judge.judge(case)


def events(case):
    return [r for r in case.records if r['type'] == 'liquidation']


WRONGS = {
    'an event lost': (lambda c: c.records.remove(events(c)[40]),
                      r'lost|twins'),
    'an event of the hole lost': (lambda c: c.records.remove(
        next(r for r in events(c) if r['ts'] % SECOND == 0)), 'lost|twins'),
    'an event of the hole twice': (lambda c: c.records.append({
        **next(r for r in events(c) if r['ts'] % SECOND == 0), 'id': 'x'}),
        'times instead of'),
    'a hole that was not filled': (lambda c: c.records[1].update(
        fix='none'), ''),
    'a millisecond between mark and gap': (lambda c: c.records[1].update(
        since=c.records[1]['since'] + 1), '1 ms are neither'),
}


def test_judge(tap):
    case = live_case()
    tap.ok('what is perfect passes', not case.failures, case.failures[:3])
    t = case.totals
    tap.ok('all of the time is covered', t.covered == t.elapsed == 60_000 and
           t.events > 100, t)
    for name, (change, words) in WRONGS.items():
        case = live_case(change)
        tap.ok(f'{name}: named', bool(case.failures) == bool(words) and all(
            re.search(words, f) for f in case.failures), case.failures[:3])
    tap.ok('an unfilled gap is a gap', live_case(
        WRONGS['a hole that was not filled'][0]).totals.gap == 20_000)


async def main():
    tap = Tap()
    test_language(tap)
    test_judge(tap)
    with tempfile.TemporaryDirectory(prefix='liq-ca.') as folder:
        serving = tls.context(folder, 'good', HOSTS)
        asking = ssl.create_default_context(cafile=folder + '/ca.pem')
        await test_faults(tap, serving, asking)
        await test_misdeeds(tap, serving, asking)
    return tap.done()


if __name__ == '__main__':
    sys.exit(asyncio.run(main()))
