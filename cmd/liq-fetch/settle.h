/*
 * settle.h - the numbers of a row as our records count them: prices of one
 * coin, sizes in coins, money in USD with 8 decimals at the most.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_SETTLE_H
#define LIQ_FETCH_SETTLE_H

#include "liq-fetch/columns.h"
#include "liq-fetch/import.h"

struct settle {
	const struct import *import; /* units, --width */
	const struct columns *columns;
	struct market market; /* of the row; multiplier 1: none to undo */
	struct dec contract; /* size of a contract; null where unknown */
	char unknown[160]; /* why it is */
};

/*
 * Units undone, and what follows from other members filled in: USD from price
 * and size or the other way round, a total's usd, the short share, width_ms.
 * NULL, or why the row is no record; then it is unknown.
 */
const char *settle(const struct settle *, struct record *);

#endif
