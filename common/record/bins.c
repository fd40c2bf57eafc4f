#include "record/bins.h"

#include <math.h>

#include "record/record.h"

#define EXACT \
	9007199254740992.0 /* 2^53: every whole number below is a double */

/* Digits onto *v; what follows them.  Checked JSON ends every number. */
static const char *
digits(const char *p, uint64_t *v)
{
	unsigned d;

	while ((d = (unsigned)(*p - '0')) < 10) {
		*v = *v * 10 + d;
		p++;
	}
	return p;
}

/*
 * A whole number below 2^53 over a power of ten up to 10^22 is rounded once, so
 * it is right.
 */
bool
bins_plain(struct str *rest, int64_t *k, double *usd)
{
	static const double powers[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7,
		1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
	const char *p = rest->s, *end = rest->s + rest->n, *start, *point;
	uint64_t whole = 0, v = 0;
	bool minus;

	/* the shortest there is, with the sign of what comes before it */
	if (end - p < 6 || (*p != '[' && *p != ',') || p[1] != '[')
		return false;
	minus = p[2] == '-';
	start = p + 2 + minus;
	p = digits(start, &whole);
	if (p == start || p - start > 15 || *p != ',')
		return false;
	start = p + 1;
	point = p = digits(start, &v);
	if (*p == '.')
		p = digits(++point, &v);
	if (p == start || p - start > 16 || *p != ']')
		return false;
	*k = minus ? -(int64_t)whole : (int64_t)whole;
	*usd = (double)v / powers[p - point];
	*rest = (struct str){ p + 1, (size_t)(end - p - 1) };
	return true;
}

bool
bins_next(struct str *rest, int64_t *k, double *usd)
{
	struct dec a, b;
	double at;

	if (bins_plain(rest, k, usd))
		return true;
	if (!record_pair(rest, &a, &b))
		return false;
	at = dec_double(a);
	if (!(fabs(at) < EXACT))
		return false;
	*k = (int64_t)at;
	*usd = dec_double(b);
	return true;
}
