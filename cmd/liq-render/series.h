/*
 * series.h - totals through time: windows of one width as bars.
 *
 * Of several widths the one with most windows is taken, of windows that
 * overlap the newest.  Where there are more windows than bars, a bar is the
 * sum of some, of a width that people count in where there is one.
 *
 * Owns: its bars; all zero is empty.
 */
#ifndef LIQ_RENDER_SERIES_H
#define LIQ_RENDER_SERIES_H

#include "liq-render/price.h"
#include "liq-render/totals.h"

struct bar {
	int64_t since, until;
	bool here; /* a window came */
	bool open; /* not final */
	struct dec usd, long_usd,
	    short_usd; /* null: nothing came, or unknown */
	double cover; /* 0 to 1: the share that came and was watched */
	struct dec low, high; /* prices; null: not known */
};

struct series {
	struct bar *of;
	size_t n;
	int64_t width, step; /* of a window, of a bar: whole windows */
	struct slice whole; /* all of it together */
	size_t groups; /* of different names */
	struct str name; /* of the only one; empty: there are more */
	struct str family; /* of all; empty: they differ */
};

/* Sorts the totals.  False: there are no windows.  most is 1 or more. */
bool series_make(struct series *, struct totals *, size_t most);
void series_free(struct series *);

bool bar_sided(const struct bar *); /* long and short are known */
double bar_height(const struct bar *); /* of the longer side */
/*
 * The highest bar, but for a few that would make the others flat.  both: of
 * both sides together, else of the longer one.
 */
double series_high(const struct series *, bool both);
/* The prices of the liquidations themselves, n points; false: none known. */
bool series_price(struct price_line *, const struct series *, size_t n);

#endif
