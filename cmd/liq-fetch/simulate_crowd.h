/*
 * simulate_crowd.h - what the traders of the built-in market do.
 *
 * They come as often as the market is busy, choose a leverage and a size (few
 * are large), lean a little against the last hours' move, and leave after a
 * time that is shorter the higher their leverage.  Those at 5x and less rest
 * their orders in the book; the others take what is there.
 *
 * Layer: cmd.  Owns: nothing.
 */
#ifndef LIQ_FETCH_SIMULATE_CROWD_H
#define LIQ_FETCH_SIMULATE_CROWD_H

#include "liq-fetch/simulate_engine.h"

/*
 * The book an epoch starts with: what the births of the epoch before, along
 * its path, would have left open.  e->path holds that path.
 */
void crowd_warm(struct engine *);
void crowd_step(struct engine *);

#endif
