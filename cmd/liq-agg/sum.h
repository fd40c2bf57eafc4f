/*
 * sum.h - one group's events within one window, added up exactly.
 *
 * Money is whole numbers of 1e-8 USD, coins of 1e-18: the order of adding
 * cannot matter.  An event whose side is not known counts in count, qty and
 * usd alone.
 *
 * Owns: nothing; all zero is no events.  Points into the events.
 */
#ifndef LIQ_AGG_SUM_H
#define LIQ_AGG_SUM_H

#include "liq-agg/event.h"
#include "record/record.h"

struct sum {
	int64_t count, long_count, short_count;
	i128 qty, usd, long_usd, short_usd, max_usd;
	const struct event *max; /* of equals the smallest id, none last */
	struct dec low, high; /* prices */
	unsigned classes; /* bit 1 << enum source_class of those in it */
};

/* NULL, or why the sum cannot be told; it is then unknown. */
const char *sum_add(struct sum *, const struct events *, const struct event *,
    enum source_class);
/* The members of a total that come from the events. */
void sum_total(struct total *, const struct events *, const struct sum *);

#endif
