/*
 * baseline.h - forecasts anybody can make from candles: what a model must
 * beat.
 *
 * Owns: nothing; a table.
 */
#ifndef LIQ_SCORE_BASELINE_H
#define LIQ_SCORE_BASELINE_H

#include "liq-score/tape.h"

enum baseline {
	ADVERSE, /* how far beyond the open */
	ADVERSE_VOLUME, /* the same, times what was traded meanwhile */
	BEYOND_4H, /* how far beyond the extreme of the hours before */
	BEYOND_24H,
	BEYOND_72H,
	VOLUME_24H, /* what was traded at that price in the hours before */
	VOLUME_7D,
	UNIFORM, /* the same everywhere */
	TIME, /* time spent at that price */
	BASELINES
};

/* In the order of the enum; ends in NULL. */
extern const char *const baseline_names[];

/* Where and when a baseline is asked. */
struct scene {
	const struct tape *tape; /* NULL: no candles */
	int64_t at; /* the hours before end here */
	double origin; /* log price that depth counts from */
	double usd; /* traded meanwhile; 0: not known, or not asked */
	int64_t since, until; /* of the time spent */
};

/* Can it be told without a tape? */
bool baseline_needs_tape(enum baseline);
/* Does it know what was traded meanwhile? */
bool baseline_hindsight(enum baseline);
/* Has it one value for a whole candle: its depth at the extreme? */
bool baseline_has_depth(enum baseline);

/* How deep a low is for longs, a high for shorts. */
void baseline_depth(enum baseline, const struct scene *, double low,
    double high, double depth[2]);
/* By bin, for longs and for shorts. */
void baseline_cells(enum baseline, const struct scene *, const struct ruler *,
    double *lng, double *shrt);

#endif
