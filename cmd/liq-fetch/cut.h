/*
 * cut.h - a span of time in parts, each within an hour.
 *
 * Of a long span, hours that nobody wants apart stay together with those
 * that follow them.
 *
 * Pure.
 */
#ifndef LIQ_FETCH_CUT_H
#define LIQ_FETCH_CUT_H

#include <stdbool.h>

#include "record/cover.h"

struct cut {
	struct interval rest; /* still to be given; at first, the span */
	int64_t fine; /* from this hour on each is apart; INT64_MIN: all */
	const struct cover *apart; /* so are these, before that */
	bool over; /* a span of no length is a part, too */
};

/* The next part, and the hour it ends in; false: no more. */
bool cut_next(struct cut *, struct interval *part, int64_t *hour);

#endif
