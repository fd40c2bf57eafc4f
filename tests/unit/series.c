/*
 * Totals through time: windows, bars and sums; prices; what is forgotten;
 * axes; the bytes that change a screen.
 */
#include "liq-render/series.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "liq-render/axis.h"
#include "liq-render/recent.h"
#include "liq-render/screen.h"
#include "record/record.h"
#include "tap.h"

#define T0 INT64_C(1739404800000) /* 2025-02-13 00:00 */

static void
put(struct totals *t, const char *base, int64_t ts, int64_t width, int64_t lng,
    int64_t shrt)
{
	struct record r;

	record_clear(&r, RECORD_TOTAL);
	r.as.total.ts = ts;
	r.as.total.width_ms = width;
	r.as.total.usd = dec_int(lng + shrt);
	r.as.total.long_usd = dec_int(lng);
	r.as.total.short_usd = dec_int(shrt);
	str_copy(r.as.total.base, sizeof(r.as.total.base), str_of(base));
	totals_add(t, &r.as.total);
}

static void
bars_of_windows(void)
{
	struct totals t = { 0 };
	struct series s;
	int i;

	ok(!series_make(&s, &t, 10), "no totals, no bars");
	for (i = 0; i < 6; i++)
		if (i != 4)
			put(&t, "BTC", T0 + i * HOUR_MS, HOUR_MS, i, 2 * i);
	put(&t, "BTC", T0, DAY_MS, 1000, 1000);
	ok(series_make(&s, &t, 10) && s.n == 6 && s.width == HOUR_MS,
	    "the width of most windows is taken");
	ok(!s.of[4].here && s.of[4].cover == 0,
	    "where no window came nothing was watched");
	ok(s.of[5].here && s.of[5].cover == 1 &&
		dec_cmp(s.of[5].short_usd, dec_int(10)) == 0,
	    "a bar is its window");
	ok(dec_cmp(s.whole.all.usd, dec_int(33)) == 0,
	    "the whole is the sum of the bars");
	ok(str_is(s.name, "BTC"), "and has the name of the only group");
	series_free(&s);
	ok(series_make(&s, &t, 3) && s.n == 3 && s.step == 2 * HOUR_MS,
	    "too many windows are put together");
	ok(dec_cmp(s.of[0].usd, dec_int(3)) == 0 &&
		fabs(s.of[2].cover - 0.5) < 1e-9,
	    "with their sums, and the time that is missing");
	series_free(&s);
	totals_free(&t);
}

static void
bars_of_many(void)
{
	struct totals t = { 0 };
	struct series s;
	int64_t i;

	put(&t, "BTC", WHEN_FIRST, 1, 1, 1);
	put(&t, "ETH", WHEN_LAST - 1, 1, 1, 1);
	ok(series_make(&s, &t, 70) && s.n <= 70,
	    "85 years of milliseconds in 70 bars");
	ok(s.name.n == 0 && s.family.n == 0 && s.groups == 2,
	    "two coins have no name together");
	series_free(&s);
	totals_free(&t);
	for (i = 0; i < 100; i++)
		put(&t, "BTC", T0 + i * MINUTE_MS, HOUR_MS, 1, 0);
	ok(series_make(&s, &t, 70) && s.n == 2 &&
		s.of[1].until == T0 + 99 * MINUTE_MS + HOUR_MS,
	    "of windows that overlap the newest is taken");
	series_free(&s);
	totals_free(&t);
}

static void
scales(void)
{
	struct totals t = { 0 };
	struct series s;
	int i;

	for (i = 0; i < 40; i++)
		put(&t, "BTC", T0 + i * HOUR_MS, HOUR_MS, i == 7 ? 9000 : 70,
		    100);
	series_make(&s, &t, 100);
	ok(series_high(&s, false) == 150, "one crash does not set the scale");
	ok(series_high(&s, true) == 255, "nor that of both sides together");
	series_free(&s);
	totals_free(&t);
}

static void
forgetting(void)
{
	struct totals t = { 0 };
	struct group *last;
	int64_t i;
	size_t before;

	for (i = 0; i < 5000; i++) {
		put(&t, "BTC", T0 + i * SECOND_MS, DAY_MS, 1, 1);
		put(&t, "BTC", T0 + i * MINUTE_MS, MINUTE_MS, 1, 1);
	}
	recent_keep(&t);
	/* two days: the one that lies at a whole day, and the newest */
	ok(t.n == RECENT_WINDOWS + 2,
	    "kept: the newest trailing window, and so many aligned ones");
	before = t.n;
	put(&t, "BTC", T0 + 4999 * MINUTE_MS, MINUTE_MS, 8, 1);
	last = &t.of[t.n - 1];
	ok(t.n == before, "what comes again still takes its place");
	put(&t, "BTC", T0 + 5000 * MINUTE_MS, MINUTE_MS, 8, 1);
	ok(t.n == before + 1 && last != NULL, "and what is new is added");
	recent_newest(&t);
	ok(t.n == 2 && t.of[1].until == T0 + 5001 * MINUTE_MS,
	    "shown is the newest of each width");
	totals_free(&t);
}

