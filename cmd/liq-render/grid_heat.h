/*
 * grid_heat.h - heat in letters.
 *
 * With 256 colours or more a letter is two dots, an upper and a lower half
 * block (in ASCII one, a coloured blank); with fewer a sign as dark as there
 * is heat.  The ground of the terminal is no heat at all.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_GRID_HEAT_H
#define LIQ_RENDER_GRID_HEAT_H

#include "liq-render/grid.h"

int grid_dots(const struct term *);
const char *grid_shades(const struct term *); /* "": colours */

/* Members of a canvas. */
void grid_cells(
    void *grid, double x, double y, double w, double h, const struct cells *);
void grid_meaning(void *grid, const struct meaning *); /* nothing */
void grid_disc(void *grid, double x, double y, double radius, int paint,
    struct str tip); /* nothing */
void grid_layer(void *grid, const char *name); /* nothing */

#endif
