/*
 * dec.c - exact decimals against digits on paper (big.h).
 *
 * An input is "OSS A B": an operation, two digits of scale, two numbers.
 * What dec.h refuses must not fit, or a step on the way to it does not: the
 * predicates say which.
 */
#include <math.h>
#include <regex.h>

#include "base/dec.h"
#include "big.h"
#include "fuzz.h"

#define INPUT_MAX 256

/* The value written for people is the value, in the one form we write. */
static void
as_written(struct str text, struct dec d, struct big *x)
{
	struct buf b = { 0 };
	struct dec again;
	struct str s;

	dec_put(&b, d);
	s = buf_view(&b);
	must(s.n > 2 && memchr(s.s, '.', s.n) != NULL && s.s[s.n - 1] != '.' &&
		 memchr(s.s, 'e', s.n) == NULL,
	    "a number not written as ours", text);
	must(dec_parse(&again, s) == NULL && dec_cmp(again, d) == 0,
	    "not read again", text);
	big_parse(x, s);
	buf_free(&b);
}

static void
same(struct str text, struct dec got, struct big *want)
{
	struct big x;

	must(got.known && got.scale >= 0 && got.scale <= DEC_SCALE,
	    "a decimal that is none", text);
	as_written(text, got, &x);
	must(big_cmp(&x, want) == 0, "another value", text);
}

/* Digits and decimals within what a decimal holds? */
static bool
fits(struct big x)
{
	big_trim(&x);
	if (x.scale < 0)
		big_widen(&x, -x.scale);
	return x.n <= DEC_DIGITS && x.scale <= DEC_SCALE;
}

static bool
is_number(struct str s)
{
	static regex_t re;
	static bool made;
	char text[INPUT_MAX + 1];

	if (!made)
		made = regcomp(&re,
			   "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?$",
			   REG_EXTENDED | REG_NOSUB) == 0;
	return memchr(s.s, '\0', s.n) == NULL &&
	       str_copy(text, sizeof(text), s) &&
	       regexec(&re, text, 0, NULL, 0) == 0;
}

/* The exponent has four digits or more: not a number of any market. */
static bool
far_off(struct str s)
{
	const char *e = memchr(s.s, 'e', s.n);
	size_t i;

	e = e != NULL ? e : memchr(s.s, 'E', s.n);
	if (e == NULL)
		return false;
	for (i = (size_t)(e - s.s) + 1;
	     i < s.n && memchr("+-0", s.s[i], 3) != NULL;)
		i++;
	return s.n - i > 3;
}

/* Digits from the first that is not 0, those behind the point with them. */
static int
significant(struct str s)
{
	bool begun = false;
	int n = 0;
	size_t i;

	for (i = 0; i < s.n && (s.s[i] | 32) != 'e'; i++) {
		begun = begun || (s.s[i] >= '1' && s.s[i] <= '9');
		n += begun && s.s[i] != '.';
	}
	return n;
}

/* Reads a number both ways; false: it is none, or out of range. */
static bool
read(struct str text, struct dec *d, struct big *x)
{
	bool taken = dec_parse(d, text) == NULL;

	must(!taken || is_number(text), "no number, but taken", text);
	if (!is_number(text) || far_off(text))
		return false;
	big_parse(x, text);
	if (taken)
		same(text, *d, x);
	else
		must(significant(text) > DEC_DIGITS || !fits(*x),
		    "a number in range refused", text);
	return taken;
}

/* What of a, b is a step on the way has more digits than 38. */
static bool
long_product(struct big a, struct big b)
{
	struct big r;

	big_trim(&a);
	big_trim(&b);
	big_widen(&a, a.scale < 0 ? -a.scale : 0);
	big_widen(&b, b.scale < 0 ? -b.scale : 0);
	big_mul(&r, &a, &b);
	return r.n > DEC_DIGITS;
}

static void
multiply(
    struct str text, struct dec a, struct dec b, struct big *x, struct big *y)
{
	struct big want;
	struct dec r;

	big_mul(&want, x, y);
	if (dec_mul(&r, a, b))
		same(text, r, &want);
	else
		must(!fits(want) || long_product(*x, *y),
		    "a product that fits refused", text);
}

