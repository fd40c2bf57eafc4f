/*
 * binlist.h - the arrays [[k,usd],...] of a column, quickly.
 *
 * What a picture needs of them is two doubles; there may be a million pairs.
 *
 * Owns: nothing.  Pure.
 */
#ifndef LIQ_RENDER_BINLIST_H
#define LIQ_RENDER_BINLIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * Take the next pair off a text that record_parse has checked; false at the
 * end, and where k is beyond 2^53.  The double is the one nearest to the
 * decimal.
 */
bool binlist_next(struct str *rest, int64_t *k, double *usd);

#endif
