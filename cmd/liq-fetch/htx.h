/*
 * htx.h - what HTX's files share.
 */
#ifndef LIQ_FETCH_HTX_H
#define LIQ_FETCH_HTX_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

#define HTX_HOST "https://api.hbdm.com"

extern const struct live htx_live[];

/* htx_book.c: what is said and heard of order books. */
extern const struct live_channel htx_books[];
const char *htx_hear_book(struct heard *, struct str text,
    const struct context *, const struct sink *);

extern const struct rest htx_rest[];
extern const struct bucket htx_buckets[];
void htx_trouble(struct trouble *, const struct reply *);

/* Each product has an interface of its own. */
enum htx_product {
	HTX_LINEAR, /* BTC-USDT */
	HTX_LINEAR_DATED, /* BTC-USDT-211210 */
	HTX_COIN, /* BTC-USD */
	HTX_COIN_DATED /* BTC200703 */
};
enum htx_product htx_product(const struct market *);
/* What an answer is about: its "data", or data's own member of that name. */
const char *htx_data(struct str *data, struct str body, const char *member);

/* htx_market.c: candles, books, contracts, margins. */
extern const int64_t htx_widths[];
bool htx_ask_candles(struct ask *, const struct page *);
bool htx_ask_book(struct ask *, const struct page *);
bool htx_ask_tiers(struct ask *, const struct page *);
bool htx_ask_instruments(struct ask *, const struct page *);
const char *htx_candles(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_book(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_tiers(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_instruments(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

/* htx_stat.c: open interest, funding, ratios. */
extern const int64_t htx_oi_widths[], htx_ratio_widths[];
bool htx_ask_interests(struct ask *, const struct page *);
bool htx_ask_interest(struct ask *, const struct page *);
bool htx_ask_fundings(struct ask *, const struct page *);
bool htx_ask_fundings_coin(struct ask *, const struct page *);
bool htx_ask_funding(struct ask *, const struct page *);
bool htx_ask_accounts(struct ask *, const struct page *);
bool htx_ask_positions(struct ask *, const struct page *);
const char *htx_interests(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_interest(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_fundings(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_fundings_coin(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_funding(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_accounts(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *htx_positions(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

#endif
