/*
 * sum.h - events added up exactly.
 *
 * Money is whole numbers of 1e-8 USD, coins of 1e-18: neither the order of
 * adding nor that of merging can matter.
 *
 * Owns: nothing; all zero is no events.
 */
#ifndef LIQ_AGG_SUM_H
#define LIQ_AGG_SUM_H

#include "record/market.h"

struct sum {
	i128 qty, usd, max_usd;
	struct dec low, high; /* prices */
	int64_t count, first, last; /* times of the first and last event */
	char max_id[80]; /* of equals the smallest id, none last */
};

/* One event. */
struct piece {
	int64_t ts;
	i128 qty, usd;
	struct dec price;
	struct str id; /* empty: none */
};

/* NULL, or why the sum cannot be told; it is then unknown. */
const char *sum_add(struct sum *, const struct piece *);
const char *sum_merge(struct sum *, const struct sum *);

#endif
