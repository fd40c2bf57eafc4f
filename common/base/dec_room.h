/*
 * dec_room.h - what the files of dec.h share.
 *
 * Layer: base, for its own files.
 */
#ifndef BASE_DEC_ROOM_H
#define BASE_DEC_ROOM_H

#include "base/dec.h"

#define LIMIT 38 /* 10^38 is the first power of ten no v may reach */

#define HALF 19 /* 10^19 is the largest power of ten in 64 bits */

/* 10^n for 0 <= n <= 38. */
static inline u128
power(int n)
{
	static const uint64_t small[HALF + 1] = { 1, 10, 100, 1000, 10000,
		100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
		100000000000, 1000000000000, 10000000000000, 100000000000000,
		1000000000000000, 10000000000000000, 100000000000000000,
		1000000000000000000, UINT64_C(10000000000000000000) };

	return n <= HALF ? small[n] : (u128)small[HALF] * small[n - HALF];
}

static inline u128
magnitude(i128 v)
{
	u128 u = (u128)v;

	if (v < 0)
		u = 0 - u;
	return u;
}

static inline i128
with_sign(bool negative, u128 v)
{
	i128 s = (i128)v;

	return negative ? 0 - s : s;
}

static inline struct dec
make(bool negative, u128 v, int scale)
{
	return (struct dec){ with_sign(negative, v), (short)scale, true };
}

/* 10^n into the digits; the scale is never negative. */
const char *dec_settle(struct dec *, bool negative, u128 v, int scale);

#endif
