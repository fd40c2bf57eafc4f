/*
 * pace.h - how fast a market has been: what a candle is measured against.
 *
 * Averages are exponential, over the candles before; the first value starts
 * them, and one that has none gives the candle's own.
 *
 * Owns: nothing; all zero is a market without a past.
 */
#ifndef LIQ_LEVELS_PACE_H
#define LIQ_LEVELS_PACE_H

#include <stdbool.h>

struct average {
	double value;
	bool any;
};

/* What is left of a value after some hours. */
struct decay {
	double hours; /* 0: not worked out yet */
	double of_3h, of_6h, of_24h, of_168h; /* by half-life */
};

struct pace {
	struct decay decay; /* by the width of the last candle */
	struct average volume_3h, length_3h, length_24h, return_6h;
	struct average square_168h; /* of returns */
	struct average volume_hour; /* USD an hour, 168 h */
	struct average per_length; /* USD per length of path, 168 h */
	/* For signals alone, 24 h each. */
	struct average interest, change, volume, bought_over_sold;
	double close;
	bool any; /* close is known */
};

/* What a candle of this width and length of path is worth. */
struct tempo {
	double volume_ahead; /* USD forecast from the length of its path */
	double lean; /* clipped return of 6 h in its own deviations */
	double speed; /* factor on what is swept */
};

struct tempo pace_tempo(
    const struct pace *, double hours, double volume, double length);
/* Open interest and volume where they are not known. */
double pace_interest(const struct pace *, double volume_an_hour);
double pace_volume(const struct pace *, double length);
void pace_add(struct pace *, double hours, double volume, bool measured,
    double length, double close);

/* What signals look at; interest 0, bought negative: not known. */
void pace_watch(struct pace *, double hours, double interest, double change,
    double volume, double bought);

#endif
