/*
 * bins.h - USD by price, as the world sees them: bin k covers prices from
 * (1 + step)^k to the next.
 *
 * Standing and swept USD of a memory are blurred here with the weights 1, 2,
 * 3, 2, 1 of 9, for the noise of fills, marks and exchanges.
 *
 * Owns: a struct bins owns its array; all zero is empty.
 */
#ifndef LIQ_LEVELS_BINS_H
#define LIQ_LEVELS_BINS_H

#include <stdint.h>

#include "liq-levels/memory.h"

#define BLUR 2 /* bins on either side */

struct bins {
	int64_t low; /* the first */
	size_t n, cap;
	double *usd;
};

/* Two bins of a memory make one of these. */
static inline double
bins_width(const struct memory *m)
{
	return 2 * m->bin;
}

/* These bins, all of them zero. */
void bins_set(struct bins *, int64_t low, int64_t high);
void bins_add(struct bins *, int64_t k, double usd); /* grows as needed */
double bins_sum(const struct bins *);
double bins_most(const struct bins *);
void bins_free(struct bins *);

/*
 * What stands of tiers [from, to) on a side, in bins [low, high], blurred;
 * times a factor.
 */
void bins_standing(struct bins *, const struct memory *, int side, size_t from,
    size_t to, int64_t low, int64_t high, double factor);
/*
 * What the last candle, with prices in bins [low, high], swept on a side is
 * added, blurred: none of it leaves those bins, and none is lost.
 */
void bins_swept(struct bins *, const struct memory *, int side, int64_t low,
    int64_t high, double factor);

#endif
