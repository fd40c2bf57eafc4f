/*
 * member.h - which products, sides and sizes there are, and since when.
 *
 * Owns: a struct members owns its array; all zero is none.
 */
#ifndef LIQ_AGG_MEMBER_H
#define LIQ_AGG_MEMBER_H

#include "liq-agg/cell.h"

struct members {
	int64_t *first; /* time of the first event, by pair; INT64_MAX: none */
	size_t n, cap;
};

void members_note(struct members *, size_t pair, int64_t ts);
int64_t members_first(const struct members *); /* of all; INT64_MAX: none */
void members_reset(struct members *);
void members_free(struct members *);

#endif
