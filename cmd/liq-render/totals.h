/*
 * totals.h - total records, window by window.
 *
 * A record that comes again, or in a later revision, takes the place of the
 * earlier one; rows of one group that differ in their prices are bins, and
 * stand beside each other.  A group is named by the keys it has: base,
 * symbol, exchange, side, size, joined by a blank, or "all".
 *
 * Owns: its groups and names; all zero is empty.
 */
#ifndef LIQ_RENDER_TOTALS_H
#define LIQ_RENDER_TOTALS_H

#include "base/hash.h"
#include "record/record.h"

struct group {
	int64_t since, until; /* the window */
	struct str name; /* as long as the totals */
	struct str family; /* its base; else its symbol; else its name */
	struct dec usd, long_usd, short_usd, max_usd; /* null: not known */
	struct dec low, high, coverage;
	int64_t count, revision;
	bool sampled; /* usd is a lower bound */
	bool sure; /* sampled was said, not assumed */
	bool open; /* the window is not final */
	uint32_t key; /* the window and all names */
	size_t before; /* the group of the same key before it, + 1 */
};

struct totals {
	struct group *of;
	size_t n, cap;
	struct names keys, labels;
	size_t *last; /* by key: group + 1 */
	size_t lasts, last_cap;
	i128 sum; /* of all, so that no sum of some can overflow */
};

/* What there is in one window, the largest first. */
struct slice {
	int64_t since, until;
	const struct group **of;
	size_t n; /* shown one by one */
	struct group other; /* the rest together */
	int64_t others; /* how many that are */
	struct group all;
};

/* NULL, or why it is refused. */
const char *totals_add(struct totals *, const struct total *);
/* Sort into windows, by their end, then width; nothing may be added then. */
void totals_sort(struct totals *);
size_t totals_last(const struct totals *); /* the first group of the last */
/*
 * The window that starts at group *at, which moves on to the next; false at
 * the end.  Groups under min, and all but the top largest (0: no limit), are
 * put together as others.  Zeros come last.
 */
bool totals_slice(const struct totals *, size_t *at, struct dec min,
    int64_t top, struct slice *);
/* Put all but the first n of what is shown into others. */
void slice_fold(struct slice *, size_t n);
void slice_free(struct slice *);
void totals_free(struct totals *);

/* 1: mostly longs, -1: mostly shorts, 0: even; 2: not known */
int group_side(const struct group *);
/* Share of longs, 0 to 1; one half where there is none. */
double group_longs(const struct group *);

#endif
