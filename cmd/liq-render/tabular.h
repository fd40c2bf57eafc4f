/*
 * tabular.h - what stands in the columns of a table, and which of them fit.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_TABULAR_H
#define LIQ_RENDER_TABULAR_H

#include "liq-render/chart.h"

#define TABULAR_GAP 2 /* columns of letters between columns */

enum part {
	PART_RANK,
	PART_SIGN,
	PART_NAME,
	PART_USD,
	PART_LONGS,
	PART_SHORTS,
	PART_RATIO,
	PART_COUNT,
	PART_LARGEST,
	PART_SHARE,
	PARTS
};

struct tabular {
	const struct scene *scene;
	const struct canvas *canvas;
	const struct slice *slice;
	struct {
		bool dropped, shortened;
		int before, after; /* letters left and right of the point */
	} part[PARTS];
};

/* Choose what fits on the canvas. */
void tabular_fit(struct tabular *);
int tabular_width(const struct tabular *, enum part);
int tabular_whole_width(const struct tabular *);
/* Do its numbers stand on their points? */
bool tabular_is_exact(const struct tabular *, enum part);
const char *tabular_title(enum part);
int tabular_title_ink(enum part);
/* rank: 0 for what is not one group. */
void tabular_put(struct buf *, const struct tabular *, const struct group *,
    size_t rank, enum part);
/* The group of a row: those shown, the others, all; NULL at the end. */
const struct group *tabular_row(const struct tabular *, size_t);

#endif
