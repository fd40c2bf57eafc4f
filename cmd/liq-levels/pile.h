/*
 * pile.h - positions of one side that still stand, by the price they were
 * opened at and by how far away they are liquidated.
 *
 * The axis is log price in bins; shorts use the same axis upside down, so
 * that in a pile liquidation always lies below the entry and a price that
 * falls takes what was opened above it.  Entry bin e covers [e, e + 1).
 *
 * What is born is the same at every distance but for a factor, so a pile
 * keeps one row of all that was ever born, and per distance how much of it is
 * gone: a birth touches one row, and a sweep each occupied bin once.
 *
 * Owns: its rows; all zero is empty, the ladder aside.
 */
#ifndef LIQ_LEVELS_PILE_H
#define LIQ_LEVELS_PILE_H

#include <stdbool.h>
#include <stdint.h>

#include "liq-levels/ladder.h"

/* USD by bin of the level, [low, low + n). */
struct swept {
	int64_t low;
	size_t n, cap;
	double *usd;
	int64_t first, last; /* bins in use; none: first > last */
};

/* Where all that was ever born is. */
struct mass {
	double born, swept, closed;
};

struct pile {
	const struct ladder *ladder;
	double depth[TIERS]; /* distance in bins */
	int64_t low; /* the first bin */
	size_t bins; /* of every row */
	double scale; /* of all that stands */
	double *born; /* ever, in units of scale */
	double *fresh; /* by this candle, per USD of its volume */
	double *gone[TIERS]; /* part of born that no longer stands */
	double *lost; /* part of fresh, TIERS rows over the fresh bins */
	size_t lost_cap;
	bool wet[TIERS]; /* the row of lost is in use */
	int64_t fresh_low, fresh_high; /* bins [low, high) */
	int64_t edge[TIERS]; /* no mass in this bin and above */
	double line[TIERS]; /* the same as a level: edge - depth */
	double top; /* the highest line; nothing is liquidated above it */
	struct mass mass;
};

#define PILE_BINS 16384 /* more are not kept */

/* bin: width of a bin in log price. */
void pile_start(struct pile *, const struct ladder *, double bin);
/*
 * A candle: first its range, then births and sweeps in turn, then its volume
 * and the factor by which what stands is closed.  False: the range is wider
 * than a pile can hold.
 */
bool pile_open(struct pile *, double low, double high);
void pile_birth(struct pile *, double low, double high, double per_usd);
/*
 * The price fell to "at": positions liquidated above it go, those of this
 * candle weighed as if its volume had been fresh_usd.
 */
void pile_sweep(
    struct pile *, double at, double volume, double fresh_usd, struct swept *);
void pile_close(struct pile *, double volume, double keep);
/* All of it is closed. */
void pile_clear(struct pile *);

/* What stands of tiers [from, to), added to bins [low, low + n) of levels. */
void pile_levels(const struct pile *, size_t from, size_t to, int64_t low,
    double *usd, size_t n);
double pile_standing(const struct pile *); /* all of it */
void pile_free(struct pile *);

void swept_clear(struct swept *);
void swept_free(struct swept *);

#endif
