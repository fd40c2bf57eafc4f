/*
 * trail.h - trailing windows of events that are all there: each event is
 * looked at once, in whatever order they are, so that nothing is sorted.
 *
 * Owns: nothing.
 */
#ifndef LIQ_AGG_TRAIL_H
#define LIQ_AGG_TRAIL_H

#include "liq-agg/store.h"

/* All events onto the shelf, as store_piece would put them. */
void trail_shelve(struct store *);

#endif
