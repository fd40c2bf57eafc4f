#include "base/utf8.h"

size_t
utf8_size(const char *s, const char *stop)
{
	const unsigned char *p = (const unsigned char *)s;
	const unsigned char *end = (const unsigned char *)stop;
	size_t n, i;
	unsigned char low = 0x80, high = 0xbf;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	n = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	if (p[0] == 0xe0)
		low = 0xa0; /* overlong */
	else if (p[0] == 0xed)
		high = 0x9f; /* surrogates */
	else if (p[0] == 0xf0)
		low = 0x90; /* overlong */
	else if (p[0] == 0xf4)
		high = 0x8f; /* above U+10FFFF */
	if ((size_t)(end - p) < n || p[1] < low || p[1] > high)
		return 0;
	for (i = 2; i < n; i++)
		if (p[i] < 0x80 || p[i] > 0xbf)
			return 0;
	return n;
}

unsigned
utf8_get(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;
	static const unsigned char mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	unsigned v = p[0] & mask[n];
	size_t i;

	for (i = 1; i < n; i++)
		v = v << 6 | (p[i] & 0x3f);
	return v;
}

void
utf8_put(struct buf *b, unsigned v)
{
	if (v < 0x80) {
		buf_putc(b, (char)v);
	} else if (v < 0x800) {
		buf_putc(b, (char)(0xc0 | v >> 6));
		buf_putc(b, (char)(0x80 | (v & 63)));
	} else if (v < 0x10000) {
		buf_putc(b, (char)(0xe0 | v >> 12));
		buf_putc(b, (char)(0x80 | (v >> 6 & 63)));
		buf_putc(b, (char)(0x80 | (v & 63)));
	} else {
		buf_putc(b, (char)(0xf0 | v >> 18));
		buf_putc(b, (char)(0x80 | (v >> 12 & 63)));
		buf_putc(b, (char)(0x80 | (v >> 6 & 63)));
		buf_putc(b, (char)(0x80 | (v & 63)));
	}
}

bool
utf8_invisible(unsigned v)
{
	return v < 0x20 || (v >= 0x7f && v < 0xa0) || v == 0xad ||
	       (v >= 0x200b && v <= 0x200f) || (v >= 0x2028 && v <= 0x202e) ||
	       (v >= 0x2060 && v <= 0x206f) || v == 0xfeff || v == 0x61c ||
	       (v >= 0xfff9 && v <= 0xfffb);
}

/* How many bytes at its front are ASCII, eight looked at at once. */
static size_t
ascii(struct str s)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	size_t n = 0;
	uint64_t eight;

	for (; n + sizeof(eight) <= s.n; n += sizeof(eight)) {
		memcpy(&eight, s.s + n, sizeof(eight));
		if ((eight & high) != 0)
			break;
	}
	while (n < s.n && (unsigned char)s.s[n] < 0x80)
		n++;
	return n;
}

bool
utf8_valid(struct str s)
{
	const char *end = s.s + s.n;
	size_t n;

	for (s = str_from(s, ascii(s)); s.n > 0; s = str_from(s, n))
		if ((n = utf8_size(s.s, end)) == 0)
			return false;
	return true;
}
