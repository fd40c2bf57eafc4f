/*
 * cells.h - which of the traversed prices: measures over bins of price.
 *
 * Owns: nothing.
 */
#ifndef LIQ_SCORE_CELLS_H
#define LIQ_SCORE_CELLS_H

#include "liq-score/contest.h"

/* A growing table: what every contender said of each cell, what came. */
struct cells {
	size_t contenders;
	double *said[CONTENDERS]; /* [contender][cell] */
	double *usd, *count;
	uint32_t *unit; /* whose each cell is */
	size_t n, cap;
};

/* n cells at the end of the table, all zero; where the first is. */
size_t cells_add(struct cells *, size_t n, uint32_t unit);
void cells_free(struct cells *);

/*
 * Sum over the events of the log of what a forecast gave their cells,
 * relative to the same everywhere; each forecast is mixed with a tenth of
 * that first, so that one surprise does not cost everything.
 */
double cells_nats(
    const double *said, const double *events, const double *weight, size_t n);
/* Fill the cells from at on with what all baselines say. */
void cells_baselines(struct cells *, size_t at, const struct contest *,
    const struct scene *, const struct ruler *, bool sided);

#endif
