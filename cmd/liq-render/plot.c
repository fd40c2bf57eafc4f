#include "liq-render/plot.h"

#include <math.h>

#include "base/when.h"
#include "liq-render/axis.h"
#include "liq-render/plot_draw.h"
#include "liq-render/safe.h"

#define LABEL 7 /* columns of a label beside an axis, as a rule */
#define WIDEST 12 /* columns of a bar in letters */
#define WIDEST_VECTOR 6
#define MOST_VECTOR 400 /* bars of an SVG */
#define NARROWEST 0.5 /* columns of a bar in an SVG */
#define PRICE_LEAST 3 /* rows of the price */
#define PRICE_MOST 14

static size_t
most_bars(const struct plot *p)
{
	int room = p->canvas->columns - p->left;
	double most = p->canvas->vector ? room / NARROWEST : room;

	most = most > MOST_VECTOR && p->canvas->vector ? MOST_VECTOR : most;
	return most < 1 ? 1 : (size_t)most;
}

static bool
make_price(struct plot *p)
{
	const struct series *s = &p->series;
	double columns = (double)s->n * p->slot;
	size_t n = (size_t)(p->canvas->vector ? columns * 3 : columns);

	n = n > 0 ? n : 1;
	return price_line(&p->price, &p->scene->prices, s->family,
		   s->of[0].since, s->of[s->n - 1].until, n) ||
	       series_price(&p->price, s, n);
}

static bool
make(struct plot *p)
{
	const bool vector = p->canvas->vector;
	double widest = vector ? WIDEST_VECTOR : WIDEST;

	if (!series_make(&p->series, &p->scene->totals, most_bars(p)))
		return false;
	p->slot = (p->canvas->columns - p->left) / (double)p->series.n;
	p->slot = p->slot > widest ? widest : p->slot;
	p->slot = vector ? p->slot : floor(p->slot);
	p->slot = !vector && p->slot < 1 ? 1 : p->slot;
	make_price(p);
	return true;
}

/* The widest label of the price, in columns. */
static int
price_columns(const struct plot *p)
{
	struct buf low = { 0 }, high = { 0 };
	double from, to, step;
	int a, b;

	if (p->price.n == 0)
		return 0;
	plot_range(p, &from, &to);
	step = axis_step(to - from, 2);
	axis_price(&low, from, step);
	axis_price(&high, to, step);
	a = safe_columns(buf_view(&low));
	b = safe_columns(buf_view(&high));
	buf_free(&low);
	buf_free(&high);
	return a > b ? a : b;
}

bool
plot_make(struct plot *p)
{
	int wanted;
	size_t i;

	p->left = LABEL + 1;
	if (!make(p))
		return false;
	wanted = price_columns(p) + 1;
	if (wanted > p->left && wanted < p->canvas->columns / 3) {
		price_line_free(&p->price);
		series_free(&p->series);
		p->left = wanted;
		make(p);
	}
	p->top_usd = dec_sign(p->scene->max) > 0
			 ? dec_double(p->scene->max)
			 : axis_top(series_high(&p->series, false));
	for (i = 0; i < p->series.n; i++)
		if (bar_height(&p->series.of[i]) > p->top_usd)
			p->cut_off = true;
	return true;
}

void
plot_place(struct plot *p, int row, int rows)
{
	const int line = !p->canvas->vector; /* the zero line takes a row */
	/* above the bars, and below: what is cut off, half of a label */
	const int labels = p->cut_off || p->canvas->vector;
	int rest = rows - 1 - line - 2 * labels, price = rest / 3;

	price = price < PRICE_LEAST ? PRICE_LEAST : price;
	price = price > PRICE_MOST ? PRICE_MOST : price;
	if (p->price.n == 0 || rest - price - 1 < 2 * PRICE_LEAST)
		price = 0;
	p->price_row = row;
	p->price_rows = price;
	rest -= price > 0 ? price + 1 : 0;
	p->half = rest / 2 > 0 ? rest / 2 : 1;
	p->zero = row + (price > 0 ? price + 1 : 0) + labels + p->half;
	p->time_row = p->zero + line + p->half + labels;
}

double
plot_x(const struct plot *p, double bar)
{
	return p->left + bar * p->slot;
}

double
plot_width(const struct plot *p)
{
	return (double)p->series.n * p->slot;
}

bool
plot_hatched(const struct bar *b)
{
	return b->cover < 0.99995;
}

double
plot_net(const struct bar *b)
{
	return dec_double(b->short_usd) - dec_double(b->long_usd);
}

