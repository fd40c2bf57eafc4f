#include <math.h>

#include "base/dec_room.h"
#include "base/wide.h"

static bool
fits(u128 v)
{
	return v < power(LIMIT);
}

const char *
dec_settle(struct dec *d, bool negative, u128 v, int scale)
{
	for (; scale < 0; scale++) {
		if (v > (power(LIMIT) - 1) / 10)
			return "a number out of range";
		v *= 10;
	}
	for (; scale > DEC_SCALE; scale--) {
		if (v % 10 != 0)
			return "a number with too many decimals";
		v /= 10;
	}
	*d = make(negative, v, scale);
	return NULL;
}

struct dec
dec_int(int64_t v)
{
	return (struct dec){ v, 0, true };
}

int
dec_sign(struct dec d)
{
	return (d.v > 0) - (d.v < 0);
}

struct dec
dec_abs(struct dec d)
{
	d.v = d.v < 0 ? -d.v : d.v;
	return d;
}

/* Both to the larger scale, where that leaves them below 2^128. */
static bool
aligned(u128 *x, u128 *y, int a_scale, int b_scale)
{
	const int up = b_scale - a_scale;

	if (*x >> 64 != 0 || *y >> 64 != 0 || up > HALF || up < -HALF)
		return false;
	*x *= power(up > 0 ? up : 0);
	*y *= power(up < 0 ? -up : 0);
	return true;
}

int
dec_cmp(struct dec a, struct dec b)
{
	int sign = dec_sign(a), other = dec_sign(b), c;
	u128 x = magnitude(a.v), y = magnitude(b.v);
	struct wide p, q;

	if (sign != other)
		return sign > other ? 1 : -1;
	if (a.scale == b.scale)
		return (a.v > b.v) - (a.v < b.v);
	if (aligned(&x, &y, a.scale, b.scale))
		return sign * ((x > y) - (x < y));
	a = dec_trim(a);
	b = dec_trim(b);
	x = magnitude(a.v);
	y = magnitude(b.v);
	/* Both to the larger scale; a factor over 10^38 settles it alone. */
	if (a.scale - b.scale > LIMIT || b.scale - a.scale > LIMIT)
		return a.scale < b.scale ? sign : -sign;
	p = wide_mul(x, a.scale < b.scale ? power(b.scale - a.scale) : 1);
	q = wide_mul(y, b.scale < a.scale ? power(a.scale - b.scale) : 1);
	c = p.hi != q.hi ? (p.hi > q.hi ? 1 : -1)
			 : (p.lo > q.lo) - (p.lo < q.lo);
	return sign * c;
}

/* Most numbers are of 64 bits, which divide faster. */
struct dec
dec_trim(struct dec d)
{
	int64_t v = (int64_t)d.v;

	while (d.v != v && d.scale > 0 && d.v % 10 == 0) {
		d.v /= 10;
		d.scale--;
		v = (int64_t)d.v;
	}
	if (d.v != v)
		return d;
	for (; d.scale > 0 && v % 10 == 0; d.scale--)
		v /= 10;
	d.v = v;
	return d;
}

bool
dec_mul(struct dec *r, struct dec a, struct dec b)
{
	bool negative = (a.v < 0) != (b.v < 0);
	struct wide w;
	u128 v;
	int scale;

	a = dec_trim(a);
	b = dec_trim(b);
	w = wide_mul(magnitude(a.v), magnitude(b.v));
	scale = a.scale + b.scale;
	if (w.hi != 0 || !fits(w.lo))
		return false;
	v = w.lo;
	for (; scale > 0 && v % 10 == 0; scale--)
		v /= 10;
	if (scale > DEC_SCALE)
		return false;
	*r = make(negative, v, scale);
	return true;
}

bool
dec_add(struct dec *r, struct dec a, struct dec b)
{
	int scale = a.scale > b.scale ? a.scale : b.scale;
	i128 x, y;

	if (!dec_fixed(&x, a, scale) || !dec_fixed(&y, b, scale) ||
	    !fixed_add(&x, y) || !fits(magnitude(x)))
		return false;
	*r = (struct dec){ x, (short)scale, true };
	return true;
}

