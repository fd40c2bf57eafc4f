/*
 * tiling.h - areas as whole letters of a grid, exactly.
 *
 * A tile gets a whole number of cells, and every cell belongs to a tile.
 * There is one worth of a cell, the same for all, by which each tile has the
 * number of cells nearest to its area: it is never off by more than half a
 * cell (the divisor method of Webster and Sainte-Lague).  So tiles are not
 * quite rectangles: a strip may start and end within a line, and so may a
 * tile within its strip.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_TILING_H
#define LIQ_RENDER_TILING_H

#include <stddef.h>

/*
 * Give the cells out: the sum of count is cells.  Areas are above zero.
 * Returns the worth of a cell: |area / worth - count| <= 1/2.
 */
double tiling_share(int *count, const double *area, size_t n, int cells);
/*
 * Lay tiles of count cells each, in squarified strips, on the cells of owner,
 * row by row, that are TILING_FREE: as many as the sum of count, in one piece.
 * Each gets the number of its tile.  ratio: a row's height over a column's
 * width.  On a whole rectangle no tile falls apart.
 */
#define TILING_FREE (-1)
#define TILING_NONE (-2) /* belongs to somebody else */
void tiling_lay(int *owner, int columns, int rows, double ratio,
    const int *count, size_t n);
/* Into how many parts that touch along an edge the tiles fall. */
int tiling_pieces(const int *owner, int columns, int rows);

#endif
