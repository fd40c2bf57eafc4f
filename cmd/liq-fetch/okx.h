/*
 * okx.h - the parts of OKX's REST, which okx_rest.c puts into one table.
 *
 * Answers are {"code":"0","msg":"","data":[...]}, every number a string,
 * newest first; "after" asks for what is earlier than a time, "before" for
 * what is later, the time itself in neither.
 */
#ifndef LIQ_FETCH_OKX_H
#define LIQ_FETCH_OKX_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

extern const struct live okx_live[];
/* okx_chart.c: what is said and heard of candles, open interest, funding. */
extern const struct live_channel okx_channels[];
const char *okx_hear_chart(struct heard *, struct str text,
    const struct context *, const struct sink *);
/* okx_book.c: of order books. */
extern const struct live_channel okx_books[];
const char *okx_hear_book(struct heard *, struct str text,
    const struct context *, const struct sink *);
/* okx_live.c: an event; false: it is none of those that mean something. */
bool okx_event(struct heard *, struct str text, struct str event);

extern const struct rest okx_rest[];
extern const struct bucket okx_buckets[];
void okx_trouble(struct trouble *, const struct reply *);

/* One liquidation of an instrument that may be named around it (okx.c). */
const char *okx_liquidation(struct str object, struct str symbol,
    const struct context *, const struct sink *);

/* https://www.okx.com/api/v5/... */
void okx_url(struct ask *, const char *path);
/* &instId=... with what is before it. */
void okx_symbol(struct ask *, const char *before, const struct page *);
/* BTC-USDT, which names BTC-USDT-SWAP and its dated ones. */
void okx_family(struct ask *, const struct market *);
/* The rows of "data" through read, which has the page's contract, if any. */
const char *okx_answer(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *,
    const char *(*read)(struct str row, struct reading *));
/*
 * The row of an answer about many: its contract; false: none of ours, or why
 * it is refused.
 */
bool okx_row(struct reading *, struct str row, const char **why);

extern const struct width okx_widths[]; /* of candles */
/* A row of candles; closed: it comes because it is done. */
const char *okx_candle(struct str row, struct reading *, bool closed);
/* Rows of open-interest and funding-rate. */
const char *okx_row_oi(struct str row, struct reading *);
const char *okx_row_funding(struct str row, struct reading *);

/* Statistics ("rubik"): the latest 1,440 rows of any width. */
extern const int64_t okx_periods[];
bool okx_ask_interest(struct ask *, const struct page *);
const char *okx_interest(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool okx_ask_accounts(struct ask *, const struct page *);
const char *okx_accounts(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool okx_ask_top_accounts(struct ask *, const struct page *);
const char *okx_top_accounts(struct turn *, struct str body,
    const struct page *, const struct context *, const struct sink *);
bool okx_ask_top_positions(struct ask *, const struct page *);
const char *okx_top_positions(struct turn *, struct str body,
    const struct page *, const struct context *, const struct sink *);
bool okx_ask_taker(struct ask *, const struct page *);
const char *okx_taker(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);

/* What is so now: instruments, open interest, funding, the book, tiers. */
bool okx_ask_list(struct ask *, const struct page *);
const char *okx_list(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool okx_ask_moment(struct ask *, const struct page *);
const char *okx_moment(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool okx_ask_next(struct ask *, const struct page *);
const char *okx_next(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool okx_ask_book(struct ask *, const struct page *);
const char *okx_book(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);
bool okx_ask_tiers(struct ask *, const struct page *);
const char *okx_tiers(struct turn *, struct str body, const struct page *,
    const struct context *, const struct sink *);

#endif
