/*
 * cascade.h - what a push into the crowd would set off in this book.
 *
 * The price is pushed to --what-if, or to the peak of the nearest cluster on
 * either side.  What is swept goes to market through the last book that was
 * seen, which moves the price, which sweeps more.  The first step is the
 * answer without that feedback, the last the one with it.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_CASCADE_H
#define LIQ_LEVELS_CASCADE_H

#include "liq-levels/tell.h"

void cascade_tell(struct teller *, struct map *);

#endif
