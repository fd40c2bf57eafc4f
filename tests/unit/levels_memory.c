/* What holds of the model whatever the market does. */
#include <math.h>

#include "base/when.h"
#include "liq-levels/bins.h"
#include "liq-levels/variant.h"
#include "tap.h"

#define BIN 0.0005

static uint64_t seed;

static double
draw(double low, double high)
{
	seed = seed * UINT64_C(6364136223846793005) + 1;
	return low + (high - low) * (double)(seed >> 11) / 9007199254740992.0;
}

/* Hourly candles of a walk; close is never open. */
static void
make(struct bar *b, size_t n)
{
	double at = 11;
	size_t i;

	seed = 7;
	for (i = 0; i < n; i++) {
		double low = at - draw(0, 0.01), high = at + draw(0, 0.01);

		b[i] = (struct bar){ .ts = (int64_t)i * HOUR_MS,
			.width_ms = HOUR_MS,
			.open = at,
			.low = low,
			.high = high,
			.close = draw(low, high),
			.volume = draw(1e8, 1e9),
			.interest = draw(5e9, 8e9) };
		at = b[i].close + draw(-0.001, 0.001);
	}
}

static void
start(struct memory *m)
{
	struct ladder l[2];

	variant_ladders(variants, &ladder_law, 0.004, 0, l);
	memory_start(m, &variants[0].rules, l, BIN);
}

static void
advance(struct memory *m, const struct bar *b)
{
	struct path p;

	path_legs(&p, b);
	memory_advance(m, b, &p);
}

static bool
near(double a, double b, double by)
{
	return fabs(a - b) <= by * fmax(fabs(a), fabs(b)) + 1e-12;
}

static double
sum(const struct memory *m, int side)
{
	struct bins b = { 0 };
	double all;

	bins_standing(&b, m, side, 0, TIERS, 10000, 12000, 1);
	all = bins_sum(&b);
	bins_free(&b);
	return all;
}

#define N 400

static void
scale(const struct bar *bar)
{
	struct memory a, b;
	size_t i;
	bool good = true;

	start(&a);
	start(&b);
	for (i = 0; i < N; i++) {
		struct bar big = bar[i];

		big.volume *= 1000;
		big.interest *= 1000;
		advance(&a, &bar[i]);
		advance(&b, &big);
		good = good && near(1000 * a.total[0], b.total[0], 1e-9) &&
		       near(1000 * a.total[1], b.total[1], 1e-9);
	}
	ok(good, "a thousand times the volume sweeps a thousand times as much");
	ok(near(1000 * sum(&a, SIDE_LONG), sum(&b, SIDE_LONG), 1e-9) &&
		sum(&a, SIDE_LONG) > 0,
	    "and so much more stands");
	memory_free(&a);
	memory_free(&b);
}

static void
mirror(const struct bar *bar)
{
	struct memory a, b;
	size_t i;
	bool good = true;

	start(&a);
	start(&b);
	for (i = 0; i < N; i++) {
		struct bar m = bar[i];

		m.open = -bar[i].open;
		m.close = -bar[i].close;
		m.high = -bar[i].low;
		m.low = -bar[i].high;
		advance(&a, &bar[i]);
		advance(&b, &m);
		good = good && near(a.total[0], b.total[1], 1e-9) &&
		       near(a.total[1], b.total[0], 1e-9);
	}
	ok(good, "prices upside down swap the sides");
	memory_free(&a);
	memory_free(&b);
}

static void
mass(const struct bar *bar)
{
	struct memory m;
	double closed = 0, was = 0, born = 0, swept = 0;
	size_t i;

	start(&m);
	for (i = 0; i < N; i++) {
		const struct mass *at = &m.pile[0].mass;
		double left;

		advance(&m, &bar[i]);
		left = was + at->born - born - (at->swept - swept);
		was = pile_standing(&m.pile[0]);
		closed += left - was;
		born = at->born;
		swept = at->swept;
		if (left < was)
			break;
	}
	ok(i == N, "closing never adds");
	ok(near(born, swept + closed + was, 1e-9) && closed > 0,
	    "born = swept + closed + standing");
	memory_free(&m);
}

