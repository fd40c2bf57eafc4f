/*
 * usual.h - what is usual: the median of the same window over the time
 * before, and how far its values stray from it.
 *
 * The windows before are as wide and end where the next begins.  One counts
 * when it was watched: at least nine tenths of it by marks, or, of a source
 * that never marked anything, when it begins no earlier than the first event
 * of all.  A watched window without events counts as 0.  With fewer than
 * USUAL_LEAST of them nothing is said.
 *
 * Owns: a struct usual owns its values; all zero is empty.
 */
#ifndef LIQ_AGG_USUAL_H
#define LIQ_AGG_USUAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/dec.h"
#include "record/derived.h"

#define USUAL_LEAST 5

struct usual {
	i128 *value; /* a ring of windows each, by group */
	size_t groups, windows;
	size_t now; /* the window that was begun last */
	i128 *scratch;
};

/* Does a window count?  fraction: of it that was watched, null: no marks. */
bool usual_watched(struct dec fraction, bool after_first);
/* Forget all: of so many groups, by so many windows before. */
void usual_start(struct usual *, size_t groups, size_t windows);
/* The next window, not watched until usual_set says so. */
void usual_next(struct usual *);
void usual_set(struct usual *, size_t group, i128 usd);
/* Sets usual_usd, usual_spread and times_usual of a total. */
void usual_total(struct total *, const struct usual *, size_t group, i128 usd);
void usual_free(struct usual *);

#endif
