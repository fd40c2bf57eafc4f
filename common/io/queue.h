/*
 * queue.h - lines that wait for a slow reader, oldest first.
 *
 * Layer: io.  Owns: copies of them, in blocks that are given back as soon as
 * they were read; all zero is an empty queue.
 */
#ifndef IO_QUEUE_H
#define IO_QUEUE_H

#include "base/str.h"

struct queue_block;

struct queue {
	struct queue_block *first, *last;
	size_t n; /* bytes that wait */
};

void queue_put(struct queue *, struct str lines);
/*
 * What goes next, max bytes at the most: whole lines, or of a line that is
 * longer a part.  Valid until the next call; empty: nothing waits.
 */
struct str queue_next(const struct queue *, size_t max);
void queue_took(struct queue *, size_t n); /* so much of what is next */
void queue_free(struct queue *);

#endif
