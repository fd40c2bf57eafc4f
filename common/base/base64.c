#include "base/base64.h"

static const char letters[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void
base64_put(struct buf *b, const unsigned char *p, size_t n)
{
	uint32_t v;
	size_t i, k;

	for (i = 0; i < n; i += 3) {
		v = 0;
		for (k = 0; k < 3; k++)
			v = v << 8 | (i + k < n ? p[i + k] : 0);
		for (k = 0; k < 4; k++)
			buf_putc(b,
			    i + k > n ? '=' : letters[v >> (18 - 6 * k) & 63]);
	}
}

/* The six bits of a letter; -1: it is none. */
static int
bits_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Four letters, the last of them n bytes' worth: false, they are not. */
static bool
get_group(struct buf *b, const char *p, size_t n)
{
	uint32_t v = 0;
	int bits;
	size_t k;

	for (k = 0; k < 4; k++) {
		bits = k <= n ? bits_of(p[k]) : p[k] == '=' ? 0 : -1;
		if (bits < 0)
			return false;
		v = v << 6 | (uint32_t)bits;
	}
	if (n < 3 && v << (8 + 8 * n) != 0)
		return false; /* bits that say nothing are zero */
	for (k = 0; k < n; k++)
		buf_putc(b, (char)(v >> (16 - 8 * k)));
	return true;
}

bool
base64_get(struct buf *b, struct str s)
{
	size_t n = 3;

	if (s.n % 4 != 0)
		return false;
	for (; s.n > 0; s = str_from(s, 4)) {
		if (s.n == 4 && s.s[3] == '=')
			n = s.s[2] == '=' ? 1 : 2;
		if (!get_group(b, s.s, n))
			return false;
	}
	return true;
}
