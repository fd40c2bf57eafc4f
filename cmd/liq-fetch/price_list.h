/*
 * price_list.h - the last price of each coin that a run has met: what sizes
 * in contracts and coins are valued with, where an answer brings no price.
 *
 * Pure.  Owns: its table; all zero is empty.
 */
#ifndef LIQ_FETCH_PRICE_LIST_H
#define LIQ_FETCH_PRICE_LIST_H

#include "base/hash.h"
#include "record/record.h"

struct price_list {
	struct names names; /* of coins */
	struct price_of {
		struct dec price;
		int64_t ts;
	} * of;
	size_t n, cap;
};

/* A candle's close, a mark, the middle of a book: the later one stays. */
void price_learn(struct price_list *, const struct record *);
struct dec price_of_coin(
    const struct price_list *, const char *base); /* null: none */
void price_free(struct price_list *);

#endif
