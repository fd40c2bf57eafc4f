#include "liq-render/beside.h"

#include <math.h>
#include <stdlib.h>

#include "liq-render/axis.h"
#include "liq-render/frame.h"
#include "liq-render/safe.h"

size_t
beside_clusters(struct beside *to, const struct caption *c, size_t room)
{
	const struct stretches *all = &c->estimate->clusters;
	const struct upright *u = c->upright;
	const struct stretch *s;
	size_t i, n = 0;
	double at;

	for (i = 0; i < all->n && n < room; i++) {
		s = &all->of[i];
		at = upright_at(u, s->price);
		if (!(s->usd > 0) || !(at >= u->top && at <= u->top + u->rows))
			continue;
		to[n++] = (struct beside){ .at = at,
			.weight = s->usd,
			.ink = s->side == SIDE_SHORT ? PAINT_SHORT : PAINT_LONG,
			.sign = s->side == SIDE_SHORT ? SIGN_SHORT : SIGN_LONG,
			.price = s->price,
			.usd = s->usd,
			.high = s->high,
			.low = s->low };
	}
	return n;
}

static int
by_place(const void *x, const void *y)
{
	const struct beside *a = x, *b = y;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->weight < b->weight ? -1 : a->weight > b->weight;
}

static int
by_weight(const void *x, const void *y)
{
	const struct beside *a = x, *b = y;

	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return by_place(x, y);
}

size_t
beside_spread(struct beside *b, size_t n, const struct upright *u, size_t most)
{
	double next = u->top, last = u->top + u->rows - 1;
	size_t i;

	qsort(b, n, sizeof(*b), by_weight);
	most = most < (size_t)u->rows ? most : (size_t)u->rows;
	n = n < most ? n : most;
	qsort(b, n, sizeof(*b), by_place);
	for (i = 0; i < n; i++) {
		b[i].row = fmax(upright_text(u, b[i].at), next);
		next = b[i].row + 1;
	}
	for (i = n; i-- > 0;) {
		b[i].row = fmin(b[i].row, last);
		last = b[i].row - 1;
	}
	return n;
}

static void
put_right(struct buf *to, struct buf *text, int width)
{
	int n = width - safe_columns(buf_view(text));

	while (n-- > 0)
		buf_putc(to, ' ');
	buf_str(to, buf_view(text));
	buf_reset(text);
}

void
beside_write(
    const struct beside *b, const struct caption *c, double x, int width)
{
	const struct style sign = { .ink = b->ink }, plain = { 0 };
	struct buf part = { 0 }, line = { 0 };

	canvas_text(c->canvas, x, b->row, sign, str_of(b->sign));
	upright_label(&part, c->upright, b->price, UPRIGHT_PLACE);
	put_right(&line, &part, width);
	axis_usd(&part, b->usd);
	put_right(&line, &part, 8);
	caption_distance(&part, c, b->price);
	put_right(&line, &part, 7);
	canvas_text(c->canvas, x + 2, b->row, plain, buf_view(&line));
	buf_free(&part);
	buf_free(&line);
}
