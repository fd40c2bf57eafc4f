/*
 * series.h - rows that are understood by their neighbours: funding a span
 * after the one before, steps of a margin table that begin where others end.
 *
 * They are of reading->contract.  NULL, or why the whole is refused; one row
 * that cannot be read is refused alone.
 *
 * Owns: nothing.  Pure.
 */
#ifndef LIQ_FETCH_SERIES_H
#define LIQ_FETCH_SERIES_H

#include "liq-fetch/cells.h"

/* What an exchange calls the members of a settled funding. */
struct series_funding {
	const char *time, *rate;
	int64_t per_second; /* of its time: 1, or 1000 for ms */
};
/*
 * Settled funding, in any order.  Its width is the time since the settlement
 * before it in the answer, of the oldest that of the one after it; null where
 * neither is within a day.
 */
const char *series_funding(
    struct str rows, struct reading *, const struct series_funding *);

/*
 * Steps of one market's margin table, lowest first, at that time.  read fills
 * in where a step ends (USD), leverage, rate and deduction; its number and
 * where it begins come from the steps before, so none is known after one that
 * could not be read.
 */
const char *series_tiers(struct str rows, struct reading *, int64_t ts,
    const char *(*read)(struct str row, struct tier *));

#endif
