/*
 * answer.h - what comes out: begin, the totals, end.
 *
 * Owns: nothing.  Writes through out.h.
 */
#ifndef LIQ_AGG_ANSWER_H
#define LIQ_AGG_ANSWER_H

#include "liq-agg/gather.h"

struct answer {
	const struct request *request;
	bool cut; /* not all totals are there */
};

/*
 * Once, when all is read: what was gathered is narrowed to what counts.
 * status: of reading; returns the one that is due.
 */
int answer_write(struct answer *, struct gather *, int status);

#endif
