/*
 * bars.h - longs and shorts of each window through time, and the price.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_BARS_H
#define LIQ_RENDER_BARS_H

#include "liq-render/chart.h"

void bars_draw(struct scene *, const struct canvas *);

#endif
