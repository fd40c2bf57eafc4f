/*
 * ladder.h - how far from its entry a position is liquidated, and how much is
 * opened at each such distance.
 *
 * Distances are in log price and rise.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_LADDER_H
#define LIQ_LEVELS_LADDER_H

#include <stddef.h>

#define TIERS 52
#define BANDS 6

struct ladder {
	size_t n;
	double distance[TIERS];
	double birth[TIERS]; /* USD opened per side and USD of births */
};

/* The distance law of liq-levels(1). */
struct law {
	double nearest; /* the first distance */
	double ratio; /* of one distance to the one before */
	double bend; /* where the two powers meet */
	double near_power, far_power;
	double scale; /* USD opened per side and USD traded, at the bend */
};

extern const struct law ladder_law;

void ladder_of_law(struct ladder *, const struct law *);
/* Tiers nearer than low or farther than high are taken out. */
void ladder_cut(struct ladder *, double low, double high);
void ladder_scale(struct ladder *, double);

/*
 * Bands of distance with the leverage they are shown as: 75x and more, 50,
 * 25, 10, 5, 3x and less.
 */
size_t ladder_band(double distance);
int ladder_band_leverage(size_t band);

#endif
