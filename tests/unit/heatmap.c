/*
 * 10,000 random estimates on canvases of random sizes: nothing is too wide, no
 * number is none, the bytes are bounded, and what is drawn lies on the canvas.
 */
#include "liq-render/heatmap.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "liq-render/easel.h"
#include "liq-render/gauge.h"
#include "liq-render/levelmap.h"
#include "liq-render/safe.h"
#include "tap.h"

#define ROUNDS 10000
#define FIRST INT64_C(1739404800000)

static uint64_t seed = 20250216;

static uint64_t
dice(uint64_t sides)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (seed >> 33) % sides;
}

static struct dec
decimal(double v)
{
	struct dec d = { 0 };
	int scale = v > 0 ? 12 - (int)floor(log10(v)) : 0;

	dec_of_double(&d, v, scale < 0 ? 0 : scale > 30 ? 30 : scale);
	return d;
}

/* Over many powers of ten; now and then nothing. */
static double
money(void)
{
	return dice(6) == 0 ? 0 : pow(10, (double)dice(40) - 8) * 1.234;
}

/* What a stream has in common: one price, bins of one width. */
struct market {
	double price, step;
	int64_t width, spread;
	bool usual; /* USD are much alike */
};

static void
put_pile(struct buf *to, const struct market *m, int64_t k, int side)
{
	int64_t i, n = (int64_t)dice(12), gap = 1;

	buf_puts(to, "[");
	for (i = 0; i < n; i++) {
		if (dice(50) == 0)
			gap = m->spread;
		buf_printf(to, "%s[%lld,%llu", i > 0 ? "," : "",
		    (long long)(k + (side ? i + 1 : i - n) * gap),
		    (unsigned long long)dice(100000));
		buf_put(
		    to, "0000000000000000000000000", m->usual ? 3 : dice(26));
		buf_puts(to, ".5]");
	}
	buf_puts(to, "]");
}

static void
random_columns(struct scene *s, const struct market *m)
{
	int64_t at = (int64_t)floor(log(m->price) / log1p(m->step));
	struct buf pile[4] = { { 0 }, { 0 }, { 0 }, { 0 } };
	struct record r;
	struct column *c = &r.as.column;
	int i, k, n = (int)dice(20);

	for (i = 0; i < n; i++) {
		record_clear(&r, RECORD_COLUMN);
		c->ts = FIRST +
			(i + (dice(9) == 0 ? (int64_t)dice(50) : 0)) * m->width;
		c->width_ms = m->width;
		c->low = c->open = decimal(m->price * (1 + (double)i / 999));
		c->high = c->close =
		    decimal(m->price * (1.01 + (double)i / 999));
		c->bin_low = dec_int(1);
		c->bin_step = decimal(m->step);
		for (k = 0; k < 4; k++) {
			buf_reset(&pile[k]);
			put_pile(&pile[k], m, at, k % 2);
		}
		c->lng = buf_view(&pile[0]);
		c->shrt = buf_view(&pile[1]);
		c->swept_long = buf_view(&pile[2]);
		c->swept_short = buf_view(&pile[3]);
		c->final = (int)dice(3);
		str_copy(c->base, sizeof(c->base),
		    dice(30) == 0 ? STR("\xe2\x80\xae<&>\x1b[2J") : STR("BTC"));
		heatmap_add(s, &r);
	}
	for (k = 0; k < 4; k++)
		buf_free(&pile[k]);
}

static void
random_levels(struct scene *s, const struct market *m, enum record_type type)
{
	struct record r;
	int i, n = (int)dice(20);
	double price;

	for (i = 0; i < n; i++) {
		record_clear(&r, type);
		price = m->price * exp(((double)dice(2000) / 1000 - 1) *
				       (dice(30) == 0 ? 20 : 0.2));
		if (type == RECORD_LEVEL) {
			r.as.level.ts = FIRST;
			r.as.level.side = 1 + (price > m->price);
			r.as.level.price = decimal(price);
			r.as.level.low = decimal(price * 0.999);
			r.as.level.high = decimal(price * 1.001);
			r.as.level.usd = decimal(money());
			r.as.level.leverage = dec_int((int64_t)dice(130));
			r.as.level.leverage.known = dice(3) != 0;
			str_copy(r.as.level.base, 32, STR("BTC"));
		} else {
			r.as.cluster.ts = FIRST;
			r.as.cluster.side = 1 + (price > m->price);
			r.as.cluster.price = decimal(price);
			r.as.cluster.usd = decimal(money());
			r.as.cluster.distance =
			    decimal(fabs(price / m->price - 1));
			str_copy(r.as.cluster.base, 32, STR("BTC"));
		}
		heatmap_add(s, &r);
	}
}

static void
random_events(struct scene *s, const struct market *m)
{
	struct record r;
	int i, n = (int)dice(15);

	for (i = 0; i < n; i++) {
		record_clear(&r, RECORD_LIQUIDATION);
		r.as.liquidation.ts =
		    FIRST + (int64_t)dice((uint64_t)(40 * m->width));
		r.as.liquidation.side = (int)dice(3);
		r.as.liquidation.price =
		    decimal(m->price * (0.9 + (double)dice(1000) / 5000));
		r.as.liquidation.usd = decimal(money());
		snprintf(r.as.liquidation.id, 80, "%d", i);
		str_copy(r.as.liquidation.base, 32, STR("BTC"));
		heatmap_add(s, &r);
		record_clear(&r, RECORD_CANDLE);
		r.as.candle.ts = FIRST + i * m->width;
		r.as.candle.width_ms = 1 + (int64_t)dice((uint64_t)m->width);
		r.as.candle.open = r.as.candle.low = decimal(m->price);
		r.as.candle.close = r.as.candle.high =
		    decimal(m->price * 1.001);
		str_copy(r.as.candle.base, 32, STR("BTC"));
		heatmap_add(s, &r);
	}
}

