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
/*
 * The same off any JSON, where it has the form that we write: no blanks, k
 * whole, usd of few digits and not negative.  False, nothing taken, for any
 * other.
 */
bool bins_plain(struct str *rest, int64_t *k, double *usd);

#endif
