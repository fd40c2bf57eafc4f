/*
 * follow.h - live feeds of many exchanges, kept up until the program is told
 * to stop.
 *
 * Each record is written as it comes.  Marks say up to where a feed is
 * complete; a hole is filled over REST where the exchange has history, and is
 * told as a gap with the outcome.  What has no feed is asked for over REST, an
 * interval after the other.
 *
 * Owns: nothing beyond a run.
 */
#ifndef LIQ_FETCH_FOLLOW_H
#define LIQ_FETCH_FOLLOW_H

#include "liq-fetch/tape.h"
#include "liq-fetch/venue.h"

struct reopen; /* reopen.h */

struct follow {
	struct query query;
	const struct exchange *const *exchanges; /* ends in NULL */
	struct tape *tape;
	const char *state; /* folder of budgets */
	const struct reopen *reopen; /* -a: after HUP; or NULL */
	const char *metrics; /* file to keep numbers in; or NULL */
	int64_t audit; /* ms between two audits, and what each looks at */
	int64_t relist; /* ms between two looks at the lists of markets */
	int64_t until; /* --for: monotonic ms; 0: for ever */
};

/*
 * The status to end with: that of the lists, or what the feeds lack.  Ends
 * when told to stop, or when its time is over.
 */
int follow_run(struct follow *, int lists);

#endif
