/*
 * fit.h - what was predicted and what came true, and the constants that would
 * have suited both.
 *
 * Owns: a struct fit owns its hours; all zero is none.
 */
#ifndef LIQ_LEVELS_FIT_H
#define LIQ_LEVELS_FIT_H

#include <stddef.h>

#include "liq-levels/odds.h"

/* A side of an hour. */
struct fit_hour {
	double predicted, realised;
	double usual; /* predicted, in the week before; 0: not known */
};

struct fit {
	struct fit_hour *of;
	size_t n, cap;
	double predicted, realised; /* all of it */
	int64_t since, until;
};

void fit_add(struct fit *, int64_t ts, const struct fit_hour *);
/* By what a prediction is to be multiplied; false: too little is known. */
bool fit_scale(const struct fit *, double *);
/*
 * The quantiles of what came true of scaled predictions.  Where there are too
 * few of a size the law keeps what it has; returns how many sizes were fitted.
 */
int fit_odds(struct odds_law *, const struct fit *, double scale);
void fit_free(struct fit *);

#endif
