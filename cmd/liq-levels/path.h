/*
 * path.h - the way the price took inside a candle, as steps.
 *
 * All prices are logarithms.  A step goes from where the one before ended to
 * its own end, between low and high; the shares of all steps make 1.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_PATH_H
#define LIQ_LEVELS_PATH_H

#include <stddef.h>
#include <stdint.h>

#define PATH_STEPS 290 /* a day of five minutes, and the ends */

struct bar {
	int64_t ts, width_ms;
	double open, high, low, close; /* log price */
	double volume; /* USD; negative: not known */
	double interest; /* open interest in USD; 0: not known */
};

struct step {
	double low, high, end;
	double share; /* of the candle's volume */
};

struct path {
	struct step of[PATH_STEPS];
	size_t n;
	double length; /* sum of high - low */
};

/* Through marks at equal distances in time, fewer than PATH_STEPS. */
void path_marks(struct path *, const struct bar *, const double *, size_t);
/*
 * No marks: open, low, high, close when it rose, open, high, low, close when
 * it fell; candles of half an hour and more cut into twelve parts of equal
 * length besides.  Steps without length are left out.
 */
void path_legs(struct path *, const struct bar *);

#endif
