/*
 * chance.h - records of chance, and wounds: the same from the same seed.
 */
#ifndef CHANCE_H
#define CHANCE_H

#include <stdio.h>

#include "base/buf.h"
#include "base/dec.h"

static uint64_t chance;

static inline uint64_t
next(void)
{
	uint64_t z = chance += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static inline int64_t
below(int64_t n)
{
	return (int64_t)(next() % (uint64_t)n);
}

static inline const char *
any(const char *const *of, int64_t n)
{
	return of[below(n)];
}

/* Any number of digits that may be met, zeros at the end among them. */
static inline struct dec
any_dec(int scales)
{
	static const int64_t most[] = { 9, 99, 9999, 999999, 99999999,
		9999999999, 999999999999, INT64_C(9999999999999999) };
	int64_t v = 1 + below(most[below(8)]);

	if (below(8) == 0)
		v *= 10;
	return (struct dec){ v, (short)below(scales), true };
}

static inline void
any_name(char *to, size_t room, const char *tail)
{
	static const char *const coins[] = { "BTC", "ETH", "SOL", "1000PEPE",
		"W", "BABYDOGE", "ELONMUSKANDALLHISDOGS", "\xc3\xa9t\xc3\xa9",
		"quote\"d", "" };

	snprintf(to, room, "%s%s", any(coins, 10), tail);
}

static const char *const pieces[] = { "\"", "\\", ",", ":", "{", "}", ".", "0",
	"-", "e9", "\n", "\r", " ", "null", "\"long\"", "\\u0041", "\x01",
	"\x80", "\xc3\xa9", "/", ",\"ts\":1738310399410", ",\"x\":1", "00",
	"123456789012345678901234567890" };

/* One wound, anywhere in [from, b->n) but its newline. */
static inline void
hurt(struct buf *b, size_t from)
{
	size_t at = from + (size_t)below((int64_t)(b->n - 1 - from));
	size_t rest = b->n - at, n;
	const char *piece;
	char tail[2048];

	switch (below(4)) {
	case 0: /* another byte */
		b->s[at] = (char)next();
		return;
	case 1: /* some bytes less */
		n = (size_t)(1 + below(4));
		n = n < rest - 1 ? n : rest - 1;
		memmove(b->s + at, b->s + at + n, rest - n);
		b->n -= n;
		return;
	case 2: /* a digit for another */
		if (b->s[at] >= '0' && b->s[at] <= '9')
			b->s[at] = (char)('0' + below(10));
		return;
	default: /* a piece more */
		piece = any(pieces, sizeof(pieces) / sizeof(pieces[0]));
		memcpy(tail, b->s + at, rest);
		b->n = at;
		buf_puts(b, piece);
		buf_put(b, tail, rest);
	}
}

#endif
