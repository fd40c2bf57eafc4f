/*
 * bars.h - trades in order of time, added into candles.
 *
 * A window without trades gives no candle.  A candle is final when a later
 * trade closed it; the last one when the day ends with it, as archives do;
 * else that is not known.
 *
 * Owns: nothing; all zero but width_ms is empty.
 */
#ifndef LIQ_FETCH_BARS_H
#define LIQ_FETCH_BARS_H

#include "record/market.h"

struct trade {
	int64_t ts, count; /* count: trades it stands for */
	struct dec price, qty, usd;
	bool buy; /* the taker bought */
};

struct bars {
	int64_t width_ms;
	bool open;
	struct candle now; /* valid when open; who it is of is not set */
	int64_t last; /* of the newest trade */
};

/*
 * *full: *done is the candle before this trade's.  NULL or why the trade is
 * refused.
 */
const char *bars_add(
    struct bars *, const struct trade *, struct candle *done, bool *full);
/* No more trades: the last candle, if there is one. */
bool bars_end(struct bars *, struct candle *done);

#endif
