/*
 * live.h - totals while the input runs (--follow).
 *
 * Time is what marks say: when all sources are complete up to a moment,
 * aligned windows that end by then go out, and trailing ones that end at the
 * last whole period.  An event that comes later changes an aligned window as
 * long as that ended no more than --grace before; the rows that differ go out
 * again with the next revision.
 *
 * Owns: a struct live owns its tables.
 */
#ifndef LIQ_AGG_LIVE_H
#define LIQ_AGG_LIVE_H

#include "liq-agg/answer.h"
#include "liq-agg/sent.h"
#include "liq-agg/tide.h"

struct live {
	struct gather *in;
	struct answer *out;
	struct report report;
	struct tide tide;
	struct sent sent;
	int64_t level; /* the tide when rows went out last */
	int64_t begun, done; /* aligned: out are windows from here to there */
	struct interval dirty; /* what is out and may have changed */
	int64_t late; /* events that came too late */
	const char *failed; /* why rows are missing, or NULL */
};

/* Reads and answers, to the end; the status that is due. */
int live_files(struct gather *, struct answer *, char *const *names);

#endif
