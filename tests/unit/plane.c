/*
 * Cells hold all the USD there is, however finely they are cut; levels of heat
 * are a table that rises.
 */
#include "liq-render/plane.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "dice.h"
#include "liq-render/gauge.h"
#include "liq-render/shelf.h"
#include "record/bins.h"
#include "tap.h"

#define ROUNDS 100
#define FIRST INT64_C(1739404800000)

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* The quick reader of bins says what the exact one says. */
static void
bins(void)
{
	static const char *const lists[] = { "[[1,2.5],[2,0.1],[30,7.0]]",
		"[[-5,1.0],[0,0.0],[12345,1234567.12345678]]",
		"[ [1 , 2.5] , [2,3.0] ]", "[[1,\"2.5\"],[2,\"0.125\"]]",
		"[[1e2,2.5],[2000,1e-7]]", "[]", "[[7.0,1.0]]",
		"[[999999999999999,1.0]]",
		"[[1,12345678901234567890.123456789]]",
		"[[1,0.00000000000001234567]]" };
	struct str quick, slow;
	struct dec a, b;
	double usd;
	int64_t k;
	size_t i;
	bool same;

	for (i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		quick = slow = str_of(lists[i]);
		for (same = true; record_pair(&slow, &a, &b);)
			same = bins_next(&quick, &k, &usd) &&
			       (double)k == dec_double(a) &&
			       usd == dec_double(b) && same;
		same = same && !bins_next(&quick, &k, &usd);
		ok(same, "the bins %s", lists[i]);
	}
	quick = STR("[[99999999999999999999,1.0]]");
	ok(!bins_next(&quick, &k, &usd), "no bin is beyond 2^53");
}

static void
column(struct estimates *all, int64_t ts, const char *lng, const char *swept)
{
	struct record r;
	struct column *c = &r.as.column;

	record_clear(&r, RECORD_COLUMN);
	c->ts = ts;
	c->width_ms = HOUR_MS;
	c->open = c->high = c->low = c->close = dec_int(100);
	c->bin_low = dec_int(1);
	c->bin_step = (struct dec){ 1, 3, true };
	c->lng = str_of(lng);
	c->shrt = STR("[]");
	c->swept_long = str_of(swept);
	c->swept_short = STR("[]");
	ok(estimates_add(all, &r) == NULL, "a column at %lld",
	    (long long)(ts - FIRST) / HOUR_MS);
}

/* A column of random bins around bin 4607, which has the price 100. */
static void
random_column(struct estimates *all, int64_t ts, double *sum, double *swept)
{
	struct buf list[2] = { { 0 }, { 0 } };
	struct record r;
	struct column *c = &r.as.column;
	int side, k;
	double usd;

	record_clear(&r, RECORD_COLUMN);
	c->ts = ts;
	c->width_ms = HOUR_MS;
	c->open = c->high = c->low = c->close = dec_int(100);
	c->bin_low = dec_int(1);
	c->bin_step = (struct dec){ 1, 3, true };
	*sum = 0;
	for (side = 0; side < 2; side++) {
		for (k = 4607 - 200; k < 4607 + 200; k++) {
			if (dice(3) == 0 && k > 4407 && k < 4806)
				continue;
			usd = (double)dice(100000000) / 100;
			buf_printf(&list[side], "%s[%d,%.2f]",
			    list[side].n > 0 ? "," : "[", k, usd);
			*(side ? swept : sum) += usd;
		}
		buf_puts(&list[side], list[side].n > 0 ? "]" : "[]");
	}
	c->lng = buf_view(&list[0]);
	c->shrt = c->swept_short = STR("[]");
	c->swept_long = buf_view(&list[1]);
	estimates_add(all, &r);
	buf_free(&list[0]);
	buf_free(&list[1]);
}

static double
sum_of(const double *usd, size_t n)
{
	double sum = 0;

	while (n-- > 0)
		sum += usd[n];
	return sum;
}

