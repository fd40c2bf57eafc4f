#include "liq-agg/bin.h"

#include <math.h>

#define DIGITS 12 /* of a border */
#define STEPS 4

const char *
bins_parse(struct bins *bins, struct str s)
{
	static const char why[] = "not a step of 0.001% to 100%, such as 0.1%";
	struct dec step, least = { 1, 5, true };
	const bool percent = str_ends(s, STR("%"));

	if (percent)
		s.n--;
	if (dec_parse(&step, s) != NULL ||
	    (percent && !dec_shift(&step, step, -2)) ||
	    dec_cmp(step, least) < 0 || dec_cmp(step, dec_int(1)) > 0)
		return why;
	*bins = (struct bins){ .step = dec_trim(step) };
	return NULL;
}

/* (1 + step)^k by squaring. */
static double
power(double ratio, int64_t k)
{
	double square = ratio, all = 1;
	uint64_t n = k < 0 ? -(uint64_t)k : (uint64_t)k;

	for (; n > 0; n >>= 1) {
		if (n & 1)
			all *= square;
		square *= square;
	}
	return k < 0 ? 1 / all : all;
}

/* Decimals that leave DIGITS digits. */
static int
scale_of(double x)
{
	double ten = 1;
	int scale = DIGITS - 1;

	for (; x >= ten * 10 && scale > 0; ten *= 10)
		scale--;
	for (; x < ten && scale < DEC_DIGITS; ten /= 10)
		scale++;
	return scale;
}

struct dec
bins_low(const struct bins *bins, int64_t k)
{
	struct dec low = { 0 };
	double x = power(1 + dec_double(bins->step), k);

	if (!dec_of_double(&low, x, scale_of(x)))
		low = (struct dec){ 0 };
	return low;
}

static void
move(struct bins *bins, int64_t k)
{
	bins->k = k;
	bins->low = bins_low(bins, k);
	bins->high = bins_low(bins, k + 1);
}

/*
 * The logarithm is a guess; the borders decide.  They are few steps away
 * unless the price is one of which no 12 digits can be told.
 */
int64_t
bins_of(struct bins *bins, struct dec price)
{
	double step;
	int i;

	if (!bins->step.known)
		return 0;
	if (bins->low.known && dec_cmp(price, bins->low) >= 0 &&
	    dec_cmp(price, bins->high) < 0)
		return bins->k;
	step = dec_double(bins->step);
	move(bins, (int64_t)floor(log(dec_double(price)) / log1p(step)));
	for (i = 0;
	     i < STEPS && bins->low.known && dec_cmp(price, bins->low) < 0; i++)
		move(bins, bins->k - 1);
	for (i = 0;
	     i < STEPS && bins->high.known && dec_cmp(price, bins->high) >= 0;
	     i++)
		move(bins, bins->k + 1);
	return bins->k;
}
