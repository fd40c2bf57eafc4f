/*
 * recent.h - liquidations that a feed told of, lately or in a file that is
 * appended to, to be known again where an exchange's REST interface tells of
 * them with another time or price (exchange.h: apart).
 *
 * One of each is matched with one of the other: same market, side and size,
 * times of the same second, else no more than a second apart; of those the
 * nearest in time, then in price, which is the order's where that is known.
 * Who is nearer takes the place of one who is not.  The feed comes first, as a
 * rule: REST is asked RECENT_LATE_MS after.
 *
 * Pure.  Owns: its tables; all zero is empty.
 */
#ifndef LIQ_FETCH_RECENT_H
#define LIQ_FETCH_RECENT_H

#include "base/hash.h"
#include "record/record.h"

#define RECENT_EVENTS 8192 /* of feeds: the last so many are kept */
#define RECENT_APART_MS 1000
#define RECENT_LATE_MS 3000 /* a feed tells of it no later than that */

struct recent {
	struct recent_event *of; /* a ring */
	size_t n; /* ever added */
	struct recent_event *had; /* of the file, sorted when that is needed */
	size_t hads, had_cap;
	bool sorted;
	struct recent_event *rest; /* a ring: what only REST told of */
	size_t rests;
	struct liquidation *row; /* those matched in the delivery that is */
	size_t rows, row_cap;
	uint32_t delivery;
};

/* Is it of such an exchange, and from there: "ws", "rest"? */
bool recent_concerns(const struct liquidation *, const char *source);
/* A feed tells of it, for the first time. */
void recent_add(struct recent *, const struct liquidation *);
/* A file has it from a feed, maybe of this run. */
void recent_recall(struct recent *, const struct liquidation *);
/*
 * Was it told of?  It is matched with this one, then, in this delivery (a
 * scope of ident.h): another may tell of it again.  False: what is there
 * afterwards was not told of; it may be one that lost its place to this one.
 */
bool recent_match(struct recent *, struct liquidation *, uint32_t delivery);
/* REST told of it, and no feed had. */
void recent_add_rest(struct recent *, const struct liquidation *);
/*
 * A feed tells of it.  Had REST, of one of that second (and of that price,
 * where the order's was known)?  Each is matched once.
 */
bool recent_match_rest(struct recent *, const struct liquidation *);
/* All later ones of feeds are kept; INT64_MIN: none was forgotten yet. */
int64_t recent_since(const struct recent *);
/* What was recalled is forgotten: it will be again, where it is needed. */
void recent_age(struct recent *);
void recent_free(struct recent *);

#endif