static bool
conserves(void)
{
	const struct plane_ask ask = { .columns = 1 + (int)dice(20),
		.rows = 1 + (int)dice(700) };
	double sum[12], swept = 0;
	struct estimates all = { 0 };
	struct plane p;
	const struct estimate *e;
	int n = 1 + (int)dice(12), i, x, last;
	size_t cells;
	bool good;

	for (i = 0; i < n; i++)
		random_column(&all, FIRST + i * HOUR_MS, &sum[i], &swept);
	e = estimates_choose(&all, NULL, RECORD_COLUMN);
	plane_make(&p, e, NULL, 0, &ask);
	cells = (size_t)p.columns * (size_t)p.rows;
	good = p.columns <= ask.columns && p.rows <= ask.rows &&
	       near(sum_of(p.swept[0], cells), swept) &&
	       near(p.standing[0], sum[n - 1]) && p.beyond == 0 &&
	       near(sum_of(p.now[0], (size_t)p.rows), sum[n - 1]);
	for (x = 0; x < p.columns && good; x++) {
		last = ((x + 1) * n + p.columns - 1) / p.columns - 1;
		good = near(
		    sum_of(p.usd + (size_t)x * (size_t)p.rows, (size_t)p.rows),
		    sum[last]);
	}
	plane_free(&p);
	estimates_free(&all);
	return good;
}

static void
merging(void)
{
	struct estimates all = { 0 };
	const struct estimate *e;
	struct plane p;
	int i, n = rounds(ROUNDS), good = 0;

	for (i = 0; i < n; i++)
		good += conserves();
	ok(good == n, "%d of %d planes have all the USD there is", good, n);
	column(&all, FIRST, "[[4600,1.0]]", "[]");
	column(&all, FIRST + 3 * HOUR_MS, "[[4600,3.0]]", "[[4601,5.0]]");
	column(&all, FIRST + HOUR_MS, "[[4600,2.0]]", "[]");
	column(&all, FIRST + 3 * HOUR_MS, "[[4600,4.0]]", "[[4601,6.0]]");
	e = estimates_choose(&all, NULL, RECORD_COLUMN);
	plane_make(&p, e, NULL, 0, &(struct plane_ask){ 0, 100, 100 });
	ok(e->n == 3 && p.columns == 4 && p.standing[0] == 4 &&
		near(sum_of(p.swept[0], 4 * (size_t)p.rows), 6),
	    "of two columns of one time the later counts, in any order");
	ok(p.slot[0].known && p.slot[1].known && !p.slot[2].known &&
		p.slot[3].known && near(p.watched, 0.75),
	    "a column that did not come is a hole");
	plane_free(&p);
	estimates_free(&all);
}

/* Bins a thousand million apart take no more room than others. */
static void
far_apart(void)
{
	struct estimates all = { 0 };
	struct plane p;
	struct record r;
	struct column *c = &r.as.column;

	record_clear(&r, RECORD_COLUMN);
	c->ts = FIRST;
	c->width_ms = 1;
	c->open = c->high = c->low = c->close = dec_int(1);
	c->bin_low = dec_int(1);
	c->bin_step = (struct dec){ 1, 8, true };
	c->lng = STR("[[-1000000000,1.0],[0,2.0],[1000000000,4.0]]");
	c->shrt = c->swept_long = c->swept_short = STR("[]");
	ok(estimates_add(&all, &r) == NULL, "bins far apart");
	plane_make(&p, estimates_choose(&all, NULL, RECORD_COLUMN), NULL, 0,
	    &(struct plane_ask){ 0, 100, 100 });
	ok(p.rows == 100 && p.beyond == 5 &&
		near(sum_of(p.now[0], (size_t)p.rows), 2),
	    "what is too far to be shown is told");
	plane_free(&p);
	c->lng = STR("[[99000000000,1.0]]");
	ok(estimates_add(&all, &r) != NULL, "no price is beyond 35 digits");
	c->lng = STR("[]");
	c->bin_step = (struct dec){ 1, 20, true };
	ok(estimates_add(&all, &r) != NULL, "all bins of a map are alike");
	c->ts = FIRST + 1;
	str_copy(c->base, sizeof(c->base), STR("X"));
	ok(estimates_add(&all, &r) != NULL, "no bin is too fine to be told");
	estimates_free(&all);
}

