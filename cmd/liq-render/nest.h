/*
 * nest.h - tiles within tiles: those of one family lie together, families as
 * large as their sums.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_NEST_H
#define LIQ_RENDER_NEST_H

#include <stddef.h>

#include "liq-render/squarify.h"

/*
 * family: of each tile, a number below n.  Letters: what tiling_lay does, a
 * family in one piece where its shape allows.
 */
void nest_letters(int *owner, int columns, int rows, double ratio,
    const int *count, const size_t *family, size_t n);
void nest_rects(struct rect *, const double *area, const size_t *family,
    size_t n, struct rect room);
/* What is around each family's rectangles; returns how many families. */
size_t nest_frames(
    struct rect *, const struct rect *at, const size_t *family, size_t n);

#endif
