"""Sets of time as sorted lists of (since, until), the end left out."""


def union(spans):
    out = []
    for since, until in sorted(s for s in spans if s[0] < s[1]):
        if out and since <= out[-1][1]:
            out[-1] = out[-1][0], max(until, out[-1][1])
        else:
            out.append((since, until))
    return out


def common(a, b):
    out = []
    for since, until in a:
        out += [(max(since, s), min(until, u)) for s, u in b]
    return union(out)


def without(a, b):
    """What of a is not in b."""
    out = []
    for since, until in union(a):
        for s, u in union(b):
            if u <= since or s >= until:
                continue
            if since < s:
                out.append((since, s))
            since = max(since, u)
        if since < until:
            out.append((since, until))
    return out


def length(spans):
    return sum(until - since for since, until in spans)


def inside(spans, ts):
    return any(since <= ts < until for since, until in spans)
