/*
 * group.h - which events are added up together.
 *
 * Groups are made of the events that were chosen, in the order of base,
 * exchange, symbol and side, each compared by its bytes.
 *
 * Owns: a struct groups owns what it holds; all zero is none.
 */
#ifndef LIQ_AGG_GROUP_H
#define LIQ_AGG_GROUP_H

#include "liq-agg/event.h"

enum group_key {
	BY_BASE = 1,
	BY_EXCHANGE = 2,
	BY_SYMBOL = 4,
	BY_SIDE = 8,
};

extern const char *const group_key_names[]; /* by bit; ends in NULL */

/* Empty text and SIDE_NONE: all together. */
struct group {
	struct product name; /* quote: by symbol, where all events agree */
	int side;
	bool mixed; /* of several bases: coins and prices say nothing */
};

struct groups {
	struct group *of;
	size_t n;
	uint32_t *by; /* product and side: group + 1 */
};

void groups_make(struct groups *, const struct events *, unsigned keys);
size_t groups_find(const struct groups *, const struct event *);
void groups_free(struct groups *);

#endif
