/*
 * cell.h - the sums of a window by product, side, size and price bin: as fine
 * as they are ever asked for, so that groups are made of whole cells and
 * cells of several hosts make the same groups.
 *
 * Owns: a struct cells owns its table; all zero is empty.
 */
#ifndef LIQ_AGG_CELL_H
#define LIQ_AGG_CELL_H

#include "liq-agg/size.h"
#include "liq-agg/sum.h"

#define SIDES 3 /* long, short, and not known */

/* Product, side and size (0 where it is not asked for) as one number. */
#define PAIRS (SIDES * SIZES) /* of a product */

static inline size_t
pair_of(uint32_t product, int side, int size)
{
	return (size_t)product * PAIRS + (size_t)(side * SIZES + size);
}

static inline uint32_t
pair_product(size_t pair)
{
	return (uint32_t)(pair / PAIRS);
}

static inline int
pair_side(size_t pair)
{
	return (int)(pair % PAIRS / SIZES);
}

static inline int
pair_size(size_t pair)
{
	return (int)(pair % SIZES);
}

struct cell {
	size_t pair;
	int64_t bin;
	struct sum sum;
};

struct cells {
	struct cell *of;
	size_t n, cap;
	uint32_t *slot; /* open addressing, cell + 1; 0 is free */
	size_t slots;
};

/* Added when new; valid until the next. */
struct cell *cells_at(struct cells *, size_t pair, int64_t bin);
void cells_reset(struct cells *);
void cells_free(struct cells *);

#endif
