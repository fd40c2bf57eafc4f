#include "liq-agg/usual.h"

#include <stdlib.h>

#include "base/x.h"

#define TIMES_SCALE 4
#define UNKNOWN (-1) /* of a window that was not watched */

bool
usual_watched(struct dec fraction, bool after_first)
{
	const struct dec enough = { 9, 1, true };

	return fraction.known ? dec_cmp(fraction, enough) >= 0 : after_first;
}

static i128 *
at(const struct usual *u, size_t group, size_t window)
{
	return &u->value[group * u->windows + window];
}

void
usual_start(struct usual *u, size_t groups, size_t windows)
{
	size_t i;

	usual_free(u);
	u->groups = groups;
	u->windows = windows;
	u->value = xcalloc(groups * windows, sizeof(*u->value));
	u->scratch = xcalloc(windows, sizeof(*u->scratch));
	for (i = 0; i < groups * windows; i++)
		u->value[i] = UNKNOWN;
}

void
usual_next(struct usual *u)
{
	size_t i;

	u->now = (u->now + 1) % u->windows;
	for (i = 0; i < u->groups; i++)
		*at(u, i, u->now) = UNKNOWN;
}

void
usual_set(struct usual *u, size_t group, i128 usd)
{
	*at(u, group, u->now) = usd;
}

static int
by_value(const void *a, const void *b)
{
	i128 x = *(const i128 *)a, y = *(const i128 *)b;

	return (x > y) - (x < y);
}

/* Of n values; of an even number the mean of the middle two, half to even. */
static i128
median(i128 *value, size_t n)
{
	i128 low, apart, middle;

	qsort(value, n, sizeof(*value), by_value);
	low = value[(n - 1) / 2];
	apart = value[n / 2] - low;
	middle = low + apart / 2;
	return middle + (apart % 2 != 0 && middle % 2 != 0);
}

static size_t
known(i128 *to, const struct usual *u, size_t group)
{
	size_t i, n = 0;

	for (i = 0; i < u->windows; i++)
		if (*at(u, group, i) != UNKNOWN)
			to[n++] = *at(u, group, i);
	return n;
}

void
usual_total(struct total *t, const struct usual *u, size_t group, i128 usd)
{
	i128 middle, *v = u->scratch;
	size_t i, n = known(v, u, group);

	if (n < USUAL_LEAST)
		return;
	middle = median(v, n);
	for (i = 0; i < n; i++)
		v[i] = v[i] < middle ? middle - v[i] : v[i] - middle;
	t->usual_usd = dec_of_fixed(middle, USD_SCALE);
	t->usual_spread = dec_of_fixed(median(v, n), USD_SCALE);
	if (middle == 0 ||
	    !dec_div(&t->times_usual, dec_of_fixed(usd, USD_SCALE),
		t->usual_usd, TIMES_SCALE))
		t->times_usual = (struct dec){ 0 };
}

void
usual_free(struct usual *u)
{
	free(u->value);
	free(u->scratch);
	*u = (struct usual){ 0 };
}
