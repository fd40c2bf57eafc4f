"""Proxies that see who asks for whom: HTTP CONNECT, the same over TLS, SOCKS 5.

    proxy.py DIR PORT [HOST=PORT | HOST=no]...

Whatever host is asked for, the way leads to PORT of this machine, or to that
of its own; "no" is refused.  DIR is an authority's folder (tls.py): the proxy
over TLS is "localhost".  Ports go to DIR/proxies ("http 41234", a line each),
each question to DIR/asked ("socks5 fx-ws.gateio.ws 443").  http asks for the
name "me" and the password "secret" and answers 407 without.  It serves until
its standard input ends.
"""

import asyncio
import base64
import os
import ssl
import sys

import tls

WHO = 'Basic ' + base64.b64encode(b'me:secret').decode()
REFUSED = b'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'
UNKNOWN = (b'HTTP/1.1 407 Proxy Authentication Required\r\n'
           b'Proxy-Authenticate: Basic realm="x"\r\n'
           b'Content-Length: 0\r\n\r\n')


class Proxy:
    def __init__(self, folder, port, ways):
        self.port, self.ways = port, ways
        self.log = open(os.path.join(folder, 'asked'), 'a', encoding='ascii')

    def way(self, kind, host, port):
        """The port to go to; None: it is refused."""
        print(kind, host, port, file=self.log, flush=True)
        way = self.ways.get(host, self.port)
        return None if way == 'no' else int(way)

    async def http(self, reader, writer, kind='http'):
        head = (await reader.readuntil(b'\r\n\r\n')).decode('latin-1')
        if kind == 'http' and f'Proxy-Authorization: {WHO}' not in head:
            writer.write(UNKNOWN)
            return
        host, _, port = head.split(' ')[1].rpartition(':')
        way = self.way(kind, host, port)
        if way is None:
            writer.write(REFUSED)
            return
        writer.write(b'HTTP/1.1 200 Connection established\r\n\r\n')
        await join(reader, writer, way)

    async def https(self, reader, writer):
        await self.http(reader, writer, 'https')

    async def socks5(self, reader, writer):
        await reader.readexactly((await reader.readexactly(2))[1])
        writer.write(b'\5\0')  # no password
        head = await reader.readexactly(5)
        host = await reader.readexactly(head[4])
        port = int.from_bytes(await reader.readexactly(2), 'big')
        named = head[3] == 3  # a name, to be looked up here
        way = self.way('socks5', host.decode(), port) if named else None
        writer.write(bytes([5, 0 if way else 2, 0, 1]) + bytes(6))
        if way is not None:
            await join(reader, writer, way)


async def copy(reader, writer):
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


async def join(reader, writer, port):
    there, back = await asyncio.open_connection('127.0.0.1', port)
    await asyncio.gather(copy(reader, back), copy(there, writer))


def guarded(serve):
    """Who leaves in the middle is no matter."""
    async def handle(reader, writer):
        try:
            await serve(reader, writer)
        except (OSError, EOFError, ssl.SSLError):
            pass
        finally:
            writer.close()
    return handle


async def main(folder, port, *words):
    tls.make_certificate(folder, 'proxy', ['localhost'])
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(os.path.join(folder, 'proxy.pem'),
                           os.path.join(folder, 'key.pem'))
    proxy = Proxy(folder, port, dict(w.split('=') for w in words))
    path = os.path.join(folder, 'proxies')
    with open(path + '.new', 'w', encoding='ascii') as file:
        for kind, context in (('http', None), ('https', secure),
                              ('socks5', None)):
            server = await asyncio.start_server(
                guarded(getattr(proxy, kind)), '127.0.0.1', 0, ssl=context)
            print(kind, server.sockets[0].getsockname()[1], file=file)
    os.rename(path + '.new', path)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == '__main__':
    asyncio.run(main(*sys.argv[1:]))
