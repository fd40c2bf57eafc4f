#include "liq-render/plot_draw.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"

#define TIPS 200 /* bars that say more when pointed at */
#define LEAST_HEIGHT (1.5 / CANVAS_ROW) /* of a bar that is not nothing */
#define HATCH 9 /* pixels between its lines */

/* Points that become one line. */
struct path {
	struct point *of;
	size_t n, cap;
};

static void
path_add(struct path *l, double x, double y, bool move)
{
	l->of = xgrow(l->of, l->n, &l->cap, sizeof(*l->of));
	l->of[l->n++] = (struct point){ x, y, move };
}

static void
path_draw(struct path *l, const struct canvas *c, int paint, double width)
{
	c->line(c->to, l->of, l->n, paint, width);
	free(l->of);
	*l = (struct path){ 0 };
}

/* Lines that rise to the right, over a rectangle. */
static void
hatch(struct path *l, double left, double top, double w, double h)
{
	const double x0 = left * CANVAS_COLUMN, x1 = x0 + w * CANVAS_COLUMN;
	const double y0 = top * CANVAS_ROW, y1 = y0 + h * CANVAS_ROW;
	double sum = ceil((x0 + y0) / HATCH) * HATCH, x, to;

	for (; sum < x1 + y1; sum += HATCH) {
		x = sum - y1 > x0 ? sum - y1 : x0;
		to = sum - y0 < x1 ? sum - y0 : x1;
		path_add(l, x / CANVAS_COLUMN, (sum - x) / CANVAS_ROW, true);
		path_add(l, to / CANVAS_COLUMN, (sum - to) / CANVAS_ROW, false);
	}
}

static void
draw_hatch(const struct plot *p)
{
	const struct series *s = &p->series;
	struct path l = { 0 };
	size_t i, end;

	for (i = 0; i < s->n; i = end) {
		for (end = i; end < s->n && plot_hatched(&s->of[end]);)
			end++;
		if (end > i)
			hatch(&l, plot_x(p, (double)i), p->zero - p->half,
			    (double)(end - i) * p->slot, 2 * p->half);
		else
			end++;
	}
	path_draw(&l, p->canvas, PAINT_RULE, 1);
}

static void
put_tip(struct buf *to, const struct plot *p, const struct bar *b)
{
	label_time(to, &p->scene->zone, b->since);
	if (bar_sided(b)) {
		buf_puts(to, ": longs ");
		label_exact(to, b->long_usd);
		buf_puts(to, ", shorts ");
		label_exact(to, b->short_usd);
	} else {
		buf_puts(to, ": ");
		label_exact(to, b->usd);
	}
	buf_puts(to, " USD");
	if (plot_hatched(b)) {
		buf_puts(to, ", watched ");
		label_share(to, b->cover, 1);
	}
}

/* up: 1, down: -1 */
static void
draw_side(const struct plot *p, size_t i, double usd, int paint, int up,
    struct str tip)
{
	const double gap = p->slot > 1 ? p->slot * 0.1 : 0;
	double h = usd / p->top_usd;

	if (!(usd > 0))
		return;
	h = (h > 1 ? 1 : h) * p->half;
	h = h < LEAST_HEIGHT ? LEAST_HEIGHT : h;
	canvas_box(p->canvas, plot_x(p, (double)i) + gap / 2,
	    up > 0 ? p->zero - h : p->zero, p->slot - gap, h, paint, tip);
}

static void
draw_bars(const struct plot *p)
{
	struct buf tip = { 0 };
	const struct bar *b;
	size_t i;

	for (i = 0; i < p->series.n; i++) {
		b = &p->series.of[i];
		buf_reset(&tip);
		if (p->series.n <= TIPS)
			put_tip(&tip, p, b);
		if (bar_sided(b)) {
			draw_side(p, i, dec_double(b->short_usd), PAINT_SHORT,
			    1, buf_view(&tip));
			draw_side(p, i, dec_double(b->long_usd), PAINT_LONG, -1,
			    buf_view(&tip));
		} else {
			draw_side(p, i, dec_double(b->usd), PAINT_UNKNOWN, 1,
			    buf_view(&tip));
		}
	}
	buf_free(&tip);
}

static void
draw_net(const struct plot *p)
{
	const struct series *s = &p->series;
	struct path l = { 0 };
	double part;
	size_t i;
	bool move = true;

	for (i = 0; i < s->n; i++) {
		if (!s->of[i].here || !bar_sided(&s->of[i])) {
			move = true;
			continue;
		}
		part = plot_net(&s->of[i]) / p->top_usd;
		part = part > 1 ? 1 : part < -1 ? -1 : part;
		path_add(&l, plot_x(p, (double)i + 0.5),
		    p->zero - part * p->half, move);
		move = false;
	}
	path_draw(&l, p->canvas, PAINT_TEXT, 1.2);
}

/* The line of closes, over the range from low to high. */
static void
draw_price(const struct plot *p)
{
	const struct price_line *l = &p->price;
	struct path closes = { 0 }, ranges = { 0 };
	double low, high, x, a, b;
	size_t i;

	plot_range(p, &low, &high);
	for (i = 0; i < l->n; i++) {
		if (!l->of[i].known)
			continue;
		x = p->left + plot_width(p) * ((double)i + 0.5) / (double)l->n;
		a = p->price_rows / (high - low);
		b = p->price_row + high * a;
		path_add(&closes, x, b - l->of[i].close * a, !l->of[i].joined);
		path_add(&ranges, x, b - l->of[i].low * a, true);
		path_add(&ranges, x, b - l->of[i].high * a, false);
	}
	path_draw(&ranges, p->canvas, PAINT_RULE, 2);
	path_draw(&closes, p->canvas, PAINT_TEXT, 1.5);
}

static void
draw_zero(const struct plot *p)
{
	struct path l = { 0 };

	path_add(&l, p->left, p->zero, true);
	path_add(&l, p->left + plot_width(p), p->zero, false);
	path_draw(&l, p->canvas, PAINT_FAINT, 1);
}

void
plot_vector(const struct plot *p)
{
	draw_hatch(p);
	draw_bars(p);
	draw_net(p);
	draw_zero(p);
	if (p->price_rows > 0)
		draw_price(p);
}
