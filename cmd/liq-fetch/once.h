/*
 * once.h - lines in order of time, each once.
 *
 * Of equal lines one is given; of lines with the same identity (at one
 * effective time) the one that was added first.
 *
 * Owns: a spill, and the lines of one time; all zero is empty.
 */
#ifndef LIQ_FETCH_ONCE_H
#define LIQ_FETCH_ONCE_H

#include "liq-fetch/spill.h"

struct once {
	struct spill lines; /* the caller adds to it, and sorts it */
	int64_t repeated; /* lines that were not given */

	struct buf text; /* of those of one time, or of the last one */
	struct spill_line *of;
	size_t n, cap, at;
	const struct spill_line *next; /* of the time that follows */
	bool begun;
};

/* As spill_next. */
const struct spill_line *once_next(struct once *);
void once_free(struct once *);

#endif
