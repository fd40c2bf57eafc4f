/*
 * coinglass.h - CoinGlass, an aggregator: what its files share.
 *
 * It is an exchange of its own here: its records say exchange "coinglass", so
 * that what it tells of Binance never passes for what Binance told.  A symbol
 * names both: "binance:BTCUSDT" is what it tells of that market.
 */
#ifndef LIQ_FETCH_COINGLASS_H
#define LIQ_FETCH_COINGLASS_H

#include "liq-fetch/brand.h"
#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

extern const struct live coinglass_live[];
/* Is it the channel of liquidations, by its name of today or before? */
bool coinglass_has_orders(struct str channel);

extern const struct rest coinglass_rest[];
extern const struct bucket coinglass_buckets[];
void coinglass_trouble(struct trouble *, const struct reply *);

/* A path under the API, with the user's key; the market's exchange, pair. */
void coinglass_ask(struct ask *, const struct page *, const char *path);
bool coinglass_ask_pair(struct ask *, const struct page *, const char *path);
/* Behind it, its interval and span; false: no such interval. */
bool coinglass_ask_series(struct ask *, const struct page *);
extern const int64_t coinglass_widths[];

/* Each row of "data", about the page's own market. */
const char *coinglass_rows(struct reading *, struct str body,
    const char *(*read)(struct str row, struct reading *));

/* coinglass_total.c: sums of liquidations. */
#define COINGLASS_RANGES 4 /* parts of exchange-list */
#define COINGLASS_LISTED 11 /* of coin-list: the first brands */
rest_ask coinglass_ask_history, coinglass_ask_exchanges, coinglass_ask_coins;
rest_answer coinglass_history, coinglass_exchanges, coinglass_coins;
/* A row of history or aggregated-history. */
const char *coinglass_total(struct str row, struct reading *);

/* coinglass_stat.c */
rest_ask coinglass_ask_prices, coinglass_ask_interest, coinglass_ask_funding,
    coinglass_ask_accounts, coinglass_ask_top_accounts,
    coinglass_ask_top_positions, coinglass_ask_takers;
rest_answer coinglass_prices, coinglass_interest, coinglass_funding,
    coinglass_accounts, coinglass_top_accounts, coinglass_top_positions,
    coinglass_takers;
/*
 * A row of any series, of reading->contract; as: what it is where it does not
 * tell itself (prices, open interest and funding look alike).
 */
const char *coinglass_series(
    struct str row, struct reading *, enum record_type as);

#endif
