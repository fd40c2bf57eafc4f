/*
 * brand.h - exchanges as aggregators and other programs call them.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_BRAND_H
#define LIQ_FETCH_BRAND_H

#include "base/str.h"

struct brand {
	const char *theirs, *ours; /* "Gate.io", "gate" */
};
extern const struct brand brands[]; /* ends in NULL */

/* By either name, large letters or small; NULL: nobody knows it. */
const struct brand *brand_find(struct str);
/*
 * "binance:BTCUSDT" into room: a market of an exchange as somebody else tells
 * of it.  NULL, or why it cannot be.
 */
const char *brand_symbol(
    char *room, size_t size, struct str brand, struct str pair);
/* The two parts of such a symbol; the brand is NULL where it has none. */
const struct brand *brand_split(const char *symbol, struct str *pair);

#endif
