/*
 * repeat.h - which ids have been seen, by 128 bits of each.
 *
 * Events are numbered from 0 as they are added; one without an id has a
 * number, too.  16 bytes an event, and 7 to 14 of the table that finds it:
 * open addressing, where a byte of the key stands beside the event, so that
 * other keys are hardly ever looked at.
 *
 * Owns: a struct repeats owns its tables; all zero is empty.
 */
#ifndef LIQ_AGG_REPEAT_H
#define LIQ_AGG_REPEAT_H

#include "base/hash.h"

struct repeats {
	struct hash128 *key; /* by event; of none all zero */
	size_t n, cap;
	uint8_t *tag; /* of the key; 0: a free slot */
	uint32_t *slot; /* event */
	size_t slots;
};

struct hash128 repeats_key(const char *exchange, struct str id);
/* The event of that key; when it is new it is added, and that is it. */
size_t repeats_add(struct repeats *, struct hash128);
bool repeats_know(const struct repeats *, struct hash128);
/* A key that will be added soon: its slots are brought near. */
void repeats_expect(const struct repeats *, struct hash128);
void repeats_add_none(struct repeats *); /* an event without an id */
/* Event i becomes number to[i], rising; UINT32_MAX: it is forgotten. */
void repeats_keep(struct repeats *, const uint32_t *to);
void repeats_free(struct repeats *);

#endif
