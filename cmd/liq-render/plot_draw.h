/*
 * plot_draw.h - the two ways to draw a plot: in letters, or as lines and
 * boxes; and what both share.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_PLOT_DRAW_H
#define LIQ_RENDER_PLOT_DRAW_H

#include "liq-render/plot.h"

void plot_letters(const struct plot *);
void plot_vector(const struct plot *);

double plot_x(const struct plot *, double bar); /* where a bar starts */
double plot_width(const struct plot *); /* of all bars, in columns */
bool plot_hatched(const struct bar *); /* not watched in full */
double plot_net(const struct bar *); /* shorts less longs */
/* The range of the price that is drawn: some room above and below. */
void plot_range(const struct plot *, double *low, double *high);

#endif
