/*
 * canvas.h - what charts draw on, be it a terminal or an SVG.
 *
 * A canvas is a grid of columns and rows, each one letter of plain text; an
 * SVG takes fractions of them.  Charts say what a thing means (paint), never
 * which colour it has.  Text is anybody's: what draws it makes it safe.
 *
 * Owns: nothing; grid.h and svg.h make the two kinds.
 */
#ifndef LIQ_RENDER_CANVAS_H
#define LIQ_RENDER_CANVAS_H

#include "base/buf.h"
#include "base/str.h"
#include "liq-render/palette.h"

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct style {
	int ink; /* a paint; 0: PAINT_TEXT */
	bool bold;
	enum anchor anchor;
	double size; /* of letters in an SVG, pixels; 0: CANVAS_SIZE */
};

#define CANVAS_SIZE 13 /* pixels of plain text in an SVG */
#define CANVAS_COLUMN 8 /* its columns and rows */
#define CANVAS_ROW 18

struct canvas {
	int columns, rows; /* rows: what a picture should fill */
	bool vector; /* boxes may have any place and size */
	bool colours; /* paints can be told apart */
	double ratio; /* a row's height over a column's width */
	const char *at_least; /* the sign for "this or more" */
	void *to;

	/* y: the row; x: where the text starts, has its middle, or ends */
	void (*text)(void *to, double x, double y, struct style, struct str);
	/* A number whose point stands at x, all others above and below too. */
	void (*number)(void *to, double x, double y, struct style, struct str);
	/* tip: what to say about it, where there is a way; may be empty */
	void (*box)(void *to, double x, double y, double w, double h, int paint,
	    struct str tip);
	/* The picture in a few words, and in a sentence with its numbers. */
	void (*describe)(void *to, struct str title, struct str sentence);
	/* The whole picture; nothing can be drawn after it. */
	void (*finish)(void *to, struct buf *out);
};

static inline void
canvas_text(
    const struct canvas *c, double x, double y, struct style s, struct str text)
{
	c->text(c->to, x, y, s, text);
}

static inline void
canvas_box(const struct canvas *c, double x, double y, double w, double h,
    int paint, struct str tip)
{
	c->box(c->to, x, y, w, h, paint, tip);
}

#endif