/* The lowest a mark went since each candle, and no long above it. */
static void
right_side(const struct bar *bar)
{
	struct memory m;
	struct bins b = { 0 };
	size_t i;
	double wrong = 0, all = 0;
	int64_t at, k;

	start(&m);
	for (i = 0; i < N; i++) {
		struct path p;
		const struct step *last;
		double reach;

		path_legs(&p, &bar[i]);
		memory_advance(&m, &bar[i], &p);
		last = &p.of[p.n - 1];
		reach = last->low + 0.2 * (last->end - last->low);
		at = (int64_t)floor(reach / (2 * BIN));
		bins_standing(&b, &m, SIDE_LONG, 0, TIERS, 10000, 12000, 1);
		for (k = 10000; k <= 12000; k++) {
			all += b.usd[k - b.low];
			if (k > at + BLUR + 1)
				wrong += b.usd[k - b.low];
		}
	}
	ok(all > 0 && wrong <= 0, "no long stands above where the mark went");
	bins_free(&b);
	memory_free(&m);
}

static void
swept_stay(const struct bar *bar)
{
	struct memory m;
	struct bins b = { 0 };
	size_t i;
	bool inside = true, kept = true;

	start(&m);
	for (i = 0; i < N; i++) {
		const int64_t low = (int64_t)floor(bar[i].low / (2 * BIN));
		const int64_t high = (int64_t)floor(bar[i].high / (2 * BIN));
		int side;

		advance(&m, &bar[i]);
		for (side = SIDE_LONG; side <= SIDE_SHORT; side++) {
			b.n = 0;
			bins_swept(&b, &m, side, low, high, 1);
			kept = kept && near(bins_sum(&b),
					   m.total[memory_of(side)], 1e-9);
			if (b.n > 0 &&
			    (b.low < low || b.low + (int64_t)b.n - 1 > high))
				inside = false;
		}
	}
	ok(inside, "the blur keeps what was swept within the candle");
	ok(kept, "and loses nothing");
	bins_free(&b);
	memory_free(&m);
}

/* Nothing traded is no fault, and a candle too wide leaves no trace. */
static void
odd(void)
{
	struct bar b = { 0, HOUR_MS, 11, 11.01, 10.99, 11.005, 0, 0 };
	struct bar wide = { HOUR_MS, HOUR_MS, 11, 21, 1, 11, 1e9, 0 };
	struct memory m;
	struct path p;

	start(&m);
	advance(&m, &b);
	ok(isfinite(m.total[0]) && m.total[0] <= 0, "a candle without volume");
	b.volume = -1;
	advance(&m, &b);
	ok(isfinite(sum(&m, SIDE_LONG)) && sum(&m, SIDE_LONG) > 0,
	    "one of which the volume is not known opens by its path");
	path_legs(&p, &wide);
	ok(memory_advance(&m, &wide, &p) != NULL && m.pace.close < 11.1,
	    "a candle wider than a map is refused");
	memory_free(&m);
}

#define FEW 12

/* Nothing closes: what stands of each candle's births adds up. */
static double
opened_by(const struct bar *bar, size_t candle, int side)
{
	struct memory m;
	double stands;
	size_t i;

	start(&m);
	m.rules.closing = 0;
	for (i = 0; i < FEW; i++) {
		struct bar b = bar[i];

		b.volume = i == candle ? b.volume : 0;
		advance(&m, &b);
	}
	stands = sum(&m, side);
	memory_free(&m);
	return stands;
}

static void
timed(const struct bar *bar)
{
	double hours[] = { 0, 0, 0 }, part;
	struct memory m;
	size_t i;
	int side;

	start(&m);
	m.rules.closing = 0;
	m.timed = true;
	m.since = bar[0].ts - HOUR_MS / 2;
	for (i = 0; i < FEW; i++)
		advance(&m, &bar[i]);
	for (side = SIDE_LONG; side <= SIDE_SHORT; side++) {
		for (i = 0; i < FEW; i++) {
			part = opened_by(bar, i, side);
			hours[side] += (double)(i + 1) * part;
			hours[0] += part > 0;
		}
		ok(near(sum(&m, side), hours[side], 1e-9) && hours[side] > 0,
		    "a clock says when what stands was opened: %s",
		    side_names[side - 1]);
	}
	ok(hours[0] > FEW, "... of %.0f candles and sides", hours[0]);
	memory_free(&m);
}

int
main(void)
{
	static struct bar bar[N];

	make(bar, N);
	scale(bar);
	mirror(bar);
	mass(bar);
	right_side(bar);
	swept_stay(bar);
	odd();
	timed(bar);
	return tap_end();
}
