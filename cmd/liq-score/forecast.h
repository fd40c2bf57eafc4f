/*
 * forecast.h - column records: what a model said of each stretch of time.
 *
 * Columns are grouped into boards: one market, width and bin, so that the
 * models in it can be compared cell by cell.  Columns that are not final are
 * passed over.
 *
 * Owns: its arrays; all zero is empty.  forecasts_sort comes between the last
 * record and the first question.
 */
#ifndef LIQ_SCORE_FORECAST_H
#define LIQ_SCORE_FORECAST_H

#include "base/hash.h"
#include "record/record.h"

#define COLUMN_BINS 20000 /* between a column's low and high: more is odd */

/* USD in a bin; ranks need no more digits than a float has. */
struct cell {
	int32_t k;
	float usd;
};

/* Cells, in the order of k. */
struct run {
	size_t at, n; /* in the pool */
};

/* A column; prices are logarithms, [0] is long and [1] short. */
struct view {
	int64_t ts;
	double open, high, low, close;
	double usd[2]; /* swept */
	double usd_low[2], usd_high[2]; /* NAN: not said */
	struct run standing[2], swept[2];
};

struct forecast {
	char model[32];
	struct view *of;
	size_t n, cap;
};

/* One market, width and bin. */
struct board {
	char exchange[24], symbol[64], base[32], quote[16];
	int64_t width_ms;
	double bin; /* log width of a bin */
	struct names models;
	struct forecast *model; /* as many as there are names */
	size_t cap;
};

struct forecasts {
	struct names names;
	struct board *of; /* as many as there are names */
	size_t cap;
	struct cell *pool;
	size_t pooled, pool_cap;
	int64_t repeated, doubtful; /* columns that came again: same, other */
};

/* NULL, or why it is refused. */
const char *forecasts_column(struct forecasts *, const struct column *);
void forecasts_sort(struct forecasts *);
void forecasts_free(struct forecasts *);

/* The column that starts at ts, or NULL. */
const struct view *forecast_at(const struct forecast *, int64_t ts);
/*
 * Columns that follow each other over [since, until): the first, NULL where
 * one is missing.
 */
const struct view *forecast_over(
    const struct forecast *, int64_t width_ms, int64_t since, int64_t until);
/* What the run holds from bin first on, n bins, is added to out. */
void forecast_cells(
    const struct forecasts *, struct run, int64_t first, size_t n, double *out);

#endif
