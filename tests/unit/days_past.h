/*
 * days_past.h - what truly happens on an exchange of chance: events in clumps,
 * some of them twins, and markets that are given new names.
 *
 * Owns: its events; past_free.  now is the caller's to move.
 */
#ifndef DAYS_PAST_H
#define DAYS_PAST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/x.h"

#define PAST_START INT64_C(1760000000000) /* of the exchange's clock */
#define PAST_MARKETS 4
#define PAST_NAMES 32 /* that they ever had: bits of a mask */

struct event {
	uint32_t at; /* ms since PAST_START */
	uint8_t price, name, seen;
};

struct past {
	uint64_t dice;
	int64_t length; /* ms, of all there is */
	int64_t now; /* ms since PAST_START */
	struct event *event; /* in their order */
	size_t events;
	int64_t named[PAST_NAMES]; /* since when a name is in use */
	int names;
};

static inline uint64_t
past_roll(struct past *p, uint64_t sides)
{
	p->dice =
	    p->dice * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (p->dice >> 16) % sides;
}

/* The newest name of a market when so many names are. */
static inline int
past_newest(int market, int names)
{
	return market + (names - 1 - market) / PAST_MARKETS * PAST_MARKETS;
}

/* Eight begin in each eighth of their time; one of fifty is a twin. */
static inline void
past_fill(struct past *p, size_t n)
{
	const uint64_t mean = n > 0 ? (uint64_t)p->length / n : 0;
	int names = PAST_MARKETS;
	struct event *e;
	size_t k;

	p->event = xcalloc(n + 1, sizeof(*p->event));
	p->events = n;
	for (k = 0; k < n; k++) {
		e = &p->event[k];
		if (k % 8 != 0 && past_roll(p, 50) == 0) {
			*e = e[-1];
			continue;
		}
		e->at = (uint32_t)(k % 8 == 0 ? k * mean + past_roll(p, mean)
					      : e[-1].at + past_roll(p, 40));
		e->price = (uint8_t)(1 + past_roll(p, 9));
		while (names < p->names && p->named[names] <= e->at)
			names++;
		e->name = (uint8_t)past_newest(
		    (int)past_roll(p, PAST_MARKETS), names);
	}
}

static inline void
past_make(struct past *p, int64_t length, size_t n, int renames)
{
	p->length = length;
	for (p->names = 0; p->names < PAST_MARKETS + renames; p->names++)
		if (p->names >= PAST_MARKETS)
			p->named[p->names] = length / (renames + 1) *
					     (p->names - PAST_MARKETS + 1);
	past_fill(p, n);
}

/* The first event at that moment or after it. */
static inline size_t
past_from(const struct past *p, int64_t at)
{
	size_t low = 0, high = p->events, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (p->event[middle].at < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* One that happened is told: false if it was told before, or never was. */
static inline bool
past_told(struct past *p, int64_t at, int64_t price, int name)
{
	struct event *e = &p->event[past_from(p, at)];

	for (; e < p->event + p->events && e->at == at; e++)
		if (e->price == price && e->name == name && e->seen == 0) {
			e->seen = 1;
			return true;
		}
	return false;
}

static inline void
past_free(struct past *p)
{
	free(p->event);
	*p = (struct past){ 0 };
}

#endif
