#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/heat.h"

#define HOLLOW 5 /* pixels from which a body shows which way it went */
#define LEAST_END 3 /* the level from which an end is worth a mark */

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

static void
hatch_vector(const struct heat *h)
{
	const struct plane *p = &h->plane;
	struct point *line =
	    xcalloc(2 * (size_t)p->columns * (size_t)h->rows, sizeof(*line));
	int i, y;
	size_t n = 0;

	for (i = 0; i < p->columns; i++)
		for (y = h->top; y < h->top + h->rows; y++) {
			if (p->slot[i].known)
				break;
			line[n++] = (struct point){ heat_x(h, i), y + 1, true };
			line[n++] =
			    (struct point){ heat_x(h, i + 1), y, false };
		}
	h->canvas->line(h->canvas->to, line, n, PAINT_RULE, 1);
	free(line);
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
		hatch_vector(h);
	else
		hatch_letters(h);
}

struct strokes {
	struct point *p;
	size_t n;
};

static void
stroke(struct strokes *s, double x, double from, double to)
{
	const double least = 1.0 / CANVAS_ROW; /* a pixel */

	if (to - from < least)
		to = from + least;
	s->p[s->n++] = (struct point){ x, from, true };
	s->p[s->n++] = (struct point){ x, to, false };
}

/* A rim of the ground's colour keeps them apart from any heat. */
void
heat_candles(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	const struct plane *p = &h->plane;
	const size_t room = 2 * (size_t)p->columns;
	double slot = (double)h->width * CANVAS_COLUMN / p->columns;
	double body = slot < 2 ? 1.5 : fmin(slot * 0.7, 9);
	struct strokes wick = { 0 }, bodies = { 0 }, rose = { 0 };
	const struct slot *s;
	int i;

	if (!c->vector)
		return;
	wick.p = xcalloc(room, sizeof(*wick.p));
	bodies.p = xcalloc(room, sizeof(*bodies.p));
	rose.p = xcalloc(room, sizeof(*rose.p));
	for (i = 0; i < p->columns; i++) {
		s = &p->slot[i];
		if (!s->traded)
			continue;
		stroke(&wick, heat_x(h, i + 0.5),
		    upright_at(&h->upright, s->high),
		    upright_at(&h->upright, s->low));
		stroke(&bodies, heat_x(h, i + 0.5),
		    upright_at(&h->upright, fmax(s->open, s->close)),
		    upright_at(&h->upright, fmin(s->open, s->close)));
		if (s->close > s->open && body >= HOLLOW)
			stroke(&rose, heat_x(h, i + 0.5),
			    bodies.p[bodies.n - 2].y + 1.0 / CANVAS_ROW,
			    bodies.p[bodies.n - 1].y - 1.0 / CANVAS_ROW);
	}
	c->layer(c->to, "candles");
	c->line(c->to, wick.p, wick.n, PAINT_GROUND, 2.5);
	c->line(c->to, bodies.p, bodies.n, PAINT_GROUND, body + 1.5);
	c->line(c->to, wick.p, wick.n, PAINT_WICK, 1);
	c->line(c->to, bodies.p, bodies.n, PAINT_TEXT, body);
	c->line(c->to, rose.p, rose.n, PAINT_GROUND, body - 2);
	c->layer(c->to, "");
	free(wick.p);
	free(bodies.p);
	free(rose.p);
}

/* Runs of rows in which more than a little was swept, where a slot begins. */
static size_t
find_ends(const struct heat *h, int side, struct strokes *s)
{
	const struct plane *p = &h->plane;
	double row = (double)h->rows / p->rows;
	double least = h->gauge.from[LEAST_END - 1];
	const double *swept;
	int x, y, from;

	s->n = 0;
	for (x = 0; x < p->columns; x++) {
		swept = p->swept[side] + (size_t)x * (size_t)p->rows;
		for (y = 0; y < p->rows; y++) {
			if (swept[y] < least)
				continue;
			for (from = y; y < p->rows && swept[y] >= least;)
				y++;
			stroke(s, heat_x(h, x), h->top + from * row,
			    h->top + y * row);
		}
	}
	return s->n;
}

void
heat_ends(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	const struct plane *p = &h->plane;
	struct strokes s;

	if (!c->vector)
		return;
	s.p = xcalloc((size_t)p->columns * ((size_t)p->rows + 1), sizeof(*s.p));
	c->layer(c->to, "ends");
	if (find_ends(h, 0, &s) > 0)
		c->line(c->to, s.p, s.n, PAINT_LONG, 1.5);
	if (find_ends(h, 1, &s) > 0)
		c->line(c->to, s.p, s.n, PAINT_SHORT, 1.5);
	c->layer(c->to, "");
	free(s.p);
}
