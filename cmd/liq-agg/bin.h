/*
 * bin.h - price bins of equal ratio: bin k covers prices from (1 + step)^k to
 * before the next, as in a column record.
 *
 * Borders are decimals of 12 digits that count, worked out by multiplication
 * alone, so they are the same on every machine; a price is compared with the
 * borders as they are printed.
 *
 * Owns: nothing.
 */
#ifndef LIQ_AGG_BIN_H
#define LIQ_AGG_BIN_H

#include "base/dec.h"

struct bins {
	struct dec step; /* null: no bins */
	/* The bin that was asked for last; prices come in runs. */
	int64_t k;
	struct dec low, high; /* of it */
};

const char *bins_parse(struct bins *, struct str); /* 0.1%, 0.001 */
/* 0 without a step. */
int64_t bins_of(struct bins *, struct dec price);
struct dec bins_low(const struct bins *, int64_t k);

#endif
