#include "liq-score/draw.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/x.h"

#define BLOCKS_LEAST 4 /* fewer say nothing */
#define TAIL 0.025

/* SplitMix64, the generator of Steele, Lea and Flood. */
static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15U;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
	z = (z ^ z >> 27) * 0x94d049bb133111ebU;
	return z ^ z >> 31;
}

bool
trial_wide(const struct trial *t)
{
	return t->block > 0 && t->units >= BLOCKS_LEAST * t->block;
}

static void
resample(const struct trial *t, uint64_t *state, double *weight)
{
	size_t i, at, left = t->units;

	for (i = 0; i < t->units; i++)
		weight[i] = 0;
	while (left > 0) {
		at = (size_t)(next(state) % (t->units - t->block + 1));
		for (i = 0; i < t->block && left > 0; i++, left--)
			weight[at + i]++;
	}
}

void
trial_run(const struct trial *t, struct drawn *to)
{
	double *weight = xcalloc(t->units + 1, sizeof(*weight));
	double *value = xcalloc(t->values, sizeof(*value));
	const bool wide = trial_wide(t);
	uint64_t state = 1;
	size_t i, d;

	to->value = xcalloc(t->values, sizeof(*to->value));
	to->draw = xcalloc(t->values, DRAWS * sizeof(*to->draw));
	for (i = 0; i < t->units; i++)
		weight[i] = 1;
	t->measure(t->arg, weight, to->value);
	for (d = 0; d < DRAWS; d++) {
		if (wide) {
			resample(t, &state, weight);
			t->measure(t->arg, weight, value);
		}
		for (i = 0; i < t->values; i++)
			to->draw[i * DRAWS + d] = wide ? value[i] : NAN;
	}
	free(weight);
	free(value);
}

void
drawn_free(struct drawn *d)
{
	free(d->value);
	free(d->draw);
	*d = (struct drawn){ 0 };
}

static int
rising(const void *left, const void *right)
{
	const double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

static double
quantile(const double *sorted, size_t n, double q)
{
	const double at = q * (double)(n - 1);
	const size_t i = (size_t)at;

	if (i + 1 >= n)
		return sorted[n - 1];
	return sorted[i] + (at - (double)i) * (sorted[i + 1] - sorted[i]);
}

bool
draw_interval(const double draw[DRAWS], double *low, double *high)
{
	double sorted[DRAWS];
	size_t i, n = 0;

	for (i = 0; i < DRAWS; i++)
		if (isfinite(draw[i]))
			sorted[n++] = draw[i];
	if (n < DRAWS * 9 / 10)
		return false;
	qsort(sorted, n, sizeof(*sorted), rising);
	*low = quantile(sorted, n, TAIL);
	*high = quantile(sorted, n, 1 - TAIL);
	return true;
}
