/*
 * margin.h - leverage, maintenance margin, and where they liquidate.
 *
 * Isolated, linear contracts: a long of leverage L opened at E under a
 * maintenance margin m is liquidated at E (1 - 1/L) / (1 - m), a short at
 * E (1 + 1/L) / (1 + m), in the lowest tier.  Inverse contracts: at
 * E (1 + m) / (1 + 1/L) and E (1 - m) / (1 - 1/L).
 *
 * Owns: a struct margins owns its tiers; all zero is none.
 */
#ifndef LIQ_LEVELS_MARGIN_H
#define LIQ_LEVELS_MARGIN_H

#include "record/record.h"

#define MARGIN_USUAL 0.004 /* of large coins on most exchanges */

struct bracket {
	double floor_usd, mmr, max_leverage;
	struct dec rate; /* mmr */
};

/* The tiers of one contract, lowest first. */
struct margins {
	struct bracket *of;
	size_t n, cap;
};

/* Kept by floor; one of the same floor replaces the one before. */
void margins_add(struct margins *, const struct tier *);
/* Of the lowest tier, or what most exchanges use. */
double margins_rate(const struct margins *);
double margins_leverage(const struct margins *); /* 0: not known */
/* The shortest distance that leverage can mean: half way to trouble. */
double margins_nearest(const struct margins *);
/*
 * The price at which the lowest tier liquidates; null where a position of
 * that leverage never is, or is at once.  Without tiers: those of a dated
 * table.
 */
struct dec margins_price(const struct margins *, const char *base, int side,
    bool inverse, struct dec entry, struct dec leverage);
void margins_free(struct margins *);

/* Distance of the level from the entry, in log price; may be infinite. */
double margin_distance(int side, bool inverse, double leverage, double mmr);
/* The leverage of a long at that distance, linear. */
double margin_leverage_at(double distance, double mmr);

#endif
