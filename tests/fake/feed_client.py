"""A client of live feeds for tests of the fake exchanges: it looks at frames,
and does what it may not do where it is told to.
"""

import asyncio
import os
import ssl
import time

import ws

LINES = {'Upgrade': 'websocket', 'Connection': 'Upgrade',
         'Sec-WebSocket-Version': '13',
         'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ=='}


class Client:
    """One connection; what it may not do it does when told to."""

    def __init__(self, host, path):
        self.host, self.path = host, path
        self.frames, self.head, self.end = [], b'', ''

    async def open(self, port, context, more=b'', lines=None):
        self.reader, self.writer = await asyncio.open_connection(
            '127.0.0.1', port, ssl=context, server_hostname=self.host)
        lines = lines or LINES
        self.writer.write((
            f'GET {self.path} HTTP/1.1\r\nHost: {self.host}\r\n' + ''.join(
                f'{k}: {v}\r\n' for k, v in lines.items())).encode() + more +
            b'\r\n')

    def say(self, text):
        self.writer.write(ws.frame(ws.TEXT, text.encode(),
                                   mask=os.urandom(4)))

    async def listen(self, patience):
        """All frames that come meanwhile: (when, fin, rsv, op, payload)."""
        began = time.monotonic()
        try:
            await asyncio.wait_for(self.collect(began), patience)
        except (asyncio.IncompleteReadError, ssl.SSLError) as error:
            self.end = 'gone' if not isinstance(error, ssl.SSLError) else 'rst'
        except ConnectionError:
            self.end = 'rst'
        except (asyncio.TimeoutError, asyncio.LimitOverrunError):
            self.end = ''
        self.writer.transport.abort()

    async def collect(self, began):
        self.head = await self.reader.readuntil(b'\r\n\r\n')
        while True:
            self.frames.append((time.monotonic() - began,
                                *await self.frame()))

    async def frame(self):
        first, second = await self.reader.readexactly(2)
        n = second & 127
        if n > 125:
            n = int.from_bytes(await self.reader.readexactly(
                2 if n == 126 else 8), 'big')
        if second & 128:
            await self.reader.readexactly(4)
            first |= 1 << 8  # a mask
        payload = b'...' if n > 1 << 40 else \
            await self.reader.readexactly(n)
        return first >> 7 & 1, first >> 4 & 7, first & 15 | first & 256, \
            payload

    def texts(self, op=ws.TEXT):
        return [f[4].decode('utf-8', 'replace') for f in self.frames
                if f[3] == op]

    def last(self):
        return self.frames[-1][1:] if self.frames else None
