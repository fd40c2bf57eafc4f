#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/axis.h"
#include "liq-render/frame.h"
#include "liq-render/heat.h"
#include "liq-render/safe.h"

/* What was swept of a side in the slots of a bar. */
static double
swept_in(const struct heat *h, int from, int side)
{
	const struct plane *p = &h->plane;
	const int to = from + heat_bundle(h);
	double sum = 0;
	int i;

	for (i = from; i < to && i < p->columns; i++)
		sum += p->slot[i].swept[side];
	return sum;
}

/* The most of it. */
static double
most_swept(const struct heat *h)
{
	const int step = heat_bundle(h);
	double most = 0;
	int x;

	for (x = 0; x < h->plane.columns; x += step)
		most = fmax(most, fmax(swept_in(h, x, 0), swept_in(h, x, 1)));
	return most;
}

static void
strip_vector(const struct heat *h, double most)
{
	const struct canvas *c = h->canvas;
	const int step = heat_bundle(h), columns = h->plane.columns;
	double half = h->strip_rows / 2.0, zero = h->top + h->rows + half;
	double width = (double)h->width * CANVAS_COLUMN / columns * step;
	struct point *bar = xcalloc(2 * (size_t)columns, sizeof(*bar));
	struct point axis[] = { { h->left, zero, true },
		{ h->left + h->width, zero, false } };
	double x, y;
	int side, i;
	size_t n;

	for (side = 0; side < 2; side++) {
		for (i = 0, n = 0; i < columns; i += step) {
			y = swept_in(h, i, side) / most * (half - 0.2);
			if (!(y > 0))
				continue;
			x = heat_x(h, fmin(i + step / 2.0, columns - 0.5));
			bar[n++] = (struct point){ x, zero, true };
			bar[n++] =
			    (struct point){ x, zero + (side ? -y : y), false };
		}
		c->line(c->to, bar, n, side ? PAINT_SHORT : PAINT_LONG,
		    fmax(width - 1, 0.7));
	}
	c->line(c->to, axis, 2, PAINT_RULE, 1);
	free(bar);
}

/* Shorts in a row of their own, above that of the longs. */
static void
strip_letters(const struct heat *h, double most)
{
	static const char *const eighths[] = { "▁", "▂", "▃", "▄", "▅", "▆",
		"▇", "█" };
	const struct plane *p = &h->plane;
	int side, x, i, n, from, to;
	double usd;

	for (side = 0; side < 2; side++) {
		const struct style s = { .ink =
					     side ? PAINT_SHORT : PAINT_LONG };

		for (x = 0; x < p->columns; x++) {
			usd = p->slot[x].swept[side];
			n = (int)ceil(usd / most * 8 - 0.5);
			from = (int)((int64_t)x * h->width / p->columns);
			to = (int)((int64_t)(x + 1) * h->width / p->columns);
			for (i = from; i < to && n > 0; i++)
				canvas_text(h->canvas, h->left + i,
				    h->top + h->rows + !side, s,
				    str_of(eighths[n - 1]));
		}
	}
}

static void
name_strip(const struct heat *h, double most)
{
	const struct style s = { .ink = PAINT_FAINT, .anchor = ANCHOR_END };
	const struct canvas *c = h->canvas;
	struct buf b = { 0 };
	double row =
	    h->top + h->rows + (c->vector ? h->strip_rows / 2.0 - 1 : 0);

	canvas_text(c, h->left - 1, row, s, STR("swept"));
	buf_puts(&b, "≤");
	axis_usd(&b, most);
	if (safe_columns(buf_view(&b)) < h->left)
		canvas_text(c, h->left - 1, row + 1, s, buf_view(&b));
	buf_free(&b);
}

void
heat_strip(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	double most = most_swept(h);

	if (h->strip_rows == 0)
		return;
	c->layer(c->to, "swept");
	if (most > 0 && c->vector)
		strip_vector(h, most);
	else if (most > 0)
		strip_letters(h, most);
	name_strip(h, most);
	c->layer(c->to, "");
}

/* Times stand under the middle of their place, none in another's way. */
void
heat_times(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	const struct plane *p = &h->plane;
	const struct style s = { .ink = PAINT_FAINT, .anchor = ANCHOR_MIDDLE };
	const struct zone *zone = &h->scene->zone;
	int row = h->top + h->rows + h->strip_rows;
	int64_t span = p->until - p->since, t;
	int64_t step = axis_time_step(span, h->width / 9);
	double half = axis_time_columns(step) / 2.0, x;
	struct point tick[2] = { 0 };
	struct buf b = { 0 };

	for (t = axis_time_next(zone, p->since, step); t < p->until;
	     t = axis_time_next(zone, t + 1, step)) {
		x = h->left + (double)(t - p->since) / (double)span * h->width;
		if (x < half || x > h->left + h->width - half + 2)
			continue;
		buf_reset(&b);
		axis_time(&b, zone, t, step);
		canvas_text(c, c->vector ? x : floor(x),
		    row + (c->vector ? 0.15 : 0), s, buf_view(&b));
		tick[0] = (struct point){ x, h->top + h->rows, true };
		tick[1] = (struct point){ x, h->top + h->rows + 0.25, false };
		if (c->vector)
			c->line(c->to, tick, 2, PAINT_FAINT, 1);
	}
	buf_free(&b);
}
