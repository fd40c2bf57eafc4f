/*
 * simulate_engine.h - the market of one coin, epoch by epoch, in steps of ten
 * seconds.
 *
 * A step: the fair price moves on; orders' impact on the price fades; the mark
 * follows; positions whose liquidation price the mark has crossed are closed
 * by market orders, in slices where they are large; then the crowd trades.
 * Market orders, forced ones included, push the price, so liquidations may
 * set off others.  The mark is the fair price and the impact of the last
 * minute or so.  In the last hours of an epoch the impact counts for less and
 * less, so that the price ends where the next epoch starts.
 *
 * Layer: cmd.  Owns: a struct engine owns its ledger and its path; all zero is
 * a new one.
 */
#ifndef LIQ_FETCH_SIMULATE_ENGINE_H
#define LIQ_FETCH_SIMULATE_ENGINE_H

#include "base/when.h"
#include "liq-fetch/simulate_fixed.h"
#include "liq-fetch/simulate_ledger.h"
#include "liq-fetch/simulate_path.h"

#define EPOCH_ZERO INT64_C(1735689600000) /* 2025-01-01 */
#define EPOCH_MS (EPOCH_HOURS * HOUR_MS)
#define STEP_MS (10 * SECOND_MS)
#define TREND_STEPS 1024 /* that the trend looks back */

enum urgency {
	PATIENT, /* rests until it is taken: the price stays */
	URGENT, /* takes what is there: the price moves */
	FORCED /* a liquidation, urgent */
};

struct engine;

/* A trade that was made. */
struct deal {
	int64_t ts, lots, ticks;
	size_t buyer, seller; /* places in the ledger */
	bool buy; /* the buyer was the taker */
	/* Of a liquidation: the position as it was before; else NULL. */
	const struct holding *forced;
	int64_t number; /* of the liquidation within the epoch, from 1 */
};

struct listener {
	void (*deal)(void *, const struct engine *, const struct deal *);
	void *arg;
};

/* The trades since somebody last cleared it. */
struct tally {
	int64_t open, high, low, close; /* ticks; close outlives a clearing */
	int64_t lots, buy_lots, money, trades;
};

struct engine {
	const struct coin *coin;
	uint64_t seed;
	struct listener listener;

	int64_t epoch, now;
	struct path *path;
	struct ledger ledger;
	struct tally tally;
	struct dice dice;

	int64_t fair, mark; /* ticks times SHARE_ONE; ticks */
	int64_t impact, basis; /* on the last price and on the mark, fixed */
	int64_t impact_counts; /* a share */
	int64_t premium, samples; /* of the mark, fixed, since a settlement */
	/* Money that moves the price by all of itself: usual open interest. */
	int64_t depth;

	int64_t unit; /* money, the smallest size of a usual position */
	int64_t mood; /* towards longs, a share; see simulate_crowd.c */
	int64_t trend, before; /* mean move, last log; fair, fixed */
	int64_t forced, forced_ms; /* liquidations: count, ms into the step */
};

int64_t epoch_of(int64_t ts);
int64_t epoch_start(int64_t epoch);

/* At the start of an epoch, with its warm book. */
void engine_start(struct engine *, const struct coin *, uint64_t seed,
    int64_t epoch, struct listener);
void engine_step(struct engine *);
/*
 * A trader's order: lots above zero buy, below zero sell.  A maker takes the
 * other side.
 */
void engine_order(struct engine *, size_t place, int64_t lots, enum urgency);
/* A trade between two places at the last price. */
void engine_pass(struct engine *, size_t buyer, size_t seller, int64_t lots,
    bool buy, const struct holding *forced);
int64_t engine_last(const struct engine *); /* the price now, ticks */
int64_t engine_ticks(const struct engine *, int64_t log); /* of a path's log */
int64_t engine_busy(const struct engine *); /* a share, 1 usual */
bool engine_over(const struct engine *); /* the epoch has ended */
/* Lots of one side, which are those of the other. */
int64_t engine_open_interest(const struct engine *);
void engine_free(struct engine *);

#endif
