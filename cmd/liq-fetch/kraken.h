/*
 * kraken.h - what Kraken's files share.
 */
#ifndef LIQ_FETCH_KRAKEN_H
#define LIQ_FETCH_KRAKEN_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

#define KRAKEN_HOST "https://futures.kraken.com"

extern const struct live kraken_live[];
/* An alert that a feed is on already: it is as it was asked to be. */
bool kraken_subscribed_before(struct str message);

/* A message about us; false: it is none of those. */
bool kraken_answer(struct heard *, struct str text, struct str event);
/* kraken_book.c */
const char *kraken_hear_book(struct heard *, struct str text,
    const struct context *, const struct sink *);

extern const struct rest kraken_rest[];
extern const struct bucket kraken_buckets[];
void kraken_trouble(struct trouble *, const struct reply *);

/* kraken_chart.c: series in time; the members of struct rest. */
extern const int64_t kraken_widths[]; /* of all of them */
bool kraken_ask_candles(struct ask *, const struct page *);
bool kraken_ask_interests(struct ask *, const struct page *);
bool kraken_ask_accounts(struct ask *, const struct page *);
bool kraken_ask_top(struct ask *, const struct page *);
bool kraken_ask_takers(struct ask *, const struct page *);
const char *kraken_candles(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *kraken_interests(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *kraken_accounts(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *kraken_top(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *kraken_takers(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

/* kraken_now.c: moments, and funding. */
bool kraken_ask_tickers(struct ask *, const struct page *);
bool kraken_ask_fundings(struct ask *, const struct page *);
bool kraken_ask_book(struct ask *, const struct page *);
const char *kraken_interests_now(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *kraken_fundings_now(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *kraken_fundings(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
/*
 * A ticker of reading->contract, over REST or by the feed: open interest of
 * now, and the next funding, which dated contracts have not.
 */
struct kraken_ticker {
	struct dec interest, mark, index, funding;
};
const char *kraken_interest(
    const struct kraken_ticker *, int64_t ts, const struct reading *);
const char *kraken_funding(
    const struct kraken_ticker *, int64_t ts, const struct reading *);
enum unit kraken_unit(const struct reading *); /* of sizes */
const char *kraken_book(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

/* kraken_list.c: contracts and their margins. */
bool kraken_ask_list(struct ask *, const struct page *);
const char *kraken_instruments(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *kraken_tiers(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

#endif
