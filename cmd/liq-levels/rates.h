/*
 * rates.h - how often each signal was right, as measured.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_RATES_H
#define LIQ_LEVELS_RATES_H

#include <stdint.h>

struct rate {
	const char *name, *base;
	int side; /* SIDE_NONE: either */
	double hit, low, high; /* low and high: 95 % of it */
	int64_t n; /* signals that were counted */
};

/* NULL: not known. */
const struct rate *rate_find(const char *name, const char *base, int side);

#endif
