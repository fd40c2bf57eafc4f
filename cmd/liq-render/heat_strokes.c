#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/heat.h"

#define HOLLOW 5 /* pixels from which a body shows which way it went */
#define LEAST_END 3 /* the level from which an end is worth a mark */
#define MOST_ENDS (4 * HEAT_STROKES)
#define HATCH 10 /* pixels from line to line, at least */
#define STROKE_BYTES 26
#define WORD_BYTES 45000 /* words, discs, clusters, colours */

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

int
heat_bundle(const struct heat *h)
{
	return h->canvas->vector
		   ? (h->plane.columns + HEAT_STROKES - 1) / HEAT_STROKES
		   : 1;
}

/* The candle of a bundle of slots. */
static struct slot
candle(const struct heat *h, int from)
{
	const struct plane *p = &h->plane;
	const int to = from + heat_bundle(h);
	struct slot all = { 0 };
	const struct slot *s;
	int i;

	for (i = from; i < to && i < p->columns; i++) {
		s = &p->slot[i];
		if (!s->traded)
			continue;
		if (!all.traded)
			all = *s;
		all.high = fmax(all.high, s->high);
		all.low = fmin(all.low, s->low);
		all.close = s->close;
	}
	return all;
}

/* A rim of the ground's colour keeps them apart from any heat. */
void
heat_candles(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	const struct upright *u = &h->upright;
	const int step = heat_bundle(h), columns = h->plane.columns;
	const size_t room = 2 * (size_t)columns;
	double slot = (double)h->width * CANVAS_COLUMN / columns * step;
	double body = slot < 2 ? 1.5 : fmin(slot * 0.7, 9), x;
	struct strokes wick = { 0 }, bodies = { 0 }, rose = { 0 };
	struct slot s;
	int i;

	if (!c->vector)
		return;
	wick.p = xcalloc(room, sizeof(*wick.p));
	bodies.p = xcalloc(room, sizeof(*bodies.p));
	rose.p = xcalloc(room, sizeof(*rose.p));
	for (i = 0; i < columns; i += step) {
		s = candle(h, i);
		if (!s.traded)
			continue;
		x = heat_x(h, fmin(i + step / 2.0, columns - 0.5));
		stroke(&wick, x, upright_at(u, s.high), upright_at(u, s.low));
		stroke(&bodies, x, upright_at(u, fmax(s.open, s.close)),
		    upright_at(u, fmin(s.open, s.close)));
		if (s.close > s.open && body >= HOLLOW)
			stroke(&rose, x,
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

/*
 * Runs of rows in which so much was swept, where a slot begins; returns how
 * many.  s: NULL to count them.
 */
static size_t
find_ends(const struct heat *h, int side, double least, struct strokes *s)
{
	const struct plane *p = &h->plane;
	double row = (double)h->rows / p->rows;
	const double *swept;
	int x, y, from;
	size_t n = 0;

	for (x = 0; x < p->columns; x++) {
		if (!(p->slot[x].swept[side] > 0))
			continue;
		swept = p->swept[side] + (size_t)x * (size_t)p->rows;
		for (y = 0; y < p->rows; y++) {
			if (swept[y] < least)
				continue;
			for (from = y; y < p->rows && swept[y] >= least;)
				y++;
			n++;
			if (s != NULL)
				stroke(s, heat_x(h, x), h->top + from * row,
				    h->top + y * row);
		}
	}
	return n;
}

/* The level from which there are not too many ends; HEATS: there always are. */
static int
end_level(const struct heat *h)
{
	const double *from = h->gauge.from;
	int level;

	for (level = LEAST_END - 1; level < HEATS; level++)
		if (find_ends(h, 0, from[level], NULL) +
			find_ends(h, 1, from[level], NULL) <=
		    MOST_ENDS)
			break;
	return level;
}

void
heat_ends(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	const int level = c->vector ? end_level(h) : HEATS;
	struct strokes s;
	int side;

	if (level == HEATS)
		return;
	s.p = xcalloc(2 * MOST_ENDS, sizeof(*s.p));
	c->layer(c->to, "ends");
	for (side = 0; side < 2; side++) {
		s.n = 0;
		find_ends(h, side, h->gauge.from[level], &s);
		c->line(c->to, s.p, s.n, side ? PAINT_SHORT : PAINT_LONG, 1.5);
	}
	c->layer(c->to, "");
	free(s.p);
}

/* Slanted lines in the columns from x on, so many pixels apart. */
static void
hatch(const struct heat *h, double x, double width, double apart,
    struct strokes *s)
{
	const double wide = width * CANVAS_COLUMN, high = h->rows * CANVAS_ROW;
	double d, from, to;

	for (d = apart; d < wide + high; d += apart) {
		from = fmax(0, d - high);
		to = fmin(d, wide);
		s->p[s->n++] = (struct point){ x + from / CANVAS_COLUMN,
			h->top + (d - from) / CANVAS_ROW, true };
		s->p[s->n++] = (struct point){ x + to / CANVAS_COLUMN,
			h->top + (d - to) / CANVAS_ROW, false };
	}
}

/* Where no column speaks: runs of slots, hatched where s is given. */
static int
find_holes(const struct heat *h, double apart, struct strokes *s)
{
	const struct plane *p = &h->plane;
	int i, from, n = 0;

	for (i = 0; i < p->columns; i++) {
		if (p->slot[i].known)
			continue;
		for (from = i; i < p->columns && !p->slot[i].known;)
			i++;
		n++;
		if (s != NULL)
			hatch(h, heat_x(h, from),
			    heat_x(h, i) - heat_x(h, from), apart, s);
	}
	return n;
}

void
heat_holes(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	const int n = find_holes(h, 0, NULL);
	double lines =
	    (h->width * CANVAS_COLUMN + (double)n * h->rows * CANVAS_ROW) /
	    HATCH;
	double apart = HATCH * fmax(1, lines / MOST_ENDS);
	struct strokes s = { 0 };

	if (!c->vector || n == 0)
		return;
	s.p = xcalloc(2 * MOST_ENDS + 2 * (size_t)n, sizeof(*s.p));
	find_holes(h, apart, &s);
	c->line(c->to, s.p, s.n, PAINT_RULE, 1);
	free(s.p);
}

double
heat_rest(const struct heat *h)
{
	const int step = heat_bundle(h);
	const double columns = h->plane.columns / step + 1.0;
	const double rows = fmin(h->plane.rows, HEAT_STROKES);
	double lines = 0;
	size_t ends;

	/* candles, their rims, and bars of what was swept; the profile */
	lines += 7 * columns + 4 * rows;
	ends = find_ends(h, 0, h->gauge.from[LEAST_END - 1], NULL) +
	       find_ends(h, 1, h->gauge.from[LEAST_END - 1], NULL);
	lines += fmin((double)ends, MOST_ENDS);
	if (find_holes(h, 0, NULL) > 0)
		lines += MOST_ENDS;
	return WORD_BYTES + lines * STROKE_BYTES;
}
