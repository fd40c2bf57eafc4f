/* The way through a candle. */
#include <math.h>

#include "base/when.h"
#include "liq-levels/marks.h"
#include "liq-levels/path.h"
#include "tap.h"

static bool
near(double a, double b)
{
	return fabs(a - b) < 1e-12;
}

static double
shares(const struct path *p)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < p->n; i++)
		sum += p->of[i].share;
	return sum;
}

static bool
ends(const struct path *p, const double *want, size_t n)
{
	size_t i;

	if (p->n != n)
		return false;
	for (i = 0; i < n; i++)
		if (!near(p->of[i].end, want[i]))
			return false;
	return true;
}

static void
legs(void)
{
	struct bar rose = { 0, MINUTE_MS, 1.0, 1.3, 0.9, 1.1, 0, 0 };
	struct bar fell = { 0, MINUTE_MS, 1.1, 1.3, 0.9, 1.0, 0, 0 };
	struct bar flat = { 0, MINUTE_MS, 1.0, 1.0, 1.0, 1.0, 0, 0 };
	struct bar up = { 0, MINUTE_MS, 1.0, 1.3, 1.0, 1.3, 0, 0 };
	struct path p;

	path_legs(&p, &rose);
	ok(ends(&p, (double[]){ 0.9, 1.3, 1.1 }, 3),
	    "it rose: open, low, high, close");
	ok(near(p.length, 0.7) && near(shares(&p), 1),
	    "length and shares of its legs");
	ok(near(p.of[1].share, 0.4 / 0.7), "a share is a length");
	path_legs(&p, &fell);
	ok(ends(&p, (double[]){ 1.3, 0.9, 1.0 }, 3),
	    "it fell: open, high, low, close");
	path_legs(&p, &flat);
	ok(p.n == 1 && near(p.of[0].share, 1) && p.length <= 0,
	    "it stood still: one step with all of it");
	path_legs(&p, &up);
	ok(ends(&p, (double[]){ 1.3 }, 1), "legs without length are no steps");
	rose.width_ms = HOUR_MS;
	path_legs(&p, &rose);
	ok(p.n == 14, "an hour: twelve parts and two corners, %zu", p.n);
	ok(near(p.length, 0.7) && near(shares(&p), 1), "of the same length");
	ok(near(p.of[0].end, 1.0 - 0.7 / 12), "cut in equal parts");
	rose.width_ms = HOUR_MS / 2;
	path_legs(&p, &rose);
	ok(p.n == 14, "half an hour is cut, too");
}

static void
through_marks(void)
{
	struct bar b = { 0, HOUR_MS, 1.0, 1.5, 0.8, 1.1, 0, 0 };
	const double marks[] = { 1.2, 1.2, 0.9, 2.0 };
	struct path p;

	path_marks(&p, &b, marks, 4);
	ok(ends(&p, (double[]){ 1.2, 1.2, 0.9, 1.5, 1.1 }, 5),
	    "marks outside the candle are clipped");
	ok(near(p.of[2].low, 0.8) && near(p.of[2].high, 1.2),
	    "the lowest step goes down to the low");
	ok(near(p.of[3].high, 1.5), "the highest up to the high");
	ok(near(p.of[1].share, 1e-4 / (p.length + 5e-4)),
	    "a step that stood still has its small share");
	ok(near(shares(&p), 1), "shares make one");
}

static struct spot
spot(int64_t ts, double interest)
{
	return (struct spot){ ts, (double)ts, interest, true };
}

static void
within(void)
{
	struct marks m = { 0 };
	double price[PATH_STEPS - 1];
	int64_t i;

	for (i = 11; i >= 0; i--)
		marks_add(
		    &m, spot(DAY_MS + i * 5 * MINUTE_MS, 0), 5 * MINUTE_MS);
	ok(marks_within(&m, DAY_MS, HOUR_MS, price) == 12 &&
		price[0] <= (double)DAY_MS,
	    "twelve marks in an hour, the one at its open first");
	marks_add(&m, spot(DAY_MS + 11 * 5 * MINUTE_MS + 2000, 0), -1);
	ok(marks_within(&m, DAY_MS, HOUR_MS, price) == 12,
	    "a second one of the same five minutes does not count");
	m.of[3].priced = false;
	ok(marks_within(&m, DAY_MS, HOUR_MS, price) == 11,
	    "one may be missing");
	m.of[5].priced = false;
	ok(marks_within(&m, DAY_MS, HOUR_MS, price) == 0, "two may not");
	ok(marks_within(&m, DAY_MS, 5 * MINUTE_MS, price) == 0,
	    "a candle as wide as their spacing has none inside");
	marks_free(&m);
	for (i = 0; i < 3; i++)
		marks_add(&m, spot(i * 100, 7.0 + (double)i), 0);
	ok(marks_interest(&m, 99) < 7.5 && marks_interest(&m, 100) > 7.5,
	    "open interest is the last that was told");
	marks_forget(&m, 150);
	ok(m.n == 2 && marks_interest(&m, 150) > 7.5,
	    "it is remembered when the rest is forgotten");
	marks_free(&m);
}

int
main(void)
{
	legs();
	through_marks();
	within();
	return tap_end();
}
