/*
 * wanted.h - operands such as BTC, BTC/USDT, bybit:BTCUSDT and *, against
 * the markets that exchanges list.
 *
 * Owns: its operands; all zero is empty, and wants nothing.
 */
#ifndef LIQ_FETCH_WANTED_H
#define LIQ_FETCH_WANTED_H

#include "liq-fetch/exchange.h"

enum meant {
	MEANT_NOT,
	MEANT_COIN, /* by its coin, or all of them */
	MEANT_NAME /* by its own symbol */
};

struct want {
	char operand[120]; /* as it was given */
	const struct exchange *exchange; /* NULL: any */
	char base[64], quote[16]; /* base "*": any; quote "": any */
	int64_t met; /* markets it meant so far */
};

struct wanted {
	struct want *of;
	size_t n, cap;
};

/* NULL, or why it cannot be one; exchanges are answered with the nearest. */
const char *wanted_add(struct wanted *, const char *operand);
/* Could some operand mean a market of that exchange? */
/* Does some operand mean all of its markets? */
bool wanted_all(const struct wanted *, const struct exchange *);
bool wanted_exchange(const struct wanted *, const struct exchange *);
/* Is it meant; operands that mean it count it. */
enum meant wanted_market(
    struct wanted *, const struct exchange *, const struct market *);
/* The same without counting, for rows of answers about many markets. */
enum meant wanted_row(const struct wanted *, const char *exchange,
    const char *symbol, const char *base, const char *quote);
void wanted_free(struct wanted *);

#endif
