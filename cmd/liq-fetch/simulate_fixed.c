#include "liq-fetch/simulate_fixed.h"

#include <inttypes.h>

#include "base/buf.h"
#include "base/hash.h"

#define LN2 INT64_C(2977044472) /* ln 2 in units of 2^-32 */

/* 2^32 / n! for n = 0, 1, 2, ... */
static const int64_t taylor[] = { 4294967296, 4294967296, 2147483648, 715827883,
	178956971, 35791394, 5965232, 852176, 106522, 11836, 1184 };

/* 2^k times the series for |r| <= ln(2) / 2; what is left out is 2^-42. */
int64_t
fixed_exp(int64_t x)
{
	int64_t k = (x + (x < 0 ? -LN2 : LN2) / 2) / LN2;
	int64_t r = x - k * LN2, e = 0;

	for (int i = 10; i >= 0; i--)
		e = taylor[i] + mul_div(r, e, FIXED_ONE);
	return k < 0 ? e >> -k : e << k;
}

int64_t
whole_root(int64_t n)
{
	int64_t r = 0;

	for (int64_t bit = INT64_C(1) << 31; bit > 0; bit >>= 1)
		if (r + bit <= n / (r + bit))
			r += bit;
	return r;
}

void
dice_seed(struct dice *d, uint64_t seed, const char *what, const char *who,
    int64_t when)
{
	struct buf b = { 0 };

	buf_printf(
	    &b, "market 1 %" PRIu64 " %s %s %" PRId64, seed, what, who, when);
	d->state = hash128(buf_view(&b)).a;
	buf_free(&b);
}

/* SplitMix64: Steele, Lea and Flood, OOPSLA 2014. */
uint64_t
dice_roll(struct dice *d)
{
	uint64_t x = d->state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

int64_t
dice_below(struct dice *d, int64_t n)
{
	return (int64_t)((u128)dice_roll(d) * (uint64_t)n >> 64);
}

/* Twelve uniform numbers of 16 bits have the variance 2^32 together. */
int64_t
dice_normal(struct dice *d)
{
	const uint64_t lanes = UINT64_C(0x0000ffff0000ffff);
	uint64_t x, sum = 0;

	for (int i = 0; i < 3; i++) {
		x = dice_roll(d);
		sum += (x & lanes) + (x >> 16 & lanes);
	}
	sum = (sum >> 32) + (sum & UINT32_MAX);
	return (int64_t)sum - 6 * (SHARE_ONE - 1);
}

int64_t
dice_whole(struct dice *d, int64_t mean)
{
	return (mean + dice_below(d, SHARE_ONE)) / SHARE_ONE;
}
