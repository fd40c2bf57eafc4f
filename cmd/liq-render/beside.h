/*
 * beside.h - words beside a picture, each at its price, none in another's way.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_BESIDE_H
#define LIQ_RENDER_BESIDE_H

#include "liq-render/caption.h"

struct beside {
	double at; /* how far down it belongs, in rows */
	double row; /* where it stands */
	double weight; /* the heavier stay when there are too many */
	int ink; /* of the sign */
	const char *sign;
	double price, usd, high, low; /* the stretch of prices meant */
};

#define BESIDE_WORDS 18 /* columns it takes besides a price */

/* The clusters in sight, at most room of them; how many. */
size_t beside_clusters(struct beside *, const struct caption *, size_t room);
/* Keep at most so many, give each a row of its own; how many. */
size_t beside_spread(
    struct beside *, size_t n, const struct upright *, size_t most);
/* Sign, price, USD and distance from column x on, a price so wide. */
void beside_write(
    const struct beside *, const struct caption *, double x, int width);

#endif
