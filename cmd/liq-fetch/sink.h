/*
 * sink.h - where an adapter puts what it read.
 */
#ifndef LIQ_FETCH_SINK_H
#define LIQ_FETCH_SINK_H

#include "record/record.h"

struct sink {
	void (*record)(void *, const struct record *);
	/* One row, event or cell that could not be read; the rest goes on. */
	void (*refuse)(void *, const char *why);
	/* One event that was given before, in a replayed frame; may be NULL. */
	void (*repeat)(void *);
	/*
	 * What follows is a delivery of its own (ident.h): a REST answer, or
	 * what comes after one.  May be NULL.
	 */
	void (*scope)(void *);
	void *arg;
};

#endif
