#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-render/axis.h"
#include "liq-render/frame.h"
#include "liq-render/heat.h"

#define LARGEST 12 /* pixels: the radius of the largest disc */
#define SMALLEST 1.2 /* of one that can be seen */
#define MOST_DISCS 80
#define MOST_SIGNS 40
#define LEAST_SIGN 0.03 /* of the largest, where area cannot tell */
#define LEGEND 22 /* columns of a disc and its USD */
#define FINEST 400 /* places in either direction */

/* Liquidations of a side that fall into one place are one. */
struct place {
	int x, y, side;
	double usd;
};

struct places {
	int nx, ny;
	double *usd; /* by side, row, column */
	struct place *of; /* those that are not empty, the largest first */
	size_t n;
};

static double *
usd_at(const struct places *p, int side, int x, int y)
{
	return &p->usd[((size_t)side * (size_t)p->ny + (size_t)y) *
			   (size_t)p->nx +
		       (size_t)x];
}

static bool
is_shown(const struct heat *h, const struct hit *x)
{
	const struct scene *s = h->scene;
	const struct plane *p = &h->plane;
	double y;

	if (x->ts < p->since || x->ts >= p->until || x->side == SIDE_NONE ||
	    (s->min.known && x->usd < dec_double(s->min)) ||
	    !happened_is_of(&s->happened, x, h->estimate->base))
		return false;
	y = plane_y(p, x->price);
	return y >= 0 && y < p->rows;
}

/* Where at, of whole, is among so many parts. */
static int
part(double at, int whole, int parts)
{
	int i = (int)(at / whole * parts);

	return i < parts ? i : parts - 1;
}

void
heat_count(struct heat *h)
{
	const struct happened *all = &h->scene->happened;
	size_t i;

	h->hits = 0;
	h->hit_usd = 0;
	for (i = 0; i < all->hits; i++)
		if (is_shown(h, &all->hit[i])) {
			h->hits++;
			h->hit_usd += all->hit[i].usd;
		}
}

static void
gather(const struct heat *h, struct places *p)
{
	const struct happened *all = &h->scene->happened;
	const struct hit *x;
	size_t i;
	int side;

	for (i = 0; i < all->hits; i++) {
		x = &all->hit[i];
		if (!is_shown(h, x))
			continue;
		side = x->side == SIDE_SHORT;
		*usd_at(p, side,
		    part(plane_x(&h->plane, x->ts), h->plane.columns, p->nx),
		    part(plane_y(&h->plane, x->price), h->plane.rows, p->ny)) +=
		    x->usd;
	}
}

static int
by_usd(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->usd != y->usd)
		return x->usd > y->usd ? -1 : 1;
	if (x->x != y->x)
		return x->x - y->x;
	return x->y != y->y ? x->y - y->y : x->side - y->side;
}

static void
collect(struct places *p)
{
	double usd;
	int side, x, y;

	for (side = 0; side < 2; side++)
		for (y = 0; y < p->ny; y++)
			for (x = 0; x < p->nx; x++) {
				usd = *usd_at(p, side, x, y);
				if (usd > 0)
					p->of[p->n++] =
					    (struct place){ x, y, side, usd };
			}
	qsort(p->of, p->n, sizeof(*p->of), by_usd);
}

static void
put_tip(struct buf *to, const struct heat *h, const struct places *all,
    const struct place *p)
{
	const struct plane *plane = &h->plane;
	double at = (p->x + 0.5) / all->nx;

	buf_puts(to, p->side ? "shorts " : "longs ");
	axis_usd(to, p->usd);
	buf_puts(to, " liquidated at ");
	upright_label(to, &h->upright,
	    plane_price(plane, (p->y + 0.5) * plane->rows / all->ny),
	    UPRIGHT_PRICE);
	buf_puts(to, ", ");
	label_time(to, &h->scene->zone,
	    plane->since +
		(int64_t)(at * (double)(plane->until - plane->since)) /
		    MINUTE_MS * MINUTE_MS);
}

/* Area is USD. */
static void
draw_disc(const struct heat *h, const struct places *all, const struct place *p)
{
	const struct canvas *c = h->canvas;
	double radius = LARGEST * sqrt(p->usd / all->of[0].usd);
	struct buf tip = { 0 };

	if (radius < SMALLEST)
		return;
	put_tip(&tip, h, all, p);
	c->disc(c->to, h->left + (p->x + 0.5) * h->width / all->nx,
	    h->top + (p->y + 0.5) * h->rows / all->ny, radius,
	    p->side ? PAINT_SHORT : PAINT_LONG, buf_view(&tip));
	buf_free(&tip);
}

static void
draw_sign(const struct heat *h, const struct places *all, const struct place *p)
{
	const struct style s = { .ink = p->side ? PAINT_SHORT : PAINT_LONG,
		.bold = true };

	if (p->usd < LEAST_SIGN * all->of[0].usd)
		return;
	canvas_text(h->canvas, h->left + p->x, h->top + p->y, s,
	    str_of(p->side ? SIGN_SHORT : SIGN_LONG));
}

void
heat_hits(struct heat *h)
{
	const struct canvas *c = h->canvas;
	struct places p = { .nx = h->width, .ny = h->rows };
	size_t i, room, most = c->vector ? MOST_DISCS : MOST_SIGNS;

	if (c->vector) {
		p.nx = h->width * 2 < FINEST ? h->width * 2 : FINEST;
		p.ny = h->rows * 3 < FINEST ? h->rows * 3 : FINEST;
	}
	room = 2 * (size_t)p.nx * (size_t)p.ny;
	p.usd = xcalloc(room, sizeof(*p.usd));
	p.of = xcalloc(room, sizeof(*p.of));
	gather(h, &p);
	collect(&p);
	h->hit_most = p.n > 0 ? p.of[0].usd : 0;
	c->layer(c->to, "liquidations");
	for (i = 0; i < p.n && i < most; i++)
		if (c->vector)
			draw_disc(h, &p, &p.of[i]);
		else
			draw_sign(h, &p, &p.of[i]);
	c->layer(c->to, "");
	free(p.usd);
	free(p.of);
}

void
heat_hits_legend(const struct heat *h, double x, double row)
{
	static const double parts[] = { 10, 5, 4, 2.5, 2, 1 };
	const struct canvas *c = h->canvas;
	const struct style s = { .ink = PAINT_FAINT };
	struct buf b = { 0 };
	double usd, power;
	int i;

	if (!c->vector || !(h->hit_most > 0) || x + LEGEND > c->columns)
		return;
	power = pow(10, floor(log10(h->hit_most)));
	for (i = 0; i < 5 && parts[i] * power > h->hit_most;)
		i++;
	usd = parts[i] * power;
	c->disc(c->to, x + 1.5, row + 0.5, LARGEST * sqrt(usd / h->hit_most),
	    PAINT_UNKNOWN, STR(""));
	buf_puts(&b, "liquidated: ");
	axis_usd(&b, usd);
	canvas_text(c, x + 3.5, row, s, buf_view(&b));
	buf_free(&b);
}
