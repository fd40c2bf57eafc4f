/*
 * venue_catalog.h - lists of instruments that need not be asked for.
 */
#ifndef LIQ_FETCH_VENUE_CATALOG_H
#define LIQ_FETCH_VENUE_CATALOG_H

#include "liq-fetch/venue.h"

/*
 * Its lists are those of a run before.  False: there are none that will do,
 * an operand may mean what is not in them, or they are asked for themselves.
 */
bool venue_recall_lists(struct venue *);
/* They came whole: they are kept for the next run. */
void venue_keep_lists(const struct venue *);

#endif
