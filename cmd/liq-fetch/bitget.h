/*
 * bitget.h - Bitget over REST: what its files share.
 */
#ifndef LIQ_FETCH_BITGET_H
#define LIQ_FETCH_BITGET_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

extern const struct live bitget_live[];
/* bitget_chart.c: what is said and heard of open interest, by product line. */
extern const struct live_channel bitget_usdt[], bitget_usdc[];
const char *bitget_hear_chart(struct heard *, struct str text,
    const struct context *, const struct sink *);
/* bitget_book.c: of order books. */
extern const struct live_channel bitget_books_usdt[], bitget_books_usdc[];
const char *bitget_hear_book(struct heard *, struct str text,
    const struct context *, const struct sink *);
/* bitget_live.c: everything but that. */
const char *bitget_hear(struct heard *, struct str text, const struct context *,
    const struct sink *);

extern const struct rest bitget_rest[];
extern const struct bucket bitget_buckets[];
void bitget_trouble(struct trouble *, const struct reply *);

/* A liquidation as REST has it. */
const char *bitget_liquidation(
    struct str object, const struct context *, const struct sink *);

/* Of its product lines the part's, or the market's: "USDT-FUTURES". */
const char *bitget_category(const struct page *);
/*
 * The data of an answer and when it was made (reading->at); where a market
 * was asked for, its contract.
 */
const char *bitget_open(struct reading *, struct str body, struct str *data);
/* Rows of an array, which may be null where it has none. */
const char *bitget_rows(struct reading *, struct str array,
    const char *(*read)(struct str row, struct reading *));

/* Open interest of the moment reading->at. */
const char *bitget_interest(
    struct reading *, struct str symbol, struct str coins);

/* bitget_stat.c: the members of struct rest, by what they are about. */
bool bitget_ask_oi(struct ask *, const struct page *);
bool bitget_ask_funding(struct ask *, const struct page *);
bool bitget_ask_funding_next(struct ask *, const struct page *);
bool bitget_ask_accounts(struct ask *, const struct page *);
bool bitget_ask_taker(struct ask *, const struct page *);
bool bitget_ask_tiers(struct ask *, const struct page *);
const char *bitget_oi(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bitget_funding(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bitget_funding_next(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bitget_accounts(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bitget_taker(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *bitget_tiers(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

#endif
