/*
 * What liq-agg makes of sizes, prices and leverage: buckets, bins, what is
 * usual, and the state.
 */
#include "base/when.h"
#include "liq-agg/bin.h"
#include "liq-agg/leverage.h"
#include "liq-agg/prom.h"
#include "liq-agg/size.h"
#include "liq-agg/usual.h"
#include "record/record.h"
#include "tap.h"

static struct dec
dec(const char *text)
{
	struct dec d = { 0 };

	dec_parse(&d, str_of(text));
	return d;
}

static void
dec_is(struct dec d, const char *want, const char *what)
{
	struct buf b = { 0 };

	if (d.known)
		dec_put(&b, d);
	buf_putc(&b, '\0');
	is(b.s, want, what);
	buf_free(&b);
}

static void
sizes(void)
{
	const i128 cent = 1000000;

	ok(size_of(1) == 0 && size_of(100 * 100 * cent - 1) == 0 &&
		size_of(100 * 100 * cent) == 1,
	    "the first bucket ends before 100");
	ok(size_of(10000000 * 100 * cent - 1) == SIZES - 2 &&
		size_of(10000000 * 100 * cent) == SIZES - 1,
	    "the last begins at 10M");
	is(size_names[size_of(5000 * 100 * cent)], "1k-10k", "5000 is 1k-10k");
}

/* Every price is within the borders that are printed for its bin. */
static void
borders(const char *step)
{
	struct bins bins;
	struct dec low, high;
	int64_t k, before = INT64_MIN;
	int i, good = 0;
	struct dec p = dec("0.0000001234");

	bins_parse(&bins, str_of(step));
	for (i = 0; i < 4000; i++) {
		k = bins_of(&bins, p);
		low = bins_low(&bins, k);
		high = bins_low(&bins, k + 1);
		good += k >= before && dec_cmp(low, p) <= 0 &&
			dec_cmp(p, high) < 0 && bins_of(&bins, low) == k &&
			bins_of(&bins, high) == k + 1;
		before = k;
		dec_mul_round(&p, p, dec("1.00731"), 16);
	}
	ok(good == 4000, "%s: 4000 prices up to 10^5 in their bins", step);
}

static void
bins(void)
{
	struct bins b = { 0 };

	ok(bins_of(&b, dec("7.5")) == 0, "without a step there is one bin");
	ok(bins_parse(&b, STR("1%")) == NULL &&
		dec_cmp(b.step, dec("0.01")) == 0,
	    "a step in per cent");
	ok(bins_of(&b, dec("1.0")) == 0 && bins_of(&b, dec("1.01")) == 1 &&
		bins_of(&b, dec("1.00999999999999999999")) == 0 &&
		bins_of(&b, dec("0.99999")) == -1,
	    "bin 0 begins at 1");
	dec_is(bins_low(&b, 2), "1.0201", "a border has its digits");
	dec_is(bins_low(&b, -1), "0.990099009901", "12 of them at most");
	is(bins_parse(&b, STR("0.0001%")),
	    "not a step of 0.001% to 100%, such as 0.1%", "a tiny step");
	is(bins_parse(&b, STR("%")),
	    "not a step of 0.001% to 100%, such as 0.1%", "no step");
	borders("0.1%");
	borders("0.00001");
	borders("100%");
	bins_parse(&b, STR("0.001%"));
	ok(bins_of(&b, dec("0.000000000000000000000000000000000000001")) < 0 &&
		bins_of(&b, dec("99999999999999999999999999999999999999")) > 0,
	    "absurd prices have bins, too");
}

static void
usual_is(struct usual *u, i128 usd, const char *usual, const char *times,
    const char *spread, const char *what)
{
	struct record r;

	record_clear(&r, RECORD_TOTAL);
	usual_total(&r.as.total, u, 1, usd);
	printf("# %s\n", what);
	dec_is(r.as.total.usual_usd, usual, "usual_usd");
	dec_is(r.as.total.times_usual, times, "times_usual");
	dec_is(r.as.total.usual_spread, spread, "usual_spread");
}

