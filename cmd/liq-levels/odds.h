/*
 * odds.h - how far off a prediction of swept USD may be, and its scale.
 *
 * Both from the hours before: what was predicted, and, where records of
 * totals tell it, what came true.
 *
 * Owns: nothing; all zero is no past.
 */
#ifndef LIQ_LEVELS_ODDS_H
#define LIQ_LEVELS_ODDS_H

#include <stdbool.h>
#include <stdint.h>

#define ODDS_HOURS 168

/* Predicted, of longs and of shorts, hour by hour; a ring. */
struct odds {
	struct odds_hour {
		int64_t hour; /* since 1970 */
		double usd[2];
	} of[ODDS_HOURS + 2];
	int64_t first; /* the first hour */
	bool any;
};

void odds_add(struct odds *, int64_t ts, int side, double usd);
bool odds_predicted(const struct odds *, int64_t ts, int side, double *usd);
/* USD of a usual side and hour in the week before; false: no week is known. */
bool odds_usual(const struct odds *, int64_t ts, double *usd);

/*
 * The 10 % and 90 % quantiles of what comes true over what was predicted, by
 * the size of the prediction: log10 of it over the usual, -3 to 1.
 */
#define ODDS_KNOTS 5
struct odds_law {
	double low[ODDS_KNOTS], high[ODDS_KNOTS];
};
extern const struct odds_law odds_law; /* what ships */

/* The same of one prediction, in USD. */
struct quantiles {
	double low, high;
};
struct quantiles odds_quantiles(
    const struct odds_law *, double usd, double usual);
/* Where a prediction lies among the knots, from 0 to the last. */
double odds_size(double usd, double usual);
/* ln of realised over predicted, as the law has it. */
double odds_miss(double usd, double usual, double realised);

/* The factor learnt from what came true; one side. */
struct tuning {
	double error, weight; /* decaying sums */
	double sum, n; /* of all predictions */
	int64_t ts;
};

void tuning_add(struct tuning *, int64_t ts, double predicted, double realised);
double tuning_factor(const struct tuning *);

#endif
