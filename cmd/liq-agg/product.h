/*
 * product.h - what was traded, and where, as small numbers.
 *
 * Owns: a struct products owns its table; all zero is empty.
 */
#ifndef LIQ_AGG_PRODUCT_H
#define LIQ_AGG_PRODUCT_H

#include "base/hash.h"
#include "record/market.h"

struct product {
	char exchange[24], symbol[64], base[32], quote[16];
};

struct products {
	struct product *of; /* by number: 0, 1, 2, ... */
	size_t n, cap;
	struct names names;
};

/* Added when new. */
uint32_t products_id(struct products *, const struct product *);
/* Of a record of the market, which begins with these names. */
uint32_t products_of(struct products *, const struct liquidation *);
void products_free(struct products *);

#endif
