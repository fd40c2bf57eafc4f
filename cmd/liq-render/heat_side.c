#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/heat.h"

#define MOST_NOTES 14 /* clusters named beside the picture */

/* A bar of eighths of a letter. */
static void
letters_bar(const struct heat *h, int row, double width, int ink)
{
	static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊",
		"▉" };
	const struct style s = { .ink = ink };
	int n = (int)lround(width * 8), i;
	struct buf b = { 0 };

	for (i = 0; i < n / 8; i++)
		buf_puts(&b, "█");
	buf_puts(&b, eighths[n % 8]);
	canvas_text(h->canvas, h->profile, row, s, buf_view(&b));
	buf_free(&b);
}

/* Longs and shorts that stand in a row of letters. */
static void
in_row(const struct heat *h, int row, double usd[2])
{
	const struct plane *p = &h->plane;
	int from = (int)((int64_t)row * p->rows / h->rows), y, side;
	int to = (int)((int64_t)(row + 1) * p->rows / h->rows);

	usd[0] = usd[1] = 0;
	for (side = 0; side < 2; side++)
		for (y = from; y < to || y == from; y++)
			usd[side] += p->now[side][y];
}

static void
profile_letters(const struct heat *h)
{
	double usd[2], most = 0;
	int y;

	for (y = 0; y < h->rows; y++) {
		in_row(h, y, usd);
		most = fmax(most, usd[0] + usd[1]);
	}
	for (y = 0; y < h->rows && most > 0; y++) {
		in_row(h, y, usd);
		letters_bar(h, h->top + y,
		    (usd[0] + usd[1]) / most * h->profile_width,
		    usd[0] > usd[1] ? PAINT_LONG : PAINT_SHORT);
	}
}

/* Rows that a bar of the profile stands for: one, unless very many. */
static int
bundle(const struct plane *p)
{
	return (p->rows + HEAT_STROKES - 1) / HEAT_STROKES;
}

/* What stands of a side in the rows of a bar. */
static double
in_bar(const struct plane *p, int side, int from)
{
	const int to = from + bundle(p);
	double sum = 0;
	int y;

	for (y = from; y < to && y < p->rows; y++)
		sum += p->now[side][y];
	return sum;
}

/* From the price outwards, all that stands on the way to a price. */
static void
draw_cumulative(const struct heat *h, int side, double whole)
{
	const struct plane *p = &h->plane;
	const struct canvas *c = h->canvas;
	const int step = bundle(p);
	struct point *line = xcalloc((size_t)p->rows + 1, sizeof(*line));
	double row = (double)h->rows / p->rows, sum = 0, usd;
	int i, y, now = (int)plane_y(p, p->price);
	size_t n = 0, end = 0;

	for (i = 0; i < p->rows; i++) {
		y = side ? p->rows - 1 - i : i;
		if (side ? y > now : y < now)
			continue;
		usd = p->now[side][y];
		sum += usd;
		if (i % step == 0)
			n++;
		else if (n == 0)
			continue;
		line[n - 1] =
		    (struct point){ h->profile + sum / whole * h->profile_width,
			    h->top + (side ? y : y + 1) * row, false };
		end = usd > 0 ? n : end;
	}
	c->line(c->to, line, end, PAINT_GROUND, 3);
	c->line(c->to, line, end, PAINT_TEXT, 1);
	free(line);
}

static void
draw_bars(const struct heat *h, int side, double most)
{
	const struct plane *p = &h->plane;
	const struct canvas *c = h->canvas;
	const int step = bundle(p);
	struct point *bars = xcalloc(2 * (size_t)p->rows, sizeof(*bars));
	double row = (double)h->rows / p->rows, usd, at;
	size_t n = 0;
	int y;

	for (y = 0; y < p->rows; y += step) {
		usd = in_bar(p, side, y);
		at = h->top + fmin(y + step / 2.0, p->rows - 0.5) * row;
		if (!(usd > 0))
			continue;
		bars[n++] = (struct point){ h->profile, at, true };
		bars[n++] =
		    (struct point){ h->profile + usd / most * h->profile_width,
			    at, false };
	}
	c->line(c->to, bars, n, side ? PAINT_SHORT : PAINT_LONG,
	    row * step * CANVAS_ROW + 0.2);
	free(bars);
}

static void
profile_vector(const struct heat *h)
{
	const struct plane *p = &h->plane;
	double most = 0;
	int side, y;

	for (side = 0; side < 2; side++)
		for (y = 0; y < p->rows; y += bundle(p))
			most = fmax(most, in_bar(p, side, y));
	for (side = 0; side < 2 && most > 0; side++)
		draw_bars(h, side, most);
	most = fmax(p->standing[0], p->standing[1]);
	for (side = 0; side < 2 && most > 0; side++)
		draw_cumulative(h, side, most);
}

void
heat_profile(const struct heat *h)
{
	const struct canvas *c = h->canvas;

	if (h->profile_width == 0)
		return;
	c->layer(c->to, "profile");
	if (c->vector)
		profile_vector(h);
	else
		profile_letters(h);
	c->layer(c->to, "");
}

/* The stretch of prices that a cluster has, and a way to its words. */
static void
draw_leader(const struct heat *h, const struct beside *b)
{
	const struct canvas *c = h->canvas;
	const struct upright *u = &h->upright;
	double x = h->left + h->width + 0.4, top = h->top;
	double bottom = h->top + h->rows;
	const struct point stretch[] = { { x, fmax(upright_at(u, b->high), top),
					     true },
		{ x, fmin(upright_at(u, b->low), bottom), false } };
	const struct point lead[] = { { h->profile + h->profile_width + 0.2,
					  b->at, true },
		{ h->notes - 0.4, b->row + 0.5, false } };

	c->line(c->to, stretch, 2, b->ink, 3);
	if (h->notes_width > 0)
		c->line(c->to, lead, 2, PAINT_RULE, 1);
}

void
heat_clusters(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	size_t i, n = h->estimate->clusters.n, most = MOST_NOTES;
	struct beside *b = xcalloc(n + 1, sizeof(*b));

	if (h->scene->top > 0 && h->scene->top < MOST_NOTES)
		most = (size_t)h->scene->top;
	n = beside_clusters(b, &h->caption, n);
	n = beside_spread(b, n, &h->upright, most);
	c->layer(c->to, "clusters");
	for (i = 0; i < n; i++) {
		if (c->vector)
			draw_leader(h, &b[i]);
		if (h->notes_width > 0)
			beside_write(&b[i], &h->caption, h->notes, h->left - 1);
	}
	c->layer(c->to, "");
	free(b);
}
