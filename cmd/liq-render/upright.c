#include "liq-render/upright.h"

#include <math.h>

#include "liq-render/axis.h"
#include "liq-render/safe.h"

#define APART 1.5 /* rows from label to label at least, as a line */
#define APART_LETTERS 2
#define LONGEST 12 /* columns of a label with all its digits */
#define FINE 2000 /* part of the axis that a single price is told to */
#define COARSE 100 /* and a place on it, */
#define DIGITS \
	1000 /* or to a part of the power of ten of the highest price \
	      */

void
upright_fit(struct upright *u)
{
	u->step = axis_step(exp(u->high) - exp(u->low), u->rows / 2);
}

/* What the last digit counts; but for labels no matter how many rows. */
static double
digit(const struct upright *u, enum upright_digits d)
{
	const double range = exp(u->high) - exp(u->low);

	if (d == UPRIGHT_PRICE)
		return range / FINE;
	if (d == UPRIGHT_PLACE)
		return fmin(
		    range / COARSE, pow(10, floor(u->high / log(10))) / DIGITS);
	return u->step;
}

void
upright_label(struct buf *to, const struct upright *u, double price,
    enum upright_digits d)
{
	struct buf b = { 0 };

	axis_price(&b, price, digit(u, d));
	if (b.n == 0 || b.n > LONGEST) {
		buf_reset(&b);
		if (price < 0.001)
			buf_printf(&b, "%.3g", price);
		else
			axis_usd(&b, price);
	}
	buf_str(to, buf_view(&b));
	buf_free(&b);
}

static int
label_width(const struct upright *u, double price, enum upright_digits d)
{
	struct buf b = { 0 };
	int n;

	upright_label(&b, u, price, d);
	n = safe_columns(buf_view(&b));
	buf_free(&b);
	return n;
}

int
upright_width(const struct upright *u, double price)
{
	double high = floor(exp(u->high) / u->step) * u->step;
	int now = label_width(u, price, UPRIGHT_PRICE),
	    top = label_width(u, high, UPRIGHT_LABEL),
	    place = label_width(u, exp(u->high), UPRIGHT_PLACE);

	top = top > place ? top : place;
	return now > top ? now : top;
}

double
upright_at(const struct upright *u, double price)
{
	return u->top + u->rows * (u->high - log(price)) / (u->high - u->low);
}

double
upright_text(const struct upright *u, double down)
{
	double last = u->top + u->rows - 1;

	down = u->canvas->vector ? down - 0.5 : floor(down);
	return down < u->top ? u->top : down > last ? last : down;
}

static void
draw_label(const struct upright *u, double price, bool now)
{
	const struct style s = { .ink = now ? PAINT_TEXT : PAINT_FAINT,
		.bold = now,
		.anchor = ANCHOR_END };
	struct buf b = { 0 };

	upright_label(&b, u, price, now ? UPRIGHT_PRICE : UPRIGHT_LABEL);
	canvas_text(u->canvas, u->x, upright_text(u, upright_at(u, price)), s,
	    buf_view(&b));
	buf_free(&b);
}

void
upright_draw(const struct upright *u, double price)
{
	const double apart = u->canvas->vector ? APART : APART_LETTERS;
	double now = upright_text(u, upright_at(u, price)), row,
	       last = INFINITY;
	double p = ceil(exp(u->low) / u->step) * u->step, i;

	draw_label(u, price, true);
	/* from the bottom up, where they are farthest apart */
	for (i = 0; log(p + i * u->step) <= u->high; i++) {
		if (!(p + i * u->step > 0))
			continue;
		row = upright_text(u, upright_at(u, p + i * u->step));
		if (last - row < apart || fabs(row - now) < apart / 2 + 0.5)
			continue;
		draw_label(u, p + i * u->step, false);
		last = row;
	}
}
