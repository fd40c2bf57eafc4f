/* Clusters, quantiles, the scale that is learnt, margins, holdings, books. */
#include <math.h>

#include "base/when.h"
#include "liq-levels/cluster.h"
#include "liq-levels/depth.h"
#include "liq-levels/holdings.h"
#include "liq-levels/margin.h"
#include "liq-levels/odds.h"
#include "tap.h"

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}

static void
clusters(void)
{
	struct bins b = { 0 };
	struct clusters c = { 0 };
	int64_t k;

	bins_set(&b, 0, 299);
	for (k = 0; k < 300; k++)
		b.usd[k] = 10;
	clusters_find(&c, &b, 25, 274, 25, 150);
	ok(c.n == 0, "a plain has no clusters");
	for (k = 140; k < 153; k++)
		b.usd[k] = 10.3;
	clusters_find(&c, &b, 125, 175, 25, 150);
	ok(c.n == 0, "nor has a swell of two in a hundred");
	for (k = 140; k < 153; k++)
		b.usd[k] = 10;
	b.usd[100] = b.usd[101] = b.usd[103] = 50; /* a hole of one */
	b.usd[102] = 10;
	b.usd[200] = 300;
	b.usd[202] = b.usd[203] = 11;
	clusters_find(&c, &b, 25, 274, 25, 150);
	ok(c.n == 2 && c.of[0].first == 200 && c.of[0].last == 200,
	    "the one with most USD is first");
	ok(c.of[1].first == 100 && c.of[1].last == 103 &&
		near(c.of[1].usd, 160),
	    "a hole of one bin is bridged");
	ok(near(c.of[0].prominence,
	       300 / ((49 * 10 + 300 + 11 + 11 - 10) / 51.0)),
	    "prominence is peak over the mean about it");
	ok(clusters_at(&c, 102) == &c.of[1] && clusters_at(&c, 104) == NULL,
	    "which cluster a bin is in");
	b.usd[100] = b.usd[101] = b.usd[102] = b.usd[103] = 10;
	b.usd[150] = 300;
	clusters_find(&c, &b, 25, 274, 25, 160);
	ok(c.n == 2 && c.of[0].peak == 150, "of equals the nearest is first");
	for (k = 0; k < 300; k++)
		b.usd[k] = 1000;
	b.usd[60] = 1100;
	clusters_find(&c, &b, 25, 274, 25, 160);
	ok(c.n == 0, "less than 2 %% of the side is dropped");
	clusters_free(&c);
	bins_free(&b);
}

static void
quantiles(void)
{
	struct quantiles q = odds_quantiles(&odds_law, 100, 100);
	struct odds o = { 0 };
	double usd;
	int64_t i;

	/* x = log10(1.001): next to 0, where the table has 0.357 and 1.79 */
	ok(fabs(q.low / 100 - 0.357) < 1e-3 && fabs(q.high / 100 - 1.79) < 2e-3,
	    "a usual prediction");
	q = odds_quantiles(&odds_law, 1e6, 100);
	ok(fabs(q.low / 1e6 - 0.393) < 1e-3 && fabs(q.high / 1e6 - 1.36) < 1e-3,
	    "beyond the table it is flat");
	q = odds_quantiles(&odds_law, 0, 100);
	ok(q.low >= 0 && near(q.low, 0) && near(q.high, 0.1 * 46),
	    "nothing predicted");
	for (i = 0; i < 168; i++) {
		ok(!odds_usual(&o, DAY_MS * 400 + i * HOUR_MS, &usd),
		    "no week is known");
		odds_add(&o, DAY_MS * 400 + i * HOUR_MS, SIDE_LONG, 6);
		odds_add(&o, DAY_MS * 400 + i * HOUR_MS + 60, SIDE_SHORT, 4);
	}
	ok(odds_usual(&o, DAY_MS * 400 + 168 * HOUR_MS, &usd) && near(usd, 5),
	    "a week is known: the mean of its sides and hours");
	odds_add(&o, DAY_MS * 400 + 168 * HOUR_MS, SIDE_LONG, 1e9);
	ok(odds_usual(&o, DAY_MS * 400 + 168 * HOUR_MS, &usd) && near(usd, 5),
	    "the hour itself does not count");
}

static void
tuning(void)
{
	struct tuning t = { 0 };
	int i;

	ok(near(tuning_factor(&t), 1), "nothing learnt: one");
	tuning_add(&t, 0, 100, 300);
	/* tau 10, e 0.2, w 100/110 */
	ok(near(tuning_factor(&t),
	       1.15 *
		   exp((100 / 110.0) * log(300.2 / 100.2) / (6 + 100 / 110.0))),
	    "one hour learnt");
	for (i = 1; i < 2000; i++)
		tuning_add(&t, i * HOUR_MS, 100, 300);
	ok(tuning_factor(&t) > 2.9 && tuning_factor(&t) < 3.5,
	    "many hours: three times as much");
}

