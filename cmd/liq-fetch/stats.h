/*
 * stats.h - records of what an exchange states, from figures that were read.
 *
 * They are of reading->contract.  Figures are as quoted and in the unit that
 * is said; a null one stays null.  All give one record to the sink, and NULL,
 * or why they cannot.
 *
 * Owns: nothing.  Pure.
 */
#ifndef LIQ_FETCH_STATS_H
#define LIQ_FETCH_STATS_H

#include "liq-fetch/cells.h"

/* A reading of the page's own market, whose contract is found. */
const char *stats_open(struct reading *, const struct exchange *);
/* Epoch ms as a number or in digits; RFC 3339.  Row and time are counted. */
const char *stats_time(struct reading *, struct str bare, int64_t *ts);
const char *stats_iso(struct reading *, struct str bare, int64_t *ts);

/* Of both sides together: halved, exactly. */
bool stats_half(struct dec *);

/*
 * One-sided.  What the unit does not say is said by the price of a coin; usd
 * that is known is the exchange's own value of it.
 */
struct interest {
	struct dec n, price, usd;
	enum unit unit;
};
const char *stats_oi(
    const struct reading *, int64_t ts, int64_t width, struct interest);
/* Of the page's width. */
const char *stats_candle(
    const struct reading *, int64_t ts, const struct cells_candle *);
/* Width 0: the exchange does not say what span the rate is for. */
const char *stats_funding(const struct reading *, int64_t ts, struct dec rate,
    int64_t width, struct dec mark, enum funding_kind);
/* So many on one side and so many on the other, of anything. */
const char *stats_ratio(const struct reading *, int64_t ts, enum ratio_kind,
    struct dec lng, struct dec shrt);
/* Arrays of [price,size] or more cells, best first. */
const char *stats_book(const struct reading *, int64_t ts, struct str bids,
    struct str asks, enum unit);
/* The same of objects, by what their members are called. */
struct level_names {
	const char *price, *size;
};
const char *stats_book_named(const struct reading *, int64_t ts,
    struct str bids, struct str asks, const struct level_names *, enum unit);

/* A contract of a list, as of its receipt. */
struct listing {
	struct dec size; /* coins as quoted, or USD where inverse */
	struct dec tick, lot; /* lot in the unit of size */
	const char *status; /* "trading", or the exchange's own word */
};
const char *stats_instrument(struct reading *, const struct exchange *,
    const struct market *, struct listing);

#endif
