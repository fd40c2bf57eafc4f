/*
 * pile.h - liquidations in few bytes, one behind the other.
 *
 * 16 bytes, the digits of the three numbers and the id, rounded up to 8: of
 * most events 48 or 56.  One stays where it was put; its place is a number
 * above 0, and later ones have higher places.
 *
 * Owns: a struct pile owns its chunks; all zero is empty.
 */
#ifndef LIQ_AGG_PILE_H
#define LIQ_AGG_PILE_H

#include "base/dec.h"

enum event_number { EVENT_PRICE, EVENT_QTY, EVENT_USD, EVENT_NUMBERS };

struct event {
	int64_t ts;
	i128 number[EVENT_NUMBERS]; /* digits */
	uint8_t scale[EVENT_NUMBERS]; /* decimals */
	uint8_t side;
	uint32_t product;
	struct str id; /* empty: it has none */
};

struct pile {
	char **chunk;
	size_t chunks, cap;
	uint32_t next, last; /* places: of the next, of the last; 0: none */
};

static inline struct dec
event_number(const struct event *e, enum event_number which)
{
	return (struct dec){ e->number[which], e->scale[which], true };
}

bool pile_full(const struct pile *);
/* Its place.  Times are not negative, ids below 128 bytes; not when full. */
uint32_t pile_put(struct pile *, const struct event *);
/* Its id is valid until pile_free. */
void pile_get(const struct pile *, uint32_t place, struct event *);
int64_t pile_ts(const struct pile *, uint32_t place);
/* The next behind a place that was not dropped, from 0 on; 0: that was all. */
uint32_t pile_next(const struct pile *, uint32_t place);
void pile_drop(struct pile *, uint32_t place);
void pile_free(struct pile *);

#endif
