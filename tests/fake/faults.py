"""What can go wrong with an answer, by name.

A fault of a scenario is a line of words: "delay 300ms", "429 retry-after 1".
Some change what the dialect says (rows), some replace its answer (reply), the
rest spoil the way it is sent; those are the server's to carry out.
"""

import re
import zlib
from dataclasses import dataclass, field
from email.utils import formatdate

TIMES = {'ms': 1, 's': 1000, 'm': 60_000, 'h': 3_600_000, 'd': 86_400_000}
SIZES = {'': 1, 'K': 1 << 10, 'M': 1 << 20, 'G': 1 << 30}


def span(text):
    """300ms, 90s, 5m, 3h, 2d in ms; +1h and -1h too."""
    match = re.fullmatch(r'([+-]?\d+(?:\.\d+)?)(ms|s|m|h|d)', text)
    if not match:
        raise ValueError(f'not a span: {text}')
    return int(float(match[1]) * TIMES[match[2]])


def size(text):
    match = re.fullmatch(r'(\d+)([KMG]?)', text)
    if not match:
        raise ValueError(f'not a size: {text}')
    return int(match[1]) * SIZES[match[2]]


@dataclass
class Reply:
    """An answer before it is sent."""

    status: int
    body: bytes
    headers: dict = field(default_factory=dict)


JSON = {'Content-Type': 'application/json; charset=utf-8'}
HTML = {'Content-Type': 'text/html; charset=UTF-8'}
REASONS = {200: 'OK', 204: 'No Content', 302: 'Found', 400: 'Bad Request',
           401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found',
           418: "I'm a teapot", 429: 'Too Many Requests',
           451: 'Unavailable For Legal Reasons',
           500: 'Internal Server Error', 502: 'Bad Gateway',
           503: 'Service Unavailable'}


def page(title, words):
    return (f'<!DOCTYPE html>\n<html><head><title>{title}</title></head>'
            f'<body><h1>{title}</h1>\n<p>{words}</p></body></html>\n').encode()


def cloudfront(words, now):
    return Reply(403, page(
        'ERROR: The request could not be satisfied',
        'The Amazon CloudFront distribution is configured to block access '
        'from your country.'), {**HTML, 'Server': 'CloudFront',
                                'X-Cache': 'Error from cloudfront'})


def too_frequent(words, now):
    return Reply(403, b'403, access too frequent', HTML)


def waf(words, now):
    return Reply(403, page('403 Forbidden', 'Request blocked.'), HTML)


