/*
 * bitfinex.h - Bitfinex over REST: what its files share.
 */
#ifndef LIQ_FETCH_BITFINEX_H
#define LIQ_FETCH_BITFINEX_H

#include "liq-fetch/cells.h"
#include "liq-fetch/live.h"

#define BITFINEX_HOST "https://api-pub.bitfinex.com/v2"

extern const struct live bitfinex_live[];

/* What is said by name; false: it is none of that. */
bool bitfinex_said(struct heard *, struct str text);
/* bitfinex_book.c: what is said and heard of order books. */
extern const struct live_channel bitfinex_books[];
const char *bitfinex_hear_book(struct heard *, struct str text,
    const struct context *, const struct sink *);

extern const struct rest bitfinex_rest[];
extern const struct bucket bitfinex_buckets[];
void bitfinex_trouble(struct trouble *, const struct reply *);

/* Rows from since to until, both inclusive, oldest first. */
void bitfinex_ask_span(struct ask *, const struct page *, int64_t until);
/* Rows about the page's own market. */
const char *bitfinex_rows(struct reading *, struct str body,
    const char *(*read)(struct str row, struct reading *));

/* bitfinex_status.c: the members of struct rest, by what they are about. */
rest_ask bitfinex_ask_status, bitfinex_ask_oi, bitfinex_ask_funding;
rest_answer bitfinex_oi, bitfinex_oi_now, bitfinex_funding,
    bitfinex_funding_next;
/* A status of reading->contract, without its key: of now, and what is next. */
const char *bitfinex_row_oi(struct str row, struct reading *);
const char *bitfinex_row_next(struct str row, struct reading *);

#endif
