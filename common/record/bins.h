/*
 * bins.h - the arrays [[k,usd],...] of a column, quickly: there may be a
 * million pairs in a stream.
 *
 * Layer: record.  Owns: nothing.  Pure.
 */
#ifndef RECORD_BINS_H
#define RECORD_BINS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Take the next pair off a text that record_parse has checked; false at the
 * end, and where k is beyond 2^53.  The double is the one nearest to the
 * decimal.
 */
bool bins_next(struct str *rest, int64_t *k, double *usd);
/* Is nothing left?  Else the next k is beyond 2^53. */
bool bins_end(struct str rest);
/*
 * The same off any JSON, where it has the form that we write: no blanks, k
 * whole, usd of few digits and not negative.  False, nothing taken, for any
 * other.
 */
bool bins_plain(struct str *rest, int64_t *k, double *usd);

#define BINS_ARRAYS 4 /* of a column */
#define BINS_BRIEF 1500 /* bytes */

/* A line with its arrays cut out, and where each of them was. */
struct bins_cut {
	struct str brief; /* the line with [] for each array */
	const char *at[BINS_ARRAYS]; /* in brief */
	struct str array[BINS_ARRAYS]; /* in the line */
};
/*
 * Of any text, checked or not: the first place where the arrays of a column
 * follow each other, each of them of the form above with its bins rising.  So
 * if brief is a column whose arrays are those at c->at, the line is that
 * column with the arrays in their places.  False: it is to be read whole.
 */
bool bins_cut(struct str line, char brief[BINS_BRIEF], struct bins_cut *);

#endif
