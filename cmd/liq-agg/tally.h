/*
 * tally.h - lines of the fast reader added up as they are read, where the
 * sums of all of them by product and side are all that is asked for.
 *
 * Owns: a struct tally owns its rows; all zero is nothing.
 */
#ifndef LIQ_AGG_TALLY_H
#define LIQ_AGG_TALLY_H

#include "liq-agg/sum.h"
#include "record/fast.h"

/*
 * One product and side: a struct sum in smaller numbers.  A sum that reaches
 * 10^38 stays there or above, and sum_merge refuses it.
 */
struct tally_row {
	int64_t count, first, last;
	i128 qty, usd, max_usd;
	int64_t low, high; /* prices: digits, zeros at the end among them */
	uint8_t low_scale, high_scale;
	uint8_t max_id_n;
	char max_id[80];
};

struct tally {
	struct tally_row *row;
	size_t n, cap;
};

/* A line to a row, which is made when there is none yet. */
void tally_add(struct tally *, size_t row, const struct fast_line *);
/* Lines to the rows tally_row says. */
void tally_run(struct tally *, const struct fast_line *, size_t n);
/* The row of a product (a number of the fast reader's) and side. */
size_t tally_row(uint32_t who, int side);
/* What was added to a row. */
void tally_sum(struct sum *, const struct tally *, size_t row);
i128 tally_usd(int64_t digits, uint8_t scale); /* in 1e-8 USD */
void tally_free(struct tally *);

#endif
