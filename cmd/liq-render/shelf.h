/*
 * shelf.h - levels by price and leverage, in as many rows as there is room for.
 *
 * Rows are equal steps of the logarithm of the price.  The USD of a level goes
 * to the rows it lies in, in proportion: nothing is lost or made.  Leverage is
 * told in bands, the highest first.
 *
 * Owns: its rows; all zero is empty.
 */
#ifndef LIQ_RENDER_SHELF_H
#define LIQ_RENDER_SHELF_H

#include "liq-render/estimate.h"
#include "liq-render/happened.h"

#define SHELF_BANDS 7 /* the last: leverage not known */

struct shelf {
	double low, high; /* logarithms of prices */
	int rows;
	double *usd; /* row by row from the top, band by band */
	double *side[2]; /* row by row: longs, shorts */
	bool band[SHELF_BANDS]; /* is there anything of it? */
	double most; /* the largest row */
	double price; /* as it is now */
	int64_t priced; /* as of; 0: not known */
	bool about; /* that is a guess, from the levels themselves */
	double standing[2], beyond;
};

/* The names of the bands. */
extern const char *const shelf_bands[SHELF_BANDS];

/*
 * The estimate has a level.  The price is the last of the bars, else of the
 * columns, else as the clusters' distances have it, else between the sides.
 * range: beyond the price, a fraction; 0: all, to half of it.
 */
void shelf_make(struct shelf *, const struct estimate *, const struct ohlc *,
    size_t bars, double range, int rows);
/* What stands of a side (0: longs) from the price to a part beyond it. */
double shelf_within(
    const struct shelf *, const struct estimate *, int side, double part);
double shelf_row(const struct shelf *, int row); /* all of its bands */
void shelf_free(struct shelf *);

#endif
