/*
 * reader.h - one fast reader, with what was made of what it learned.
 *
 * Owns: a struct reader owns all it holds; all zero is a new one.
 */
#ifndef LIQ_AGG_READER_H
#define LIQ_AGG_READER_H

#include "liq-agg/tally.h"
#include "record/fast.h"

/* A product as the fast reader numbers it. */
struct reader_who {
	uint32_t product;
	bool wanted; /* --exchange */
	uint64_t hash; /* events_hash of its exchange */
};

struct reader {
	struct fast fast;
	struct reader_who *who; /* by number of fast */
	size_t whos, cap;
	struct tally tally;
};

void reader_free(struct reader *);

#endif
