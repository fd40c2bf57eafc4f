"""Days of one exchange that happen in no time, as a recording.

liq-fetch --replay plays it (liq-fetch(1), RECORDINGS): a feed that is cut and
falls silent, lists that are asked for each hour and rename markets, beside a
clock of ours that is set; and in the end it is cut for good.  It says what
liq-fetch is known to do at each moment: links are numbered as it numbers
them, and an answer comes when it asks.  The ledger is what truly happened.
"""

import base64
import collections
import hashlib
import heapq
import json
import os
import random
import struct

T0 = 1760000000000  # of the exchange's clock, when a run begins
SEED = 7
TICK = 8000
HOUR = 3600000
DAY = 24 * HOUR
LIST = 'https://api.bybit.com/v5/market/instruments-info?category=%s&limit=1000'
LISTS = (LIST % 'inverse', LIST % 'linear&status=PreLaunch', LIST % 'linear')
COINS = ('BTC', 'ETH', 'SOL', 'DOGE', 'XRP')
LEAPS = (-HOUR, HOUR, -420000, 180000)
MASK = (1 << 64) - 1


def siphash(text):
    """SipHash-2-4 of 128 bits under the key 00 01 02 ... 0f."""
    k0, k1 = struct.unpack('<QQ', bytes(range(16)))
    v = [k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d ^ 0xee,
         k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573]

    def turn(x, n):
        return (x << n | x >> (64 - n)) & MASK

    def rounds(n):
        for _ in range(n):
            v[0] = (v[0] + v[1]) & MASK
            v[1] = turn(v[1], 13) ^ v[0]
            v[0] = turn(v[0], 32)
            v[2] = (v[2] + v[3]) & MASK
            v[3] = turn(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & MASK
            v[3] = turn(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & MASK
            v[1] = turn(v[1], 17) ^ v[2]
            v[2] = turn(v[2], 32)

    whole = text + bytes(-(len(text) + 1) % 8) + bytes([len(text) & 255])
    for (word,) in struct.iter_unpack('<Q', whole):
        v[3] ^= word
        rounds(2)
        v[0] ^= word
    v[2] ^= 0xee
    rounds(4)
    first = v[0] ^ v[1] ^ v[2] ^ v[3]
    v[1] ^= 0xdd
    rounds(4)
    return struct.pack('<QQ', first, v[0] ^ v[1] ^ v[2] ^ v[3])


def agreement(conn):
    """The answer to the upgrade of that connection, from 1."""
    key = base64.b64encode(
        siphash(b'%d bybit linear open %d 0' % (SEED, conn - 1)))
    accept = base64.b64encode(hashlib.sha1(
        key + b'258EAFA5-E914-47DA-95CA-C5AB0DC85B11').digest())
    return ('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n'
            'Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n' %
            accept.decode())


class Days:
    """What happens, as a recording, and what of it was events."""

    def __init__(self, folder, days):
        self.folder = folder
        self.length = days * DAY
        self.dice = random.Random(SEED)
        self.queue = []
        self.order = 0  # of what is due at the same time
        self.jump = 0  # of our clock
        self.names = {coin: coin + 'USDT' for coin in COINS}
        self.listed = 0  # when the lists were asked for last
        self.known = set(self.names.values())
        self.opened = 0
        self.links = {}  # those that tell: number -> markets asked for
        self.ledger = collections.Counter()
        self.canary = 0  # when the last one came
        self.joined = 0  # when the last link began to tell
        self.answers = self.cuts = self.stalls = self.renames = 0
        self.jumps = 0
        with open(os.path.join(folder, 'events.ndjson'), 'w',
                  encoding='ascii') as self.file:
            self.run(days)

    def at(self, when, what, *of):
        self.order += 1
        heapq.heappush(self.queue, (when, self.order, what, of))

    def put(self, event, now, **more):
        ts = {'ts': T0 + now + self.jump}
        if event in ('begin', 'turn', 'stop'):
            ts['at'] = 1000 + now
        self.file.write(json.dumps({'event': event, **ts, **more},
                                   separators=(',', ':')) + '\n')

    def turn(self, now):
        self.put('turn', now)

    def speak(self, now, event, link, text=None):
        more = {} if text is None else {'text': text}
        self.put(event, now, exchange='bybit', feed='linear', conn=link,
                 **more)

    # The lists: asked for once an hour, which a new name wants a link for.

    def row(self, coin, symbol):
        return {'symbol': symbol, 'contractType': 'LinearPerpetual',
                'status': 'Trading', 'baseCoin': coin, 'quoteCoin': 'USDT',
                'launchTime': '1585526400000', 'deliveryTime': '0',
                'priceFilter': {'tickSize': '0.1'},
                'lotSizeFilter': {'qtyStep': '0.001'}, 'settleCoin': 'USDT'}

    def answer(self, now, url):
        self.answers += 1
        rows = [self.row(coin, symbol)
                for coin, symbol in self.names.items()] if url is LISTS[2] \
            else []
        body = json.dumps({'retCode': 0, 'retMsg': 'OK', 'result': {
            'category': 'linear', 'list': rows, 'nextPageCursor': ''},
            'time': T0 + now})
        head = {'exchange': 'bybit', 'url': url, 'post': None,
                'sent': T0 + now + self.jump - 10,
                'received': T0 + now + self.jump, 'fault': 0, 'words': None,
                'host': 'api.bybit.com', 'status': 200, 'version': 1,
                'date': (T0 + now) // 1000 * 1000,
                'type': 'application/json', 'retry_after': None,
                'location': None, 'bytes': len(body)}
        with open(os.path.join(self.folder, f'{self.answers:06}.answer'),
                  'w', encoding='ascii') as file:
            file.write(json.dumps(head) + '\n' + body)
        self.put('answer', now, number=self.answers)
        self.turn(now)

    def compare(self, now):
        self.turn(now)
        known = set(self.names.values())
        if known - self.known:
            self.at(now + 20, self.connect)
        self.known = known

    def lists(self, now):
        self.listed = now
        for number, url in enumerate(LISTS):
            self.at(now + 20 * number + 20, self.answer, url)
        self.at(now + 80, self.compare)

    # A link, from its opening on.

    def connect(self, now):
        self.turn(now)
        self.opened += 1
        link = self.opened
        self.at(now + 50, self.up, link)
        self.at(now + 100, self.head, link)
        for later in range(150, 500, 110):
            self.at(now + later, self.turn)
        self.at(now + 600, self.join, link, frozenset(self.known))

    def up(self, now, link):
        self.turn(now)
        self.speak(now, 'up', link)

    def head(self, now, link):
        self.turn(now)
        self.speak(now, 'head', link, agreement(link))

    def join(self, now, link, markets):
        self.turn(now)
        for _ in range(2):
            self.speak(now, 'text', link,
                       '{"success":true,"ret_msg":"","op":"subscribe"}')
        for other in self.links:
            self.at(now + 31000, self.part, other)
        self.links[link] = markets
        self.joined = now
        self.sing(now, link)

    def part(self, now, link):
        self.turn(now)
        self.links.pop(link, None)

    def sing(self, now, link):
        self.canary = now
        self.speak(now, 'text', link, '{"topic":"tickers.BTCUSDT","type":'
                   '"delta","data":{"symbol":"BTCUSDT"},"ts":%d}' %
                   (T0 + now))
        self.pong(now, link)

    def pong(self, now, link):
        self.speak(now, 'text', link, '{"op":"pong"}')

    # What goes wrong.

    def cut(self, now):
        if (len(self.links) != 1 or now - self.joined < 100000 or
                not 300000 < now - self.listed < 3480000):
            self.at(now + 60000, self.cut)
            return
        link = self.links.popitem()[0]
        self.turn(now)
        if self.dice.random() < 0.8:
            self.cuts += 1
            self.speak(now, 'gone', link, 'cut')
            self.at(now + 600, self.connect)
            return
        self.stalls += 1
        dies = self.canary + 15000
        repeats = self.dice.random() < 0.5
        for later in range(now + 1000, dies, 4000):
            self.at(later, self.stall, link, repeats and self.canary)
        self.at(dies, self.turn)
        self.at(dies + 600, self.connect)

    def stall(self, now, link, canary):
        self.turn(now)
        self.pong(now, link)
        if canary:
            self.speak(now, 'text', link, '{"topic":"tickers.BTCUSDT","ts":'
                       '%d}' % (T0 + canary))

    def rename(self, now, number):
        self.renames += 1
        coin = COINS[1 + number % 2]
        names = (coin + 'USDT', coin + 'XUSDT')  # and back
        self.names[coin] = names[self.names[coin] == names[0]]
        self.at(now, self.turn)

    def fall(self, now):
        """It does not come back before the end."""
        self.cuts += 1
        self.turn(now)
        self.speak(now, 'gone', self.links.popitem()[0], 'cut')
        self.at(now + 600000, self.leap, -5 * HOUR)

    def leap(self, now, by):
        self.jumps += 1
        self.jump += by
        self.turn(now)

    # What happens, and who tells of it.

    def events(self, now):
        symbol = self.names[self.dice.choice(COINS)]
        rows = []
        for _ in range(self.dice.randint(1, 6)):
            if not rows or self.dice.randrange(50):
                row = (now + self.dice.randrange(40),
                       f'{self.dice.randint(900, 999)}.'
                       f'{self.dice.randint(1, 9)}',
                       f'0.{self.dice.randint(1, 9)}')
            rows.append(row)
            self.ledger[symbol, T0 + row[0], row[1], row[2]] += 1
        self.at(now + 50, self.tell, symbol, rows, 0)
        self.at(now + 600, self.tell, symbol, rows, 1)

    def tell(self, now, symbol, rows, which):
        """Links of odd numbers are slower."""
        data = [{'T': T0 + ts, 's': symbol, 'S': 'Sell', 'v': qty, 'p': price}
                for ts, price, qty in rows]
        text = json.dumps({'topic': 'allLiquidation.' + symbol,
                           'type': 'snapshot', 'ts': T0 + now, 'data': data},
                          separators=(',', ':'))
        links = [link for link, markets in self.links.items()
                 if link % 2 == which and symbol in markets]
        if links:
            self.turn(now)
        for link in links:
            self.speak(now, 'text', link, text)

    def tick(self, now):
        self.turn(now)
        for link in self.links:
            self.sing(now, link)
        if now - self.listed >= HOUR:
            self.lists(now)
        self.at(now + TICK, self.tick)

    def plan(self, days):
        dice = self.dice
        for _ in range(5000 * days):
            self.at(dice.randrange(3000, self.length), self.events)
        for _ in range(42 * days):
            self.at(dice.randrange(TICK, self.length - 2 * HOUR), self.cut)
        renames = max(5, 2 * days // 3)
        for number in range(renames):
            when = (number + 1) * self.length // (renames + 1)
            self.at(when + dice.randrange(HOUR), self.rename, number)
            self.at(when + dice.randrange(HOUR), self.leap,
                    LEAPS[number % len(LEAPS)])
        for _ in range(days):
            self.at(dice.randrange(TICK, self.length), self.leap,
                    dice.choice(LEAPS))
        self.at(self.length - 1200000, self.fall)

    def run(self, days):
        self.put('begin', 0, version='0.1.0', live=True, keyed=False,
                 seed=SEED, command=[])
        self.turn(0)
        for number, url in enumerate(LISTS):
            self.answer(2 * number + 1, url)
        self.listed = 10
        self.connect(10)
        self.at(TICK, self.tick)
        self.plan(days)
        while self.queue[0][0] < self.length:
            now, _, what, of = heapq.heappop(self.queue)
            what(now, *of)
        self.put('stop', self.length, why='time')
        self.put('end', self.length)
