/*
 * sent.h - which rows of which windows are out, so that one that has changed
 * goes out again, and only such.
 *
 * Owns: a struct sent owns its windows; all zero is none.
 */
#ifndef LIQ_AGG_SENT_H
#define LIQ_AGG_SENT_H

#include "base/hash.h"
#include "record/derived.h"

struct sent_row {
	struct hash128 text;
	int64_t revision;
};

struct sent_window {
	int64_t ts, until;
	struct names keys;
	struct sent_row *row; /* by key */
	size_t cap;
};

struct sent {
	struct sent_window *of;
	size_t n, cap;
};

/*
 * Sets the revision.  False: that row is out as it is.  bins: its prices are
 * a part of its name.
 */
bool sent_revise(struct sent *, struct total *, bool bins);
/* Windows that end by then are not revised any more. */
void sent_forget(struct sent *, int64_t until);
void sent_free(struct sent *);

#endif
