/*
 * tag.h - what a tile says of itself: many ways, the fullest first.
 *
 * Owns: its lines; all zero is an empty tag.
 */
#ifndef LIQ_RENDER_TAG_H
#define LIQ_RENDER_TAG_H

#include "liq-render/mosaic.h"

#define TAGS 15 /* ways; the last is the sign alone */
#define TAG_LINES 3

struct tag {
	struct buf line[TAG_LINES];
	int n, columns;
};

/* The k-th way, 0 to TAGS - 1, to say what a tile is. */
void tag_make(struct tag *, const struct mosaic *, size_t tile, int k);
void tag_name(struct buf *, const struct mosaic *, size_t tile);
void tag_free(struct tag *);

#endif
