#include "json/escape.h"

#include "base/utf8.h"

int
escape_hex(const char *p, const char *end)
{
	int v = 0, i;

	if (end - p < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		v <<= 4;
		if (p[i] >= '0' && p[i] <= '9')
			v |= p[i] - '0';
		else if ((p[i] | 32) >= 'a' && (p[i] | 32) <= 'f')
			v |= (p[i] | 32) - 'a' + 10;
		else
			return -1;
	}
	return v;
}

struct str
escape_undo(struct str key, struct buf *b)
{
	size_t from = b->n, i;
	int v;

	if (key.n == 0 || memchr(key.s, '\\', key.n) == NULL)
		return key;
	for (i = 0; i < key.n; i++) {
		const char *p = key.s + i;

		if (key.s[i] != '\\') {
			buf_putc(b, key.s[i]);
		} else if (key.s[++i] != 'u') {
			static const char from_c[] = "bfnrt",
					  to[] = "\b\f\n\r\t";
			const char *at = strchr(from_c, key.s[i]);

			buf_putc(b, at != NULL ? to[at - from_c] : key.s[i]);
		} else {
			v = escape_hex(p + 2, p + 6);
			i += 4;
			if (v >= 0xd800 && v <= 0xdbff) {
				v = 0x10000 + ((v - 0xd800) << 10) +
				    (escape_hex(p + 8, p + 12) - 0xdc00);
				i += 6;
			}
			utf8_put(b, (unsigned)v);
		}
	}
	return (struct str){ b->s + from, b->n - from };
}

/* Texts without a backslash are what they look like. */
bool
escape_same(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 };
	bool same = str_same(a, b);

	if (same ||
	    (memchr(a.s, '\\', a.n) == NULL && memchr(b.s, '\\', b.n) == NULL))
		return same;
	same = str_same(escape_undo(a, &x), escape_undo(b, &y));
	buf_free(&x);
	buf_free(&y);
	return same;
}