static void
random_scene(struct scene *s)
{
	static const int64_t widths[] = { 1, 60000, HOUR_MS, 30 * DAY_MS };
	struct market m = { .price = pow(10, (double)dice(24) - 10) * 3.21,
		.step = dice(2) ? 0.001 : pow(10, -(double)dice(8)),
		.width = widths[dice(4)],
		.spread = (int64_t)dice(1000000),
		.usual = dice(2) == 0 };

	*s = (struct scene){ .palette = { .sides = pairs } };
	s->min = dice(4) == 0 ? decimal(money()) : s->min;
	s->max = dice(4) == 0 ? decimal(money()) : s->max;
	s->heat.floor = dice(4) == 0 ? decimal(money()) : s->max;
	s->heat.scale = (int)dice(4);
	s->heat.range = dice(3) == 0 ? (double)(1 + dice(2000)) / 1000 : 0;
	s->heat.columns = (int64_t)dice(3) * (int64_t)dice(100);
	s->heat.rows = (int64_t)dice(3) * (int64_t)dice(100);
	s->top = (int64_t)dice(6);
	s->palette.ramp = dice(2) == 0 ? &ramps[dice(4)] : NULL;
	s->zone.offset = (int)dice(28 * 60) - 14 * 60;
	random_columns(s, &m);
	random_levels(s, &m, RECORD_LEVEL);
	random_levels(s, &m, RECORD_CLUSTER);
	random_events(s, &m);
}

/* No line is too wide, and there are not many more than asked for. */
static bool
text_fits(struct str text, int columns, int rows)
{
	struct str line;
	int n = 0;

	while (str_split(&text, '\n', &line)) {
		if (line.n > 0 &&
		    (safe_columns(line) > columns || line.s[line.n - 1] == ' '))
			return false;
		n += line.n > 0 || text.n > 0;
	}
	if (n > rows)
		printf("# %d rows\n", n);
	return n <= rows;
}

/* Every x of a text lies in the picture. */
static bool
texts_inside(struct str svg, double width)
{
	static const char start[] = "<text x=\"";
	const char *p = svg.s, *end = svg.s + svg.n;
	double x;

	while ((p = memmem(p, (size_t)(end - p), start, 9)) != NULL) {
		p += 9;
		x = strtod(p, NULL);
		if (!(x >= 0 && x <= width)) {
			printf("# a text at %g\n", x);
			return false;
		}
	}
	return true;
}

/* No number of an attribute or a path is none; pictures may spell it. */
static bool
all_numbers(struct str svg)
{
	static const char *const none[] = { "\"nan", " nan", "-nan", "\"inf",
		" inf", "-inf", "Mnan", "Minf", "Lnan", "Linf" };
	size_t i;

	for (i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (memmem(svg.s, svg.n, none[i], strlen(none[i])) != NULL)
			return false;
	return true;
}

static bool
is_picture(struct str svg, double width)
{
	return str_starts(svg, STR("<svg ")) &&
	       str_ends(svg, STR("</svg>\n")) && all_numbers(svg) &&
	       memmem(svg.s, svg.n, "\x1b", 1) == NULL &&
	       memmem(svg.s, svg.n, "<&>", 3) == NULL && svg.n < 400000 &&
	       texts_inside(svg, width);
}

static bool
holds(bool is_map)
{
	struct look l = { .width = 20 + (int64_t)dice(200),
		.height = 8 + (int64_t)dice(60),
		.color = COLOR_NEVER,
		.format = FORMAT_UNICODE + (int)dice(3),
		.cells = (int)dice(2) };
	struct easel e = { 0 };
	struct scene s;
	struct buf b = { 0 };
	bool good;

	random_scene(&s);
	if (l.format == FORMAT_SVG) {
		l.width = 320 + (int64_t)dice(1600);
		l.height = 200 + (int64_t)dice(900);
	}
	s.chart = chart_find(is_map ? "map" : "heatmap");
	easel_open(&e, &l, &s.palette);
	s.chart->draw(&s, &e.canvas);
	easel_take(&e, &b);
	good = l.format == FORMAT_SVG
		   ? is_picture(buf_view(&b), (double)l.width)
		   : text_fits(buf_view(&b), (int)l.width,
			 l.height < 40 ? 40 : (int)l.height);
	if (!good)
		printf("# %s, %lld x %lld, format %d:\n%.*s\n", s.chart->name,
		    (long long)l.width, (long long)l.height, l.format,
		    b.n < 6000 ? (int)b.n : 6000, b.s);
	buf_free(&b);
	estimates_free(&s.estimates);
	happened_free(&s.happened);
	intake_free(&s.intake);
	return good;
}

int
main(void)
{
	int i, bad = 0;

	for (i = 0; i < ROUNDS && bad < 2; i++)
		bad += !holds(i % 3 == 0);
	ok(bad == 0, "%d random maps of heat", i);
	return tap_end();
}