static void
gauges(void)
{
	static const char *const names[] = { "linear", "sqrt", "log",
		"quantile" };
	double usd[1000];
	struct gauge g;
	int i, k, kind;
	bool rises;

	for (i = 0; i < 1000; i++)
		usd[i] = i < 500 ? 0 : i - 499;
	for (kind = 0; kind < 4; kind++) {
		g = (struct gauge){ 0 };
		ok(gauge_set(&g.kind, names[kind]) == NULL, "%s", names[kind]);
		gauge_make(&g, usd, 1000);
		for (rises = true, k = 1; k < HEATS; k++)
			rises = rises && g.from[k] >= g.from[k - 1];
		ok(rises && gauge_level(&g, 0) == 0 &&
			gauge_level(&g, 500) == HEATS &&
			gauge_level(&g, 1e300) == HEATS && g.max > 490 &&
			g.max <= 500,
		    "%s rises from nothing to the most", names[kind]);
		g = (struct gauge){ .kind = kind, .floor = 100, .max = 200 };
		gauge_make(&g, usd, 1000);
		ok(gauge_level(&g, 99) == 0 && gauge_level(&g, 200) == HEATS,
		    "%s keeps to the floor and the top asked for", names[kind]);
		g = (struct gauge){ .kind = kind };
		gauge_make(&g, usd, 500);
		ok(gauge_level(&g, 1e9) == 0, "nothing at all is no heat");
	}
	g = (struct gauge){ .kind = GAUGE_LINEAR };
	gauge_make(&g, usd, 1000);
	ok(near(g.from[9] / g.max, 10.0 / (HEATS + 1)),
	    "linear: a level is as much as any other");
	g = (struct gauge){ .kind = GAUGE_QUANTILE };
	gauge_make(&g, usd, 1000);
	ok(fabs(g.from[15] - 500 * 16.0 / 33) < 10,
	    "quantile: as many cells in a level as in any other");
	ok(strstr(gauge_set(&g.kind, "sqr"), "sqrt") != NULL,
	    "the nearest scale is told");
}

static void
level(struct estimates *all, int side, int64_t price, double wide, int x)
{
	struct record r;
	struct level *l = &r.as.level;

	record_clear(&r, RECORD_LEVEL);
	l->ts = FIRST;
	l->side = side;
	l->price = dec_int(price);
	dec_of_double(&l->low, (double)price - wide, 6);
	dec_of_double(&l->high, (double)price + wide, 6);
	l->usd = dec_int(1000);
	if (x > 0)
		l->leverage = dec_int(x);
	ok(estimates_add(all, &r) == NULL, "a level at %lld", (long long)price);
}

static void
shelves(void)
{
	struct estimates all = { 0 };
	struct shelf s;
	struct estimate *e;
	double sum = 0;
	int i;

	level(&all, SIDE_LONG, 90, 0, 10);
	level(&all, SIDE_LONG, 97, 1.3, 50);
	level(&all, SIDE_LONG, 97, 1.3, 50);
	level(&all, SIDE_LONG, 97, 1.3, 75);
	level(&all, SIDE_SHORT, 103, 2, 0);
	level(&all, SIDE_SHORT, 10000, 1, 3);
	e = estimates_choose(&all, NULL, RECORD_LEVEL);
	ok(e->levels.n == 5, "a level that came twice is there once");
	shelf_make(&s, e, NULL, 0, 0, 37);
	for (i = 0; i < s.rows; i++)
		sum += shelf_row(&s, i);
	ok(near(sum, 4000) && near(s.beyond, 1000) &&
		near(s.standing[0], 3000) && near(s.standing[1], 2000),
	    "rows have all the USD there is, but for what is too far");
	ok(s.about && near(s.price, sqrt(97.0 * 103)),
	    "the price is between the sides where nobody says it");
	ok(s.band[0] && s.band[1] && !s.band[2] && s.band[3] && !s.band[5] &&
		s.band[6],
	    "bands of leverage");
	ok(shelf_within(&s, e, 0, 0.05) == 2000 &&
		shelf_within(&s, e, 0, 0.2) == 3000 &&
		shelf_within(&s, e, 1, 0.01) == 0 &&
		shelf_within(&s, e, 1, 0.05) == 1000,
	    "sums from the price on");
	shelf_free(&s);
	estimates_free(&all);
}

int
main(void)
{
	bins();
	merging();
	far_apart();
	gauges();
	shelves();
	return tap_end();
}
