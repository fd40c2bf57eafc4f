/*
 * easel.h - a canvas as the look says, for a chart to draw on.
 *
 * Owns: its canvas; all zero is an empty easel.
 */
#ifndef LIQ_RENDER_EASEL_H
#define LIQ_RENDER_EASEL_H

#include "liq-render/grid.h"
#include "liq-render/look.h"
#include "liq-render/scene.h"

struct easel {
	struct grid grid;
	struct svg svg;
	struct canvas canvas; /* ready after easel_open */
};

void easel_open(struct easel *, const struct look *, const struct palette *);
/* What was drawn, and the easel is empty again. */
void easel_take(struct easel *, struct buf *);

/* The scene's chart, as bytes. */
void easel_draw(struct buf *, const struct look *, struct scene *);

#endif