static void
multiply_round(struct str text, struct dec a, struct dec b, struct big *x,
    struct big *y, int scale)
{
	struct big product, want, one;
	struct dec r;

	big_mul(&product, x, y);
	big_parse(&one, STR("1"));
	if (dec_trim(a).scale + dec_trim(b).scale > scale)
		big_div(&want, product, one, scale);
	else
		want = product;
	if (dec_mul_round(&r, a, b, scale))
		same(text, r, &want);
	else
		must(!fits(want) || want.n > DEC_DIGITS ||
			 long_product(*x, *y) ||
			 dec_trim(a).scale + dec_trim(b).scale - scale >
			     2 * DEC_DIGITS,
		    "a rounded product that fits refused", text);
}

static void
divide(struct str text, struct dec a, struct dec b, struct big *x,
    struct big *y, int scale)
{
	struct big want;
	struct dec r;

	if (y->n == 0) {
		must(!dec_div(&r, a, b, scale), "divided by zero", text);
		return;
	}
	big_div(&want, *x, *y, scale);
	if (dec_div(&r, a, b, scale))
		same(text, r, &want);
	else
		must(want.n > DEC_DIGITS ||
			 scale + dec_trim(b).scale - dec_trim(a).scale >
			     DEC_DIGITS,
		    "a quotient that fits refused", text);
}

static void
add(struct str text, struct dec a, struct dec b, struct big *x, struct big *y)
{
	struct big want;
	struct dec r;

	big_add(&want, x, y);
	if (dec_add(&r, a, b)) {
		same(text, r, &want);
		must(r.scale == (a.scale > b.scale ? a.scale : b.scale),
		    "digits of a sum not kept", text);
		must(dec_sub(&r, r, b), "not taken away again", text);
		same(text, r, x);
	} else {
		big_align(x, y);
		must(x->n > DEC_DIGITS || y->n > DEC_DIGITS ||
			 want.n > DEC_DIGITS,
		    "a sum that fits refused", text);
	}
}

/* Rounded, shifted, as a whole number of units, as a double. */
static void
alone(struct str text, struct dec a, struct big *x, int scale)
{
	struct big want, one, unit;
	struct dec r;
	double got = dec_double(a), right = strtod(text.s, NULL);
	i128 v;

	big_parse(&one, STR("1"));
	if (dec_round(&r, a, scale) && dec_trim(a).scale > scale) {
		big_div(&want, *x, one, scale);
		same(text, r, &want);
	}
	if (dec_shift(&r, a, scale - 20)) {
		unit = one;
		unit.scale = 20 - scale;
		big_mul(&want, x, &unit);
		same(text, r, &want);
	}
	if (dec_fixed(&v, a, scale) && v < (i128)1000000000000000000 &&
	    v > -(i128)1000000000000000000)
		same(text, dec_of_fixed(v, scale), x);
	must(fabs(got - right) <= fabs(right) * 1e-15, "another double", text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct big x, y;
	char copy[INPUT_MAX + 1];
	struct str rest, first;
	struct dec a, b;
	int scale;

	if (n < 5 || n > INPUT_MAX)
		return 0;
	memcpy(copy, data, n);
	copy[n] = '\0';
	rest = (struct str){ copy, n };
	scale = (data[1] % 16 % 10 * 10 + data[2] % 16 % 10) % (DEC_SCALE + 1);
	rest = str_from(rest, 4);
	str_split(&rest, ' ', &first);
	if (!read(first, &a, &x))
		return 0;
	alone(first, a, &x, scale);
	if (rest.s == NULL || !read(rest, &b, &y))
		return 0;
	rest = (struct str){ copy, n };
	must(dec_cmp(a, b) == big_cmp(&x, &y), "another order", rest);
	switch (data[0]) {
	case '*':
		multiply(rest, a, b, &x, &y);
		break;
	case 'r':
		multiply_round(rest, a, b, &x, &y, scale);
		break;
	case '/':
		divide(rest, a, b, &x, &y, scale);
		break;
	default:
		add(rest, a, b, &x, &y);
	}
	return 0;
}
