/*
 * gauge.h - from USD to levels of heat.
 *
 * A gauge is a table: the least USD of every level.  What is below the first
 * is no heat; what is above the last is as hot as can be.
 *
 * Owns: nothing.  Pure.
 */
#ifndef LIQ_RENDER_GAUGE_H
#define LIQ_RENDER_GAUGE_H

#include <stddef.h>

#include "liq-render/palette.h"

enum gauge_kind { GAUGE_LINEAR, GAUGE_SQRT, GAUGE_LOG, GAUGE_QUANTILE };

struct gauge {
	int kind; /* enum gauge_kind */
	double floor, max; /* 0: as the amounts say */
	double from[HEATS]; /* rising; INFINITY where there is no heat */
};

const char *gauge_set(void *kind, const char *name); /* NULL or why */
/* For these amounts, with the kind, floor and max that were asked for. */
void gauge_make(struct gauge *, const double *usd, size_t n);
/* 0 to HEATS */
int gauge_level(const struct gauge *, double usd);

#endif
