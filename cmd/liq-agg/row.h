/*
 * row.h - the cells of a window, folded into groups.
 *
 * Owns: a struct rows owns its array; all zero is empty.
 */
#ifndef LIQ_AGG_ROW_H
#define LIQ_AGG_ROW_H

#include "liq-agg/bin.h"
#include "liq-agg/group.h"
#include "record/derived.h"

struct row {
	size_t group; /* place in groups */
	int64_t bin;
	struct sum sum;
	struct {
		int64_t count;
		i128 usd;
	} side[SIDES];
	unsigned classes; /* bit 1 << enum source_class of those in it */
};

struct rows {
	struct row *of; /* in the order of groups, then bins */
	size_t n, cap;
	const struct cell **cells; /* scratch */
	size_t cells_cap;
};

/*
 * class: by product.  empty: also of groups without events.  NULL, or why
 * the rows cannot be told.
 */
const char *rows_fold(struct rows *, const struct cells *,
    const struct groups *, const int *class, bool empty);
/* The members of a total that come from the events. */
void row_total(struct total *, const struct row *, const struct group *,
    const struct bins *);
void rows_free(struct rows *);

#endif
