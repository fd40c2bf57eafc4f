#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/heat.h"

double
heat_x(const struct heat *h, double column)
{
	return h->left + column * h->width / h->plane.columns;
}

/* The columns of letters that a slot has: [from, to). */
static void
letters_of(const struct heat *h, int slot, int *from, int *to)
{
	*from = (int)((int64_t)slot * h->width / h->plane.columns);
	*to = (int)((int64_t)(slot + 1) * h->width / h->plane.columns);
}

static void
fill(uint8_t *level, int width, int x, int from, int to, uint8_t with)
{
	int y;

	for (y = from; y <= to; y++)
		level[(size_t)y * (size_t)width + (size_t)x] = with;
}

/* Which dot from the top a price is in. */
static int
dot_of(const struct heat *h, int dots, double price)
{
	double y = plane_y(&h->plane, price) * dots / h->plane.rows;

	return y < 0 ? 0 : y >= dots ? dots - 1 : (int)y;
}

/* Candles as dots among the others. */
static void
overlay(const struct heat *h, uint8_t *level, int dots)
{
	const struct slot *s;
	int i, x, from, to;

	for (i = 0; i < h->plane.columns; i++) {
		s = &h->plane.slot[i];
		letters_of(h, i, &from, &to);
		if (!s->traded || from == to)
			continue;
		fill(level, h->width, (from + to - 1) / 2,
		    dot_of(h, dots, s->high), dot_of(h, dots, s->low),
		    CELL_WICK);
		to -= to - from > 2;
		for (x = from; x < to; x++)
			fill(level, h->width, x,
			    dot_of(h, dots, fmax(s->open, s->close)),
			    dot_of(h, dots, fmin(s->open, s->close)),
			    CELL_BODY);
	}
}

/* One dot a letter, or two: whatever the plane has there. */
static void
cells_in_letters(const struct heat *h)
{
	const struct plane *p = &h->plane;
	const int dots = h->rows * h->canvas->dots;
	struct cells c = { .columns = h->width, .rows = dots };
	uint8_t *level = xmalloc((size_t)h->width * (size_t)dots);
	const uint8_t *row;
	int i, x, y, from, to;

	for (y = 0; y < dots; y++) {
		row = h->level + (size_t)((int64_t)y * p->rows / dots) *
				     (size_t)p->columns;
		for (i = 0; i < p->columns; i++) {
			letters_of(h, i, &from, &to);
			for (x = from; x < to; x++)
				level[(size_t)y * (size_t)h->width +
				      (size_t)x] = row[i];
		}
	}
	overlay(h, level, dots);
	c.level = level;
	h->canvas->cells(h->canvas->to, h->left, h->top, h->width, h->rows, &c);
	free(level);
}

/* Time of which no column speaks. */
static void
hatch_letters(const struct heat *h)
{
	const struct style s = { .ink = PAINT_RULE };
	int i, x, y, from, to;

	for (i = 0; i < h->plane.columns; i++) {
		letters_of(h, i, &from, &to);
		for (x = from; x < to && !h->plane.slot[i].known; x++)
			for (y = h->top; y < h->top + h->rows; y++)
				canvas_text(
				    h->canvas, h->left + x, y, s, STR("╱"));
	}
}

void
heat_cells(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	const struct plane *p = &h->plane;
	const struct cells cells = {
		.columns = p->columns, .rows = p->rows, .level = h->level
	};
	const struct meaning m = { .x = h->left,
		.y = h->top,
		.w = h->width,
		.h = h->rows,
		.since = p->since,
		.until = p->until,
		.high = p->high,
		.low = p->low,
		.columns = p->columns,
		.rows = p->rows,
		.usd = p->usd,
		.from = h->gauge.from };

	c->layer(c->to, "heat");
	if (c->vector)
		c->cells(c->to, h->left, h->top, h->width, h->rows, &cells);
	else
		cells_in_letters(h);
	c->meaning(c->to, &m);
	c->layer(c->to, "");
	if (c->vector)
		heat_holes(h);
	else
		hatch_letters(h);
}
