/*
 * seal.h - a text whose last line is the hash of what stands before it, so
 * that a torn or edited one is known.
 *
 * Pure.  Owns: nothing.
 */
#ifndef LIQ_FETCH_SEAL_H
#define LIQ_FETCH_SEAL_H

#include <stdbool.h>

#include "base/buf.h"

void seal_put(struct buf *); /* behind all that is in it */
/* *text without its seal; false: it is not whole. */
bool seal_open(struct str *text);

#endif
