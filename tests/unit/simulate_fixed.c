/* Numbers and chance of the built-in market. */
#include <math.h>
#include <stdlib.h>

#include "liq-fetch/simulate_fixed.h"
#include "tap.h"

static void
test_exp(void)
{
	double worst = 0;

	for (int i = -2000; i <= 2000; i++) {
		double x = i / 500.0, want = exp(x) * (double)FIXED_ONE;
		int64_t got = fixed_exp((int64_t)(x * (double)FIXED_ONE));
		double off = fabs((double)got - want) / want;

		worst = off > worst ? off : worst;
	}
	ok(worst < 1e-7, "e^x is right from e^-4 to e^4");
	printf("# relative error at most %.1e\n", worst);
	ok(fixed_exp(0) == FIXED_ONE, "e^0 is one, exactly");
}

static void
test_root(void)
{
	bool good = true;

	for (int64_t n = 0; n < 100000; n++) {
		int64_t r = whole_root(n);

		good = good && r * r <= n && (r + 1) * (r + 1) > n;
	}
	ok(good, "the root is the largest whole one");
}

static void
test_chance(void)
{
	const int n = 1000000;
	struct dice d, e;
	double sum[5] = { 0 }, whole = 0;
	int64_t six[6] = { 0 };
	bool fair = true;

	dice_seed(&d, 1, "test", "A", -3);
	for (int i = 0; i < n; i++) {
		double x = (double)dice_normal(&d) / (double)SHARE_ONE;

		for (int k = 1; k <= 4; k++)
			sum[k] += pow(x, k) / n;
		six[dice_below(&d, 6)]++;
		whole += (double)dice_whole(&d, 100000) / n;
	}
	ok(fabs(sum[1]) < 0.005 && fabs(sum[2] - 1) < 0.01,
	    "a normal has mean 0 and deviation 1");
	ok(fabs(sum[4] - 2.9) < 0.05, "and twelve uniforms' kurtosis, 2.9");
	for (int i = 0; i < 6; i++)
		fair = fair && llabs(six[i] - n / 6) < 2000;
	ok(fair, "dice are fair");
	ok(fabs(whole - 100000 / 65536.0) < 0.005, "whole numbers have a mean");
	dice_seed(&d, 1, "test", "A", -3);
	dice_seed(&e, 1, "test", "A", -3);
	ok(dice_roll(&d) == dice_roll(&e), "a stream can be had again");
	dice_seed(&e, 2, "test", "A", -3);
	fair = d.state != e.state;
	dice_seed(&e, 1, "test", "A", 3);
	fair = fair && d.state != e.state;
	dice_seed(&e, 1, "test", "B", -3);
	ok(fair && d.state != e.state, "any difference is another stream");
}

int
main(void)
{
	test_exp();
	test_root();
	test_chance();
	return tap_end();
}
