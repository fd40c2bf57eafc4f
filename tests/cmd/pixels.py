"""PNGs as rows of colours, three digits of 16 a pixel on white, beside what
they were: pixels.py FOLDER PNG... prints for each its name, and the mean and
the largest difference of a channel, in parts of 255.  With --golden first they
are written there instead."""
import os
import struct
import sys
import zlib


def unfilter(kind, line, above, size):
    for i, v in enumerate(line):
        left = line[i - size] if i >= size else 0
        up = above[i]
        corner = above[i - size] if i >= size else 0
        if kind == 1:
            v += left
        elif kind == 2:
            v += up
        elif kind == 3:
            v += (left + up) // 2
        elif kind == 4:
            p = left + up - corner
            v += min((abs(p - left), 0, left), (abs(p - up), 1, up),
                     (abs(p - corner), 2, corner))[2]
        line[i] = v & 255


def rows(data):
    at, packed = 8, b""
    while at < len(data):
        n, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + n]
        if kind == b"IHDR":
            width, height, bits, colour = struct.unpack(">IIBB", body[:10])
        elif kind == b"IDAT":
            packed += body
        at += n + 12
    size = {2: 3, 6: 4}[colour]
    if bits != 8:
        raise ValueError("not 8 bits a channel")
    raw = zlib.decompress(packed)
    above = bytearray(width * size)
    for y in range(height):
        start = y * (width * size + 1)
        line = bytearray(raw[start + 1:start + 1 + width * size])
        unfilter(raw[start], line, above, size)
        above = line
        text = ""
        for x in range(0, width * size, size):
            alpha = line[x + 3] if size == 4 else 255
            for c in line[x:x + 3]:
                text += "%x" % ((c * alpha + 255 * (255 - alpha)) // 255 // 16)
        yield text


def apart(a, b):
    if [len(x) for x in a] != [len(x) for x in b]:
        return "another size"
    off = [abs(int(p, 16) - int(q, 16)) * 17
           for x, y in zip(a, b) for p, q in zip(x, y)]
    return "%.1f %d" % (sum(off) / len(off), max(off))


golden = sys.argv[1] == "--golden"
folder, *names = sys.argv[1 + golden:]
for name in names:
    got = list(rows(open(name, "rb").read()))
    path = os.path.join(folder, os.path.basename(name)[:-4])
    if golden:
        open(path, "w").write("\n".join(got) + "\n")
    else:
        print(os.path.basename(name)[:-4], apart(open(path).read().split(), got))