void
plot_range(const struct plot *p, double *low, double *high)
{
	const double room = (p->price.high - p->price.low) * 0.02;

	*low = p->price.low - room;
	*high = p->price.high + room;
	if (!(*high > *low)) {
		*low = p->price.low * 0.99;
		*high = p->price.low > 0 ? p->price.low * 1.01 : 1;
	}
}

/* A line across, and what it stands for. */
static void
draw_mark(const struct plot *p, double y, struct buf *label)
{
	const struct style s = { .ink = PAINT_FAINT, .anchor = ANCHOR_END };
	const struct canvas *c = p->canvas;
	const struct point across[] = { { p->left, y, true },
		{ p->left + plot_width(p), y, false } };
	struct buf cut = { 0 };

	safe_cut(&cut, buf_view(label), p->left - 1);
	if (c->vector) {
		canvas_text(c, p->left - 0.5, y - 0.5, s, buf_view(&cut));
		c->line(c->to, across, 2, PAINT_RULE, 1);
	} else {
		canvas_text(c, p->left - 1, y, s, buf_view(&cut));
	}
	buf_reset(label);
	buf_free(&cut);
}

static void
draw_usd_axis(const struct plot *p)
{
	const bool fine =
	    p->half >= 4 && (p->canvas->vector || p->half % 2 == 0);
	struct buf label = { 0 };
	double part;
	int side;

	for (side = -1; side <= 1; side += 2)
		for (part = 1; part > (fine ? 0.4 : 0.6); part -= 0.5) {
			axis_usd(&label, p->top_usd * part);
			draw_mark(p, p->zero + side * part * p->half, &label);
		}
	buf_puts(&label, "0");
	draw_mark(p, p->zero, &label);
	buf_free(&label);
}

/* Every other row has a label, or more of them, so that there are two. */
static double
price_step(double low, double high, int rows)
{
	int most = rows / 2 > 0 ? rows / 2 : 1;
	double step = axis_step(high - low, most);

	while (most < rows && (floor(high / step) - 1) * step < low)
		step = axis_step(high - low, ++most);
	return step;
}

static void
draw_price_axis(const struct plot *p)
{
	struct buf label = { 0 };
	double low, high, step, v, y;
	int rows = p->price_rows, last = -1, i;

	plot_range(p, &low, &high);
	step = price_step(low, high, rows);
	for (i = 0; i <= rows; i++) {
		v = (floor(high / step) - i) * step;
		if (v < low || v <= 0)
			break;
		y = (high - v) / (high - low);
		y = p->price_row +
		    (p->canvas->vector ? y * rows : round(y * (rows - 1)));
		if ((int)y == last)
			continue;
		last = (int)y;
		axis_price(&label, v, step);
		draw_mark(p, y, &label);
	}
	buf_free(&label);
}

/* Times below the bars, and a tick on the zero line for each. */
static void
draw_times(const struct plot *p)
{
	const struct style s = { .ink = PAINT_FAINT, .anchor = ANCHOR_MIDDLE };
	const struct canvas *c = p->canvas;
	const struct bar *first = &p->series.of[0];
	const int64_t until = p->series.of[p->series.n - 1].until;
	int64_t step, t;
	struct buf b = { 0 };
	double x;
	int room = (int)plot_width(p);

	step = axis_time_step(until - first->since, room / 8);
	step = axis_time_step(
	    until - first->since, room / (axis_time_columns(step) + 3));
	t = axis_time_next(&p->scene->zone, first->since, step);
	for (; t <= until; t = axis_time_next(&p->scene->zone, t + 1, step)) {
		x = plot_x(
		    p, (double)(t - first->since) / (double)p->series.step);
		buf_reset(&b);
		axis_time(&b, &p->scene->zone, t, step);
		if (x + (double)b.n / 2 > c->columns)
			break;
		canvas_text(c, x, p->time_row, s, buf_view(&b));
		if (!c->vector && x < p->left + room)
			canvas_text(c, floor(x), p->zero,
			    (struct style){ .ink = PAINT_RULE }, STR("┼"));
	}
	buf_free(&b);
}

void
plot_draw(const struct plot *p)
{
	draw_usd_axis(p);
	if (p->price_rows > 0)
		draw_price_axis(p);
	if (p->canvas->vector)
		plot_vector(p);
	else
		plot_letters(p);
	draw_times(p);
}

void
plot_free(struct plot *p)
{
	series_free(&p->series);
	price_line_free(&p->price);
}