bool
dec_sub(struct dec *r, struct dec a, struct dec b)
{
	b.v = -b.v;
	return dec_add(r, a, b);
}

bool
dec_shift(struct dec *r, struct dec d, int n)
{
	struct dec t;

	if (dec_settle(&t, d.v < 0, magnitude(d.v), d.scale - n) != NULL)
		return false;
	*r = t;
	return true;
}

bool
dec_round(struct dec *r, struct dec d, int scale)
{
	return dec_mul_round(r, d, dec_int(1), scale);
}

bool
dec_mul_round(struct dec *r, struct dec a, struct dec b, int scale)
{
	bool negative = (a.v < 0) != (b.v < 0);
	struct wide w;
	u128 v;
	int drop;

	a = dec_trim(a);
	b = dec_trim(b);
	drop = a.scale + b.scale - scale;
	if (drop <= 0)
		return dec_mul(r, a, b);
	w = wide_mul(magnitude(a.v), magnitude(b.v));
	if (drop > LIMIT) { /* |w| < 10^76: two exact steps would be needed */
		if (drop > 2 * LIMIT || w.hi != 0 || !fits(w.lo))
			return false;
		v = 0; /* below half a unit: |w| < 10^38 <= 10^drop / 10 */
	} else if (!wide_div_round(&v, w, power(drop)) || !fits(v)) {
		return false;
	}
	*r = dec_trim(make(negative, v, scale));
	return true;
}

bool
dec_div(struct dec *r, struct dec a, struct dec b, int scale)
{
	bool negative = (a.v < 0) != (b.v < 0);
	u128 v, by;
	int up;

	a = dec_trim(a);
	b = dec_trim(b);
	/* a / b in units of 10^-scale: a.v * 10^up / b.v */
	up = scale + b.scale - a.scale;
	by = magnitude(b.v);
	if (by == 0)
		return false;
	if (up < 0) {
		/* by a divisor over 3.4 * 10^38, less than half a unit is left
		 */
		bool tiny = -up > LIMIT || by > ~(u128)0 / power(-up);

		by = tiny ? 1 : by * power(-up);
		a.v = tiny ? 0 : a.v;
		up = 0;
	}
	if (up > LIMIT || scale > DEC_SCALE ||
	    !wide_div_round(&v, wide_mul(magnitude(a.v), power(up)), by) ||
	    !fits(v))
		return false;
	*r = dec_trim(make(negative, v, scale));
	return true;
}

double
dec_double(struct dec d)
{
	long double v = (long double)d.v;
	int scale;

	for (scale = d.scale; scale >= 18; scale -= 18)
		v /= 1e18L;
	return (double)(v / (long double)power(scale));
}

bool
dec_of_double(struct dec *r, double x, int scale)
{
	const long double v = fabsl((long double)x) * (long double)power(scale);
	u128 whole;

	if (!(v < 1e38L))
		return false;
	/* Conversions of 64 bits are many times faster. */
	if (v < 9e18L)
		whole = llrintl(v);
	else
		whole = rintl(v);
	*r = dec_trim(make(x < 0, whole, scale));
	return true;
}

bool
dec_fixed(i128 *out, struct dec d, int scale)
{
	u128 v = magnitude(d.v);
	int up = scale - d.scale;

	for (; up < 0 && v % 10 == 0; up++)
		v /= 10;
	if (v == 0) {
		*out = 0;
		return true;
	}
	if (up < 0 || up > LIMIT)
		return false;
	/* 2^64 * 10^18 fits; what is larger is divided to see. */
	if ((v >> 64 != 0 || up >= HALF) &&
	    v > (((u128)1 << 127) - 1) / power(up))
		return false;
	v *= power(up);
	*out = with_sign(d.v < 0, v);
	return true;
}

bool
fixed_add(i128 *sum, i128 v)
{
	i128 s;

	if (__builtin_add_overflow(*sum, v, &s) || !fits(magnitude(s)))
		return false;
	*sum = s;
	return true;
}

struct dec
dec_of_fixed(i128 v, int scale)
{
	return dec_trim((struct dec){ v, (short)scale, true });
}