/* A bin: a row that has its prices in its key. */
static void
put_bin(struct totals *t, int64_t low)
{
	struct record r;

	record_clear(&r, RECORD_TOTAL);
	r.as.total.ts = T0;
	r.as.total.width_ms = HOUR_MS;
	r.as.total.usd = dec_int(5);
	r.as.total.low = dec_int(low);
	r.as.total.high = dec_int(low + 1);
	totals_add(t, &r.as.total);
}

static void
forgetting_bins(void)
{
	struct totals t = { 0 };

	put_bin(&t, 1);
	put_bin(&t, 2);
	put_bin(&t, 3);
	recent_keep(&t);
	put_bin(&t, 2);
	ok(t.n == 3, "a bin that comes again still takes its place");
	totals_free(&t);
}

static void
candle(struct prices *p, const char *exchange, int64_t ts, int64_t close)
{
	struct candle c = { .ts = ts,
		.width_ms = HOUR_MS,
		.low = dec_int(close - 1),
		.high = dec_int(close + 1),
		.close = dec_int(close) };

	str_copy(c.exchange, sizeof(c.exchange), str_of(exchange));
	str_copy(c.symbol, sizeof(c.symbol), STR("BTCUSDT"));
	str_copy(c.base, sizeof(c.base), STR("BTC"));
	prices_add(p, &c);
}

static void
lines_of_prices(void)
{
	struct prices p = { 0 };
	struct price_line l;
	int i;

	for (i = 0; i < 6; i++)
		if (i != 3)
			candle(&p, "bybit", T0 + i * HOUR_MS, 100 + i);
	candle(&p, "binance", T0, 900);
	candle(&p, "bybit", T0 + 5 * HOUR_MS, 200);
	ok(!price_line(&l, &p, STR("ETH"), T0, T0 + 6 * HOUR_MS, 6),
	    "no candles of that coin");
	ok(price_line(&l, &p, STR("BTC"), T0, T0 + 6 * HOUR_MS, 6) &&
		str_is(l.book, "bybit BTCUSDT"),
	    "the book with most candles");
	ok(l.of[0].close == 100 && l.of[5].close == 200,
	    "a candle that comes again counts as it came last");
	ok(!l.of[3].known && !l.of[4].joined && l.of[2].joined,
	    "the line has a gap where a candle is missing");
	price_line_free(&l);
	ok(price_line(&l, &p, STR("BTC"), T0, T0 + 6 * HOUR_MS, 12) &&
		!l.of[2].known && l.of[3].joined,
	    "but none between candles wider than a point");
	price_line_free(&l);
	prices_free(&p);
}

static void
check(double price, double step, const char *want)
{
	struct buf b = { 0 };

	axis_price(&b, price, step);
	buf_putc(&b, '\0');
	is(b.s, want, "a price as its step has it");
	buf_free(&b);
}

static void
axes(void)
{
	struct zone z = { .offset = 330 };
	struct buf b = { 0 };

	ok(axis_step(10, 4) == 5 && axis_step(0.3, 3) == 0.1 &&
		axis_step(9e29, 10) == 1e29,
	    "steps are round");
	ok(axis_top(0) == 1 && axis_top(4.1e6) == 5e6 && axis_top(5e6) == 5e6,
	    "and so are tops");
	check(95500, 500, "95,500");
	check(0.0125, 0.0005, "0.0125");
	check(0.012, 0.0005, "0.0120");
	ok(axis_time_step(DAY_MS, 10) == 3 * HOUR_MS, "times people count in");
	ok(axis_time_next(&z, T0, HOUR_MS) == T0 + 30 * MINUTE_MS,
	    "an hour begins where it does in the zone");
	axis_time(&b, &z, T0 + 18 * HOUR_MS + 30 * MINUTE_MS, HOUR_MS);
	buf_putc(&b, '\0');
	is(b.s, "02-14", "midnight is told by its day");
	buf_free(&b);
}

static void
screens(void)
{
	struct buf b = { 0 };

	screen_change(&b, STR("one\ntwo\n"), STR("one\nTWO\n"), 2);
	buf_putc(&b, '\0');
	is(b.s, "\033[?2026h\033[2;1H\033[KTWO\033[?2026l",
	    "only the line that differs is written");
	buf_reset(&b);
	screen_change(&b, STR("one\n"), STR("one\n"), 2);
	ok(b.n == 0, "nothing when none does");
	screen_change(&b, STR(""), STR("a\nb\nc\n"), 2);
	ok(memmem(b.s, b.n, "c", 1) == NULL, "no more rows than there are");
	buf_free(&b);
}

int
main(void)
{
	bars_of_windows();
	bars_of_many();
	scales();
	forgetting();
	forgetting_bins();
	lines_of_prices();
	axes();
	screens();
	return tap_end();
}
