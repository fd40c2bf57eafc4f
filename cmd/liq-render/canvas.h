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

#include <stdint.h>

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

/* A place on a line; between letters too. */
struct point {
	double x, y;
	bool move; /* the pen is up on the way here */
};

/* A picture of heat, row by row from the top. */
struct cells {
	int columns, rows;
	const uint8_t *level; /* 0: nothing there; 1 ... HEATS; CELL_... */
};

#define CELL_WICK 254 /* of a candle, on a canvas that draws no lines */
#define CELL_BODY 255

/* What cells stand for, for who can ask them: from the top left. */
struct meaning {
	double x, y, w, h; /* where they are */
	int64_t since, until;
	double high, low; /* prices, as natural logarithms */
	int columns, rows;
	const double *usd; /* column by column */
	const double *from; /* the least USD of HEATS levels; or NULL */
};

#define CANVAS_SIZE 13 /* pixels of plain text in an SVG */
#define CANVAS_COLUMN 8 /* its columns and rows */
#define CANVAS_ROW 18

struct canvas {
	int columns, rows; /* rows: what a picture should fill */
	bool vector; /* boxes may have any place and size */
	bool raster; /* cells are one picture, however many there are */
	bool colours; /* paints can be told apart */
	double ratio; /* a row's height over a column's width */
	const char *at_least; /* the sign for "this or more" */
	int dots; /* cells, one above the other, that a row has room for */
	const char *shades; /* signs of cells, light ones first; "": colours */
	void *to;

	/* y: the row; x: where the text starts, has its middle, or ends */
	void (*text)(void *to, double x, double y, struct style, struct str);
	/* A number whose point stands at x, all others above and below too. */
	void (*number)(void *to, double x, double y, struct style, struct str);
	/* tip: what to say about it, where there is a way; may be empty */
	void (*box)(void *to, double x, double y, double w, double h, int paint,
	    struct str tip);
	/* A line, width in pixels; only a vector canvas can draw it. */
	void (*line)(
	    void *to, const struct point *, size_t, int paint, double width);
	/* Cells fill the place; on letters, one a column and dots a row. */
	void (*cells)(void *to, double x, double y, double w, double h,
	    const struct cells *);
	void (*meaning)(void *to, const struct meaning *);
	/* A disc, its radius in pixels; only a vector canvas can draw it. */
	void (*disc)(void *to, double x, double y, double radius, int paint,
	    struct str tip);
	/* What comes next can be shown or hidden by that name; "": always. */
	void (*layer)(void *to, const char *name);
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
