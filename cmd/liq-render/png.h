/*
 * png.h - pictures of up to 256 colours as PNG files.
 *
 * Owns: nothing.
 */
#ifndef LIQ_RENDER_PNG_H
#define LIQ_RENDER_PNG_H

#include "base/buf.h"
#include "liq-render/palette.h"

/*
 * Each byte of a pixel, row by row from the top, is the number of a colour;
 * number 0 cannot be seen.  The same pixels give the same bytes wherever zlib
 * is the same.
 */
void png_put(struct buf *, const uint8_t *pixels, int width, int height,
    const struct rgb *colours, int n);

#endif
