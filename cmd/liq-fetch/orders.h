/*
 * orders.h - forced orders of which a file tells more than once.
 *
 * Binance's liquidationSnapshot has every row twice and a row for every fill:
 * of one order (time, side, price, quantity) the one that was filled most
 * stands.
 *
 * Owns: the rows; all zero is empty.
 */
#ifndef LIQ_FETCH_ORDERS_H
#define LIQ_FETCH_ORDERS_H

#include "base/dec.h"
#include "base/hash.h"

struct order_held {
	struct buf object; /* the row as the exchange names it */
	struct dec filled;
};

struct orders {
	struct names keys;
	struct order_held *of; /* by the number of the key */
	size_t n, cap;
};

void orders_add(
    struct orders *, struct str key, struct dec filled, struct str object);
void orders_free(struct orders *);

#endif
