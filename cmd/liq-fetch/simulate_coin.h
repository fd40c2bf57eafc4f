/*
 * simulate_coin.h - the coins of the built-in market and their margin rules.
 *
 * A price is a whole number of ticks, a size a whole number of lots, money
 * their product: whole numbers of 10^-(tick_scale + lot_scale) USD.
 *
 * Layer: cmd.  Owns: nothing.
 */
#ifndef LIQ_FETCH_SIMULATE_COIN_H
#define LIQ_FETCH_SIMULATE_COIN_H

#include <stdint.h>

#define BASIS_POINTS 10000

struct coin {
	const char *base;
	int64_t price; /* ticks, on 2025-01-01 */
	int tick_scale, lot_scale; /* decimals of a price and of a size */
	int open_musd; /* usual open interest, million USD */
	int volatility; /* basis points a day */
	int tie; /* correlation with the whole market, percent */
	int max_leverage;
	int births; /* positions opened on a usual day */
};

extern const struct coin coin_table[]; /* SIMULATE_COINS of them, by size */

int64_t coin_money(const struct coin *, int64_t usd);

/* One tier; money is what a position cost at its entry. */
struct margin {
	int64_t floor, cap; /* [floor, cap) */
	int64_t deduct;
	int max_leverage, rate; /* maintenance, basis points */
};

#define MARGIN_TIERS 11

struct margins {
	int n;
	struct margin of[MARGIN_TIERS];
};

void margins_make(struct margins *, const struct coin *);
const struct margin *margins_find(const struct margins *, int64_t cost);

#endif
