/*
 * quick.h - lines that the fast reader takes, into the store or a tally: on
 * this thread, or where there are many of them by a crew.
 *
 * Owns: nothing; the readers and the crew are the gather's.
 */
#ifndef LIQ_AGG_QUICK_H
#define LIQ_AGG_QUICK_H

#include "liq-agg/gather.h"

/*
 * As feed.h's block.  What it leaves, and what the store would refuse, is for
 * the strict reader.
 */
size_t quick_block(struct gather *, struct str text, int64_t *lines);
/* Is the sum of everything by product and side all that is asked for? */
bool quick_sums(const struct gather *);
/* When all is read: the tallies, as the store would have them. */
void quick_settle(struct gather *);

#endif
