/*
 * rekey.h - a row of cells as a JSON object in the exchange's own names, so
 * that the exchange's file reads it and no fact is told twice.
 *
 * Owns: nothing.
 */
#ifndef LIQ_FETCH_REKEY_H
#define LIQ_FETCH_REKEY_H

#include "liq-fetch/csv.h"

#define REKEY_MAX 16 /* names of one table */

struct rename {
	const char *column; /* as in the header, to the letter */
	const char *key; /* what the exchange calls it */
	bool needed;
};

struct rekey {
	const struct rename *names; /* end in a NULL column */
	const char *fixed; /* a member every row has, as text; may be NULL */
	size_t cell[REKEY_MAX]; /* of each name; SIZE_MAX: not there */
};

/* Where the names stand in a header; NULL, or which is missing. */
const char *rekey_bind(struct rekey *, const struct csv *);
/* The object; sound JSON whatever the cells hold. */
void rekey_put(struct buf *, const struct rekey *, const struct csv *);

#endif
