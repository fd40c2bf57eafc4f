/*
 * svg_heat.h - the parts of an SVG that maps of heat need.
 *
 * Cells become one path a level, of horizontal runs: a cell costs nothing,
 * only a change of level does.  As a raster they are one embedded PNG.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_SVG_HEAT_H
#define LIQ_RENDER_SVG_HEAT_H

#include "liq-render/svg.h"

/* Members of a canvas. */
void svg_cells(
    void *svg, double x, double y, double w, double h, const struct cells *);
void svg_meaning(void *svg, const struct meaning *);
void svg_disc(
    void *svg, double x, double y, double radius, int paint, struct str tip);
void svg_layer(void *svg, const char *name);

/* About how many bytes the cells take as paths. */
size_t svg_cells_size(const struct cells *);

#endif
