/*
 * simulate.h - the built-in market: a deterministic simulated exchange.
 *
 * Time is cut into epochs of 32 days counted both ways from 2025-01-01, each
 * from its own seed, with a warm book at its start.  At the border positions
 * are settled and prices carried on, so any two spans agree where they
 * overlap.  Traders open, close and are liquidated at known leverages; their
 * orders move the price.  Everything it says is marked simulated.
 *
 * Every trade has a buyer and a seller whose positions both are in the
 * ledger, so long open interest is short open interest by construction
 * (simulate_ledger.h).  There is no floating point: the same bytes anywhere.
 *
 *	path	the fair price by the minute	dice, fixed	chance, e^x
 *	ledger	who holds what			coin	names and margin tiers
 *	engine	mark, liquidations, trades	crowd	who comes and goes
 *	journal	the records of an engine
 *
 * Owns: nothing beyond a run.
 */
#ifndef LIQ_FETCH_SIMULATE_H
#define LIQ_FETCH_SIMULATE_H

#include "liq-fetch/sink.h"

#define SIMULATE_EXCHANGE "market"
#define SIMULATE_COINS 40 /* how many there are at the most */

struct simulate {
	uint64_t seed; /* --seed, 1 by default */
	int coins; /* --coins: the first that many; 40 by default */
	int64_t since, until; /* [since, until) */
	int64_t width_ms; /* -i: candles, oi, ratio, book, position */
	uint32_t kinds; /* bit 1 << enum record_type */
	/* Bases asked for, ends in NULL; NULL: all coins. */
	const char *const *bases;
};

/* Names of the coins by rank, ends in NULL. */
extern const char *const simulate_bases[];

/*
 * All records of [since, until), in order of effective time (record.h) within
 * a coin, coin after coin.  A candle must lie in it whole.  Instruments and
 * tiers come at its start and at each midnight.  NULL or why the settings do
 * not fit.
 */
const char *simulate_run(const struct simulate *, const struct sink *);

#endif
