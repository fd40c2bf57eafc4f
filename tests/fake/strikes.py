"""What happens to a connection once: how it ends, and what no server may send.

Each returns what is to be sent, if it does not send for itself.
"""

import asyncio

import ws

BYE_S = 2  # the client's answer to a goodbye


class Over(Exception):
    """The connection is to end now; how: gone or rst."""


class Strikes:
    """Of a session."""

    def do_close(self, code, reason):
        """And nothing more, until the client has answered it."""
        if code == 1006:
            return self.do_gone()
        return self.bye(ws.closing(code, reason))

    def do_close_empty(self):
        return self.bye(ws.frame(ws.CLOSE))

    def bye(self, data):
        self.closed = True
        asyncio.get_running_loop().call_later(
            BYE_S, lambda: self.out.append(Over('gone')))
        return [data]

    def do_gone(self):
        return [Over('gone')]

    def do_rst(self):
        return [Over('rst')]

    def do_leave(self, after):
        """The exchange's own notice, where it has one, and the end."""
        notice = self.feed.notice(self.now())
        if notice is not None:
            self.put(notice, 'word')
        asyncio.get_running_loop().call_later(
            after / 1000, lambda: self.out.extend(
                self.bye(ws.closing(1001, 'going away'))))

    def do_ping_flood(self, n):
        return [ws.frame(ws.PING, b'between') * n]

    def do_rsv(self):
        return [ws.frame(ws.TEXT, b'{}', rsv=2)]

    def do_masked(self):
        return [ws.frame(ws.TEXT, b'{}', mask=b'liq!')]

    def do_op3(self):
        return [ws.frame(3, b'{}')]

    def do_utf8_bad(self):
        return [ws.frame(ws.TEXT, b'{"a":"\xff\xfe"}')]

    def do_lone(self):
        return [ws.frame(ws.CONTINUED, b'{}')]

    def do_ping_long(self):
        return [ws.frame(ws.PING, b'x' * 126)]

    def do_ping_parts(self):
        return [ws.frame(ws.PING, b'x', fin=False)]

    def do_close_bad(self):
        return [ws.frame(ws.CLOSE, b'\x03')]

    def do_length_bad(self):
        return [b'\x81\x7f\xff' + b'\xff' * 7]

    def do_big(self, length):
        """As much as its head says."""
        return [ws.frame(ws.TEXT, length=length) + b' ' * length]

    def do_pieces(self, n):
        return [ws.frame(ws.TEXT, b'{', fin=False),
                ws.frame(ws.CONTINUED, b' ', fin=False) * n]

    def do_bomb(self, length):
        return [ws.frame(ws.TEXT, ws.packed_zeros(length), rsv=4)]

    def do_deflate_bad(self):
        return [ws.frame(ws.TEXT, b'not a stream of deflate', rsv=4)]

    def do_unknown(self):
        self.put(self.feed.unknown(self.now()), 'word')

    def do_garbage(self):
        self.put('<html><body>502 Bad Gateway</body></html>', 'word')

    def do_json_cut(self):
        self.put('{"topic":"', 'word')
