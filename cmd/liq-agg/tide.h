/*
 * tide.h - up to when a stream is complete, while it runs.
 *
 * Every source that begin announced, or that has marked liquidations since,
 * has a level: the end of its newest mark.  The tide is the lowest of them;
 * an end takes them all away.
 *
 * Owns: a struct tide owns its levels; all zero is none.
 */
#ifndef LIQ_AGG_TIDE_H
#define LIQ_AGG_TIDE_H

#include "liq-agg/request.h"
#include "record/record.h"

struct level_of {
	char exchange[24], symbol[64];
	int64_t until; /* INT64_MIN: announced, not marked yet */
};

struct tide {
	struct level_of *of;
	size_t n, cap;
};

/* One control record, of the exchanges that are wanted. */
void tide_hear(struct tide *, const struct request *, const struct record *);
/* INT64_MIN: not known. */
int64_t tide_level(const struct tide *);
void tide_free(struct tide *);

#endif
