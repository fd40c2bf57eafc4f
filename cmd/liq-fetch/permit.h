/*
 * permit.h - may a request go?  The exchange's budget says; what it said is
 * kept on the tape, and a replay has it from there: no budget of today has a
 * say in what was yesterday.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_PERMIT_H
#define LIQ_FETCH_PERMIT_H

#include "liq-fetch/budget.h"
#include "liq-fetch/entry.h"

#define PERMIT_PATIENCE_MS INT64_C(120000) /* for a ban or a budget */

struct tape;

struct permit {
	int64_t until; /* epoch ms; 0: it may go now */
	enum entry_wait why; /* that is longer than a run has patience for */
};

/* budget NULL: whatever is not on the tape may go; tape NULL: none. */
struct permit permit_ask(struct tape *, struct budget_file *,
    const struct exchange *, const struct rest *, int cost, int64_t now);

#endif
