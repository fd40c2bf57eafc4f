#include "liq-render/grid.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/grid_heat.h"
#include "liq-render/safe.h"

/* NULL where nothing can be seen. */
struct cell *
grid_cell(struct grid *g, int x, int y)
{
	size_t need, have;

	if (x < 0 || x >= g->columns || y < 0)
		return NULL;
	need = ((size_t)y + 1) * (size_t)g->columns;
	have = (size_t)g->rows * (size_t)g->columns;
	if (need > g->cap) {
		g->cap = need * 2;
		g->cell = xreallocarray(g->cell, g->cap, sizeof(*g->cell));
	}
	if (need > have) {
		memset(g->cell + have, 0, (need - have) * sizeof(*g->cell));
		g->rows = y + 1;
	}
	return &g->cell[(size_t)y * (size_t)g->columns + (size_t)x];
}

static void
put(struct grid *g, int x, int y, const struct style *s, uint32_t glyph)
{
	struct cell *c = grid_cell(g, x, y);

	if (c == NULL)
		return;
	c->glyph = glyph;
	c->ink = (short)s->ink;
	c->bold = s->bold;
}

static void
text(void *to, double x, double y, struct style s, struct str words)
{
	struct grid *g = to;
	int at, w, columns = safe_columns(words);
	uint32_t c;

	at = (int)lround(x);
	if (s.anchor == ANCHOR_END)
		at -= columns;
	else if (s.anchor == ANCHOR_MIDDLE)
		at -= columns / 2;
	while (words.n > 0) {
		c = safe_next(&words);
		w = safe_width(c);
		if (at >= 0 && at + w <= g->columns) {
			put(g, at, (int)y, &s, c);
			if (w == 2)
				put(g, at + 1, (int)y, &s, GRID_WIDE);
		}
		at += w;
	}
}

static void
number(void *to, double x, double y, struct style s, struct str digits)
{
	const char *point = memchr(digits.s, '.', digits.n);
	size_t before = point != NULL ? (size_t)(point - digits.s) : digits.n;

	s.anchor = ANCHOR_START;
	text(to, x - safe_columns((struct str){ digits.s, before }), y, s,
	    digits);
}

static void
box(void *to, double x, double y, double w, double h, int paint, struct str tip)
{
	struct grid *g = to;
	struct cell *c;
	int i, k;

	(void)tip;
	for (k = (int)lround(y); k < (int)lround(y + h); k++)
		for (i = (int)lround(x); i < (int)lround(x + w); i++) {
			if ((c = grid_cell(g, i, k)) == NULL)
				continue;
			c->glyph = 0;
			c->ground = (short)paint;
		}
}

static void
line(void *to, const struct point *p, size_t n, int paint, double width)
{
	(void)to;
	(void)p;
	(void)n;
	(void)paint;
	(void)width;
}

static void
describe(void *to, struct str title, struct str sentence)
{
	(void)to;
	(void)title;
	(void)sentence;
}

static void
finish(void *to, struct buf *out)
{
	term_put(out, to);
}

struct canvas
grid_canvas(struct grid *g, const struct term *t, int columns, int rows)
{
	*g = (struct grid){ .columns = columns, .term = *t };
	return (struct canvas){
		.columns = columns,
		.rows = rows,
		.colours = t->depth != DEPTH_NONE,
		.ratio = 2,
		.at_least = t->unicode ? "≥" : ">=",
		.to = g,
		.text = text,
		.number = number,
		.box = box,
		.line = line,
		.dots = grid_dots(t),
		.shades = grid_shades(t),
		.cells = grid_cells,
		.meaning = grid_meaning,
		.disc = grid_disc,
		.layer = grid_layer,
		.describe = describe,
		.finish = finish,
	};
}

void
grid_free(struct grid *g)
{
	free(g->cell);
	*g = (struct grid){ 0 };
}
