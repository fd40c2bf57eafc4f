/*
 * deribit.h - what Deribit's files share.
 */
#ifndef LIQ_FETCH_DERIBIT_H
#define LIQ_FETCH_DERIBIT_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

#define DERIBIT_HOST "https://www.deribit.com/api/v2/public/"

extern const struct live deribit_live[];

/* {"channels":[@]} */
#define DERIBIT_SUBSCRIBE \
	"{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"public/subscribe\"," \
	"\"params\":{\"channels\":[@]}}"
/* One message; what comes by a channel is read by tell. */
const char *deribit_listen(struct heard *, struct str text,
    const struct context *, const struct sink *,
    const char *(*tell)(struct heard *, struct str text, struct str params,
	const struct context *, const struct sink *));
/* deribit_book.c: what is said and heard of order books. */
extern const struct live_channel deribit_books[];
const char *deribit_hear_book(struct heard *, struct str text,
    const struct context *, const struct sink *);

extern const struct rest deribit_rest[];
extern const struct bucket deribit_buckets[];
void deribit_trouble(struct trouble *, const struct reply *);

/* What margin is in, as a request names it: the coin where inverse. */
const char *deribit_currency(const struct market *);

/* deribit_stat.c: the members of struct rest, by what they are about. */
bool deribit_ask_summary(struct ask *, const struct page *);
bool deribit_ask_summary_funding(struct ask *, const struct page *);
bool deribit_ask_fundings(struct ask *, const struct page *);
bool deribit_ask_book(struct ask *, const struct page *);
bool deribit_ask_instruments(struct ask *, const struct page *);
const char *deribit_interests(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *deribit_fundings(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *deribit_fundings_now(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
enum unit deribit_unit(const struct reading *); /* of sizes */
/* A row of summaries, or a ticker, made at reading->at. */
const char *deribit_row_oi(struct str row, struct reading *);
const char *deribit_row_funding(struct str row, struct reading *);
const char *deribit_book(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);
const char *deribit_instruments(struct turn *, struct str, const struct page *,
    const struct context *, const struct sink *);

#endif
