/*
 * venue_read.h - the rows of an answer, those that were asked for.
 */
#ifndef LIQ_FETCH_VENUE_READ_H
#define LIQ_FETCH_VENUE_READ_H

#include "liq-fetch/venue.h"

/* NULL, or why the answer as a whole is refused. */
const char *venue_read(struct venue *, const struct flight *,
    const struct http_answer *, struct turn *);

#endif
