"""How an answer is sent: well, or badly in the way that a fault says."""

import asyncio
import socket
import struct
import zlib
from email.utils import formatdate

from faults import REASONS, bomb, size, span

IDLE_S = 120


class Sender:
    """Sends one reply, well or badly."""

    def __init__(self, reader, writer, request, faults):
        self.reader, self.writer = reader, writer
        self.request, self.wires = request, faults.wires

    async def send(self, reply, now):
        """Can the connection go on?"""
        wires = self.wires
        if 'delay' in wires:
            await asyncio.sleep(span(wires['delay']) / 1000)
        if 'idle' in wires:
            await asyncio.wait_for(self.reader.read(), IDLE_S)
            return False
        if wires.get('rst') == '':
            return self.reset()
        if 'garbage' in wires:
            await self.write(b'SSH-2.0-OpenSSH_9.2\r\n' * 40)
            return False
        body = self.packed(reply)
        head, body = self.framed(reply, body, now)
        if 'continue-flood' in wires:
            await self.write(b'HTTP/1.1 100 Continue\r\n\r\n' * 100_000)
        return await self.body(head, body)

    def packed(self, reply):
        """The body, packed where both sides want that."""
        wires, body = self.wires, reply.body
        asked = 'gzip' in self.request.headers.get('accept-encoding', '')
        if 'gzip-bomb' in wires:
            packed = bomb(size(wires['gzip-bomb']))
        elif 'gzip-garbage' in wires:
            packed = b'\x1f\x8b\x08\x00' + b'not a stream of deflate ' * 9
        elif 'gzip-cut' in wires:
            packed = gzip(body)[:int(wires['gzip-cut'])]
        elif asked and 'plain' not in wires and (
                'gzip' in wires or len(body) > 1000):
            packed = gzip(body)
        else:
            return body
        reply.headers = {**reply.headers, 'Content-Encoding': 'gzip'}
        return packed

    def framed(self, reply, body, now):
        """The head, and the body as its framing has it."""
        wires = self.wires
        lines = [f'HTTP/1.1 {reply.status} '
                 f'{REASONS.get(reply.status, "Unknown")}',
                 'Date: ' + formatdate(now / 1000, usegmt=True)]
        lines += [f'{k}: {v}' for k, v in reply.headers.items()]
        if 'header-flood' in wires:
            lines += [f'X-Filler-{i}: {"x" * 100}' for i in range(20_000)]
        if 'header-long' in wires:
            lines.append('X-Long: ' + 'x' * (1 << 20))
        if self.closing():
            lines.append('Connection: close')
        if {'chunked', 'chunk-bad', 'chunk-cut'} & set(wires):
            lines.append('Transfer-Encoding: chunked')
            body = self.chunked(body)
        elif reply.status != 204:
            wrong = int(wires.get('length', '0'))
            lines.append(f'Content-Length: {max(0, len(body) + wrong)}')
        return ('\r\n'.join(lines) + '\r\n\r\n').encode('latin-1'), body

    def chunked(self, body):
        out = []
        for i in range(0, len(body), 1000):
            part = body[i:i + 1000]
            out.append(f'{len(part):x}\r\n'.encode() + part + b'\r\n')
        if 'chunk-bad' in self.wires:
            return b''.join(out[:1]) + b'ZZZ\r\n' + b''.join(out[1:])
        if 'chunk-cut' in self.wires:
            return b''.join(out)[:int(self.wires['chunk-cut'])]
        return b''.join(out) + b'0\r\n\r\n'

    async def body(self, head, body):
        wires = self.wires
        if 'cut' in wires or wires.get('rst'):
            n = int(wires.get('cut') or wires['rst'])
            await self.write(head + body[:n])
            if 'cut' in wires:
                return False
            await asyncio.sleep(0.02)
            return self.reset()
        if 'drip' in wires:
            n, _, pause = wires['drip'].partition('/')
            await self.write(head)
            for i in range(0, len(body), int(n)):
                await self.write(body[i:i + int(n)])
                await asyncio.sleep(span(pause) / 1000)
        else:
            await self.write(head + body)
        if 'length' in wires and int(wires['length']) > 0:
            return False  # what was promised never comes
        return not (self.closing() or
                    {'chunk-bad', 'chunk-cut', 'length'} & set(wires))

    def closing(self):
        asked = self.request.headers.get('connection', '').lower()
        return 'close' in self.wires or asked == 'close'

    async def write(self, data):
        """On its way before anything else happens."""
        self.writer.write(data)
        transport = self.writer.transport
        await self.writer.drain()
        while transport.get_write_buffer_size() > 0 and \
                not transport.is_closing():
            await asyncio.sleep(0.002)

    def reset(self):
        """The connection ends in RST instead of in order."""
        sock = self.writer.get_extra_info('socket')
        if sock is not None:  # else the client was quicker
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                            struct.pack('ii', 1, 0))
        self.writer.transport.abort()
        return False


def gzip(body):
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    return packer.compress(body) + packer.flush()
