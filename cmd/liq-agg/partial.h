/*
 * partial.h - what --partial writes: totals that others can be added to.
 *
 * Owns: nothing.
 */
#ifndef LIQ_AGG_PARTIAL_H
#define LIQ_AGG_PARTIAL_H

#include "liq-agg/gather.h"
#include "liq-agg/shard.h"

/*
 * What goes between begin and end: marks, gaps, open interest, funding, and
 * the shelf as a parcel.  name: of this shard; joined: the shards it was made
 * of, where name is NULL.
 */
const char *partial_put(struct buf *, struct gather *, const char *name,
    const struct parcel *joined, int status, const char *why);
/* The name given, or one after its files; false: that is too long. */
bool partial_name(char *to, size_t room, const char *given, char *const *files);

#endif
