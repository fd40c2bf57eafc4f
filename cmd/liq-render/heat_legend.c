#include <math.h>

#include "liq-render/axis.h"
#include "liq-render/heat.h"
#include "liq-render/safe.h"

/* "USD per 0.1%" */
static void
put_unit(struct buf *to, const struct heat *h)
{
	const struct plane *p = &h->plane;

	buf_printf(
	    to, "USD per %.2g%%", expm1((p->high - p->low) / p->rows) * 100);
}

static bool
has_ticks(const struct heat *h)
{
	return h->canvas->shades[0] == '\0' &&
	       (h->canvas->vector || h->canvas->rows >= 20);
}

/* Round amounts below the ramp where there is room for them. */
static void
draw_ticks(const struct heat *h, int left, int width, int row)
{
	static const int rounds[] = { 1, 2, 5 };
	const struct style s = { .ink = PAINT_FAINT, .anchor = ANCHOR_MIDDLE };
	struct buf b = { 0 };
	double usd, power, x, free_x = left - 3;
	int i;

	if (!(h->gauge.max > 0))
		return;
	power = pow(10, floor(log10(h->gauge.max)) - 3);
	for (i = 0; i < 15; i++) {
		usd = rounds[i % 3] * power * pow(10, i / 3);
		if (gauge_level(&h->gauge, usd) == 0 || usd >= h->gauge.max)
			continue;
		x = left +
		    width * (gauge_level(&h->gauge, usd) + 0.5) / (HEATS + 1);
		buf_reset(&b);
		axis_usd(&b, usd);
		if (x - safe_columns(buf_view(&b)) / 2.0 < free_x)
			continue;
		canvas_text(h->canvas, floor(x), row, s, buf_view(&b));
		free_x = x + safe_columns(buf_view(&b)) / 2.0 + 2;
	}
	buf_free(&b);
}

static void
legend_ramp(const struct heat *h, int row)
{
	const struct canvas *c = h->canvas;
	const struct style s = { .ink = PAINT_FAINT };
	uint8_t level[2 * (HEATS + 1)];
	struct cells cells = { .rows = 1, .level = level };
	int i, y, left, dots = c->vector ? 1 : c->dots;
	struct buf b = { 0 };

	put_unit(&b, h);
	canvas_text(c, 0, row, s, buf_view(&b));
	left = safe_columns(buf_view(&b)) + 1;
	cells.columns = c->columns - left - 9 < HEATS + 1
			    ? c->columns - left - 9
			    : HEATS + 1;
	if (cells.columns < 4) {
		buf_free(&b);
		return;
	}
	cells.rows = dots;
	for (y = 0; y < dots; y++)
		for (i = 0; i < cells.columns; i++)
			level[y * cells.columns + i] =
			    (uint8_t)(i * (HEATS + 1) / cells.columns);
	c->cells(c->to, left, row + (c->vector ? 0.15 : 0), cells.columns,
	    c->vector ? 0.7 : 1, &cells);
	buf_reset(&b);
	buf_puts(&b, c->at_least);
	axis_usd(&b, h->gauge.max);
	canvas_text(c, left + cells.columns + 1, row, s, buf_view(&b));
	heat_hits_legend(h, left + cells.columns + 9, row + 0.3);
	if (has_ticks(h))
		draw_ticks(h, left, cells.columns, row + 1);
	buf_free(&b);
}

/* Each sign and the least it stands for; of many, every other one. */
static void
set_shades(struct flow *f, const struct heat *h)
{
	struct str rest = str_of(h->canvas->shades);
	const int n = safe_columns(rest);
	struct buf b = { 0 };
	double least;
	int i;

	flow_line(f, PAINT_TEXT, false);
	put_unit(&b, h);
	buf_putc(&b, '\0');
	flow_words(f, b.s);
	for (i = 0; i < n; i++) {
		least = h->gauge.from[(i * HEATS + n - 1) / n];
		buf_reset(&b);
		safe_utf8(&b, safe_next(&rest));
		buf_putc(&b, ' ');
		buf_puts(&b, h->canvas->at_least);
		axis_usd(&b, isinf(least) ? 0 : least);
		buf_putc(&b, '\0');
		if (n <= 4 || i % 2 == 0)
			flow_put(f, "%s", b.s);
	}
	buf_free(&b);
}

int
heat_legend_rows(const struct heat *h)
{
	struct flow f = { 0 };
	int rows;

	if (h->canvas->shades[0] == '\0')
		return 1 + has_ticks(h);
	set_shades(&f, h);
	rows = flow_rows(&f, h->canvas->columns, false);
	flow_free(&f);
	return rows;
}

void
heat_legend(const struct heat *h, int row)
{
	struct flow f = { 0 };

	if (h->canvas->shades[0] == '\0') {
		legend_ramp(h, row);
		return;
	}
	set_shades(&f, h);
	flow_draw(&f, h->canvas, row, false);
	flow_free(&f);
}
