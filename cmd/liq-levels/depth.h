/*
 * depth.h - a book of orders, as far as it was seen.
 *
 * Owns: a struct depth owns its arrays; all zero is no book.
 */
#ifndef LIQ_LEVELS_DEPTH_H
#define LIQ_LEVELS_DEPTH_H

#include "record/market.h"

struct quote {
	double price, qty;
};

struct depth {
	struct quote *of[2]; /* bids, asks; best first */
	size_t n[2], cap[2];
	int64_t ts;
};

void depth_set(struct depth *, const struct book *);
/*
 * Where the price ends when longs (sold to bids) or shorts (bought from
 * asks) of that many coins go to market from a price on; *left is what the
 * book did not take.
 */
double depth_walk(
    const struct depth *, int side, double price, double qty, double *left);
/* USD resting between two prices on the side that takes longs or shorts. */
double depth_between(const struct depth *, int side, double from, double to);
void depth_free(struct depth *);

#endif
