/*
 * price.h - candles, and the line a price draws through time.
 *
 * Owns: struct prices its candles and names, struct price_line its points;
 * all zero is empty.
 */
#ifndef LIQ_RENDER_PRICE_H
#define LIQ_RENDER_PRICE_H

#include "base/hash.h"
#include "record/record.h"

struct price {
	int64_t since, until;
	struct dec low, high, close;
	uint32_t book;
};

struct prices {
	struct price *of; /* as they came; the later of two counts */
	size_t n, cap;
	struct names books; /* "bybit BTCUSDT" */
	struct names bases;
	uint32_t *base; /* of a book */
	size_t base_cap;
};

struct price_point {
	bool known;
	bool joined; /* the line comes from the point before it */
	double low, high, close;
};

struct price_line {
	struct price_point *of; /* n of them, evenly through the time */
	size_t n;
	double low, high; /* of all; both 0 when none is known */
	struct str book; /* valid as long as the prices; empty: not candles */
	struct dec last;
};

/* NULL, or why it is refused. */
const char *prices_add(struct prices *, const struct candle *);
void prices_forget(struct prices *); /* the oldest, where there are many */
void prices_free(struct prices *);

/*
 * The line of a base or symbol from since to until, in n points; "all" is the
 * only base there is.  Of several books the one with most candles.  False when
 * there is none.
 */
bool price_line(struct price_line *, const struct prices *, struct str name,
    int64_t since, int64_t until, size_t n);
/* The same through prices that are given, sorted by until. */
bool price_line_of(struct price_line *, const struct price *, size_t count,
    int64_t since, int64_t until, size_t n);
void price_line_free(struct price_line *);

#endif
