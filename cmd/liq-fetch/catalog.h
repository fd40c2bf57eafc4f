/*
 * catalog.h - an exchange's lists of instruments, kept between runs.
 *
 * One file an exchange in the state folder: a line that says when the lists
 * were received, the instrument records, and a hash of it all.  It is used
 * for ten minutes.  One that is torn, edited or of another version is passed
 * over: the exchange is asked.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_CATALOG_H
#define LIQ_FETCH_CATALOG_H

#include "liq-fetch/instruments.h"

#define CATALOG_MS (10 * INT64_C(60000)) /* it is used no longer */

struct catalog {
	char exchange[24];
	int64_t received; /* the first of its lists, our clock */
	int64_t offset; /* their clock less ours then, ms */
};

/* The pure part: all instruments of that exchange; NULL, or why it is none. */
void catalog_put(
    struct buf *, const struct catalog *, const struct instruments *);
const char *catalog_parse(
    struct catalog *, struct instruments *, struct str text);

/* False: there is none that is good at that time. */
bool catalog_get(int folder, struct catalog *, const char *exchange,
    int64_t now, struct instruments *);
/* Replaced in one step, unless another process is about it. */
void catalog_keep(
    int folder, const struct catalog *, const struct instruments *);

#endif
