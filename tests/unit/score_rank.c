/*
 * The measures of liq-score: ranks, shares, areas, fits, draws.
 */
#include <math.h>
#include <stdlib.h>

#include "liq-score/cells.h"
#include "liq-score/draw.h"
#include "liq-score/fit.h"
#include "liq-score/rank.h"
#include "tap.h"

#define N 6

static bool
near(double got, double want)
{
	if (fabs(got - want) < 1e-12)
		return true;
	printf("# got:  %.15g\n# want: %.15g\n", got, want);
	return false;
}

static const double once[N] = { 1, 1, 1, 1, 1, 1 };

static void
ranks(void)
{
	static const double x[N] = { 5, 1, 5, 0, 0, 9 };
	static const double want[N] = { 4.5, 3, 4.5, 1.5, 1.5, 6 };
	double got[N];
	struct ranked r;
	bool same = true;
	int i;

	ranked_make(&r, x, N);
	ranked_ranks(&r, once, got);
	for (i = 0; i < N; i++)
		same = same && got[i] == want[i];
	ok(same, "equals have their mean rank");
	ranked_free(&r);
}

/* What weights say is what so many copies say. */
static void
copies(void)
{
	static const double x[3] = { 2, 7, 2 }, y[3] = { 10, 30, 5 };
	static const double weight[3] = { 2, 1, 0 };
	static const double x3[3] = { 2, 2, 7 }, y3[3] = { 10, 10, 30 };
	double a[3], b[3], c[3], d[3];
	struct ranked rx, ry, rx3, ry3;

	ranked_make(&rx, x, 3);
	ranked_make(&ry, y, 3);
	ranked_make(&rx3, x3, 3);
	ranked_make(&ry3, y3, 3);
	ranked_ranks(&rx, weight, a);
	ranked_ranks(&ry, weight, b);
	ranked_ranks(&rx3, once, c);
	ranked_ranks(&ry3, once, d);
	ok(a[0] == 1.5 && a[1] == 3, "ranks count an observation twice");
	ok(near(rank_correlation(a, b, weight, 3),
	       rank_correlation(c, d, once, 3)),
	    "so does a correlation");
	ok(near(ranked_share(&rx, weight, y, 0.5),
	       ranked_share(&rx3, once, y3, 0.5)),
	    "so does a share");
	ok(near(ranked_area(&rx, weight, y), ranked_area(&rx3, once, y3)),
	    "so does an area");
	ranked_free(&rx);
	ranked_free(&ry);
	ranked_free(&rx3);
	ranked_free(&ry3);
}

static void
shares(void)
{
	static const double x[4] = { 4, 3, 2, 1 }, flat[4] = { 1, 1, 1, 1 };
	static const double y[4] = { 60, 30, 10, 0 };
	struct ranked r, f;

	ranked_make(&r, x, 4);
	ranked_make(&f, flat, 4);
	ok(near(ranked_share(&r, once, y, 0.25), 0.6),
	    "the first quarter holds 60 of 100");
	ok(near(ranked_share(&r, once, y, 0.375), 0.75),
	    "half of the next one half of its 30");
	ok(near(ranked_share(&f, once, y, 0.1), 0.1),
	    "equals share: a tenth of everything in a tenth");
	ok(near(ranked_area(&f, once, y), 0.5), "and an area of one half");
	/* trapezes: 0.3, 0.75, 0.95, 1, a quarter wide each */
	ok(near(ranked_area(&r, once, y), 0.75), "an area by hand");
	ok(isnan(rank_correlation(flat, y, once, 4)),
	    "what does not vary has no correlation");
	ranked_free(&r);
	ranked_free(&f);
}

static void
nats(void)
{
	static const double said[2] = { 3, 1 }, events[2] = { 1, 0 };

	ok(near(cells_nats(said, events, once, 2), log(0.9 * 1.5 + 0.1)),
	    "three quarters on the right one of two, a tenth mixed in");
	ok(near(cells_nats(once, events, once, 2), 0),
	    "the same everywhere gains nothing");
	ok(near(cells_nats((double[]){ 0, 5 }, events, once, 2), log(0.1)),
	    "a surprise costs ln 10, not everything");
}

static void
fits(void)
{
	static const double a[N] = { 1, 2, 3, 4, 5, 6 };
	static const double b[N] = { 1, 4, 9, 16, 25, 36 };
	static const double twice[N] = { 2, 4, 6, 8, 10, 12 };
	const double *const two[] = { a, b }, *const same[] = { a, twice };
	double y[N], half[N] = { 1, 1, 1, 1, 0, 0 }, sum[N];
	const double *const three[] = { a, b, sum };
	struct fit f;
	size_t i;

	for (i = 0; i < N; i++)
		y[i] = 3 + 2 * a[i] - 0.5 * b[i];
	fit_make(&f, two, 2, y, half, N);
	ok(fabs(fit_guess(&f, two, 5) - y[5]) < 1e-9,
	    "a parabola from four of its points");
	fit_make(&f, same, 2, a, once, N);
	ok(near(fit_guess(&f, same, 3), 4),
	    "a column that says the same twice does no harm");
	for (i = 0; i < N; i++) {
		sum[i] = a[i] / 3 + b[i] / 7;
		y[i] += i % 2 ? 1 : -1;
	}
	fit_make(&f, three, 3, y, once, N);
	ok(f.slope[2] == 0, "nor one that two others say, but for rounding");
	fit_make(&f, same, 0, a, half, N);
	ok(near(fit_guess(&f, same, 0), 2.5), "no column: the mean");
}

struct seen {
	size_t calls;
	bool whole; /* weights always add up to the units */
	bool blocks; /* and come in runs of at least a block */
};

static void
measure(void *arg, const double *weight, double *value)
{
	struct seen *s = arg;
	double sum = 0;
	size_t i;

	for (i = 0; i < 40; i++)
		sum += weight[i];
	s->whole = s->whole && sum == 40;
	/* the first unit can only come with the four that follow it */
	s->blocks = s->blocks && weight[4] >= weight[0];
	s->calls++;
	value[0] = weight[0];
	value[1] = NAN;
}

static void
draws(void)
{
	struct seen seen = { 0, true, true };
	struct trial t = { 40, 5, 2, measure, &seen };
	struct drawn one, two;
	double low, high;
	bool same = true;
	size_t i;

	trial_run(&t, &one);
	ok(seen.calls == DRAWS + 1 && seen.whole,
	    "every resample is as long as the whole");
	ok(seen.blocks, "and made of blocks");
	ok(one.value[0] == 1, "the value counts every unit once");
	trial_run(&t, &two);
	for (i = 0; i < DRAWS; i++)
		same = same && one.draw[i] == two.draw[i];
	ok(same, "the same draws each time");
	ok(!draw_interval(one.draw + DRAWS, &low, &high),
	    "no interval of what is no number");
	drawn_free(&two);
	for (i = 0; i < DRAWS; i++)
		one.draw[i] = (double)((i * 77) % DRAWS);
	ok(draw_interval(one.draw, &low, &high) && near(low, 4.975) &&
		near(high, 194.025),
	    "an interval leaves 2.5 %% on either side");
	drawn_free(&one);
	t.units = 19;
	ok(!trial_wide(&t), "less than four blocks are not drawn");
}

int
main(void)
{
	ranks();
	copies();
	shares();
	nats();
	fits();
	draws();
	return tap_end();
}
