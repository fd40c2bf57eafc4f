"""WebSocket (RFC 6455), the server's side, with permessage-deflate (RFC
7692): the upgrade, frames out, and the client's frames in, which have to be
as the standards want them.
"""

import base64
import binascii
import hashlib
import struct
import zlib

GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
CONTINUED, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
CONTROL = (CLOSE, PING, PONG)
MOST = 1 << 20  # bytes of a message; no client has more to say
CLOSES = (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011)


class Wrong(Exception):
    """What a client may not do."""


def accept(key):
    """The answer to a Sec-WebSocket-Key."""
    return base64.b64encode(
        hashlib.sha1((key + GUID).encode()).digest()).decode()


def lacks(request):
    """Why a request asks for no upgrade; '' where it does."""
    def words(name):
        return [w.strip().lower() for w in
                request.headers.get(name, '').split(',')]
    try:
        key = base64.b64decode(
            request.headers.get('sec-websocket-key', ''), validate=True)
    except binascii.Error:
        key = b''
    if request.method != 'GET':
        return 'the method is not GET'
    if 'websocket' not in words('upgrade'):
        return 'no "Upgrade: websocket"'
    if 'upgrade' not in words('connection'):
        return 'no "Connection: Upgrade"'
    if request.headers.get('sec-websocket-version') != '13':
        return 'the version is not 13'
    return '' if len(key) == 16 else 'the key is not of 16 bytes'


def offers_deflate(request):
    return any(offer.split(';')[0].strip() == 'permessage-deflate' for offer in
               request.headers.get('sec-websocket-extensions', '').split(','))


def frame(op, payload=b'', fin=True, rsv=0, mask=None, length=None):
    """One frame's bytes; length: what its head says, if that is a lie."""
    n = len(payload) if length is None else length
    head = bytes([fin << 7 | rsv << 4 | op])
    masked = 0 if mask is None else 0x80
    if n < 126:
        head += bytes([masked | n])
    elif n < 1 << 16:
        head += struct.pack('>BH', masked | 126, n)
    else:
        head += struct.pack('>BQ', masked | 127, n)
    return head + payload if mask is None else \
        head + mask + masking(payload, mask)


def masking(payload, mask):
    if not payload:
        return b''
    n = len(payload)
    key = (mask * (n // 4 + 1))[:n]
    return (int.from_bytes(payload, 'big') ^
            int.from_bytes(key, 'big')).to_bytes(n, 'big')


def closing(code, reason=''):
    return frame(CLOSE, struct.pack('>H', code) + reason.encode())


class Packer:
    """Messages packed one after another."""

    def __init__(self, forget=False):
        self.forget = forget  # no_context_takeover
        self.packer = None

    def pack(self, data):
        if self.packer is None or self.forget:
            self.packer = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = self.packer.compress(data) + self.packer.flush(
            zlib.Z_SYNC_FLUSH)
        return packed[:-4]


def packed_zeros(length):
    """So much of "0", packed a thousand to one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = packer.compress(b'0' * (1 << 20)) + packer.flush(
        zlib.Z_FULL_FLUSH)
    return part * (length >> 20)


class Reader:
    """What the client says, message by message."""

    def __init__(self, stream, deflate):
        self.stream, self.deflate = stream, deflate
        self.unpacker = zlib.decompressobj(-15)

    async def frame(self):
        """fin, rsv, op and payload of one frame, unmasked."""
        first, second = await self.stream.readexactly(2)
        fin, rsv, op = first >> 7, first >> 4 & 7, first & 15
        n = second & 127
        if not second & 128:
            raise Wrong('a frame without a mask')
        if op in CONTROL and (n > 125 or not fin):
            raise Wrong('a control frame that is long or in parts')
        if n >= 126:
            least = 126 if n == 126 else 1 << 16
            n = int.from_bytes(await self.stream.readexactly(
                2 if n == 126 else 8), 'big')
            if n < least:
                raise Wrong('a length that could be shorter')
        if n > MOST:
            raise Wrong(f'a frame of {n} bytes')
        mask = await self.stream.readexactly(4)
        return fin, rsv, op, masking(await self.stream.readexactly(n), mask)

    async def message(self):
        """The next message or control frame: op and payload."""
        whole, opened, packed = b'', None, False
        while True:
            fin, rsv, op, payload = await self.frame()
            if rsv and not (rsv == 4 and self.deflate and op in (
                    TEXT, BINARY)):
                raise Wrong('reserved bits')
            if op in CONTROL:
                if opened is not None:
                    raise Wrong('it never sends in parts')
                return op, checked(op, payload)
            if op not in (TEXT, BINARY, CONTINUED) or (
                    op == CONTINUED) != (opened is not None):
                raise Wrong(f'an opcode {op} here')
            if opened is None:
                opened, packed = op, bool(rsv)
            whole += payload
            if fin:
                return opened, checked(
                    opened, self.unpacked(whole) if packed else whole)

    def unpacked(self, data):
        try:
            return self.unpacker.decompress(data + b'\0\0\xff\xff', MOST)
        except zlib.error as error:
            raise Wrong(f'what cannot be unpacked: {error}') from error


def checked(op, payload):
    """Text has to be UTF-8, a goodbye has to have a code that may be sent."""
    try:
        if op == TEXT:
            payload.decode()
        if op == CLOSE and payload:
            code = struct.unpack('>H', payload[:2])[0] \
                if len(payload) > 1 else 0
            payload[2:].decode()
            if code not in CLOSES and not 3000 <= code < 5000:
                raise Wrong(f'a goodbye with the code {code}')
    except UnicodeDecodeError as error:
        raise Wrong('text that is no UTF-8') from error
    return payload
