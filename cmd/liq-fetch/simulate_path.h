/*
 * simulate_path.h - the fair price of a coin through an epoch, before anybody
 * trades.
 *
 * A random walk by the minute.  Its volatility wanders from hour to hour and
 * with the time of day, it jumps now and then, and a part of it is the same
 * for all coins.  Prices at the borders of epochs are a walk of their own, so
 * they are known without living through the epochs between; inside an epoch
 * the path is bent to go from one border to the next.
 *
 * Layer: cmd.  Owns: nothing.
 */
#ifndef LIQ_FETCH_SIMULATE_PATH_H
#define LIQ_FETCH_SIMULATE_PATH_H

#include <stdint.h>

#include "liq-fetch/simulate_coin.h"

#define EPOCH_HOURS (32 * 24)
#define EPOCH_MINUTES (EPOCH_HOURS * 60)

struct path {
	/* ln(price / price of 2025-01-01), fixed, by the minute */
	int64_t log[EPOCH_MINUTES + 1];
	/* how much goes on, a share of the usual, by the hour */
	int32_t busy[EPOCH_HOURS];
};

/* ln(price at an epoch's start / price of 2025-01-01), fixed. */
int64_t path_border(const struct coin *, uint64_t seed, int64_t epoch);
void path_make(
    struct path *, const struct coin *, uint64_t seed, int64_t epoch);

#endif
