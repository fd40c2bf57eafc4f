/*
 * venue_roster.h - what became of the markets that a file has records of.
 */
#ifndef LIQ_FETCH_VENUE_ROSTER_H
#define LIQ_FETCH_VENUE_ROSTER_H

#include "liq-fetch/venue.h"

/*
 * Notes of those that the exchange lists no more, and of sizes of contracts
 * that are new or have changed: each once in a file.  Only where the lists
 * came whole.
 */
void venue_roster(struct venue *, int64_t now);

#endif
