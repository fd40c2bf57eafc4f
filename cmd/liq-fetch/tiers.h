/*
 * tiers.h - margin tiers that an exchange tells nobody but its customers, as
 * a dated table of its own file has them.
 *
 * Owns: nothing.  Pure.
 */
#ifndef LIQ_FETCH_TIERS_H
#define LIQ_FETCH_TIERS_H

#include "liq-fetch/exchange.h"

/*
 * A step of a margin table, of all of one symbol in a row, lowest first.  It
 * begins where the one before it ends.
 */
struct tier_fact {
	const char *symbol;
	const char *cap_usd, *max_leverage, *mmr;
};

/*
 * The tiers of a market as records of that time, each with what is taken off
 * so that the steps join.  How many; 0: none are known.
 */
int tiers_give(const struct exchange *, const struct market *, int64_t ts,
    const struct context *, const struct sink *);

#endif
