/*
 * svg.h - a canvas that becomes an SVG.
 *
 * Every colour is an attribute, so that the picture is whole where styles are
 * taken away; a style only adds the colours for dark grounds.  No scripts, no
 * fonts, no links.  Boxes are given in 100,000ths of a pixel, so that
 * areas are true; everything else to a tenth.  The same drawing gives the same
 * bytes.
 *
 * Owns: its text; all zero is an empty one.
 */
#ifndef LIQ_RENDER_SVG_H
#define LIQ_RENDER_SVG_H

#include "liq-render/canvas.h"

enum theme { THEME_AUTO, THEME_LIGHT, THEME_DARK };

struct svg {
	struct buf body, title, sentence;
	const struct palette *palette;
	enum theme theme;
	double width, bottom; /* pixels; how far down it reaches */
	bool in_boxes, in_layer;
	bool images; /* one for each ground */
	bool raster; /* cells as a picture of dots, for who allows such */
	bool page; /* a page that answers the mouse is made of it */
	struct buf data; /* what the page needs to answer */
	bool used[2 * PAINTS], stroked[2 * PAINTS]; /* fills, lines */
};

/* width and height in pixels; what is drawn may grow beyond the height. */
struct canvas svg_canvas(
    struct svg *, const struct palette *, enum theme, int width, int height);
void svg_free(struct svg *);

/* For the other files that draw on it. */
double svg_x(double columns); /* pixels */
double svg_y(double rows);
/* Before anything but a box. */
void svg_begin(struct svg *);
void svg_colour(struct buf *, const char *attribute, struct rgb);
void svg_fill(struct svg *, int paint); /* attributes */
void svg_stroke(struct svg *, int paint);
void svg_reach(struct svg *, double rows); /* it is at least so high */

#endif
