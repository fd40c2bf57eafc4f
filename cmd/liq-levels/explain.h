/*
 * explain.h - what a map was made of, for people: inputs, what was missing,
 * every constant.
 *
 * Owns: nothing.  Writes through out.h.
 */
#ifndef LIQ_LEVELS_EXPLAIN_H
#define LIQ_LEVELS_EXPLAIN_H

#include "liq-levels/params.h"
#include "liq-levels/tell.h"

void explain_map(struct teller *, const struct map *, const struct params *);

#endif
