#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-render/axis.h"
#include "liq-render/frame.h"
#include "liq-render/heat.h"

/* The most that was swept of a side in one slot. */
static double
most_swept(const struct plane *p)
{
	double most = 0;
	int x;

	for (x = 0; x < p->columns; x++)
		most =
		    fmax(most, fmax(p->slot[x].swept[0], p->slot[x].swept[1]));
	return most;
}

static void
strip_vector(const struct heat *h, double most)
{
	const struct plane *p = &h->plane;
	const struct canvas *c = h->canvas;
	double half = h->strip_rows / 2.0, zero = h->top + h->rows + half;
	double width = (double)h->width * CANVAS_COLUMN / p->columns;
	struct point *bar = xcalloc(2 * (size_t)p->columns, sizeof(*bar));
	struct point axis[] = { { h->left, zero, true },
		{ h->left + h->width, zero, false } };
	double y;
	int side, x;
	size_t n;

	for (side = 0; side < 2; side++) {
		for (x = 0, n = 0; x < p->columns; x++) {
			if (!(p->slot[x].swept[side] > 0))
				continue;
			y = p->slot[x].swept[side] / most * (half - 0.2);
			bar[n++] =
			    (struct point){ heat_x(h, x + 0.5), zero, true };
			bar[n++] = (struct point){ heat_x(h, x + 0.5),
				zero + (side ? -y : y), false };
		}
		if (n > 0)
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
	canvas_text(c, h->left - 1, row + 1, s, buf_view(&b));
	buf_free(&b);
}

void
heat_strip(const struct heat *h)
{
	const struct canvas *c = h->canvas;
	double most = most_swept(&h->plane);

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
