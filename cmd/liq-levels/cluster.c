#include "liq-levels/cluster.h"

#include <stdlib.h>

#include "base/x.h"

#define PEAK 1.05 /* of the background: less is no cluster */
#define LEAST 0.02 /* of the side's USD in the range */

/* Running means: of bin low + i at i. */
static double *
backgrounds(const struct bins *b, int64_t low, size_t n, int64_t around)
{
	double *mean = xcalloc(n + 1, sizeof(*mean)), sum = 0;
	const int64_t wide = 2 * around + 1, start = low - around - b->low;
	int64_t i;

	for (i = 0; i < wide; i++)
		sum += b->usd[start + i];
	for (i = 0; i < (int64_t)n; i++) {
		mean[i] = sum / (double)wide;
		if (i + 1 == (int64_t)n)
			break;
		sum += b->usd[start + i + wide] - b->usd[start + i];
	}
	return mean;
}

static void
add_run(struct clusters *c, const struct bins *b, const double *mean,
    int64_t low, int64_t first, int64_t last)
{
	struct crowd run = { .first = first, .last = last, .peak = first };
	double usd, best = -1;
	int64_t k;

	for (k = first; k <= last; k++) {
		usd = b->usd[k - b->low];
		run.usd += usd;
		if (usd > best) {
			best = usd;
			run.peak = k;
		}
	}
	if (mean[run.peak - low] > 0)
		run.prominence = best / mean[run.peak - low];
	if (run.prominence < PEAK)
		return;
	c->of = xgrow(c->of, c->n, &c->cap, sizeof(*c->of));
	c->of[c->n++] = run;
}

static int64_t
apart(int64_t a, int64_t b)
{
	return a < b ? b - a : a - b;
}

static void
sort(struct clusters *c, int64_t at)
{
	struct crowd move;
	size_t i, k;

	for (i = 1; i < c->n; i++) {
		move = c->of[i];
		for (k = i; k > 0; k--) {
			const struct crowd *before = &c->of[k - 1];

			if (before->usd > move.usd ||
			    (before->usd >= move.usd &&
				apart(before->peak, at) <=
				    apart(move.peak, at)))
				break;
			c->of[k] = *before;
		}
		c->of[k] = move;
	}
}

static void
drop_small(struct clusters *c, double least)
{
	size_t i, n = 0;

	for (i = 0; i < c->n; i++)
		if (c->of[i].usd >= least)
			c->of[n++] = c->of[i];
	c->n = n;
}

void
clusters_find(struct clusters *c, const struct bins *b, int64_t low,
    int64_t high, int64_t around, int64_t at)
{
	const size_t n = (size_t)(high - low + 1);
	double *mean = backgrounds(b, low, n, around), all = 0;
	int64_t k, first = 0, last = 0;
	bool open = false;

	c->n = 0;
	for (k = low; k <= high; k++) {
		all += b->usd[k - b->low];
		if (b->usd[k - b->low] > mean[k - low]) {
			first = open ? first : k;
			last = k;
			open = true;
		} else if (open && k - last > 1) {
			add_run(c, b, mean, low, first, last);
			open = false;
		}
	}
	if (open)
		add_run(c, b, mean, low, first, last);
	free(mean);
	drop_small(c, LEAST * all);
	sort(c, at);
}

const struct crowd *
clusters_at(const struct clusters *c, int64_t k)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (k >= c->of[i].first && k <= c->of[i].last)
			return &c->of[i];
	return NULL;
}

void
clusters_free(struct clusters *c)
{
	free(c->of);
	*c = (struct clusters){ 0 };
}
