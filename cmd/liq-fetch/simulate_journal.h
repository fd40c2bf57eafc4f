/*
 * simulate_journal.h - one coin of the built-in market, played, and what is
 * said of it.
 *
 * Layer: cmd.  Owns: a struct journal owns its engine and its texts; all zero
 * is empty.
 */
#ifndef LIQ_FETCH_SIMULATE_JOURNAL_H
#define LIQ_FETCH_SIMULATE_JOURNAL_H

#include "liq-fetch/simulate.h"
#include "liq-fetch/simulate_engine.h"

#define FUNDING_MS (8 * HOUR_MS)

struct journal {
	const struct simulate *asked;
	const struct sink *sink;
	struct engine engine;
	int64_t opened; /* of the candle at work */
	struct tally done; /* the candle before; none yet: zero */
	struct buf bids, asks;
};

/* All of what was asked, about one coin. */
void journal_run(struct journal *, const struct coin *);
void journal_free(struct journal *);

#endif
