/* dec.c - exact decimals: a table of texts, and identities. */
#include "base/dec.h"

#include "tap.h"

static struct dec
d(const char *s)
{
	struct dec v = { 0 };

	if (dec_parse(&v, str_of(s)) != NULL)
		printf("# %s is refused\n", s);
	return v;
}

static const char *
text(struct dec v)
{
	static struct buf b[4];
	static int n;
	struct buf *t = &b[n++ & 3];

	buf_reset(t);
	dec_put(t, v);
	buf_putc(t, '\0');
	return t->s;
}

static void
reads(void)
{
	static const char *const cases[][2] = {
		{ "0", "0.0" },
		{ "-0", "0.0" },
		{ "1", "1.0" },
		{ "-12", "-12.0" },
		{ "0.0711500", "0.0711500" },
		{ "127.2", "127.2" },
		{ "479.000000000000000000", "479.000000000000000000" },
		{ "1e3", "1000.0" },
		{ "1.5E-7", "0.00000015" },
		{ "12e-1", "1.2" },
		{ "0e99", "0.0" },
		{ "99999999999999999999999999999999999999",
		    "99999999999999999999999999999999999999.0" },
		{ "18446744073709551615", "18446744073709551615.0" },
		{ "-18446744073709551616.0", "-18446744073709551616.0" },
		{ "1.8446744073709551615", "1.8446744073709551615" },
		{ "0.18446744073709551615", "0.18446744073709551615" },
		{ "0.0000000000000000007", "0.0000000000000000007" },
		{ "9999999999.000000000", "9999999999.000000000" },
		{ "1844674407370955161.60", "1844674407370955161.60" },
		{ "1844674407370955161.7", "1844674407370955161.7" },
		{ "0.000000000000000000000000000000000000001",
		    "0.000000000000000000000000000000000000001" },
		{ "100000000000000000000000000000000000000", NULL },
		{ "1e38", NULL },
		{ "1e400", NULL },
		{ "1e-40", NULL },
		{ "10e-40", "0.000000000000000000000000000000000000001" },
		{ "", NULL },
		{ "-", NULL },
		{ "+1", NULL },
		{ "01", NULL },
		{ "1.", NULL },
		{ ".5", NULL },
		{ "1e", NULL },
		{ "1e+", NULL },
		{ "1.5.2", NULL },
		{ "NaN", NULL },
		{ "0x10", NULL },
		{ "1 ", NULL },
	};
	struct dec v;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *why = dec_parse(&v, str_of(cases[i][0]));

		if (cases[i][1] == NULL)
			ok(why != NULL, "\"%s\" is refused", cases[i][0]);
		else
			is(why == NULL ? text(v) : why, cases[i][1],
			    cases[i][0]);
	}
}

static void
products(void)
{
	static const struct {
		const char *a, *b;
		int scale;
		const char *want;
	} cases[] = {
		{ "2049.1", "0.0722187", 8, "147.98333817" },
		{ "0.5", "9950.5", 8, "4975.25" },
		{ "0.000000005", "1", 8, "0.0" },
		{ "0.000000015", "1", 8, "0.00000002" },
		{ "0.0000000150001", "1", 8, "0.00000002" },
		{ "-0.000000025", "1", 8, "-0.00000002" },
		{ "12345678901234567.89012345", "98765432109876.54321", 4,
		    "1219326311370217952249656393705.2278" },
		{ "1234567890123456.789012345", "0.9876543210987654321", 8,
		    "1219326311370217.95224966" },
	};
	struct dec r;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		bool good = dec_mul_round(
		    &r, d(cases[i].a), d(cases[i].b), cases[i].scale);

		is(good ? text(r) : NULL, cases[i].want, cases[i].a);
	}
	ok(dec_mul(&r, d("0.10"), d("0.10")), "0.10 x 0.10");
	is(text(r), "0.01", "an exact product is trimmed");
	ok(!dec_mul(&r, d("1e30"), d("1e30")), "10^60 does not fit");
}

static void
quotients(void)
{
	struct dec r;

	ok(dec_div(&r, d("100"), d("3"), 12), "100 / 3");
	is(text(r), "33.333333333333", "rounded down");
	ok(dec_div(&r, d("200"), d("3"), 12), "200 / 3");
	is(text(r), "66.666666666667", "rounded up");
	ok(dec_div(&r, d("1"), d("8"), 2), "1 / 8");
	is(text(r), "0.12", "half to even, down");
	ok(dec_div(&r, d("3"), d("8"), 2), "3 / 8");
	is(text(r), "0.38", "half to even, up");
	ok(dec_div(&r, d("-836"), d("23216.0"), 12), "a negative one");
	is(text(r), "-0.036009648518", "an inverse contract's coins");
	ok(!dec_div(&r, d("1"), d("0.000"), 12), "by zero is refused");
	ok(dec_div(
	       &r, d("0.00000000000000000000000000000000000001"), d("1000"), 2),
	    "a tiny one");
	is(text(r), "0.0", "tiny is zero");
}

static void
others(void)
{
	struct dec r, even;
	i128 v, sum;

	ok(dec_cmp(d("1.10"), d("1.1")) == 0, "1.10 is 1.1");
	ok(dec_cmp(d("-1"), d("0.5")) < 0, "-1 < 0.5");
	ok(dec_cmp(d("1e37"), d("0.000000000000000000000000000000000000001")) >
		0,
	    "scales far apart");
	ok(dec_cmp(d("-1e37"), d("-0.5")) < 0, "negative ones the other way");
	ok(dec_shift(&r, d("0.0123400"), 3), "times 1000");
	is(text(r), "12.3400", "keeps its digits");
	ok(dec_shift(&r, d("12.5"), -3), "by 1000");
	is(text(r), "0.0125", "divides");
	ok(dec_add(&r, d("0.10"), d("2")), "0.10 + 2");
	is(text(r), "2.10", "the larger scale stays");
	ok(dec_sub(&r, d("1"), d("0.58")), "1 - 0.58");
	is(text(r), "0.42", "exact");
	ok(dec_fixed(&v, d("1.50"), 1) && v == 15, "1.50 in tenths");
	ok(!dec_fixed(&v, d("1.55"), 1), "1.55 is no number of tenths");
	ok(!dec_fixed(&v, d("1e37"), 8), "10^37 in 1e-8 does not fit");
	ok(dec_fixed(&sum, d("99999999999999999999999999999999999999"), 0),
	    "the largest sum");
	v = sum;
	ok(!fixed_add(&sum, 1) && sum == v && fixed_add(&sum, -1),
	    "a sum that would overflow is refused and unchanged");
	ok(dec_of_double(&r, 0.1, 8), "from a double");
	is(text(r), "0.1", "rounded");
	ok(!dec_of_double(&r, 1e40, 2), "too large a double");
	ok(!dec_of_double(&r, 0.0 / 0.0, 2), "not a number");
	ok(dec_of_double(&r, -2.5, 0) && dec_of_double(&even, 3.5, 0),
	    "halves");
	is(text(r), "-2.0", "go to the even one");
	is(text(even), "4.0", "on either side");
	ok(dec_of_double(&r, 8999999999999998976.0, 0), "below 64 bits");
	is(text(r), "8999999999999998976.0", "exact");
	ok(dec_of_double(&r, -18446744073709551616.0, 3), "beyond them");
	is(text(r), "-18446744073709551616.0", "exact, too");
	ok(dec_double(d("0.125")) == 0.125, "to a double");
}

int
main(void)
{
	reads();
	products();
	quotients();
	others();
	return tap_end();
}
