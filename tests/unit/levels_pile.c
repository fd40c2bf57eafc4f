/*
 * The pile against a dense one: every tier and bin kept, nothing clever.
 */
#include <math.h>

#include "liq-levels/pile.h"
#include "tap.h"

#define BINS 400
#define WIDTH 0.001

static uint64_t seed = 1;

static double
draw(double low, double high)
{
	seed = seed * UINT64_C(6364136223846793005) + 1;
	return low + (high - low) * (double)(seed >> 11) / 9007199254740992.0;
}

/* Bins [0, BINS); USD that stand, and per USD of volume that are new. */
struct dense {
	double old[TIERS][BINS], fresh[TIERS][BINS];
	double level[2 * BINS + 400]; /* swept; of level bin - 400 */
};

static void
dense_birth(struct dense *d, const struct ladder *l, double low, double high,
    double usd)
{
	size_t i;
	int e;

	for (i = 0; i < l->n; i++)
		for (e = 0; e < BINS; e++) {
			double a = fmax(low, e), b = fmin(high, e + 1);

			if (b > a)
				d->fresh[i][e] +=
				    usd * l->birth[i] * (b - a) / (high - low);
		}
}

static void
dense_level(struct dense *d, double at, double usd)
{
	const int k = (int)floor(at);

	d->level[k + 400] += usd * (k + 1 - at);
	d->level[k + 401] += usd * (at - k);
}

static void
dense_sweep(
    struct dense *d, const struct ladder *l, double at, double fresh_usd)
{
	size_t i;
	int e;

	for (i = 0; i < l->n; i++)
		for (e = 0; e < BINS; e++) {
			const double depth = l->distance[i] / WIDTH;
			const double part =
			    fmax(0, fmin(1, e + 1 - at - depth));
			const double usd =
			    part * (d->old[i][e] + d->fresh[i][e] * fresh_usd);

			dense_level(d, e - depth, usd);
			d->old[i][e] *= 1 - part;
			d->fresh[i][e] *= 1 - part;
		}
}

static void
dense_close(struct dense *d, const struct ladder *l, double volume, double keep)
{
	size_t i;
	int e;

	for (i = 0; i < l->n; i++)
		for (e = 0; e < BINS; e++) {
			d->old[i][e] =
			    keep * (d->old[i][e] + volume * d->fresh[i][e]);
			d->fresh[i][e] = 0;
		}
}

static bool
near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

/* How many level bins of both differ. */
static int
apart(const struct pile *p, const struct dense *d, const struct ladder *l)
{
	static double got[2 * BINS + 400], want[2 * BINS + 400];
	int wrong = 0, k, e;
	size_t i;

	memset(got, 0, sizeof(got));
	memset(want, 0, sizeof(want));
	pile_levels(p, 0, TIERS, -400, got, 2 * BINS + 400);
	for (i = 0; i < l->n; i++)
		for (e = 0; e < BINS; e++) {
			const double at = e - l->distance[i] / WIDTH;

			k = (int)floor(at);
			want[k + 400] += d->old[i][e] * (k + 1 - at);
			want[k + 401] += d->old[i][e] * (at - k);
		}
	for (k = 0; k < 2 * BINS + 400; k++)
		wrong += !near(got[k], want[k]);
	return wrong;
}

static int
swept_apart(const struct swept *s, const struct dense *d)
{
	int wrong = 0, k;

	for (k = 0; k < 2 * BINS + 400; k++) {
		const int64_t i = k - 400 - s->low;
		const bool there = i >= 0 && (size_t)i < s->n;

		wrong += !near(there ? s->usd[i] : 0, d->level[k]);
	}
	return wrong;
}

