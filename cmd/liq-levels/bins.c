#include "liq-levels/bins.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "base/x.h"

static const double weights[2 * BLUR + 1] = { 1.0 / 9, 2.0 / 9, 3.0 / 9,
	2.0 / 9, 1.0 / 9 };

/* The other way up: of longs from shorts and back. */
static int64_t
flip(int64_t k, int side)
{
	return side == SIDE_SHORT ? -1 - k : k;
}

static void
room(struct bins *b, size_t n)
{
	if (n <= b->cap)
		return;
	b->cap = n + n / 2;
	b->usd = xreallocarray(b->usd, b->cap, sizeof(*b->usd));
}

void
bins_set(struct bins *b, int64_t low, int64_t high)
{
	b->low = low;
	b->n = high >= low ? (size_t)(high - low + 1) : 0;
	room(b, b->n + 1);
	memset(b->usd, 0, b->n * sizeof(*b->usd));
}

static void
widen(struct bins *b, int64_t low, int64_t high)
{
	const int64_t old_high = b->low + (int64_t)b->n - 1;
	size_t n, from;

	if (b->n == 0) {
		bins_set(b, low, high);
		return;
	}
	low = low < b->low ? low : b->low;
	high = high > old_high ? high : old_high;
	n = (size_t)(high - low + 1);
	from = (size_t)(b->low - low);
	room(b, n);
	memmove(b->usd + from, b->usd, b->n * sizeof(*b->usd));
	memset(b->usd, 0, from * sizeof(*b->usd));
	memset(b->usd + from + b->n, 0, (n - from - b->n) * sizeof(*b->usd));
	b->low = low;
	b->n = n;
}

void
bins_add(struct bins *b, int64_t k, double usd)
{
	if (b->n == 0 || k < b->low || k >= b->low + (int64_t)b->n)
		widen(b, k, k);
	b->usd[k - b->low] += usd;
}

double
bins_sum(const struct bins *b)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < b->n; i++)
		sum += b->usd[i];
	return sum;
}

double
bins_most(const struct bins *b)
{
	double most = 0;
	size_t i;

	for (i = 0; i < b->n; i++)
		most = b->usd[i] > most ? b->usd[i] : most;
	return most;
}

void
bins_free(struct bins *b)
{
	free(b->usd);
	*b = (struct bins){ 0 };
}

/* One bin of the pile is spread over b, the pile's way up. */
static void
blur_into(struct bins *b, int64_t k, double usd, int side)
{
	int t;

	for (t = -BLUR; t <= BLUR; t++) {
		const int64_t at = flip(k + t, side) - b->low;

		if (at >= 0 && at < (int64_t)b->n)
			b->usd[at] += usd * weights[t + BLUR];
	}
}

void
bins_standing(struct bins *b, const struct memory *m, int side, size_t from,
    size_t to, int64_t low, int64_t high, double factor)
{
	const int64_t first =
	    (side == SIDE_SHORT ? flip(high, side) : low) - BLUR;
	size_t i, n;
	double *fine;

	bins_set(b, low, high);
	n = b->n + 2 * BLUR;
	fine = xcalloc(2 * n, sizeof(*fine));
	pile_levels(
	    &m->pile[memory_of(side)], from, to, 2 * first, fine, 2 * n);
	for (i = 0; i < n; i++)
		blur_into(b, first + (int64_t)i,
		    factor * (fine[2 * i] + fine[2 * i + 1]), side);
	free(fine);
}

/* One bin of what was swept, kept within [low, high] of the pile. */
static void
keep_within(
    struct bins *b, int64_t k, double usd, int side, int64_t low, int64_t high)
{
	double sum = 0;
	int t;

	for (t = -BLUR; t <= BLUR; t++)
		if (k + t >= low && k + t <= high)
			sum += weights[t + BLUR];
	if (sum <= 0) {
		bins_add(b, flip(k < low ? low : high, side), usd);
		return;
	}
	for (t = -BLUR; t <= BLUR; t++)
		if (k + t >= low && k + t <= high)
			bins_add(b, flip(k + t, side),
			    usd * weights[t + BLUR] / sum);
}

void
bins_swept(struct bins *b, const struct memory *m, int side, int64_t low,
    int64_t high, double factor)
{
	const struct swept *s = &m->swept[memory_of(side)];
	const int64_t first = flip(side == SIDE_SHORT ? high : low, side);
	const int64_t last = flip(side == SIDE_SHORT ? low : high, side);
	int64_t k, end;
	double usd;

	if (s->first > s->last)
		return;
	widen(b, low, high);
	end = floor_div(s->last, 2);
	for (k = floor_div(s->first, 2); k <= end; k++) {
		usd = 2 * k >= s->first ? s->usd[2 * k - s->low] : 0;
		if (2 * k + 1 <= s->last)
			usd += s->usd[2 * k + 1 - s->low];
		if (usd > 0)
			keep_within(b, k, factor * usd, side, first, last);
	}
}
