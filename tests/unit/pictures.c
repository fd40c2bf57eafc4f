/*
 * Random inputs on canvases of random sizes: nothing is too wide or too high,
 * no number is none, and what is drawn lies on the canvas.
 */
#include "base/when.h"
#include "liq-render/scene.h"
#include "picture.h"
#include "tap.h"

#define ROUNDS 1000
#define MOST_TILES 100
#define FIRST INT64_C(1739404800000)

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

/* The USD that a tile's tip tells, with commas; 0: it has no tip. */
static double
told_usd(struct str line)
{
	const char *end = memmem(line.s, line.n, " USD (", 6), *p = end;
	double usd = 0, part = 0;

	while (p != NULL && strchr("0123456789,.", p[-1]) != NULL)
		p--;
	for (; p < end; p++)
		if (*p == '.')
			part = 1;
		else if (*p != ',') {
			part /= 10;
			usd = part > 0 ? usd + (*p - '0') * part
				       : usd * 10 + (*p - '0');
		}
	return usd;
}

/* How far the area of a tile is from its USD at most, as a part of it. */
static double
worst_area(struct str svg)
{
	double area[MOST_TILES], usd[MOST_TILES], all = 0, sum = 0, off,
						  worst = 0;
	struct str line;
	size_t i, n = 0;

	while (str_split(&svg, '\n', &line) && n < MOST_TILES) {
		if (!str_starts(line, STR("<rect x=")) ||
		    !((usd[n] = told_usd(line)) > 0))
			continue;
		area[n] = svg_number(line, " width=\"", 0) *
			  svg_number(line, " height=\"", 0);
		all += area[n];
		sum += usd[n++];
	}
	for (i = 0; i < n; i++) {
		off = fabs(area[i] / all / (usd[i] / sum) - 1);
		worst = off > worst ? off : worst;
	}
	return worst;
}

/* Tiles of all sizes that can be seen, on grounds of all sizes. */
static bool
areas_hold(void)
{
	const struct look l = { .format = FORMAT_SVG,
		.width = 320 + (int64_t)dice(1600),
		.height = 200 + (int64_t)dice(900) };
	struct scene s;
	struct buf b = { 0 };
	double off;

	random_scene(&s);
	s.chart = chart_find("treemap");
	easel_draw(&b, &l, &s);
	off = worst_area(buf_view(&b));
	if (off > 0.001)
		printf("# off by %g\n%.*s\n", off, (int)b.n, b.s);
	buf_free(&b);
	totals_free(&s.totals);
	return off <= 0.001;
}

static const char *const names_of[] = { "bars", "spark", "treemap", "tape",
	"table" };

static bool
holds(void)
{
	const struct look l = random_look(16);
	const size_t which = dice(5);
	struct scene s;
	bool good;

	random_scene(&s);
	random_candles(&s);
	random_tape(&s);
	s.chart = chart_find(names_of[which]);
	good = picture_holds(
	    &s, &l, which < 3 && l.width >= 40 ? (int)l.height : 0);
	totals_free(&s.totals);
	prices_free(&s.prices);
	tape_free(&s.tape);
	return good;
}

/* Thousands of groups in many windows, with names that grow as XML does. */
static void
big_scene(struct scene *s, int windows, int groups)
{
	struct record r;
	struct total *t = &r.as.total;
	int i, k;

	*s = (struct scene){ .palette = { .sides = pairs } };
	record_clear(&r, RECORD_TOTAL);
	t->width_ms = HOUR_MS;
	memset(t->base, '"', sizeof(t->base) - 1);
	memset(t->exchange, '"', sizeof(t->exchange) - 1);
	t->count = INT64_C(123456789012);
	dec_parse(&t->usd, STR("2469135780246913578.24691356"));
	dec_parse(&t->long_usd, STR("1234567890123456789.12345678"));
	t->short_usd = t->long_usd;
	for (i = 0; i < windows; i++)
		for (k = 0; k < groups; k++) {
			t->ts = FIRST + i * HOUR_MS;
			snprintf(
			    t->symbol, sizeof(t->symbol), "&&&&&&&&&&%d", k);
			totals_add(&s->totals, t);
		}
}

/* However much there is, and however large it is asked for. */
static void
bounded(void)
{
	static const char *const charts_of[] = { "treemap", "table", "table",
		"bars", "spark" };
	static const int sizes[][2] = { { 1, 2000 }, { 200, 10 } };
	struct look l = { .format = FORMAT_SVG };
	struct scene s;
	size_t i, k;

	for (i = 0; i < 2; i++) {
		big_scene(&s, sizes[i][0], sizes[i][1]);
		for (k = 0; k < 10; k++) {
			l.width = k < 5 ? 960 : 10000;
			l.height = k < 5 ? 540 : 10000;
			s.chart = chart_find(charts_of[k % 5]);
			s.across = k % 5 == 2;
			s.top = k < 5 ? 0 : 3000;
			ok(picture_holds(&s, &l, 0),
			    "%s of %d windows of %d groups, %lld wide",
			    s.chart->name, sizes[i][0], sizes[i][1],
			    (long long)l.width);
		}
		totals_free(&s.totals);
	}
}

int
main(void)
{
	int i, n = rounds(ROUNDS), bad = 0;

	for (i = 0; i < n && bad < 2; i++)
		bad += !holds();
	ok(bad == 0, "%d random pictures", i);
	for (i = bad = 0; i < n / 5 && bad < 2; i++)
		bad += !areas_hold();
	ok(bad == 0, "%d treemaps with areas true to a thousandth", i);
	bounded();
	return tap_end();
}
