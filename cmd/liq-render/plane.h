/*
 * plane.h - an estimate over time and price, in as many cells as there is
 * room for.
 *
 * Rows are equal steps of the logarithm of the price.  Where there are fewer
 * rows than bins, the USD of a bin goes to the rows it lies in, in proportion:
 * nothing is lost or made.  Columns are equal slices of time, and each shows
 * what stands at its end: what liq-levels would have said with a longer
 * interval.  What is swept within it is summed.
 *
 * Owns: its cells; all zero is empty.
 */
#ifndef LIQ_RENDER_PLANE_H
#define LIQ_RENDER_PLANE_H

#include "liq-render/estimate.h"
#include "liq-render/happened.h"

struct slot { /* a slice of time */
	bool known; /* a column says what stood then */
	bool partial; /* which is not final */
	bool traded; /* and there are prices */
	double open, high, low, close;
	double swept[2]; /* USD of longs, of shorts */
	const struct moment *moment;
};

struct plane {
	const struct estimate *estimate;
	int64_t since, until;
	double low, high; /* logarithms of prices */
	int columns, rows;
	int64_t top, bins; /* the highest, and how many there are in sight */
	double *usd; /* standing: column by column, each from the top down */
	double *swept[2]; /* the same way: longs, shorts */
	double *now[2]; /* what stands at the very end, by row */
	struct slot *slot;
	double price; /* the last one in the picture */
	double standing[2]; /* now: longs, shorts; in all */
	double beyond; /* of these, outside of the rows */
	double watched; /* part of the time that columns speak of */
};

/* What to show, and how finely at most. */
struct plane_ask {
	double
	    range; /* beyond the prices traded, a fraction; 0: all, to half */
	int columns, rows; /* at most; 1 or more */
};

/* 5% or 0.05 as a double; NULL or why. */
const char *plane_set_range(void *, const char *);
/*
 * The estimate has a moment.  bars are drawn where there are any, else the
 * columns' own prices.
 */
void plane_make(struct plane *, const struct estimate *, const struct ohlc *,
    size_t bars, const struct plane_ask *);
/* Where a time and a price are, in columns and rows from the top left. */
double plane_x(const struct plane *, int64_t ts);
double plane_y(const struct plane *, double price);
double plane_price(const struct plane *, double row);
void plane_free(struct plane *);

#endif
