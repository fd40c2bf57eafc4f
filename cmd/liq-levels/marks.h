/*
 * marks.h - prices and open interest between the candles.
 *
 * Owns: a struct marks owns its array; all zero is none.
 */
#ifndef LIQ_LEVELS_MARKS_H
#define LIQ_LEVELS_MARKS_H

#include <stdbool.h>

#include "liq-levels/path.h"

struct spot {
	int64_t ts;
	double price; /* log; only where priced */
	double interest; /* USD; 0: not known */
	bool priced;
};

struct marks {
	struct spot *of; /* in order of time */
	size_t n, cap;
	int64_t spacing; /* ms; the shortest that was told, 0: none was */
};

/* spacing: of the records it comes from; 0 moments, -1 not regular. */
void marks_add(struct marks *, struct spot, int64_t spacing);
/* Open interest at a time: the last that was told; 0: none was. */
double marks_interest(const struct marks *, int64_t ts);
/*
 * The marks within a candle, its open included and its close not, one for
 * each spacing; 0 where one of those inside is missing, or there would be
 * more than fit.
 */
size_t marks_within(const struct marks *, int64_t ts, int64_t width_ms,
    double price[PATH_STEPS - 1]);
/* What came before is not asked for again. */
void marks_forget(struct marks *, int64_t before);
void marks_free(struct marks *);

#endif