/* A walk of candles, each of some births and sweeps. */
static void
walk(int candles, double keep, const char *what)
{
	static struct dense d;
	struct ladder l;
	struct pile p;
	struct swept s = { 0 };
	int i, k, wrong = 0, swept_wrong = 0;
	double price = BINS / 2.0;

	memset(&d, 0, sizeof(d));
	ladder_of_law(&l, &ladder_law);
	ladder_cut(&l, 0, 0.2);
	ladder_scale(&l, 1e4);
	pile_start(&p, &l, WIDTH);
	swept_free(&s);
	for (i = 0; i < candles; i++) {
		double low = fmax(2, price - draw(0, 30));
		double high = fmin(BINS - 2, price + draw(0, 30));
		double volume = draw(0, 5), weight = draw(0, 5);

		memset(d.level, 0, sizeof(d.level));
		swept_clear(&s);
		ok(pile_open(&p, low, high), "a range that fits");
		for (k = 0; k < 4; k++) {
			double a = draw(low, high), b = draw(a, high);

			pile_birth(&p, a, b, 0.25);
			dense_birth(&d, &l, a, b, 0.25);
			a = draw(low, high);
			pile_sweep(&p, a, volume, weight, &s);
			dense_sweep(&d, &l, a, weight);
		}
		swept_wrong += swept_apart(&s, &d);
		pile_close(&p, volume, keep);
		dense_close(&d, &l, volume, keep);
		wrong += apart(&p, &d, &l);
		price = draw(low, high);
	}
	ok(wrong == 0, "%s: what stands is what a dense pile says", what);
	ok(swept_wrong == 0, "%s: what was swept is, too", what);
	p.mass.closed = p.mass.born - p.mass.swept - pile_standing(&p);
	ok(p.mass.swept > 0 && p.mass.closed > -1e-9 * p.mass.born,
	    "%s: something was swept and closed", what);
	pile_free(&p);
	swept_free(&s);
}

static void
mass(void)
{
	struct ladder l;
	struct pile p;
	struct swept s = { 0 };
	double low = 0, counted = 0;
	int64_t i;
	int n;

	ladder_of_law(&l, &ladder_law);
	pile_start(&p, &l, 0.0005);
	swept_free(&s);
	for (n = 0; n < 500; n++) {
		low += draw(-12, 12);
		swept_clear(&s);
		pile_open(&p, low, low + 20);
		pile_birth(&p, low, low + 20, 1);
		pile_sweep(&p, low, 1e6, 1e6, &s);
		for (i = s.first; i <= s.last; i++)
			counted += s.usd[i - s.low];
		pile_close(&p, 1e6, 1);
	}
	ok(near(p.mass.born, p.mass.swept + pile_standing(&p)),
	    "born = swept + standing where nothing is closed");
	ok(near(counted, p.mass.swept), "the bins hold all that was swept");
	pile_clear(&p);
	ok(near(p.mass.born, p.mass.swept + p.mass.closed) &&
		pile_standing(&p) <= 0,
	    "born = swept + closed when all is closed");
	pile_free(&p);
	swept_free(&s);
}

/* Rows grow, are folded, and give up the far end, and nothing is lost. */
static void
far(void)
{
	struct ladder l;
	struct pile p;
	struct swept s = { 0 };
	double before;

	ladder_of_law(&l, &ladder_law);
	pile_start(&p, &l, 0.0005);
	swept_free(&s);
	pile_open(&p, 0, 10);
	pile_birth(&p, 0, 10, 1);
	pile_close(&p, 1e6, 1e-30);
	pile_open(&p, 0, 10);
	pile_birth(&p, 0, 10, 1);
	pile_close(&p, 1e6, 1e-40);
	ok(p.scale >= 1, "a scale that is next to nothing is folded in");
	before = pile_standing(&p);
	pile_open(&p, -3000, -2990);
	pile_close(&p, 0, 1);
	ok(near(before * 1e40, pile_standing(&p) * 1e40),
	    "rows that grow keep what they hold");
	pile_open(&p, PILE_BINS + 10, PILE_BINS + 20);
	pile_birth(&p, PILE_BINS + 10, PILE_BINS + 20, 1);
	pile_close(&p, 1e6, 1);
	ok(p.bins <= PILE_BINS, "rows do not grow for ever");
	ok(p.mass.closed > 0, "what they give up counts as closed");
	ok(!pile_open(&p, 0, PILE_BINS), "a range that is too wide is refused");
	pile_open(&p, -PILE_BINS, -PILE_BINS + 10);
	swept_clear(&s);
	pile_sweep(&p, -PILE_BINS, 0, 0, &s);
	pile_close(&p, 0, 1);
	ok(pile_standing(&p) <= 0, "a fall to the ground leaves nothing");
	pile_free(&p);
	swept_free(&s);
}

int
main(void)
{
	walk(40, 1, "nothing closed");
	walk(40, 0.9, "a tenth closed");
	walk(12, 1e-15, "nearly all closed");
	mass();
	far();
	return tap_end();
}
