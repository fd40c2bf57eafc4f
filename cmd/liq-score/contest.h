/*
 * contest.h - who is measured against what: the models of a board and the
 * baselines, against one outcome.
 *
 * Owns: nothing; what it points to outlives it.
 */
#ifndef LIQ_SCORE_CONTEST_H
#define LIQ_SCORE_CONTEST_H

#include "liq-score/baseline.h"
#include "liq-score/finding.h"
#include "liq-score/forecast.h"
#include "liq-score/outcome.h"
#include "record/intake.h"

#define CONTENDERS 40
#define UNITS_LEAST 10 /* columns; fewer are not scored */

/* A model, or a baseline. */
struct contender {
	const char *name;
	const struct forecast *model; /* NULL: a baseline */
	enum baseline baseline;
};

struct contest {
	const struct forecasts *forecasts;
	const struct board *board;
	const struct outcome *outcome;
	const struct tape *tape; /* NULL: no candles */
	struct intake *intake; /* what was watched, and when */
	struct contender of[CONTENDERS]; /* models first */
	size_t n, models;
	struct findings *findings;
};

/* Events are known in this time: watched, as far as the stream says. */
bool contest_watched(const struct contest *, int64_t since, int64_t until);
/* All of it is, step by step. */
bool contest_watched_through(
    const struct contest *, int64_t since, int64_t until, int64_t step);
/* A finding about a contender, all of it but metric, value, draws and n. */
struct finding contest_finding(
    const struct contest *, const char *kind, size_t contender);
/*
 * The columns of all models over [since, until), a first one each; false
 * where one is missing.
 */
bool contest_views(const struct contest *, int64_t since, int64_t until,
    const struct view **first);
/* The bins from the lowest to the highest price of n columns. */
struct ruler contest_ruler(
    const struct contest *, const struct view *first, size_t n);
/*
 * USD and number of the events in [since, until) by bin, those outside in the
 * nearest; shorts in the second half when sided.
 */
void contest_events(const struct contest *, int64_t since, int64_t until,
    const struct ruler *, bool sided, double *usd, double *count);

/* The kinds of score; each adds what it finds. */
void contest_bars(const struct contest *);
void contest_prices(const struct contest *);
void contest_frozen(const struct contest *, int64_t horizon_ms);
void contest_standing(const struct contest *); /* against positions */

#endif
