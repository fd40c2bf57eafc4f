/*
 * join.h - what --merge reads: parcels of shards, joined.
 *
 * A shard that comes again under its name counts once.  Where its lines are
 * not the same, shards overlap in part, one is torn, was made with other
 * parameters, or is missing, nothing is joined.
 *
 * Owns: a struct joint owns what it holds; all zero is empty.
 */
#ifndef LIQ_AGG_JOIN_H
#define LIQ_AGG_JOIN_H

#include "liq-agg/gather.h"
#include "liq-agg/shard.h"

struct joint {
	struct gather *in;
	struct buf wanted; /* parameters, as a begin has them */
	struct parcel *of;
	size_t n, cap;
	struct parcel all; /* the shards that were joined; no cells */
	int64_t began; /* the first of all begins, or INT_NONE */
	struct buf why; /* it fails, terminated; or empty */
};

/*
 * Reads the files and adds what they hold to in.  As gather_files, and
 * STATUS_FAILED when nothing was joined, which is said.
 */
int join_files(struct joint *, struct gather *, char *const *names);
void join_free(struct joint *);

#endif
