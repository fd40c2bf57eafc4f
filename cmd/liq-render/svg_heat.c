#include "liq-render/svg_heat.h"

#include <math.h>

#include "base/base64.h"
#include "liq-render/png.h"
#include "liq-render/safe.h"

#define RUN_BYTES 8 /* of a run in a path, about */

struct run {
	int x, y, n, level;
};

/* The run that starts at x in row y; what is not heat is level 0. */
static struct run
run_at(const struct cells *c, int x, int y)
{
	const uint8_t *row = c->level + (size_t)y * (size_t)c->columns;
	struct run r = { .x = x, .y = y, .level = row[x] };

	while (x + r.n < c->columns && row[x + r.n] == row[x])
		r.n++;
	if (r.level > HEATS)
		r.level = 0;
	return r;
}

size_t
svg_cells_size(const struct cells *c)
{
	struct run r;
	size_t runs = 0;
	int x, y;

	for (y = 0; y < c->rows; y++)
		for (x = 0; x < c->columns; x += r.n) {
			r = run_at(c, x, y);
			runs += r.level > 0;
		}
	return runs * RUN_BYTES;
}

/* The path of a level as far as it has got. */
struct path {
	struct buf d;
	int x, y; /* where the pen is; y -1: nowhere yet */
};

/* A minus parts numbers, too. */
static void
put_pair(struct buf *to, int x, int y)
{
	buf_int(to, x);
	if (y >= 0)
		buf_putc(to, ' ');
	buf_int(to, y);
}

static void
put_run(struct path *p, const struct run *r)
{
	if (p->y >= 0) {
		buf_putc(&p->d, 'm');
		put_pair(&p->d, r->x - p->x, r->y - p->y);
	} else {
		buf_putc(&p->d, 'M');
		put_pair(&p->d, r->x, r->y);
	}
	buf_putc(&p->d, 'h');
	buf_int(&p->d, r->n);
	p->x = r->x + r->n;
	p->y = r->y;
}

static void
put_paths(struct svg *s, const struct cells *c)
{
	struct path path[HEATS + 1] = { 0 };
	struct run r;
	int i, x, y;

	for (i = 0; i <= HEATS; i++)
		path[i].y = -1;
	for (y = 0; y < c->rows; y++)
		for (x = 0; x < c->columns; x += r.n) {
			r = run_at(c, x, y);
			if (r.level > 0)
				put_run(&path[r.level], &r);
		}
	for (i = 1; i <= HEATS; i++) {
		if (path[i].d.n == 0)
			continue;
		buf_puts(&s->body, "<path");
		svg_stroke(s, PAINT_HEAT + i - 1);
		if (s->page)
			buf_printf(&s->body, " data-level=\"%d\"", i);
		buf_puts(&s->body, " d=\"");
		buf_str(&s->body, buf_view(&path[i].d));
		buf_puts(&s->body, "\"/>\n");
		buf_free(&path[i].d);
	}
}

static void
put_image(struct svg *s, const struct cells *c, bool dark, const char *more)
{
	struct rgb colours[HEATS + 1] = { 0 };
	struct buf png = { 0 };
	int i;

	for (i = 1; i <= HEATS; i++)
		colours[i] = palette_rgb(s->palette, PAINT_HEAT + i - 1, dark);
	png_put(&png, c->level, c->columns, c->rows, colours, HEATS + 1);
	buf_printf(&s->body,
	    "<image width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" "
	    "image-rendering=\"pixelated\"%s "
	    "href=\"data:image/png;base64,",
	    c->columns, c->rows, more);
	base64_put(&s->body, (const unsigned char *)png.s, png.n);
	buf_puts(&s->body, "\"/>\n");
	buf_free(&png);
}

/* A picture has its colours in it: for either ground there is one. */
static void
put_images(struct svg *s, const struct cells *c)
{
	if (s->theme != THEME_AUTO) {
		put_image(s, c, s->theme == THEME_DARK, "");
		return;
	}
	s->images = true;
	put_image(s, c, false, " class=\"l\"");
	put_image(s, c, true, " class=\"d\" visibility=\"hidden\"");
}

