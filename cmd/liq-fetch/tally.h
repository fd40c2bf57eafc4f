/*
 * tally.h - what the tasks of one exchange have and lack together.
 *
 * A kind may take several requests of a market: four ratios, history and now.
 * It is complete where all of them are, so that a time is never told to be
 * had and missing at once.
 */
#ifndef LIQ_FETCH_TALLY_H
#define LIQ_FETCH_TALLY_H

#include "liq-fetch/task.h"

/*
 * Marks, gaps, and which gaps of earlier runs are filled; lists of
 * instruments have none.  Moments have no marks: one that could not be had is
 * missing from where the history of its kind ends.
 */
void tally_tell(struct task *const *, size_t n, struct emit *);

#endif
