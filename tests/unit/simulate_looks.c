/*
 * Does the built-in market look like one?  Measured and printed; the bounds
 * are loose, what is outside of them is no market.
 */
#include <math.h>
#include <stdlib.h>

#include "liq-fetch/simulate.h"
#include "liq-fetch/simulate_engine.h"
#include "tap.h"

#define HOURS EPOCH_HOURS
#define DAYS 4

struct watch {
	double usd[2]; /* longs, shorts */
	double size[200000]; /* of each liquidation */
	int64_t n;
};

static void
deal(void *arg, const struct engine *e, const struct deal *d)
{
	struct watch *w = arg;
	double usd =
	    (double)d->lots * (double)d->ticks / (double)coin_money(e->coin, 1);

	if (d->forced == NULL)
		return;
	w->usd[d->forced->lots < 0] += usd;
	if (w->n < 200000)
		w->size[w->n++] = usd;
}

static double
mean(const double *x, int n)
{
	double sum = 0;

	for (int i = 0; i < n; i++)
		sum += x[i] / n;
	return sum;
}

/* Correlation of x with y, y later by lag. */
static double
together(const double *x, const double *y, int n, int lag)
{
	double mx = mean(x, n), my = mean(y, n), xy = 0, xx = 0, yy = 0;

	for (int i = 0; i < n; i++) {
		xx += (x[i] - mx) * (x[i] - mx);
		yy += (y[i] - my) * (y[i] - my);
		if (i + lag < n)
			xy += (x[i] - mx) * (y[i + lag] - my);
	}
	return xy / sqrt(xx * yy);
}

static double
kurtosis(const double *x, int n)
{
	double m = mean(x, n), two = 0, four = 0;

	for (int i = 0; i < n; i++) {
		double square = (x[i] - m) * (x[i] - m);

		two += square / n;
		four += square * square / n;
	}
	return four / two / two;
}

struct hours {
	double move[HOURS], size[HOURS], volume[HOURS];
	double hit[HOURS], with[HOURS]; /* long share, where it is known */
	int hits;
};

static void
live(struct hours *h, struct watch *w, int coin, uint64_t seed)
{
	struct engine e = { 0 };
	struct listener to = { deal, w };
	double last, price;

	h->hits = 0;
	engine_start(&e, &coin_table[coin], seed, 0, to);
	last = (double)engine_last(&e);
	for (int i = 0; i < HOURS; i++) {
		w->usd[0] = w->usd[1] = 0;
		e.tally = (struct tally){ .close = e.tally.close };
		for (int k = 0; k < 360; k++)
			engine_step(&e);
		price = (double)e.tally.close;
		h->move[i] = log(price / last);
		h->size[i] = fabs(h->move[i]);
		h->volume[i] = (double)e.tally.money;
		last = price;
		if (w->usd[0] + w->usd[1] <= 0)
			continue;
		h->with[h->hits] = h->move[i];
		h->hit[h->hits++] = w->usd[0] / (w->usd[0] + w->usd[1]);
	}
	engine_free(&e);
}

static void
test_moves(struct watch *w, int coin, uint64_t seed)
{
	static struct hours h;
	const char *base = coin_table[coin].base;
	double near = 0, day = 0, drift = 0, deviation = 0;

	live(&h, w, coin, seed);
	for (int lag = 1; lag <= 24; lag++) {
		near += lag <= 6 ? together(h.size, h.size, HOURS, lag) / 6 : 0;
		day += together(h.size, h.size, HOURS, lag) / 24;
		drift += fabs(together(h.move, h.move, HOURS, lag)) / 24;
	}
	for (int i = 0; i < HOURS; i++)
		deviation += h.move[i] * h.move[i] / HOURS;
	deviation = sqrt(24 * deviation) * BASIS_POINTS;
	printf("# %s: %.0f bp a day, kurtosis %.1f\n", base, deviation,
	    kurtosis(h.move, HOURS));
	printf("# |move| with itself 1-6 h %.2f, 1-24 h %.2f; move %.3f\n",
	    near, day, drift);
	printf("# long share with move %.2f, volume with |move| %.2f\n",
	    together(h.hit, h.with, h.hits, 0),
	    together(h.volume, h.size, HOURS, 0));
	ok(deviation > coin_table[coin].volatility * 0.7 &&
		deviation < coin_table[coin].volatility * 1.6,
	    "%s: moves are as large as the table says", base);
	ok(kurtosis(h.move, HOURS) > 4, "their tails are fat");
	ok(near > 0.05 && day > 0.02, "calm follows calm");
	ok(drift < 0.06 && fabs(together(h.move, h.move, HOURS, 1)) < 0.15,
	    "up or down does not follow");
	ok(together(h.hit, h.with, h.hits, 0) < -0.3,
	    "longs are liquidated where the price falls");
	ok(together(h.volume, h.size, HOURS, 0) > 0.2,
	    "there is more trade where it moves");
}

