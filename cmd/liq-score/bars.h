/*
 * bars.h - bars: what each stretch of time swept, and what it liquidated.
 *
 * An observation is a side of a unit, long sides first; where the outcome
 * does not tell sides apart, a unit.
 *
 * Owns: its arrays, from bars_make to bars_free.
 */
#ifndef LIQ_SCORE_BARS_H
#define LIQ_SCORE_BARS_H

#include "liq-score/contest.h"
#include "liq-score/rank.h"

#define BAR_MOVES 7 /* what "with the moves" adds */
#define BAR_PLACEBOS 4 /* of each model */

/* What foretells: a model, a baseline, a placebo. */
struct predictor {
	char name[40];
	size_t contender; /* whose; of a placebo its model */
	bool placebo;
	double *x; /* by observation */
	double *log[2]; /* of x as USD, and its square */
	double *low, *high; /* of a model: its quantiles; NULL */
	double *online; /* of a model: x, scaled by its past; NULL */
	struct ranked order;
};

struct bars {
	const struct contest *contest;
	int64_t *ts; /* of each unit */
	int64_t width_ms; /* of a unit */
	size_t units, sides, n;
	double *y; /* USD */
	double *log_y, *early; /* early: 1 in the first half of the time */
	double *adverse, *favourable, *change; /* of the log price */
	double *move[BAR_MOVES];
	struct ranked order_y, order_move[3];
	struct predictor *predictor;
	size_t predictors;
};

/* False: there is too little to score. */
bool bars_make(struct bars *, const struct contest *);
void bars_free(struct bars *);

/* Values of every predictor: value[predictor * METRICS + metric]. */
struct bar_measure {
	const struct bars *bars;
	double *weight, *part; /* scratch, by observation */
	double *rank_y, *rank_x, *rank_move[3];
};
void bar_measure_make(struct bar_measure *, const struct bars *);
void bar_measure_run(void *, const double *weight, double *value);
void bar_measure_free(struct bar_measure *);

#endif
