/*
 * treemap.h - each group an area as large as its USD.
 *
 * Drawn is the window that ends last, the widest of those that end together.
 * What is too small to be seen is summed in a tile "other".  In letters a
 * tile has the number of cells nearest to its USD (tiling.h); in an SVG areas
 * are true to a thousandth.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_TREEMAP_H
#define LIQ_RENDER_TREEMAP_H

#include "liq-render/chart.h"

void treemap_draw(struct scene *, const struct canvas *);

#endif
