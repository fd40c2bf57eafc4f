/*
 * group.h - which events are added up together.
 *
 * A group is there from the first event of one of its members on; groups come
 * in the order of base, exchange, symbol, side and size, each compared by its
 * bytes (sizes from small to large).
 *
 * Owns: a struct groups owns what it holds; all zero is none.
 */
#ifndef LIQ_AGG_GROUP_H
#define LIQ_AGG_GROUP_H

#include "liq-agg/member.h"
#include "liq-agg/product.h"

enum group_key {
	BY_BASE = 1,
	BY_EXCHANGE = 2,
	BY_SYMBOL = 4,
	BY_SIDE = 8,
	BY_SIZE = 16,
};

extern const char *const group_key_names[]; /* by bit; ends in NULL */

/* Empty text and SIDE_NONE: all together. */
struct group {
	struct product name; /* quote: by symbol, where all members agree */
	int side;
	int size; /* SIZES: all together */
	bool mixed; /* of several bases: coins and prices say nothing */
	size_t pair; /* of one of its members */
};

struct groups {
	struct group *of;
	size_t n;
	uint32_t *by; /* pair: group + 1; 0: no member yet */
	size_t pairs;
	int64_t after, until; /* they hold for times in (after, until] */
};

/*
 * The groups of members whose first event is before a time; INT64_MAX: all.
 */
void groups_make(struct groups *, const struct products *,
    const struct members *, unsigned keys, int64_t before);
/* Members have changed: the next groups_make looks at them again. */
void groups_stale(struct groups *);
/* Does a product fall into a group, whatever its side and size? */
bool group_has(const struct group *, const struct product *);
void groups_free(struct groups *);

#endif
