/*
 * venue_plan.h - what a query means for an exchange: its tasks and jobs.
 */
#ifndef LIQ_FETCH_VENUE_PLAN_H
#define LIQ_FETCH_VENUE_PLAN_H

#include "liq-fetch/venue.h"

/* Its instruments, every part of them. */
void venue_plan_lists(struct venue *);
/* Everything the query wants of the markets that are known. */
void venue_plan_query(struct venue *);

/* Nothing of it can be asked for: all is missing. */
void venue_plan_nothing(struct venue *, enum gap_why);
/* Is a market wanted for a kind?  Then which; but not whether it has it. */
bool venue_wants(struct market *, const struct query *, const struct exchange *,
    const struct instrument *, enum record_type);
/* The narrowest they have that is no narrower than what is asked for. */
int64_t venue_width(const struct rest *, int64_t asked);

#endif
