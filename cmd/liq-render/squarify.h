/*
 * squarify.h - areas as rectangles as near to squares as a greedy row by row
 * layout gets (Bruls, Huizing, van Wijk 2000).
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_SQUARIFY_H
#define LIQ_RENDER_SQUARIFY_H

#include <stddef.h>

struct rect {
	double x, y, w, h;
};

/*
 * How many of the areas, all above zero, make the next strip along a side of
 * that length: as many as keep the worst of its rectangles from getting worse.
 */
size_t squarify_strip(const double *area, size_t n, double side);
/* Fill the room with n rectangles whose areas are to each other as given. */
void squarify(struct rect *, const double *area, size_t n, struct rect room);

#endif
