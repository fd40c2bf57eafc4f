/*
 * plan.h - what a run would ask, as a table for people (--plan).
 */
#ifndef LIQ_FETCH_PLAN_H
#define LIQ_FETCH_PLAN_H

#include "liq-fetch/venue.h"

void plan_put_head(struct buf *);
/*
 * A line for each thing that would be asked: of how many markets, in how many
 * requests at the least, and how many seconds half the limit makes of that.
 */
void plan_put(struct buf *, const struct venue *);

#endif