static int
falling(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x < y) - (x > y);
}

/* Slope of the log of the n-th largest over the log of n. */
static double
slope(const double *x, int n)
{
	double a = 0, b = 0, ab = 0, aa = 0;

	for (int i = 0; i < n; i++) {
		a += log(i + 1) / n;
		b += log(x[i]) / n;
	}
	for (int i = 0; i < n; i++) {
		ab += (log(i + 1) - a) * (log(x[i]) - b);
		aa += (log(i + 1) - a) * (log(i + 1) - a);
	}
	return ab / aa;
}

static void
test_sizes(struct watch *w)
{
	static double coin[SIMULATE_COINS], open[SIMULATE_COINS];
	struct engine e = { 0 };
	struct listener to = { deal, w };
	double all = 0, top = 0, usual;
	bool open_as_said = true;

	w->n = 0;
	for (int i = 0; i < SIMULATE_COINS; i++) {
		w->usd[0] = w->usd[1] = 0;
		engine_start(&e, &coin_table[i], 2, 0, to);
		for (int k = 0; k < DAYS * 8640; k++)
			engine_step(&e);
		coin[i] = w->usd[0] + w->usd[1];
		open[i] = (double)engine_open_interest(&e) * (double)e.mark /
			  (double)coin_money(&coin_table[i], 1);
		all += coin[i] / DAYS;
		usual = coin_table[i].open_musd * 1e6;
		open_as_said = open_as_said && open[i] > usual / 2.5 &&
			       open[i] < usual * 2.5;
	}
	engine_free(&e);
	qsort(w->size, (size_t)w->n, sizeof(*w->size), falling);
	qsort(coin, SIMULATE_COINS, sizeof(*coin), falling);
	qsort(open, SIMULATE_COINS, sizeof(*open), falling);
	for (int i = 0; i < w->n / 100; i++)
		top += w->size[i] / DAYS;
	printf("# %.0f M USD and %d liquidations a day, median %.0f, "
	       "largest %.0f USD\n",
	    all / 1e6, (int)w->n / DAYS, w->size[w->n / 2], w->size[0]);
	printf("# the largest hundredth is %.2f of it\n", top / all);
	printf("# slope over rank: open interest %.2f, liquidated %.2f\n",
	    slope(open, SIMULATE_COINS), slope(coin, SIMULATE_COINS));
	ok(open_as_said, "coins are open about as the table says");
	ok(all > 3e7 && all < 2e9, "a day's liquidations are of a likely size");
	ok(top / all > 0.1 && top / all < 0.9,
	    "a few large ones are much of it");
	ok(slope(open, SIMULATE_COINS) < -0.8 &&
		slope(open, SIMULATE_COINS) > -2.2,
	    "coins are open by a power of their rank");
	ok(slope(coin, SIMULATE_COINS) < -0.6 &&
		slope(coin, SIMULATE_COINS) > -2.5,
	    "and are liquidated so");
}

int
main(void)
{
	static struct watch w;

	test_moves(&w, 0, 1);
	test_moves(&w, 4, 2);
	test_moves(&w, 39, 3);
	test_sizes(&w);
	return tap_end();
}
