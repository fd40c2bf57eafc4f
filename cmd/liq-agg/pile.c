#include "liq-agg/pile.h"

#include <stdlib.h>

#include "base/x.h"

/*
 * An event begins with two words, from their low bits on: 48 of ts, 7 of the
 * id's length, 2 of side, 1 when it was dropped, 6 of how many units it takes;
 * 32 of product and three times 6 of scale and 4 of how many bytes of digits
 * there are.  No units: the rest of the chunk is free.
 */
#define UNIT 8 /* bytes: places count these */
#define HEAD 16
#define MOST 32 /* units an event may need: fewer are left free */
#define CHUNK (UINT32_C(1) << 20) /* units */
#define BYTES ((size_t)CHUNK * UNIT + UNIT) /* of one: words are read */
#define CHUNKS (UINT32_MAX / CHUNK)
#define FIRST 1 /* 0 is no place */
#define SMALL ((size_t)1 << 20) /* bytes that few events need: small pages */

#define ID_AT 48
#define SIDE_AT 55
#define DROPPED (UINT64_C(1) << 57)
#define UNITS_AT 58
#define WIDE 9 /* 16 bytes of digits */

struct head {
	uint64_t a, b;
};

static char *
at(const struct pile *p, uint32_t place)
{
	return p->chunk[place / CHUNK] + (size_t)(place % CHUNK) * UNIT;
}

static struct head
head(const struct pile *p, uint32_t place)
{
	struct head h;

	memcpy(&h, at(p, place), sizeof(h));
	return h;
}

static uint32_t
units(struct head h)
{
	return (uint32_t)(h.a >> UNITS_AT);
}

bool
pile_full(const struct pile *p)
{
	return p->chunks == CHUNKS && CHUNK - p->next % CHUNK <= MOST;
}

/* Large pages are for many events: a few would pay for all of one. */
static void
open_chunk(struct pile *p)
{
	const size_t small = p->chunks == 0 ? SMALL : 0;
	char *chunk = xpages(BYTES);

	p->chunk = xgrow(p->chunk, p->chunks, &p->cap, sizeof(*p->chunk));
	xhuge(chunk + small, BYTES - small);
	p->next = (uint32_t)p->chunks * CHUNK + (p->chunks == 0 ? FIRST : 0);
	p->chunk[p->chunks++] = chunk;
}

/* What is behind the bytes that count is zero, as is all that is free. */
static char *
put_number(char *to, i128 v, uint64_t *bytes)
{
	const uint64_t low = (uint64_t)v;

	if ((u128)v >> 64 != 0) {
		*bytes = WIDE;
		memcpy(to, &v, sizeof(v));
		return to + sizeof(v);
	}
	*bytes = low == 0 ? 0 : (uint64_t)(71 - __builtin_clzll(low)) / 8;
	memcpy(to, &low, sizeof(low));
	return to + *bytes;
}

uint32_t
pile_put(struct pile *p, const struct event *e)
{
	struct head h = { (uint64_t)e->ts | (uint64_t)e->id.n << ID_AT |
			      (uint64_t)e->side << SIDE_AT,
		e->product };
	char *start, *to;
	uint64_t bytes;
	uint32_t n;
	int i;

	if (p->chunks == 0 || CHUNK - p->next % CHUNK <= MOST)
		open_chunk(p);
	start = at(p, p->next);
	to = start + HEAD;
	for (i = 0; i < EVENT_NUMBERS; i++) {
		to = put_number(to, e->number[i], &bytes);
		h.b |= (e->scale[i] | bytes << 6) << (32 + 10 * i);
	}
	memcpy(to, e->id.s, e->id.n);
	n = (uint32_t)((size_t)(to - start) + e->id.n + UNIT - 1) / UNIT;
	h.a |= (uint64_t)n << UNITS_AT;
	memcpy(start, &h, sizeof(h));
	p->last = p->next;
	p->next += n;
	return p->last;
}

static const char *
get_number(const char *from, size_t bytes, i128 *v)
{
	static const uint64_t mask[] = { 0, 0xff, 0xffff, 0xffffff, 0xffffffff,
		0xffffffffff, 0xffffffffffff, 0xffffffffffffff, UINT64_MAX };
	uint64_t low;

	if (bytes == WIDE) {
		memcpy(v, from, sizeof(*v));
		return from + sizeof(*v);
	}
	memcpy(&low, from, sizeof(low));
	*v = low & mask[bytes];
	return from + bytes;
}

void
pile_get(const struct pile *p, uint32_t place, struct event *e)
{
	const struct head h = head(p, place);
	const char *from = at(p, place) + HEAD;
	uint64_t number;
	int i;

	e->ts = pile_ts(p, place);
	e->side = h.a >> SIDE_AT & 3;
	e->product = (uint32_t)h.b;
	for (i = 0; i < EVENT_NUMBERS; i++) {
		number = h.b >> (32 + 10 * i);
		e->scale[i] = number & 0x3f;
		from = get_number(from, number >> 6 & 0xf, &e->number[i]);
	}
	e->id = (struct str){ from, h.a >> ID_AT & 0x7f };
}

int64_t
pile_ts(const struct pile *p, uint32_t place)
{
	return (int64_t)(head(p, place).a & ((UINT64_C(1) << ID_AT) - 1));
}

uint32_t
pile_next(const struct pile *p, uint32_t place)
{
	uint32_t n = place > 0 ? units(head(p, place)) : FIRST;

	while ((place += n) < p->next) {
		n = units(head(p, place));
		if (n == 0)
			n = CHUNK - place % CHUNK;
		else if ((head(p, place).a & DROPPED) == 0)
			return place;
	}
	return 0;
}

void
pile_drop(struct pile *p, uint32_t place)
{
	struct head h = head(p, place);

	h.a |= DROPPED;
	memcpy(at(p, place), &h, sizeof(h));
}

void
pile_free(struct pile *p)
{
	size_t i;

	for (i = 0; i < p->chunks; i++)
		xpages_free(p->chunk[i], BYTES);
	free(p->chunk);
	*p = (struct pile){ 0 };
}
