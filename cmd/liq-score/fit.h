/*
 * fit.h - least squares with a constant, of observations that count.
 *
 * Owns: nothing.
 */
#ifndef LIQ_SCORE_FIT_H
#define LIQ_SCORE_FIT_H

#include <stddef.h>

#define FIT_TERMS 12

struct fit {
	size_t terms;
	double mean[FIT_TERMS], slope[FIT_TERMS], constant;
};

/*
 * y by up to FIT_TERMS columns; weight: how often each of n is there.  A
 * column that others already say is left out (slope 0).
 */
void fit_make(struct fit *, const double *const *column, size_t terms,
    const double *y, const double *weight, size_t n);
/* What it says of the i-th. */
double fit_guess(const struct fit *, const double *const *column, size_t i);

#endif
