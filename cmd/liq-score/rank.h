/*
 * rank.h - measures of order, of observations that count several times.
 *
 * A weight is how often an observation is there, so that a measure of a
 * resample is the measure under its weights, and nothing is sorted again.
 *
 * Owns: a struct ranked owns its order.
 */
#ifndef LIQ_SCORE_RANK_H
#define LIQ_SCORE_RANK_H

#include <stddef.h>
#include <stdint.h>

/* Values and their order, falling. */
struct ranked {
	const double *x; /* borrowed */
	uint32_t *at;
	size_t n;
};

void ranked_make(struct ranked *, const double *, size_t);
void ranked_free(struct ranked *);

/* The smallest has rank 1; of equals the mean rank. */
void ranked_ranks(const struct ranked *, const double *weight, double *rank);
/*
 * Share of y in the part of the observations that x ranks first, and the area
 * under that share over all parts; equals share.  NAN where y is nothing.
 */
double ranked_share(
    const struct ranked *, const double *weight, const double *y, double part);
double ranked_area(
    const struct ranked *, const double *weight, const double *y);

/* NAN where one of them does not vary. */
double rank_correlation(
    const double *a, const double *b, const double *weight, size_t n);

#endif