static void
usuals(void)
{
	static const int usd[] = { 30, 10, 20, 70, 1 };
	const i128 one = 100000000;
	struct usual u = { 0 };
	int i;

	usual_start(&u, 2, 6);
	for (i = 0; i < 4; i++) {
		usual_next(&u);
		usual_set(&u, 1, usd[i] * one);
	}
	usual_is(&u, one, "", "", "", "four windows say nothing");
	usual_next(&u); /* not watched */
	usual_is(&u, one, "", "", "", "nor does one that was not watched");
	usual_next(&u);
	usual_set(&u, 1, usd[4] * one);
	usual_is(&u, 50 * one, "20.0", "2.5", "10.0", "1 10 20 30 70");
	usual_next(&u); /* in the place of the first */
	usual_set(&u, 1, 1 * one);
	usual_is(&u, one, "10.0", "0.1", "9.0", "1 1 10 20 70");
	usual_next(&u);
	usual_set(&u, 1, 0);
	usual_next(&u);
	usual_set(&u, 1, 0);
	usual_is(&u, one, "1.0", "1.0", "1.0", "0 0 1 1 70");
	usual_next(&u);
	usual_set(&u, 1, 0);
	usual_next(&u);
	usual_set(&u, 1, 3);
	usual_is(&u, one, "0.00000002", "50000000.0", "0.00000002",
	    "0 0 0 3e-8 1 1: half of an odd number is even");
	usual_next(&u);
	usual_set(&u, 1, 0);
	usual_is(&u, one, "0.0", "", "0.0", "of nothing there are no times");
	ok(usual_watched(dec("0.9"), false) &&
		!usual_watched(dec("0.8999"), true),
	    "nine tenths of a window are enough");
	ok(usual_watched((struct dec){ 0 }, true) &&
		!usual_watched((struct dec){ 0 }, false),
	    "without marks it counts from the first event on");
	usual_free(&u);
}

static void
rules(void)
{
	const double rest = 0.0001, paid = -0.0002;

	ok(leverage_state(-0.005, 0, NULL, HOUR_MS) == STATE_FLUSHING &&
		leverage_state(-0.0049, 0, NULL, HOUR_MS) == STATE_FLAT,
	    "half a per cent less in an hour is a flush");
	ok(leverage_state(-0.0025, 0.1, &rest, HOUR_MS) == STATE_FLUSHING &&
		leverage_state(-0.0025, 0.09, &rest, HOUR_MS) == STATE_FLAT,
	    "half of that where a tenth of it was forced");
	ok(leverage_state(0.005, 0, &rest, HOUR_MS) == STATE_REBUILDING &&
		leverage_state(0.0049, 9, &rest, HOUR_MS) == STATE_FLAT,
	    "half a per cent more is leverage rebuilt");
	ok(leverage_state(0.0025, 0, &paid, HOUR_MS) == STATE_REBUILDING &&
		leverage_state(0.0025, 0, &rest, HOUR_MS) == STATE_FLAT,
	    "half of that where it is paid for");
	ok(leverage_state(0.0099, 0, NULL, 4 * HOUR_MS) == STATE_FLAT &&
		leverage_state(0.01, 0, NULL, 4 * HOUR_MS) == STATE_REBUILDING,
	    "and twice of it in four hours");
}

static void
oi_at(struct leverage *l, uint32_t product, int64_t ts, const char *coins,
    const char *usd)
{
	struct record r;

	record_clear(&r, RECORD_OI);
	r.as.oi.ts = ts;
	r.as.oi.oi = dec(coins);
	r.as.oi.usd = dec(usd);
	leverage_oi(l, product, &r.as.oi);
}

static void
rate_at(struct leverage *l, uint32_t product, int64_t ts, const char *rate,
    int64_t width)
{
	struct record r;

	record_clear(&r, RECORD_FUNDING);
	r.as.funding.ts = ts;
	r.as.funding.rate = dec(rate);
	r.as.funding.width_ms = width;
	leverage_funding(l, product, &r.as.funding);
}

/* What a window of both products says: oi_change funding state. */
static void
says(const struct leverage *l, const struct group *g, int64_t ts, int64_t width,
    const char *qty, bool whole, const char *want, const char *what)
{
	const struct product both[] = { { "a", "X", "B", "Q" },
		{ "b", "Y", "B", "Q" } };
	struct products products = { .of = (struct product *)both, .n = 2 };
	const struct window w = { ts, width, false };
	const struct flow flow = { dec(qty), dec("1"), whole };
	struct buf b = { 0 };
	struct record r;

	record_clear(&r, RECORD_TOTAL);
	leverage_total(&r.as.total, l, &products, g, &w, &flow);
	if (r.as.total.oi_change.known)
		dec_put(&b, r.as.total.oi_change);
	buf_putc(&b, ' ');
	if (r.as.total.funding.known)
		dec_put(&b, r.as.total.funding);
	buf_printf(&b, " %d", r.as.total.state);
	is(b.s, want, what);
	buf_free(&b);
}

