#include "liq-levels/fit.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"

#define LEAST 200 /* sides and hours for a scale */
#define KNOT_LEAST 50 /* of one size, for its quantiles */

void
fit_add(struct fit *f, int64_t ts, const struct fit_hour *hour)
{
	if (f->n == 0 || ts < f->since)
		f->since = ts;
	if (f->n == 0 || ts + HOUR_MS > f->until)
		f->until = ts + HOUR_MS;
	f->predicted += hour->predicted;
	f->realised += hour->realised;
	f->of = xgrow(f->of, f->n, &f->cap, sizeof(*f->of));
	f->of[f->n++] = *hour;
}

bool
fit_scale(const struct fit *f, double *scale)
{
	*scale = f->realised / f->predicted;
	return f->n >= LEAST && f->predicted > 0 && f->realised > 0;
}

/* How far off one prediction was, and how much it counts for a knot. */
struct miss {
	double log, weight;
};

static int
miss_cmp(const void *left, const void *right)
{
	const struct miss *a = left, *b = right;

	return (a->log > b->log) - (a->log < b->log);
}

/* Of misses in order: what that part of their weight does not exceed. */
static double
quantile(const struct miss *m, size_t n, double part)
{
	double all = 0, below = 0;
	size_t i;

	for (i = 0; i < n; i++)
		all += m[i].weight;
	for (i = 0; i + 1 < n; i++)
		if ((below += m[i].weight) >= part * all)
			break;
	return m[i].log;
}

/* Misses of predictions of about a knot's size: a tent over its neighbours. */
static size_t
gather(struct miss *m, const struct fit *f, double scale, int knot, double *all)
{
	const struct fit_hour *h;
	double x, weight;
	size_t i, n = 0;

	*all = 0;
	for (i = 0; i < f->n; i++) {
		h = &f->of[i];
		if (!(h->usual > 0))
			continue;
		x = odds_size(h->predicted, h->usual);
		weight = 1 - fabs(x - knot);
		if (weight <= 0)
			continue;
		m[n].log = odds_miss(
		    scale * h->predicted, scale * h->usual, h->realised);
		m[n++].weight = weight;
		*all += weight;
	}
	return n;
}

int
fit_odds(struct odds_law *law, const struct fit *f, double scale)
{
	struct miss *m = xcalloc(f->n + 1, sizeof(*m));
	double weight;
	int knot, fitted = 0;
	size_t n;

	for (knot = 0; knot < ODDS_KNOTS; knot++) {
		n = gather(m, f, scale, knot, &weight);
		if (weight < KNOT_LEAST)
			continue;
		qsort(m, n, sizeof(*m), miss_cmp);
		law->low[knot] = exp(quantile(m, n, 0.1));
		law->high[knot] = exp(quantile(m, n, 0.9));
		fitted++;
	}
	free(m);
	return fitted;
}

void
fit_free(struct fit *f)
{
	free(f->of);
	*f = (struct fit){ 0 };
}
