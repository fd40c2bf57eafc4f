/*
 * bybit.h - Bybit over REST: what its files share.
 */
#ifndef LIQ_FETCH_BYBIT_H
#define LIQ_FETCH_BYBIT_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

extern const struct live bybit_live[];
/* bybit_chart.c: what is said and heard of candles, open interest, funding. */
extern const struct live_channel bybit_channels[];
const char *bybit_hear_chart(struct heard *, struct str text,
    const struct context *, const struct sink *);
/* bybit_book.c: the same of order books. */
extern const struct live_channel bybit_books[];
const char *bybit_hear_book(struct heard *, struct str text,
    const struct context *, const struct sink *);
/* bybit_live.c: what answers us, no topic. */
void bybit_answer(struct heard *, struct str text);

extern const struct rest bybit_rest[];
extern const struct bucket bybit_buckets[];
void bybit_trouble(struct trouble *, const struct reply *);

/* https://...PATH?category=CATEGORY&symbol=SYMBOL of the page's market. */
void bybit_ask(struct ask *, const char *path, const struct page *);
/*
 * The result of an answer and when it was made (reading->at).  Where a
 * market was asked for, its contract; an answer about another is refused.
 */
const char *bybit_open(struct reading *, struct str body, struct str *result);
/* Rows of the result's list. */
const char *bybit_rows(struct reading *, struct str body,
    const char *(*read)(struct str row, struct reading *));

extern const struct width bybit_widths[]; /* of candles */
enum unit bybit_unit(const struct reading *); /* of sizes in a book */
/*
 * A candle whose prices are set.  Volume and turnover change places where the
 * contract is inverse.
 */
const char *bybit_candle(struct reading *, struct str start, struct str volume,
    struct str turnover, struct cells_candle *);
/* A row of tickers, made at reading->at. */
const char *bybit_row_oi(struct str row, struct reading *);
const char *bybit_row_funding(struct str row, struct reading *);

/* bybit_stat.c: the members of struct rest, by what they are about. */
bool bybit_ask_oi(struct ask *, const struct page *);
bool bybit_ask_tickers(struct ask *, const struct page *);
bool bybit_ask_ratio(struct ask *, const struct page *);
bool bybit_ask_funding(struct ask *, const struct page *);
bool bybit_ask_tiers(struct ask *, const struct page *);
const char *bybit_oi(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bybit_oi_now(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bybit_ratio(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bybit_funding(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bybit_funding_next(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bybit_tiers(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

#endif
