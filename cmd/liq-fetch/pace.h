/*
 * pace.h - of what is told all the time, one record an interval.
 *
 * Open interest and books of a moment, the next funding: each kind of each
 * market is due once in a span of interval ms of the exchange's clock, counted
 * from the epoch.  All other records are always due.
 *
 * Pure.  Owns: its table; all zero but interval is empty.
 */
#ifndef LIQ_FETCH_PACE_H
#define LIQ_FETCH_PACE_H

#include "base/hash.h"
#include "record/record.h"

struct pace {
	int64_t interval; /* ms, > 0 */
	struct names names; /* kind, exchange, symbol */
	int64_t *last; /* by number: the span that was told of */
	size_t n, cap;
};

/* Would it be, at that time?  NULL: everything is due. */
bool pace_due(const struct pace *, enum record_type, const char *exchange,
    const char *symbol, int64_t ts);
/* Is it?  Then it is told, and not due again in its span. */
bool pace_take(struct pace *, const struct record *);
void pace_free(struct pace *);

#endif