void
svg_cells(
    void *to, double x, double y, double w, double h, const struct cells *c)
{
	struct svg *s = to;
	double left = svg_x(x), top = svg_y(y);
	double high = (svg_y(y + h) - top) / c->rows;

	svg_begin(s);
	buf_printf(&s->body,
	    "<g transform=\"translate(%.6g %.6g) scale(%.6g %.6g)\" "
	    "fill=\"none\" shape-rendering=\"crispEdges\">\n",
	    left, s->raster ? top : top + high / 2,
	    (svg_x(x + w) - left) / c->columns, high);
	if (s->raster)
		put_images(s, c);
	else
		put_paths(s, c);
	buf_puts(&s->body, "</g>\n");
	svg_reach(s, y + h);
}

void
svg_disc(void *to, double x, double y, double radius, int paint, struct str tip)
{
	struct svg *s = to;

	svg_begin(s);
	buf_printf(&s->body, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"",
	    svg_x(x), svg_y(y), radius);
	svg_fill(s, paint);
	buf_puts(&s->body, " fill-opacity=\".7\"");
	if (tip.n > 0) {
		buf_puts(&s->body, "><title>");
		safe_xml(&s->body, tip);
		buf_puts(&s->body, "</title></circle>\n");
	} else {
		buf_puts(&s->body, "/>\n");
	}
	svg_reach(s, y);
}

void
svg_layer(void *to, const char *name)
{
	struct svg *s = to;

	if (!s->page)
		return;
	svg_begin(s);
	if (s->in_layer)
		buf_puts(&s->body, "</g>\n");
	s->in_layer = name[0] != '\0';
	if (s->in_layer)
		buf_printf(&s->body, "<g class=\"layer-%s\">\n", name);
}

/*
 * Amounts as two signs each, steps of a logarithm from the least to the most;
 * the lowest is none.  A step is less than a thousandth for what is shown.
 */
static void
put_amounts(struct buf *to, const struct meaning *m, double least, double most)
{
	static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "!#$%()*+-;=?@^_`{|}~.,:";
	const int base = sizeof(signs) - 1;
	double per_log =
	    most > least ? (base * base - 2) / log(most / least) : 0;
	size_t i, n = (size_t)m->columns * (size_t)m->rows;
	int v;

	for (i = 0; i < n; i++) {
		v = m->usd[i] >= least
			? 1 + (int)lround(log(m->usd[i] / least) * per_log)
			: 0;
		buf_putc(to, signs[v / base]);
		buf_putc(to, signs[v % base]);
	}
}

void
svg_meaning(void *to, const struct meaning *m)
{
	struct svg *s = to;
	struct buf *d = &s->data;
	size_t i, n = (size_t)m->columns * (size_t)m->rows;
	double most = 0, least;
	int k;

	if (!s->page)
		return;
	for (i = 0; i < n; i++)
		most = m->usd[i] > most ? m->usd[i] : most;
	least = most / 1e4;
	buf_reset(d);
	buf_printf(d, "{\"x\":%.6g,\"y\":%.6g,\"w\":%.6g,\"h\":%.6g,",
	    svg_x(m->x), svg_y(m->y), svg_x(m->x + m->w) - svg_x(m->x),
	    svg_y(m->y + m->h) - svg_y(m->y));
	buf_printf(d,
	    "\"since\":%lld,\"until\":%lld,\"high\":%.12g,\"low\":%.12g,"
	    "\"columns\":%d,\"rows\":%d,\"least\":%.6g,\"most\":%.6g,",
	    (long long)m->since, (long long)m->until, m->high, m->low,
	    m->columns, m->rows, least, most);
	buf_puts(d, "\"from\":[");
	for (k = 0; k < HEATS && m->from != NULL; k++)
		buf_printf(d, "%s%.4g", k > 0 ? "," : "",
		    isfinite(m->from[k]) ? m->from[k] : 0);
	buf_puts(d, "],\"cells\":\"");
	put_amounts(d, m, least > 0 ? least : 1, most);
	buf_puts(d, "\"}");
}
