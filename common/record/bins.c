#include "record/bins.h"

#include <math.h>
#include <string.h>

#include "json/json.h"
#include "record/record.h"

#define EXACT \
	9007199254740992.0 /* 2^53: every whole number below is a double */

/* A pair as digits: usd is v over 10^scale. */
struct digits {
	uint64_t k, v;
	int scale;
	bool minus;
};

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

/* What follows [k,usd], or NULL.  The text goes on behind any digit. */
static const char *
pair(const char *p, struct digits *d)
{
	const char *start;

	*d = (struct digits){ .minus = p[0] == '[' && p[1] == '-' };
	if (*p != '[')
		return NULL;
	start = p + 1 + d->minus;
	p = digits(start, &d->k);
	if (p == start || p - start > 15 || *p != ',' ||
	    (*start == '0' && p > start + 1))
		return NULL;
	start = ++p;
	p = digits(start, &d->v);
	if (p == start || (*start == '0' && p > start + 1))
		return NULL;
	if (*p == '.') {
		const char *point = ++p;

		if ((p = digits(point, &d->v)) == point)
			return NULL;
		d->scale = (int)(p - point);
	}
	return p - start <= 16 && *p == ']' ? p + 1 : NULL;
}

static int64_t
bin_of(const struct digits *d)
{
	return d->minus ? -(int64_t)d->k : (int64_t)d->k;
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
	const char *p = rest->s, *end = rest->s + rest->n;
	struct digits d;

	/* the shortest there is, with the sign of what comes before it */
	if (end - p < 6 || (*p != '[' && *p != ',') ||
	    (p = pair(p + 1, &d)) == NULL)
		return false;
	*k = bin_of(&d);
	*usd = (double)d.v / powers[d.scale];
	*rest = (struct str){ p, (size_t)(end - p) };
	return true;
}

/* Behind an array of pairs whose bins rise, or NULL. */
static const char *
array(const char *p)
{
	int64_t last = INT64_MIN, k;
	struct digits d;

	if (p[0] == '[' && p[1] == ']')
		return p + 2;
	do {
		if ((p = pair(p + 1, &d)) == NULL || (k = bin_of(&d)) <= last)
			return NULL;
		last = k;
	} while (*p == ',');
	return *p == ']' ? p + 1 : NULL;
}

bool
bins_cut(struct str line, char brief[BINS_BRIEF], struct bins_cut *c)
{
	static const struct str keys[BINS_ARRAYS] = { { ",\"long\":", 8 },
		{ ",\"short\":", 9 }, { ",\"swept_long\":", 14 },
		{ ",\"swept_short\":", 15 } };
	const char *p, *last, *end = line.s + line.n;
	size_t i, n = 0;

	if (line.n == 0 || end[-1] != '}') /* no digits end the text */
		return false;
	p = memmem(line.s, line.n, keys[0].s, keys[0].n);
	for (last = line.s, i = 0; i < BINS_ARRAYS; i++) {
		if (p == NULL ||
		    !str_starts((struct str){ p, (size_t)(end - p) }, keys[i]))
			return false;
		p += keys[i].n;
		if (n + (size_t)(p - last) + 2 > BINS_BRIEF || *p != '[')
			return false;
		memcpy(brief + n, last, (size_t)(p - last));
		n += (size_t)(p - last);
		c->at[i] = brief + n;
		memcpy(brief + n, "[]", 2);
		n += 2;
		if ((last = array(p)) == NULL)
			return false;
		c->array[i] = (struct str){ p, (size_t)(last - p) };
		p = last;
	}
	if (n + (size_t)(end - last) > BINS_BRIEF)
		return false;
	memcpy(brief + n, last, (size_t)(end - last));
	c->brief = (struct str){ brief, n + (size_t)(end - last) };
	return true;
}

bool
bins_next(struct str *rest, int64_t *k, double *usd)
{
	struct str next = *rest;
	struct dec a, b;
	double at;

	if (bins_plain(rest, k, usd))
		return true;
	if (!record_pair(&next, &a, &b))
		return false;
	at = dec_double(a);
	if (!(fabs(at) < EXACT))
		return false;
	*k = (int64_t)at;
	*usd = dec_double(b);
	*rest = next;
	return true;
}

bool
bins_end(struct str rest)
{
	struct str odd;

	return !json_element(&rest, &odd);
}
