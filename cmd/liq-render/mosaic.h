/*
 * mosaic.h - tiles and their labels, in letters or as rectangles.
 *
 * A label says as much as its tile has room for: name, USD, share, the sign
 * of the side that is more; at last a few letters and the sign alone.  In
 * letters a tile's edge is drawn in its own cells, so that no cell is lost.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_MOSAIC_H
#define LIQ_RENDER_MOSAIC_H

#include "liq-render/chart.h"

struct mosaic {
	const struct scene *scene;
	const struct canvas *canvas;
	const struct slice *slice;
	int top, rows; /* where it is; as wide as the canvas */
	const struct group **tile;
	double *area; /* above zero */
	int *count; /* in letters: cells */
	size_t *family; /* NULL, or whose tiles lie together */
	size_t n;
};

void mosaic_letters(const struct mosaic *);
void mosaic_vector(const struct mosaic *);

#endif
