/*
 * binance.h - the parts of Binance's REST, which binance_rest.c puts into
 * one table.
 *
 * USD-M is at fapi.binance.com and named by symbol, COIN-M at
 * dapi.binance.com and, in statistics, named by pair: those of BTCUSD are
 * told of BTCUSD_PERP.
 */
#ifndef LIQ_FETCH_BINANCE_H
#define LIQ_FETCH_BINANCE_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"
#include "liq-fetch/tiers.h"

extern const struct live binance_live[];
/* binance_chart.c: what is said and heard of candles and funding. */
extern const struct live_channel binance_channels[];
const char *binance_hear_chart(struct heard *, struct str text,
    const struct context *, const struct sink *);
/*
 * binance_live.c: what answers us, about that stream, or that it goes down;
 * false: it is none of that.
 */
bool binance_word(struct heard *, struct str text, struct str stream);

extern const struct rest binance_rest[];
extern const struct bucket binance_buckets[];
extern const struct counter binance_counters[];
extern const struct tier_fact binance_tiers[];
void binance_trouble(struct trouble *, const struct reply *);

/* https://HOST, of the product the market belongs to. */
void binance_host(struct ask *, bool coin_m);
/*
 * The rows, or the one that the answer is, through read, which has the page's
 * contract, if any.
 */
const char *binance_answer(struct turn *, struct str rows, const struct page *,
    const struct context *, const struct sink *,
    const char *(*read)(struct str row, struct reading *));
/* Is the row, by "symbol" or "pair", of the page's market? */
const char *binance_same(const struct reading *, struct str row);

extern const struct width binance_widths[]; /* of candles */
/* The cells of a row of klines. */
enum binance_bar {
	BAR_TIME,
	BAR_OPEN,
	BAR_HIGH,
	BAR_LOW,
	BAR_CLOSE,
	BAR_VOLUME,
	BAR_END,
	BAR_QUOTE,
	BAR_TRADES,
	BAR_BUY,
	BAR_BUY_QUOTE,
	BAR_CELLS
};
/* closed: it comes because it is done. */
const char *binance_candle(
    struct reading *, const struct str *cell, bool closed);
/* The next funding; none of a dated contract. */
struct binance_mark {
	struct str symbol, rate, next, time, mark;
};
const char *binance_next(struct reading *, const struct binance_mark *);

/* Statistics of the last 30 days: open interest, long and short. */
extern const int64_t binance_periods[];
bool binance_ask_interest(struct ask *, const struct page *);
const char *binance_interest(struct turn *, struct str body,
    const struct page *, const struct context *, const struct sink *);
bool binance_ask_accounts(struct ask *, const struct page *);
const char *binance_accounts(struct turn *, struct str body,
    const struct page *, const struct context *, const struct sink *);
bool binance_ask_top_accounts(struct ask *, const struct page *);
const char *binance_top_accounts(struct turn *, struct str body,
    const struct page *, const struct context *, const struct sink *);
bool binance_ask_top_positions(struct ask *, const struct page *);
const char *binance_top_positions(struct turn *, struct str body,
    const struct page *, const struct context *, const struct sink *);
bool binance_ask_taker(struct ask *, const struct page *);
const char *binance_taker(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);

/* What is so now: instruments, the book, open interest, the next funding. */
bool binance_ask_list(struct ask *, const struct page *);
const char *binance_list(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool binance_ask_book(struct ask *, const struct page *);
const char *binance_book(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool binance_ask_moment(struct ask *, const struct page *);
const char *binance_moment(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool binance_ask_premium(struct ask *, const struct page *);
const char *binance_premium(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);

#endif