static void
leverages(void)
{
	const int64_t t = INT64_C(1738310400000), h = HOUR_MS;
	struct group base = { .name = { .base = "B" } };
	struct group a = { .name = { .exchange = "a", .base = "B" } };
	struct group mixed = { .mixed = true };
	struct leverage l = { 0 };

	says(&l, &base, t, h, "1", true, "  0", "nothing is known");
	oi_at(&l, 0, t + h, "99.0", "990.0");
	oi_at(&l, 0, t, "100.0", "1000.0");
	oi_at(&l, 0, t, "100.5", "1.0");
	oi_at(&l, 1, t - 1, "300.0", "3000.0");
	oi_at(&l, 1, t + h - 1, "297.0", "3300.0");
	rate_at(&l, 0, t, "0.0001", 8 * h);
	rate_at(&l, 1, t, "0.0002", 4 * h);
	leverage_settle(&l);
	says(&l, &a, t, h, "1", true, " 0.0001 0", "one value is no change");
	says(&l, &a, t, h + 1, "0.1", true, "-0.01 0.0001 2",
	    "from the first within it to the last");
	says(&l, &base, t + 1, h, "0.1", true, "-0.01 0.00025 2",
	    "of all products, in coins, funding for 8 hours");
	says(&l, &mixed, t + 1, h, "0.1", true, "0.0725 0.00025 1",
	    "of several coins in dollars");
	says(&l, &base, t + 1, h, "0.1", false, "-0.01 0.00025 0",
	    "a part of what was liquidated gives no state");
	says(&l, &a, t + h + 1, 2 * h, "0.1", true, " 0.0001 0",
	    "an old value does not speak for a window");
	says(&l, &a, t + 30 * h, h, "0.1", true, "  0",
	    "nor does a rate of the day before");
	leverage_forget(&l, t + h);
	says(&l, &base, t + 1, h, "0.1", true, "-0.01 0.00025 2",
	    "the last value before is not forgotten");
	leverage_forget(&l, t + h + 1);
	says(&l, &a, t, h + 1, "0.1", true, " 0.0001 0", "older ones are");
	leverage_free(&l);
}

static void
prom(void)
{
	struct prom p = { 0 };
	struct buf b = { 0 };
	struct record r;

	record_clear(&r, RECORD_TOTAL);
	r.as.total.width_ms = DAY_MS;
	str_copy(r.as.total.base, sizeof(r.as.total.base), STR("a\"\\\nb"));
	r.as.total.usd = dec("5.0");
	r.as.total.sampled = TRUTH_FALSE;
	r.as.total.state = STATE_FLAT;
	prom_add(&p, &r.as.total, false, false);
	prom_add(&p, &r.as.total, true, false);
	prom_put(&b, &p);
	buf_putc(&b, '\0');
	is(b.s,
	    "# HELP liq_usd US dollars liquidated.\n# TYPE liq_usd gauge\n"
	    "liq_usd{base=\"a\\\"\\\\\\nb\",window=\"1d\"} 5.0\n"
	    "liq_usd{base=\"a\\\"\\\\\\nb\",window=\"all\"} 5.0\n"
	    "# HELP liq_sampled 1: an exchange publishes a part, liq_usd is a "
	    "lower bound.\n# TYPE liq_sampled gauge\n"
	    "liq_sampled{base=\"a\\\"\\\\\\nb\",window=\"1d\"} 0\n"
	    "liq_sampled{base=\"a\\\"\\\\\\nb\",window=\"all\"} 0\n"
	    "# HELP liq_leverage_state 1: leverage is as the label state "
	    "says.\n"
	    "# TYPE liq_leverage_state gauge\n"
	    "liq_leverage_state{base=\"a\\\"\\\\\\nb\",window=\"1d\","
	    "state=\"flat\"} 1\n"
	    "liq_leverage_state{base=\"a\\\"\\\\\\nb\",window=\"all\","
	    "state=\"flat\"} 1\n",
	    "samples stand by metric, nulls are left out");
	buf_free(&b);
	prom_free(&p);
}

int
main(void)
{
	sizes();
	bins();
	usuals();
	rules();
	leverages();
	prom();
	return tap_end();
}
