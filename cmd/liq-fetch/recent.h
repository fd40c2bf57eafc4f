/*
 * recent.h - liquidations that a feed told of lately, to be known again where
 * an exchange's REST interface tells of them with another time or price.
 *
 * One of each is matched with one of the other: same market, side and size,
 * times of the same second, else no more than a second apart, the nearest
 * first.  Who comes from its own second takes the place of one who does not.
 * The feed has to come first: REST is asked RECENT_LATE_MS after.
 *
 * Pure.  Owns: its ring; all zero is empty.
 */
#ifndef LIQ_FETCH_RECENT_H
#define LIQ_FETCH_RECENT_H

#include "base/hash.h"
#include "record/record.h"

#define RECENT_EVENTS 8192 /* the last so many are kept */
#define RECENT_APART_MS 1000
#define RECENT_LATE_MS 3000 /* a feed tells of it no later than that */

struct recent {
	struct recent_event *of;
	size_t n; /* ever added */
};

void recent_add(struct recent *, const struct liquidation *);
/*
 * Was it told of?  It is matched with this one, then, in this delivery (a
 * scope of ident.h): another may tell of it again.  False: what is there
 * afterwards was not told of; it may be one that lost its place to this one.
 */
bool recent_match(struct recent *, struct liquidation *, uint32_t delivery);
/* All later ones are kept; INT64_MIN: nothing was forgotten yet. */
int64_t recent_since(const struct recent *);
void recent_free(struct recent *);

#endif
