/*
 * collect.h - many exchanges at once: the one loop that sends requests and
 * reads the clock.
 *
 * Owns: nothing beyond a run.
 */
#ifndef LIQ_FETCH_COLLECT_H
#define LIQ_FETCH_COLLECT_H

#include "liq-fetch/tape.h"
#include "liq-fetch/venue.h"

struct collect {
	struct query query;
	const struct exchange *const *exchanges; /* ends in NULL */
	struct tape *tape;
	struct buf *plan; /* --plan: the table goes there; or NULL */
	const char *state; /* folder of budgets and lists; NULL: the usual */
	bool fresh; /* lists that are kept there will not do: --record */
};

/*
 * Asks all of them for all there is; records, marks, gaps and notes go to
 * query.emit.  A status of design 4: all alike, that one; else the worst of
 * what is missing.
 */
int collect_run(struct collect *);
void collect_send(struct tape *, struct flight *);

#endif
