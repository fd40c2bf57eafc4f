#include "liq-render/plot_draw.h"

#include <math.h>

#define EIGHTHS 8 /* steps of a block within a cell */

static const char *const blocks[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇",
	"█" };

static void
put(const struct plot *p, int x, int row, int ink, const char *sign)
{
	canvas_text(
	    p->canvas, x, row, (struct style){ .ink = ink }, str_of(sign));
}

/* Columns of a bar without the gap behind it. */
static int
bar_columns(const struct plot *p)
{
	return p->slot >= 3 ? (int)p->slot - 1 : (int)p->slot;
}

/* A whole cell: as a ground where there are colours, so that signs may stand
 * on it. */
static void
put_full(const struct plot *p, int x, int row, int paint)
{
	if (!p->canvas->colours)
		put(p, x, row, paint,
		    paint == PAINT_UNKNOWN ? "▒" : blocks[EIGHTHS]);
	else
		canvas_box(p->canvas, x, row, 1, 1, paint, STR(""));
}

/* So many eighths of a cell, from its foot or from its top. */
static void
put_part(const struct plot *p, int x, int row, int paint, int part, bool up)
{
	if (up) {
		put(p, x, row, paint, blocks[part]);
	} else if (p->canvas->colours) {
		/* there are no blocks from the top: the rest of one below */
		canvas_box(p->canvas, x, row, 1, 1, paint, STR(""));
		put(p, x, row, PAINT_GROUND, blocks[EIGHTHS - part]);
	} else {
		put(p, x, row, paint,
		    part < 3   ? "▔"
		    : part < 7 ? "▀"
			       : blocks[EIGHTHS]);
	}
}

static int
eighths(const struct plot *p, double usd)
{
	double n = usd / p->top_usd * p->half * EIGHTHS;

	if (!(usd > 0))
		return 0;
	n = n > p->half * EIGHTHS ? p->half * EIGHTHS : n;
	return n < 1 ? 1 : (int)lround(n);
}

static void
draw_side(const struct plot *p, int left, double usd, int paint, bool up)
{
	const int n = eighths(p, usd), step = up ? -1 : 1;
	int x, r;

	for (x = left; x < left + bar_columns(p); x++) {
		for (r = 1; r <= n / EIGHTHS; r++)
			put_full(p, x, p->zero + step * r, paint);
		if (n % EIGHTHS > 0)
			put_part(
			    p, x, p->zero + step * r, paint, n % EIGHTHS, up);
	}
}

/* A dot in the longer side, as far up or down as the net is. */
static void
draw_net(const struct plot *p, int left, const struct bar *b)
{
	const double net = plot_net(b);
	const int paint = net > 0 ? PAINT_SHORT : PAINT_LONG;
	int full = eighths(p, bar_height(b)) / EIGHTHS, r;

	if (dec_sign(b->long_usd) == 0 || dec_sign(b->short_usd) == 0)
		return;
	r = (eighths(p, fabs(net)) + EIGHTHS - 1) / EIGHTHS;
	r = r > full ? full : r;
	put(p, left + (bar_columns(p) - 1) / 2, p->zero + (net > 0 ? -r : r),
	    p->canvas->colours && r > 0 ? PAINT_ON(paint) : PAINT_TEXT, "•");
}

static void
draw_hatch(const struct plot *p, int left)
{
	int x, row;

	for (row = p->zero - p->half; row <= p->zero + p->half; row++)
		for (x = left; x < left + (int)p->slot; x++)
			if (row != p->zero && (x + row) % 2 == 0)
				put(p, x, row, PAINT_FAINT, "╱");
}

static void
draw_bars(const struct plot *p)
{
	const struct bar *b;
	size_t i;
	int left;

	for (i = 0; i < p->series.n; i++) {
		b = &p->series.of[i];
		left = (int)plot_x(p, (double)i);
		if (plot_hatched(b))
			draw_hatch(p, left);
		if (!bar_sided(b)) {
			draw_side(p, left, bar_height(b), PAINT_UNKNOWN, true);
			continue;
		}
		draw_side(p, left, dec_double(b->short_usd), PAINT_SHORT, true);
		draw_side(p, left, dec_double(b->long_usd), PAINT_LONG, false);
		draw_net(p, left, b);
	}
}

static void
draw_rules(const struct plot *p)
{
	int x, row;

	for (row = p->price_row; row <= p->zero + p->half; row++)
		if (row < p->price_row + p->price_rows ||
		    row >= p->zero - p->half)
			put(p, p->left - 1, row, PAINT_RULE,
			    row == p->zero ? "┼" : "│");
	for (x = p->left; x < p->left + (int)plot_width(p); x++)
		put(p, x, p->zero, PAINT_RULE, "─");
}

/* From row a in the column before to row b in this one. */
static void
draw_step(const struct plot *p, int x, int a, int b)
{
	int row, top = a < b ? a : b, low = a < b ? b : a;

	if (a == b) {
		put(p, x, a, PAINT_TEXT, "─");
		return;
	}
	put(p, x, a, PAINT_TEXT, a < b ? "╮" : "╯");
	put(p, x, b, PAINT_TEXT, a < b ? "╰" : "╭");
	for (row = top + 1; row < low; row++)
		put(p, x, row, PAINT_TEXT, "│");
}

static void
draw_price(const struct plot *p)
{
	const struct price_line *l = &p->price;
	double low, high;
	size_t i, known = 0;
	int row, before = 0;

	plot_range(p, &low, &high);
	for (i = 0; i < l->n; i++) {
		if (!l->of[i].known)
			continue;
		row = p->price_row +
		      (int)lround((high - l->of[i].close) / (high - low) *
				  (p->price_rows - 1));
		for (; l->of[i].joined && known + 1 < i; known++)
			draw_step(p, p->left + (int)known + 1, before, before);
		draw_step(
		    p, p->left + (int)i, l->of[i].joined ? before : row, row);
		before = row;
		known = i;
	}
}

void
plot_letters(const struct plot *p)
{
	draw_rules(p);
	draw_bars(p);
	if (p->price_rows > 0)
		draw_price(p);
}
