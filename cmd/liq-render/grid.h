/*
 * grid.h - a canvas of letters, each with its ink and its ground.
 *
 * What lies outside its columns is cut off; rows are added as they are
 * written to.
 *
 * Owns: its cells; all zero is an empty one, without columns.
 */
#ifndef LIQ_RENDER_GRID_H
#define LIQ_RENDER_GRID_H

#include "liq-render/canvas.h"
#include "liq-render/term.h"

struct cell {
	uint32_t glyph; /* 0: a blank; GRID_WIDE: the right half of a letter */
	short ink, ground; /* paints; PAINT_NONE: the terminal's own */
	bool bold;
};

#define GRID_WIDE UINT32_MAX

struct grid {
	int columns, rows;
	struct cell *cell; /* row by row */
	size_t cap;
	struct term term;
};

/* Make it ready, and the canvas that draws on it. */
struct canvas grid_canvas(
    struct grid *, const struct term *, int columns, int rows);
void grid_free(struct grid *);

/* For the other files that draw on it; NULL where nothing can be seen. */
struct cell *grid_cell(struct grid *, int x, int y);

#endif
