/*
 * cluster.h - runs of bins that stand out of their surroundings.
 *
 * Pure.  Owns: a struct clusters owns its array; all zero is none.
 */
#ifndef LIQ_LEVELS_CLUSTER_H
#define LIQ_LEVELS_CLUSTER_H

#include "liq-levels/bins.h"

struct crowd {
	int64_t first, last, peak; /* bins */
	double usd, prominence;
};

struct clusters {
	struct crowd *of; /* most USD first; alike: nearest to at first */
	size_t n, cap;
};

/*
 * Within bins [low, high] of b, which reaches at least around beyond them on
 * either side: the background of a bin is the mean of the 2 * around + 1
 * about it.
 */
void clusters_find(struct clusters *, const struct bins *b, int64_t low,
    int64_t high, int64_t around, int64_t at);
/* The cluster a bin is in, or NULL. */
const struct crowd *clusters_at(const struct clusters *, int64_t k);
void clusters_free(struct clusters *);

#endif
