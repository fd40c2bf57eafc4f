"""An HTTPS server that misbehaves as its path asks for, for tests/unit/http.c.

    plain.py DIR

makes a certificate authority in DIR (ca.pem), opens one listener for each way
a connection can go wrong, writes their ports to DIR/ports ("good 41234", a
line each) and serves until its standard input ends.  It knows nothing of
exchanges: that is exchange.py's.
"""

import gzip
import json
import os
import shutil
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import warnings
import zlib

MIB = 1 << 20
GOOD = 'DNS:good.test,DNS:also.test'


class Hall:
    """What all connections share: who waits, and how many did at once."""

    def __init__(self):
        self.lock = threading.Condition()
        self.inside = self.most = self.connections = 0
        self.waiting = {}

    def hold(self, seconds):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        time.sleep(seconds)
        with self.lock:
            self.inside -= 1

    def together(self, n):
        """Wait until n requests are here; False when they do not come."""
        with self.lock:
            group = self.waiting.setdefault(n, [0, False])
            group[0] += 1
            if group[0] == n:
                group[1] = True
                del self.waiting[n]
                self.lock.notify_all()
            return self.lock.wait_for(lambda: group[1], 10)

    def told(self):
        with self.lock:
            return {'most': self.most, 'connections': self.connections}


def pattern(n):
    """n bytes of which each tells its place: byte i is i % 251."""
    block = bytes(range(251))
    return (block * (n // 251 + 1))[:n]


class Connection:
    """One client: its requests in order, each answered by its path."""

    def __init__(self, sock, hall):
        self.sock, self.hall = sock, hall
        self.file = sock.makefile('rb')

    def serve(self):
        with self.hall.lock:
            self.hall.connections += 1
        with self.file:
            while self.one():
                pass

    def read(self):
        """The next request: (line, headers, body), or None at the end."""
        line = self.file.readline().decode('latin-1').strip()
        headers = {}
        while line:
            row = self.file.readline().decode('latin-1').strip()
            if not row:
                break
            name, _, value = row.partition(':')
            headers[name.lower()] = value.strip()
        if not line:
            return None
        body = self.file.read(int(headers.get('content-length', 0)))
        return line, headers, body

    def one(self):
        request = self.read()
        if request is None:
            return False
        name, _, rest = request[0].split(' ')[1].strip('/').partition('/')
        return getattr(self, 'do_' + name)(rest, request) is not False

    def send(self, body=b'', status='200 OK', length=None, **headers):
        head = [f'HTTP/1.1 {status}',
                f'Content-Length: {len(body) if length is None else length}']
        head += [f'{k.replace("_", "-")}: {v}' for k, v in headers.items()]
        self.raw('\r\n'.join(head).encode() + b'\r\n\r\n' + body)

    def raw(self, data):
        self.sock.sendall(data)

    # What a path does; False: the connection ends.

    def do_echo(self, rest, request):
        line, headers, body = request
        self.send(json.dumps({'line': line, 'headers': headers,
                              'body': body.decode()}).encode(),
                  Date='Sun, 06 Nov 2022 08:49:37 GMT', Retry_After=7, Age=30,
                  Content_Type='application/json', X_Used='12')

    def do_status(self, rest, request):
        self.send(b'{"code":-1}', status=f'{rest} Said', Retry_After=3)

    def do_redirect(self, rest, request):
        self.send(status='302 Found', Location='https://also.test/echo')

    def do_size(self, rest, request):
        self.send(pattern(int(rest)))

    def do_gzip(self, rest, request):
        self.send(gzip.compress(pattern(int(rest)), 1),
                  Content_Encoding='gzip')

    def do_bomb(self, rest, request):
        """As many MiB of zeros, a thousandth of that on the wire."""
        pack = zlib.compressobj(9, zlib.DEFLATED, 31)
        body = b''.join(pack.compress(bytes(MIB)) for _ in range(int(rest)))
        self.send(body + pack.flush(), Content_Encoding='gzip')

    def do_gzipcut(self, rest, request):
        self.send(gzip.compress(pattern(5000))[:-30], Content_Encoding='gzip')

    def do_gzipjunk(self, rest, request):
        self.send(b'this is no gzip', Content_Encoding='gzip')

    def do_brotli(self, rest, request):
        self.send(b'....', Content_Encoding='br')

    def do_short(self, rest, request):
        self.send(b'[1,2,3', length=100)
        return False

    def do_long(self, rest, request):
        self.send(b'[1,2,3]', length=4)
        return False

    def do_chunked(self, rest, request):
        self.raw(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
                 b'3\r\n[1,\r\n2\r\n2]\r\n0\r\nDate: never\r\n\r\n')

    def do_chunkbad(self, rest, request):
        self.raw(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
                 b'3\r\n[1,\r\nxyz\r\n')
        return False

    def do_cut(self, rest, request):
        return False

    def do_reset(self, rest, request):
        self.raw(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1')
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                             struct.pack('ii', 1, 0))
        return False

    def do_garbage(self, rest, request):
        self.raw(b'good morning\r\n\r\n')
        return False

    def do_flood(self, rest, request):
        """Headers without end."""
        self.raw(b'HTTP/1.1 200 OK\r\n')
        while True:
            self.raw(b'X-More: ' + b'x' * 1000 + b'\r\n')

    def do_manyheads(self, rest, request):
        self.raw(b'HTTP/1.1 200 OK\r\n' + b'X: y\r\n' * 500 + b'\r\n')
        return False

    def do_continue(self, rest, request):
        """One interim answer after the other."""
        while True:
            self.raw(b'HTTP/1.1 100 Continue\r\n\r\n' * 100)

    def do_drip(self, rest, request):
        self.raw(b'HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
        while True:
            self.raw(b'0123456789')
            time.sleep(0.1)

    def do_idle(self, rest, request):
        self.file.read(1)
        return False

    def do_together(self, rest, request):
        good = self.hall.together(int(rest))
        self.send(b'true', status='200 OK' if good else '500 Alone')

    def do_hold(self, rest, request):
        self.hall.hold(float(rest))
        self.send(b'true')

    def do_log(self, rest, request):
        self.send(json.dumps(self.hall.told()).encode())


def openssl(*args, where):
    subprocess.run(['openssl', *args], cwd=where, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']


def authority(where):
    openssl('req', '-x509', *KEY, '-keyout', 'ca.key', '-out', 'ca.pem',
            '-subj', '/CN=liq test authority', '-days', '2', where=where)


def certificate(where, name, days=2, own=False):
    """name.pem and name.key for GOOD, signed by the authority or by itself."""
    subject = ['-subj', '/CN=good.test', '-keyout', f'{name}.key']
    if own:
        openssl('req', '-x509', *KEY, *subject, '-days', str(days),
                '-addext', f'subjectAltName={GOOD}', '-out', f'{name}.pem',
                where=where)
        return
    openssl('req', *KEY, *subject, '-out', f'{name}.csr', where=where)
    with open(os.path.join(where, f'{name}.ext'), 'w') as f:
        f.write(f'subjectAltName={GOOD}\n')
    openssl('x509', '-req', '-in', f'{name}.csr', '-CA', 'ca.pem', '-CAkey',
            'ca.key', '-days', str(days), '-extfile', f'{name}.ext', '-out',
            f'{name}.pem', where=where)


def context(where, name, old=False):
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(os.path.join(where, f'{name}.pem'),
                         os.path.join(where, f'{name}.key'))
    if old:
        warnings.simplefilter('ignore', DeprecationWarning)
        made.set_ciphers('ALL:@SECLEVEL=0')
        made.minimum_version = ssl.TLSVersion.TLSv1
        made.maximum_version = ssl.TLSVersion.TLSv1_1
    return made


def tls(made, hall):
    def serve(sock):
        with made.wrap_socket(sock, server_side=True) as wrapped:
            Connection(wrapped, hall).serve()
    return serve


def clear(sock):
    """HTTP where TLS is due."""
    sock.recv(4096)
    sock.sendall(b'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')


def silent(sock):
    while sock.recv(4096):
        pass


def slam(sock):
    sock.recv(1)


def reset(sock):
    sock.recv(1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER,
                    struct.pack('ii', 1, 0))


def refuse(sock):
    """A proxy that lets nobody through."""
    sock.recv(4096)
    sock.sendall(b'HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')


def listen(serve):
    """The port of a listener, each connection in a thread of its own."""
    door = socket.create_server(('127.0.0.1', 0), backlog=128)

    def handle(sock):
        with sock:
            try:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                serve(sock)
            except (OSError, ValueError):
                pass  # the client left, or would not have us

    def accept():
        while True:
            sock, _ = door.accept()
            threading.Thread(target=handle, args=(sock,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return door.getsockname()[1]


def http2(where, size):
    """nghttpd with one file, /size/N, and its port; None without it."""
    program = shutil.which('nghttpd', path=os.environ['PATH'] + ':/usr/sbin')
    if program is None:
        return None, 0
    root = os.path.join(where, 'root')
    os.makedirs(os.path.join(root, 'size'))
    with open(os.path.join(root, 'size', str(size)), 'wb') as f:
        f.write(pattern(size))
    held, port = closed()
    held.close()
    run = subprocess.Popen([program, '-a', '127.0.0.1', '-d', root, str(port),
                            'good.key', 'good.pem'], cwd=where,
                           stdout=subprocess.DEVNULL)
    for _ in range(100):
        try:
            socket.create_connection(('127.0.0.1', port)).close()
            break
        except OSError:
            time.sleep(0.05)
    return run, port


def closed():
    """A port nobody listens on, held so that nobody else will."""
    held = socket.socket()
    held.bind(('127.0.0.1', 0))
    return held, held.getsockname()[1]


def main(where):
    hall = Hall()
    authority(where)
    certificate(where, 'good')
    certificate(where, 'own', own=True)
    certificate(where, 'expired', days=-1)
    held, nobody = closed()
    ports = {
        'good': listen(tls(context(where, 'good'), hall)),
        'own': listen(tls(context(where, 'own'), hall)),
        'expired': listen(tls(context(where, 'expired'), hall)),
        'old': listen(tls(context(where, 'good', old=True), hall)),
        'clear': listen(clear),
        'silent': listen(silent),
        'slam': listen(slam),
        'reset': listen(reset),
        'refuse': listen(refuse),
        'closed': nobody,
    }
    h2, ports['h2'] = http2(where, 31 * MIB)
    path = os.path.join(where, 'ports')
    with open(path + '.new', 'w') as f:
        f.writelines(f'{name} {port}\n' for name, port in ports.items())
    os.rename(path + '.new', path)
    sys.stdin.read()
    if h2 is not None:
        h2.kill()
    held.close()


if __name__ == '__main__':
    main(sys.argv[1])
