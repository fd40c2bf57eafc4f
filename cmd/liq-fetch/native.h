/*
 * native.h - a liquidation as the exchange counts it, made into a record.
 *
 * An adapter says what the row means; the arithmetic is the same everywhere:
 * coins, a price of one coin, dollars to 8 decimals rounded half to even.
 */
#ifndef LIQ_FETCH_NATIVE_H
#define LIQ_FETCH_NATIVE_H

#include "liq-fetch/exchange.h"

struct native {
	struct market market;
	int64_t ts;
	int side; /* enum side, of the position */
	bool sideless; /* the source does not tell sides: it is null */
	struct dec price; /* as quoted; of many coins where multiplied */
	int price_kind;
	struct dec order; /* of a fill: its order's price, or unknown */
	/* One of the two: coins as quoted, or where inverse unknown. */
	struct dec size;
	/* The exact value: needed where inverse; else price x size. */
	struct dec usd;
	int64_t id; /* the exchange's own, or INT_NONE */
	const char *uid; /* the same where it is no number; or NULL */
};

/* NULL, or why it can be no record. */
const char *native_give(const struct native *, const struct exchange *,
    const struct context *, const struct sink *);

#endif
