/*
 * signal.h - what traders look for, as plain facts.
 *
 * Each carries how often it was right where that was measured, and nulls
 * where it was not; most are coin flips, and say so.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_SIGNAL_H
#define LIQ_LEVELS_SIGNAL_H

#include "liq-levels/tell.h"

void signal_tell(struct teller *, struct map *);

#endif