static struct tier
tier(const char *floor, const char *leverage, const char *mmr)
{
	struct tier t = { .tier = 1 };

	dec_parse(&t.floor_usd, str_of(floor));
	dec_parse(&t.max_leverage, str_of(leverage));
	dec_parse(&t.mmr, str_of(mmr));
	return t;
}

static void
price(const struct margins *m, int side, bool inverse, const char *entry,
    const char *leverage, const char *want)
{
	struct dec e, l, p;
	struct buf text = { 0 };

	dec_parse(&e, str_of(entry));
	dec_parse(&l, str_of(leverage));
	p = margins_price(m, "BTC", side, inverse, e, l);
	if (p.known)
		dec_put(&text, p);
	else
		buf_puts(&text, "never");
	buf_putc(&text, '\0');
	is(text.s, want, "a liquidation price");
	buf_free(&text);
}

static void
margins(void)
{
	struct margins m = { 0 };
	struct tier t;

	ok(near(margins_nearest(&m), 0.0025), "no tiers: 0.25 %%");
	price(&m, SIDE_LONG, false, "89000", "25", "85783.13253012");
	price(&m, SIDE_SHORT, false, "89000", "25", "92191.23505976");
	price(&m, SIDE_LONG, true, "89000", "25", "85919.23076923");
	price(&m, SIDE_SHORT, true, "89000", "25", "92337.5");
	price(&m, SIDE_LONG, false, "89000", "1", "never");
	price(&m, SIDE_SHORT, true, "89000", "1", "never");
	t = tier("100000", "20", "0.02");
	margins_add(&m, &t);
	t = tier("0", "50", "0.01");
	margins_add(&m, &t);
	t = tier("0", "40", "0.01");
	margins_add(&m, &t);
	ok(m.n == 2 && near(margins_leverage(&m), 40),
	    "tiers out of order are put in order, the later of two counts");
	ok(near(margins_nearest(&m), (0.025 - 0.01) / 2),
	    "the nearest distance is half of what the leverage leaves");
	price(&m, SIDE_LONG, false, "100", "50", "98.98989899");
	margins_free(&m);
	ok(near(margin_distance(SIDE_LONG, false, 100, 0.004),
	       -log(0.99 / 0.996)),
	    "a distance");
	ok(isinf(margin_distance(SIDE_LONG, false, 1, 0.004)),
	    "a long without leverage is never liquidated");
}

static double taken;

static void
take(void *arg, const struct holding *h)
{
	(void)arg;
	taken += h->usd;
}

static struct position
position(
    int64_t ts, const char *owner, int side, const char *level, const char *usd)
{
	struct position p = { .ts = ts, .side = side };

	str_copy(p.owner, sizeof(p.owner), str_of(owner));
	if (*level != '\0')
		dec_parse(&p.liq_price, str_of(level));
	dec_parse(&p.usd, str_of(usd));
	return p;
}

static void
holdings(void)
{
	struct holdings h = { 0 };
	struct position p;

	p = position(1, "a", SIDE_LONG, "90", "1000");
	holdings_add(&h, &p);
	p = position(2, "b", SIDE_SHORT, "110", "2000");
	holdings_add(&h, &p);
	p = position(3, "a", SIDE_LONG, "95", "1500");
	holdings_add(&h, &p);
	p = position(3, "c", SIDE_SHORT, "", "500");
	holdings_add(&h, &p);
	ok(h.n == 3, "the last report of an owner's side counts");
	holdings_sweep(&h, 4, log(96), log(105), take, NULL);
	ok(h.n == 3 && taken <= 0, "a price between them takes none");
	holdings_sweep(&h, 4, log(94), log(120), take, NULL);
	ok(h.n == 1 && near(taken, 3500), "a price that comes by takes them");
	holdings_sweep(&h, 3 + DAY_MS, log(100), log(101), take, NULL);
	ok(h.n == 0 && near(taken, 3500), "a day later a report is no more");
	holdings_free(&h);
}

static void
depth(void)
{
	struct book b = { .bids = STR("[[99.0,1.0],[98.0,2.0],[90.0,1.0]]"),
		.asks = STR("[[101.0,1.0],[105.0,4.0]]") };
	struct depth d = { 0 };
	double left;

	depth_set(&d, &b);
	ok(near(depth_walk(&d, SIDE_LONG, 100, 2, &left), 98) && left <= 0,
	    "two coins sold end at the second bid");
	ok(near(depth_walk(&d, SIDE_LONG, 98.5, 2.5, &left), 90),
	    "bids above the price are gone");
	ok(near(depth_walk(&d, SIDE_SHORT, 100, 7, &left), 105) &&
		near(left, 2),
	    "what the book does not take is left");
	ok(near(depth_between(&d, SIDE_LONG, 100, 95), 99 + 196),
	    "what rests on the way");
	depth_free(&d);
}

int
main(void)
{
	clusters();
	quantiles();
	tuning();
	margins();
	holdings();
	depth();
	return tap_end();
}
