/*
 * crew.h - the fast reader on several threads.
 *
 * A text of many lines is cut into parts, which the threads read as they
 * come; the caller gets what they found in the order of the text, so nothing
 * that follows can tell how many threads there were.
 *
 * What a part gives is stretches: lines that were taken, up to one that is
 * for the strict reader.
 *
 * Owns: its threads and what they hold.
 */
#ifndef LIQ_AGG_CREW_H
#define LIQ_AGG_CREW_H

#include <pthread.h>

#include "liq-agg/reader.h"

#define CREW_LEAST (1 << 20) /* bytes of a text that is worth it */

struct crew_stretch {
	size_t bytes; /* of the lines that were taken */
	size_t lines;
	int64_t first, newest; /* their times; of none: nothing */
	bool stopped; /* the next line is for the strict reader */
	const struct fast_line *line; /* all of them; with a tally NULL */
	const uint64_t *hash; /* of their ids; NULL: not asked for */
	struct reader *by; /* to be looked at while lock is held */
};

struct crew;

enum crew_work {
	CREW_LINES,
	CREW_HASHES, /* with hash64 of their ids under the secret */
	CREW_TALLY, /* added up by those who read them, and not given out */
};

struct crew *crew_open(int threads, enum crew_work, const uint64_t secret[2]);
/* Has the text that was begun stretches to come? */
bool crew_busy(struct crew *);
/* Whole lines with LINES_SLACK behind; they stay until the crew is not busy. */
void crew_begin(struct crew *, struct str text);
/* The next of a busy crew, once it is read; valid until the next call. */
void crew_next(struct crew *, struct crew_stretch *);
/* What it has not given out is not asked for; it is not busy any more. */
void crew_rest(struct crew *); /* NULL will do */
/* While it is held nobody learns. */
void crew_hold(struct crew *, bool);
/* What a thread has; NULL behind the last.  Of a crew that is not busy. */
struct reader *crew_reader(struct crew *, int thread);
void crew_close(struct crew *); /* NULL will do */

#endif
