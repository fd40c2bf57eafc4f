"""One connection of a live feed, from the upgrade to its end: well or badly,
as the scenario wants it.
"""

import asyncio
import bisect
import re
import struct
import traceback
import zlib

import ws
from dialect import dump
from feed_faults import BREAKS, FeedFaults, spoiled
from faults import JSON, REPLIES, Faults, Reply
from sender import Sender
from server import monotonic
from strikes import Over, Strikes

TICK_S = 0.1
PONG_MS = 5000  # the client's answer to a ping frame
LARGE = 1 << 16  # bytes at once


def joined(parts):
    """Bytes side by side as one, for one write."""
    data = b''
    for part in parts:
        if isinstance(part, bytes):
            data += part
            continue
        if data:
            yield data
        data = b''
        yield part
    if data:
        yield data


class Session(Strikes):
    def __init__(self, server, feed, request, entry, stream, writer):
        self.server, self.feed, self.request = server, feed, request
        self.entry, self.stream, self.writer = entry, stream, writer
        self.ledger, self.world = server.ledger, server.ledger.world
        self.faults = FeedFaults()
        self.state = {}  # the feed's
        self.closed = False  # we said goodbye
        self.topics = {}  # when each was subscribed
        self.silenced = set()  # topics that nothing comes of
        self.out = []  # bytes to be sent, and ends
        self.later = []  # (age, kind, message)
        self.held = None  # a message that is to come after the next
        self.last = {}  # the last canary of each topic
        self.sung = {}
        self.heard = []  # when the client said something
        self.began = monotonic()
        self.pinged = self.ponged = self.began
        self.sent = self.told = self.data = 0
        self.packer = self.reader = None
        self.lock = asyncio.Lock()

    def now(self):
        return self.server.clock.now()

    def age(self):
        return monotonic() - self.began

    def on(self, name):
        return self.faults.on(name, self.age())

    def trouble(self, words):
        """What a client should not have done."""
        self.entry.trouble = self.entry.trouble or words

    # The upgrade

    async def run(self):
        wrong = ws.lacks(self.request)
        if wrong:
            self.trouble(wrong)
        faults = self.server.faults_of(self.entry, self.feed.path)
        self.faults = self.server.feeds.faults(self.entry)
        self.entry.fault = f'{faults}{self.faults}'
        if wrong or faults:
            return await self.refuse(faults)
        self.entry.status = 101
        await self.agree()
        await self.converse()
        return False

    async def refuse(self, faults):
        """Another answer than the one that was asked for."""
        faults = faults or Faults(reply=['404', []])
        reply = Reply(426, b'{}', JSON)
        if faults.reply:
            name, words = faults.reply
            reply = REPLIES[name](words, self.now())
        self.entry.status = reply.status
        return await Sender(self.stream, self.writer, self.request,
                            faults).send(reply, self.now())

    async def agree(self):
        deflate = self.faults.on('deflate')
        agreed = deflate is not None and ws.offers_deflate(self.request)
        key = ws.accept(self.request.headers['sec-websocket-key'])
        lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket',
                 'Connection: Upgrade', 'Sec-WebSocket-Accept: ' + (
                     key[::-1] if self.on('accept-bad') else key)]
        if self.on('no-upgrade'):
            lines.remove('Upgrade: websocket')
        if self.on('extension-bad'):
            lines.append('Sec-WebSocket-Extensions: x-webkit-deflate-frame')
        if self.on('head-big'):
            lines += [f'X-Filler-{i}: {"x" * 100}' for i in range(1000)]
        if agreed:
            self.packer = ws.Packer(deflate.words[0] == 'forget')
            lines.append('Sec-WebSocket-Extensions: permessage-deflate' + (
                '; server_no_context_takeover' * self.packer.forget))
        self.reader = ws.Reader(self.stream, agreed)
        head = ('\r\n'.join(lines) + '\r\n\r\n').encode()
        if self.on('head-drip'):
            for i in range(0, len(head), 7):
                self.writer.write(head[i:i + 7])
                await asyncio.sleep(0.005)
        else:
            self.out.append(head)
        self.feed.welcome(self)
        if self.on('early'):
            self.raw(ws.frame(ws.PING, b'between'))
            self.do_unknown()
            self.out = [b''.join(self.out)]
        await self.flush()

    async def converse(self):
        """Until one side has had enough."""
        tasks = [asyncio.create_task(self.listen()),
                 asyncio.create_task(self.speak())]
        try:
            done, _ = await asyncio.wait(
                tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
        for task in done:
            self.ended(task.exception())
        await asyncio.gather(*tasks, return_exceptions=True)

    def ended(self, error):
        if isinstance(error, ws.Wrong):
            self.trouble(f'it sent {error}')
        elif isinstance(error, Over) and str(error) == 'rst':
            Sender(self.stream, self.writer, self.request,
                   Faults()).reset()
        elif error and not isinstance(error, (
                Over, OSError, asyncio.IncompleteReadError)):
            self.trouble(''.join(traceback.format_exception(
                None, error, error.__traceback__)))

    # What the client says

    async def listen(self):
        while True:
            if self.on('half-open') or self.on('slow-window'):
                await asyncio.sleep(3600)
            op, payload = await self.reader.message()
            if self.on('half-open') or self.on('slow-window'):
                continue
            if op == ws.CLOSE:
                self.entry.bye = struct.unpack('>H', payload[:2])[0] \
                    if payload else 1005
                if not self.closed:
                    self.raw(ws.frame(ws.CLOSE, payload[:2]))
                return await self.flush()
            if op == ws.PING and not self.on('silent'):
                self.raw(ws.frame(ws.PONG, payload))
            if op == ws.PONG and payload != b'between':
                self.ponged = monotonic()
            if op == ws.TEXT:
                self.paced()
                self.feed.hear(self, payload.decode())
            if op == ws.BINARY:
                self.trouble('a binary message')
            await self.flush()
            await asyncio.sleep(0)  # speaking goes on in a flood of words

    def paced(self):
        amount, within = self.feed.limit
        now = monotonic()
        self.heard = [t for t in self.heard if t > now - within] + [now]
        if len(self.heard) > amount:
            self.trouble(f'{len(self.heard)} messages within {within} ms')

    # What feeds say

    def say(self, message, kind='word'):
        """An answer, or a word of its own; an object or text."""
        self.put(message, kind)

    def subscribe(self, topics, message):
        """All of them with one acknowledgement."""
        kept = []
        for topic in topics:
            if self.faults.topic('ack-error', topic):
                self.put(self.feed.refusal(topic, self.now()), 'word')
                continue
            self.topics[topic] = self.now()
            kept.append(topic)
            if self.faults.topic('old-topic', topic):
                self.silenced.add(topic)
        late = self.faults.on('ack-late')
        if not kept or all(self.faults.topic('no-ack', t) for t in kept):
            return
        if message is None:
            pass
        elif late:
            self.later.append((self.age() + late.words[0], 'word', message))
        else:
            self.put(message, 'word')
        for topic in kept:
            self.replay(topic)

    def unsubscribed(self, topic, message):
        """A topic that there is not."""
        self.trouble(f'it asked for {topic}')
        self.put(message, 'word')

    def replay(self, topic):
        """What came before, behind the acknowledgement."""
        fault = self.faults.on('replay')
        items, times = self.server.feeds.items(self.feed)
        known = [e for e in items[:bisect.bisect_right(
            times, self.topics[topic])]
                 if self.feed.topic(e) == topic]
        old = self.feed.old(topic, known, self.now())
        if old is not None:
            self.put(old, 'data')
        if fault and known:
            for part in self.parts(known[-fault.words[0]:]):
                self.put(self.feed.update(topic, part, self.now()), 'data')

    # The time goes by

    async def speak(self):
        strikes = self.faults.strikes()
        self.sent = self.now()
        while True:
            while strikes and strikes[0].at <= self.age():
                self.strike(strikes.pop(0))
            breaks = self.faults.breaks()
            if breaks is not None and not self.entry.broken and \
                    self.age() >= breaks:
                self.entry.broken = self.began + breaks
            self.turn()
            await self.flush()
            await asyncio.sleep(TICK_S)

    def turn(self):
        age = self.age()
        for item in [x for x in self.later if x[0] <= age]:
            self.later.remove(item)
            self.put(item[2], item[1])
        self.feed.tick(self, self.now())
        self.ping()
        self.sing()
        self.tell()

    def ping(self):
        """By a frame, where the exchange does that."""
        now = monotonic()
        if not self.feed.frames or self.on('silent'):
            return
        if now - self.pinged >= self.feed.frames:
            self.pinged = now
            self.raw(ws.frame(ws.PING, str(self.now()).encode()))
        if now - self.ponged > self.feed.frames + PONG_MS and \
                not self.faults.all:
            self.trouble('no pong')

    def sing(self):
        """Canaries."""
        now, still, back = self.now(), self.on('still'), self.on('back')
        if still:
            now = min(now, now - (self.age() - still.at))
        if back:
            now -= back.words[0]
        for topic in self.topics:
            if topic in self.silenced or self.now() < self.sung.get(
                    topic, 0) + self.feed.canary_ms:
                continue
            since = self.sung.get(topic, 0)
            self.sung[topic] = self.now()
            for message in self.feed.chart(self, topic, since, now):
                if since and self.faults.hole(topic, self.age()):
                    continue
                if self.on('repeat-last') and topic in self.last:
                    message = self.last[topic]
                self.last[topic] = message
                self.put(message, 'canary')

    def tell(self):
        """What could be seen since the last time."""
        items, times = self.server.feeds.items(self.feed)
        since, self.sent = self.sent, self.now()
        by_topic = {}
        for item in items[bisect.bisect_right(times, since):
                          bisect.bisect_right(times, self.sent)]:
            topic = self.feed.topic(item)
            if topic not in self.silenced and item.visible > \
                    self.topics.get(topic, item.visible):
                by_topic.setdefault(topic, []).append(item)
        for topic, found in by_topic.items():
            for i, part in enumerate(self.parts(found)):
                self.put(self.feed.update(topic, part, self.sent + i),
                         'data')

    def parts(self, items):
        """As many events as go into one message."""
        batch, most = self.faults.on('batch'), self.feed.most
        if batch:
            if batch.words[0] == 0 and most > 1:
                yield []
            most = min(most, batch.words[0] or most)
        for i in range(0, len(items), most):
            yield items[i:i + most]

    # What is sent

    def put(self, message, kind):
        """A message on its way, if the faults let it pass."""
        if self.closed or any(map(self.on, ('silent', 'half-open'))):
            return
        if kind != 'word' and self.on('pings-only') or \
                kind == 'data' and self.on('repeat-last'):
            return
        if kind == 'data' and self.omits():
            return
        text = message if isinstance(message, str) else dump(message)
        if kind == 'data':
            text = self.spoil(text)
        if kind != 'word' and self.on('unit'):
            scale = self.on('unit').words[0]
            text = re.sub(r'(?<!\d)\d{13}(?!\d)', lambda m: m[0] + '000' if
                          scale == 'us' else m[0][:-3], text)
        texts = [text, text] if kind == 'data' and self.on('dup') else [text]
        if kind == 'data' and self.on('swap'):
            if self.held is None:
                self.held = texts
                return
            texts, self.held = texts + self.held, None
        for text in texts:
            self.frames(text.encode())

    def omits(self):
        fault = self.on('omit')
        self.data += 1
        return fault and self.age() < fault.at + fault.words[1] and \
            self.data % fault.words[0] == 0

    def spoil(self, text):
        fault = self.on('spoil')
        self.told += 1
        return spoiled(text) if fault and \
            self.told % fault.words[0] == 0 else text

    def frames(self, data):
        op, rsv, frag = ws.TEXT, 0, self.on('frag')
        if self.feed.packed:
            packer = zlib.compressobj(1, zlib.DEFLATED, 31)
            data, op = packer.compress(data) + packer.flush(), ws.BINARY
        if self.on('binary'):
            op = ws.BINARY
        if self.packer:
            data, rsv = self.packer.pack(data), 4
        if not frag:
            return self.raw(ws.frame(op, data, rsv=rsv))
        sizes, at = list(frag.words[0]), 0
        while True:
            n = sizes.pop(0) if len(sizes) > 1 else sizes[0]
            last = at + n >= len(data)
            self.raw(ws.frame(op, data[at:at + n], fin=last, rsv=rsv))
            if last:
                return None
            self.raw(ws.frame(ws.PING, b'between'))
            at, op, rsv = at + n, ws.CONTINUED, 0

    def raw(self, data):
        self.out.append(data)

    async def flush(self):
        """In order, and all of it before anything else is sent."""
        stall = self.on('stall')
        if stall and self.age() < stall.at + stall.words[0]:
            return
        async with self.lock:
            data, self.out = self.out, []
            drip = self.on('drip')
            most, pause = drip.words[0] if drip else (LARGE, 0)
            for part in joined(data):
                if isinstance(part, Over):
                    await self.sent_all()
                    raise part
                for i in range(0, len(part), most):
                    if self.writer.is_closing():
                        raise Over('gone')
                    self.writer.write(part[i:i + most])
                    # so that it is known when the client has gone
                    await asyncio.sleep(pause / 1000)
                    if len(part) > LARGE:
                        await self.sent_all()
            await self.writer.drain()

    async def sent_all(self):
        transport = self.writer.transport
        while transport.get_write_buffer_size() > 0 and \
                not transport.is_closing():
            await asyncio.sleep(0.002)

    def strike(self, fault):
        method = getattr(self, 'do_' + fault.name.replace('-', '_'))
        self.out += method(*fault.words) or []
        if fault.name in BREAKS:
            self.closed = True  # or what is unread would hide a goodbye
