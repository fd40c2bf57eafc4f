/*
 * 10,000 random inputs on canvases of random sizes: nothing is too wide or
 * too high, no number is none, and what is drawn lies on the canvas.
 */
#include <stdlib.h>

#include "base/when.h"
#include "liq-render/bars.h"
#include "liq-render/chart.h"
#include "liq-render/easel.h"
#include "liq-render/safe.h"
#include "liq-render/spark.h"
#include "liq-render/table.h"
#include "liq-render/tape.h"
#include "liq-render/treemap.h"
#include "tap.h"

#define ROUNDS 10000
#define FIRST INT64_C(1739404800000)

static uint64_t seed = 20250215;

static uint64_t
dice(uint64_t sides)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return (seed >> 33) % sides;
}

/* Over many powers of ten; now and then nothing. */
static struct dec
money(void)
{
	struct dec d = dec_int((int64_t)dice(1000000));

	d.scale = (short)dice(9);
	if (dice(4) == 0)
		dec_shift(&d, d, (int)dice(20));
	return dice(5) == 0 ? dec_int(0) : d;
}

static void
name(char *to, size_t size)
{
	static const char *const names[] = { "BTC", "ETH", "1000PEPE", "",
		"\xe2\x80\xae", "<&>\x1b[2J", "東京", "A name that is long" };

	str_copy(to, size, str_of(names[dice(8)]));
}

static const struct scene *
random_scene(struct scene *s)
{
	static const int64_t widths[] = { 1, MINUTE_MS, HOUR_MS, DAY_MS,
		7 * HOUR_MS };
	struct record r;
	int64_t width = widths[dice(5)], span = 1 + (int64_t)dice(400);
	int i, n = (int)dice(60);

	*s = (struct scene){ .palette = { .sides = pairs } };
	s->min = dice(4) == 0 ? money() : s->min;
	s->max = dice(4) == 0 ? money() : s->max;
	s->top = (int64_t)dice(6);
	s->nested = dice(2) == 0;
	s->across = dice(2) == 0;
	s->order = (int)dice(ORDERS);
	s->zone.offset = (int)dice(28 * 60) - 14 * 60;
	for (i = 0; i < n; i++) {
		struct total *t = &r.as.total;

		record_clear(&r, RECORD_TOTAL);
		t->width_ms = dice(9) == 0 ? widths[dice(5)] : width;
		t->ts = FIRST + (int64_t)dice((uint64_t)span) * width +
			(dice(20) == 0 ? (int64_t)dice(1000000) : 0);
		name(t->base, sizeof(t->base));
		name(t->exchange, sizeof(t->exchange));
		t->long_usd = money();
		t->short_usd = money();
		dec_add(&t->usd, t->long_usd, t->short_usd);
		t->long_usd.known = dice(10) != 0;
		t->sampled = (int)dice(3);
		t->final = (int)dice(3);
		if (dice(2) == 0)
			t->low = t->high = money();
		if (dice(2) == 0)
			t->coverage = (struct dec){ (i128)dice(11), 1, true };
		totals_add(&s->totals, t);
	}
	return s;
}

static void
random_candles(struct scene *s)
{
	struct candle c = { .width_ms = (int64_t)dice(2) * HOUR_MS + 60000 };
	int i, n = (int)dice(80);

	for (i = 0; i < n; i++) {
		c.ts = FIRST + (int64_t)dice(500) * c.width_ms;
		c.low = dec_int(1 + (int64_t)dice(1000));
		c.low.scale = (short)dice(12);
		dec_add(&c.high, c.low, dec_int((int64_t)dice(3)));
		c.close = c.open = c.low;
		name(c.base, sizeof(c.base));
		prices_add(&s->prices, &c);
	}
}

static void
random_tape(struct scene *s)
{
	struct record r;
	int i, n = (int)dice(40);

	for (i = 0; i < n; i++) {
		record_clear(&r, RECORD_LIQUIDATION);
		r.as.liquidation.ts = FIRST + (int64_t)dice(4 * DAY_MS);
		r.as.liquidation.side = 1 + (int)dice(2);
		r.as.liquidation.price = money();
		r.as.liquidation.usd = money();
		name(r.as.liquidation.symbol, 64);
		name(r.as.liquidation.exchange, 24);
		tape_add(s, &r);
	}
}

/* The widest line, and how many; text without colours. */
static bool
text_fits(struct str text, int columns, int rows)
{
	struct str line;
	int n = 0;

	while (str_split(&text, '\n', &line)) {
		if (text.s != NULL && line.n > 0 &&
		    (safe_columns(line) > columns || line.s[line.n - 1] == ' '))
			return false;
		n += line.n > 0 || text.n > 0;
	}
	return rows == 0 || n <= rows;
}

static bool
is_picture(struct str svg)
{
	return str_starts(svg, STR("<svg ")) &&
	       str_ends(svg, STR("</svg>\n")) &&
	       memmem(svg.s, svg.n, "nan", 3) == NULL &&
	       memmem(svg.s, svg.n, "inf", 3) == NULL &&
	       memmem(svg.s, svg.n, "\x1b", 1) == NULL &&
	       memmem(svg.s, svg.n, "<&>", 3) == NULL && svg.n < 400000;
}

static void (*const draws[])(struct scene *, const struct canvas *) = {
	bars_draw, spark_draw, treemap_draw, tape_draw, table_draw
};

static bool
holds(void)
{
	struct look l = { .width = 20 + (int64_t)dice(200),
		.height = 16 + (int64_t)dice(60) };
	struct easel e = { 0 };
	struct scene s;
	struct buf b = { 0 };
	const size_t which = dice(5);
	bool good;

	random_scene(&s);
	random_candles(&s);
	random_tape(&s);
	l.format = FORMAT_UNICODE + (int)dice(3);
	l.color = COLOR_NEVER;
	if (l.format == FORMAT_SVG) {
		l.width = 320 + (int64_t)dice(1600);
		l.height = 200 + (int64_t)dice(900);
	}
	easel_open(&e, &l, &s.palette);
	s.chart = chart_find(which == 3 ? "tape" : "bars");
	draws[which](&s, &e.canvas);
	easel_take(&e, &b);
	good = l.format == FORMAT_SVG
		   ? is_picture(buf_view(&b))
		   : text_fits(buf_view(&b), (int)l.width,
			 which < 2 && l.width >= 40 ? (int)l.height : 0);
	if (!good)
		printf("# chart %zu, %lld x %lld, format %d:\n%.*s\n", which,
		    (long long)l.width, (long long)l.height, l.format,
		    b.n < 4000 ? (int)b.n : 4000, b.s);
	buf_free(&b);
	totals_free(&s.totals);
	prices_free(&s.prices);
	tape_free(&s.tape);
	return good;
}

int
main(void)
{
	int i, bad = 0;

	for (i = 0; i < ROUNDS && bad < 3; i++)
		bad += !holds();
	ok(bad == 0, "%d random pictures", i);
	return tap_end();
}
