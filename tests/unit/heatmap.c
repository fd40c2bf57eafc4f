/*
 * Random estimates on canvases of random sizes: nothing is too wide, no number
 * is none, the bytes are bounded, and what is drawn lies on the canvas.
 */
#include "liq-render/heatmap.h"

#include <math.h>

#include "base/when.h"
#include "liq-render/gauge.h"
#include "liq-render/levelmap.h"
#include "picture.h"
#include "tap.h"

#define ROUNDS 500
#define BIG 3000
#define BIG_BINS 30
#define LEAST_ROWS 24 /* that a picture takes when there is less room */
#define NARROW_ROWS 30 /* with fewer than 40 columns */
#define FIRST INT64_C(1739404800000)

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

/* Thousands of columns, each of which sweeps something; holes between them. */
static void
big_scene(struct scene *s)
{
	static const int64_t hours[] = { 1, 1, 1, 1, 2 };
	struct buf pile = { 0 };
	struct record r;
	struct column *c = &r.as.column;
	int64_t ts = FIRST;
	int i, k;

	*s = (struct scene){ .palette = { .sides = pairs } };
	for (i = 0; i < BIG; i++, ts += hours[dice(5)] * HOUR_MS) {
		record_clear(&r, RECORD_COLUMN);
		c->ts = ts;
		c->width_ms = HOUR_MS;
		c->open = c->low = dec_int(95);
		c->high = c->close = dec_int(105);
		c->bin_low = dec_int(1);
		c->bin_step = decimal(0.001);
		buf_reset(&pile);
		for (k = 0; k < BIG_BINS; k++)
			buf_printf(&pile, "%s[%d,%d.5]", k > 0 ? "," : "[",
			    4560 + 2 * k, (int)dice(100000));
		buf_puts(&pile, "]");
		c->lng = c->swept_long = buf_view(&pile);
		c->shrt = c->swept_short = STR("[]");
		str_copy(c->base, sizeof(c->base), STR("BTC"));
		heatmap_add(s, &r);
	}
	buf_free(&pile);
}

/* However large it is asked for, an SVG stays small. */
static void
bounded(void)
{
	static const struct heat_ask asks[] = { { 0 },
		{ .columns = 4000, .rows = 2000 } };
	static const int64_t sizes[][2] = { { 960, 540 }, { 10000, 10000 } };
	struct look l = { .format = FORMAT_SVG };
	struct scene s;
	size_t i, k;

	big_scene(&s);
	s.chart = chart_find("heatmap");
	for (i = 0; i < 2; i++)
		for (k = 0; k < 2; k++) {
			s.heat.columns = asks[i].columns;
			s.heat.rows = asks[i].rows;
			l.width = sizes[k][0];
			l.height = sizes[k][1];
			ok(picture_holds(&s, &l, 0),
			    "%d columns, %lld wide, %lld asked for", BIG,
			    (long long)l.width, (long long)asks[i].columns);
		}
	estimates_free(&s.estimates);
}

static bool
holds(bool is_map)
{
	const struct look l = random_look(8);
	struct scene s;
	bool good;
	int rows;

	random_scene(&s);
	s.chart = chart_find(is_map ? "map" : "heatmap");
	rows = l.width < 40 ? NARROW_ROWS : LEAST_ROWS;
	rows = l.height > rows ? (int)l.height : rows;
	good = picture_holds(&s, &l, rows);
	estimates_free(&s.estimates);
	happened_free(&s.happened);
	intake_free(&s.intake);
	return good;
}

int
main(void)
{
	int i, n = rounds(ROUNDS), bad = 0;

	for (i = 0; i < n && bad < 2; i++)
		bad += !holds(i % 3 == 0);
	ok(bad == 0, "%d random maps of heat", i);
	bounded();
	return tap_end();
}