def banned(words, now):
    """418 SPAN: until then, in seconds by header and ms by words."""
    wait = span(words[0]) if words else 120_000
    body = ('{"code":-1003,"msg":"Way too many requests; IP banned until '
            f'{now + wait}. Please use the websocket for live updates to '
            'avoid bans."}')
    return Reply(418, body.encode(), {
        **JSON, 'Retry-After': str(-(-wait // 1000))})


def too_many(words, now):
    """429, or 429 retry-after SECONDS|DATE|in SPAN (a date, then)."""
    headers = dict(JSON)
    if words[1:2] == ['in']:
        headers['Retry-After'] = formatdate(
            (now + span(words[2])) // 1000, usegmt=True)
    elif words:
        headers['Retry-After'] = ' '.join(words[1:])
    return Reply(429, b'{"code":-1003,"msg":"Too many requests."}', headers)


def restricted(words, now):
    return Reply(451, (
        b'{"code":0,"msg":"Service unavailable from a restricted location '
        b'according to the terms of use."}'), JSON)


def redirect(words, now):
    return Reply(302, b'', {'Location': words[0]})


def status(number, title):
    def reply(words, now):
        return Reply(number, page(f'{number} {title}', 'nginx'), HTML)
    return reply


def maintenance(words, now):
    """503 maintenance, or 503 maintenance SECONDS."""
    headers = {**HTML, 'Retry-After': words[0]} if words else HTML
    return Reply(503, page('503 Service Temporarily Unavailable',
                           'System upgrade in progress.'), headers)


def ok(body, headers=None):
    return lambda words, now: Reply(200, body, headers or JSON)


REPLIES = {
    '302': redirect, '403 cloudfront': cloudfront,
    '403 bybit-too-frequent': too_frequent, '403 waf': waf, '418': banned,
    '404': status(404, 'Not Found'), '429': too_many, '451': restricted,
    '500': status(500, 'Internal Server Error'),
    '502': status(502, 'Bad Gateway'), '503 maintenance': maintenance,
    '204': lambda words, now: Reply(204, b''),
    'html-200': ok(page('Welcome', 'Please log in.'), HTML),
    'text-200': ok(b'ok\n', {'Content-Type': 'text/plain'}),
    'null-200': ok(b'null'), 'empty-200': ok(b''), 'array-200': ok(b'[]'),
    'object-200': ok(b'{}'), 'deep-200': ok(b'[' * 100_000),
    'twice-200': ok(b'{"code":"0","code":"1","data":[]}'),
    'nan-200': ok(b'{"code":"0","data":[NaN]}'),
}


def bomb(length):
    """So many zeros as one gzip stream, packed a thousand to one."""
    block = min(length, 1 << 24)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    part = packer.compress(b'0' * block) + packer.flush(zlib.Z_FULL_FLUSH)
    head = b'\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03'
    return head + part * max(1, length // block)


def garble(body, words):
    """Changes of the body itself: where it ends, what is in it."""
    name, rest = words[0], words[1:]
    if name == 'json-cut':
        return body[:int(rest[0])]
    if name == 'pad':
        return body + b' ' * (size(rest[0]) - len(body))
    if name == 'bom':
        return b'\xef\xbb\xbf' + body
    if name == 'nul':
        return body[:10] + b'\0' + body[10:]
    if name == 'utf8-bad':
        return body.replace(b'"', b'"\xff', 3)
    return None


ROWS = {'empty': None, 'reverse': None, 'overlap': int, 'again': int,
        'bad': int, 'unit': str}
BODIES = ('json-cut', 'pad', 'bom', 'nul', 'utf8-bad')
WIRES = {'delay': 1, 'drip': 1, 'idle': 0, 'cut': 1, 'rst': (0, 1),
         'length': 1, 'chunked': 0, 'chunk-bad': 0, 'chunk-cut': 1,
         'gzip': 0, 'plain': 0, 'gzip-cut': 1, 'gzip-bomb': 1,
         'gzip-garbage': 0, 'header-flood': 0, 'header-long': 0,
         'continue-flood': 0, 'garbage': 0, 'close': 0}
ERRORS = ('rate', 'busy', 'symbol', 'ask', 'ban', 'key', 'missing')


@dataclass
class Faults:
    """All that is wrong with one answer."""

    rows: dict = field(default_factory=dict)
    error: str = ''
    reply: list = field(default_factory=list)  # name, words
    bodies: list = field(default_factory=list)
    wires: dict = field(default_factory=dict)

    def __bool__(self):
        return bool(self.rows or self.error or self.reply or self.bodies
                    or self.wires)

    def add(self, text):
        """One fault as a scenario writes it; ValueError where it is none."""
        words = text.split()
        name, rest = words[0], words[1:]
        two = ' '.join(words[:2])
        if two in REPLIES:
            self.reply = [two, words[2:]]
        elif name in REPLIES:
            self.reply = [name, rest]
        elif name == 'error' and rest and rest[0] in ERRORS:
            self.error = rest[0]
        elif name in ROWS:
            kind = ROWS[name]
            self.rows[name] = kind(rest[0]) if kind else True
        elif name in BODIES:
            self.bodies.append(words)
        elif name in WIRES:
            self.wires[name] = rest[0] if rest else ''
        else:
            raise ValueError(f'no such fault: {text}')

    def __str__(self):
        words = [*self.rows, *self.wires, *(b[0] for b in self.bodies)]
        if self.error:
            words.append('error ' + self.error)
        if self.reply:
            words.append(self.reply[0])
        return ', '.join(words)
