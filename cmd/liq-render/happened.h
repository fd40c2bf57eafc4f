/*
 * happened.h - what really happened: candles and liquidations.
 *
 * Of candles one market is drawn, that of which most came; of two of one time
 * the later counts.  A liquidation that came twice counts once.
 *
 * Owns: its lists; all zero is empty.
 */
#ifndef LIQ_RENDER_HAPPENED_H
#define LIQ_RENDER_HAPPENED_H

#include "base/hash.h"
#include "record/record.h"

struct ohlc {
	int64_t ts, until;
	double open, high, low, close;
	uint32_t market; /* a number of names */
	size_t order;
};

struct hit { /* a liquidation */
	int64_t ts;
	double price, usd;
	uint32_t base;
	short side; /* enum side */
	uint64_t id; /* a hash of it */
};

struct happened {
	struct names names; /* bases; "base exchange symbol" */
	struct ohlc *bar;
	size_t bars, bar_cap, orders;
	struct hit *hit;
	size_t hits, hit_cap;
	bool sorted;
};

/* A candle or a liquidation; others are passed over.  NULL, or why not. */
const char *happened_add(struct happened *, const struct record *);
/* Bars by market and time, hits by time, each once. */
void happened_sort(struct happened *);
/* The oldest, where there are very many. */
void happened_forget(struct happened *);
/* The bars of a coin and, unless it is empty, symbol; sorted; how many. */
size_t happened_bars(const struct happened *, const char *base,
    const char *symbol, const struct ohlc **);
bool happened_is_of(
    const struct happened *, const struct hit *, const char *base);
void happened_free(struct happened *);

#endif
