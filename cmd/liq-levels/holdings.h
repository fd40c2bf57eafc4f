/*
 * holdings.h - positions that are public, until the price comes by.
 *
 * The last that was reported of an owner's side in a symbol counts, for a day.
 *
 * Owns: its array; all zero is none.
 */
#ifndef LIQ_LEVELS_HOLDINGS_H
#define LIQ_LEVELS_HOLDINGS_H

#include "base/hash.h"
#include "record/market.h"

struct holding {
	struct hash128 who;
	int64_t ts;
	int side;
	double level; /* log of the liquidation price */
	double usd;
	double leverage; /* 0: not known */
};

struct holdings {
	struct holding *of; /* in order of who */
	size_t n, cap;
};

void holdings_add(struct holdings *, const struct position *);
/* Those whose level lies in a candle's range, or that are a day old, go. */
void holdings_sweep(struct holdings *, int64_t now, double low, double high,
    void (*swept)(void *, const struct holding *), void *arg);
void holdings_free(struct holdings *);

#endif
