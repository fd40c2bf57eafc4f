/*
 * answer.h - what comes out: begin, the totals, end.
 *
 * Owns: its line and its samples.  Writes through out.h.
 */
#ifndef LIQ_AGG_ANSWER_H
#define LIQ_AGG_ANSWER_H

#include "liq-agg/gather.h"
#include "liq-agg/prom.h"
#include "liq-agg/report.h"
#include "liq-agg/shard.h"

struct answer {
	const struct request *request;
	struct gather *in;
	char name[SHARD_NAME]; /* with --partial: of the shard; "": joined */
	const struct parcel *joined; /* of those */

	struct buf line;
	struct prom prom;
	int64_t rows;
	bool begun;
	bool cut; /* not all totals are there */
};

/* begin, or the head of a table; once, when the sources are known. */
void answer_begin(struct answer *);
/* One row, a struct record's total; false: the program is to stop. */
bool answer_row(void *answer, const struct record *);
/* What to give to a report that it answers with. */
struct report answer_report(struct answer *);
/*
 * The end, after what is still to be told.  status: so far; failed: why rows
 * are missing, or NULL.  Returns the status that is due.
 */
int answer_end(struct answer *, int status, const char *failed);
/* All of it, when all is read; status: of reading. */
int answer_write(struct answer *, int status);

#endif
