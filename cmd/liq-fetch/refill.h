/*
 * refill.h - questions over REST beside a live feed: a hole that is to be
 * filled, or an interval of what has no feed.
 *
 * Owns: its venue and its markets.
 */
#ifndef LIQ_FETCH_REFILL_H
#define LIQ_FETCH_REFILL_H

#include "liq-fetch/station.h"
#include "liq-fetch/venue.h"

struct refill {
	struct query query; /* a copy: its own span and kinds */
	struct venue venue;
	struct hole hole; /* since 0: an interval, no hole */
	int64_t after; /* it has to wait until then (clock of follow.h) */
	struct market *of; /* the hole is theirs */
	size_t n; /* 0: of all the exchange's */
	struct cover *filled; /* holes of all markets, by any feed; or NULL */
	bool poll; /* of what has no feed */
	bool audit; /* of what feeds should have told of */
	bool lists; /* it asks for the exchange's lists, and no more */
	struct refill *next;
};

/*
 * Begins; [since, until) of kinds, of the markets the query wants.  The
 * budget is the exchange's.
 */
struct refill *refill_open(const struct query *, const struct exchange *,
    struct budget_file *, uint32_t kinds, int64_t since, int64_t until,
    int64_t now);
bool refill_done(const struct refill *);
/* What came of it: marks, and a gap that says how much was filled. */
void refill_tell(struct refill *);
void refill_close(struct refill *);

#endif
