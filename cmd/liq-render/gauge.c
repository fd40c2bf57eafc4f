#include "liq-render/gauge.h"

#include <math.h>
#include <string.h>

#include "io/opt.h"

#define SATURATED 0.995 /* of the amounts are below the top */
#define PARTS 64 /* counters an octave: quantiles to one part in a hundred */
#define FIRST (-40) /* octaves counted one by one: 1e-12 to 1e47 */
#define OCTAVES 200
#define LOG_SPAN 1000 /* from the top down, where no floor was asked for */

static const char *const kinds[] = { "linear", "sqrt", "log", "quantile",
	NULL };

const char *
gauge_set(void *target, const char *name)
{
	int *kind = target, i;

	for (i = 0; kinds[i] != NULL; i++)
		if (strcmp(kinds[i], name) == 0) {
			*kind = i;
			return NULL;
		}
	return opt_unknown("scale", str_of(name), kinds);
}

struct counts {
	size_t of[OCTAVES * PARTS], n;
	double most;
};

static int
part_of(double usd)
{
	int exponent;
	double half = frexp(usd, &exponent); /* 0.5 to 1 */
	int i = (exponent - FIRST) * PARTS + (int)((half - 0.5) * 2 * PARTS);

	return i < 0 ? 0 : i >= OCTAVES * PARTS ? OCTAVES * PARTS - 1 : i;
}

static double
part_end(int i)
{
	return ldexp(0.5 + (i % PARTS + 1.0) / (2 * PARTS), i / PARTS + FIRST);
}

static void
count(struct counts *c, const double *usd, size_t n, double floor)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (!(usd[i] > floor))
			continue;
		c->of[part_of(usd[i])]++;
		c->n++;
		c->most = usd[i] > c->most ? usd[i] : c->most;
	}
}

/* The amount that this share is not above. */
static double
quantile(const struct counts *c, double share)
{
	double want = share * (double)c->n, seen = 0;
	int i;

	for (i = 0; i < OCTAVES * PARTS; i++) {
		seen += (double)c->of[i];
		if (seen >= want && seen > 0)
			return fmin(part_end(i), c->most);
	}
	return c->most;
}

static double
value_at(const struct gauge *g, const struct counts *c, double t)
{
	double span = g->max - g->floor;

	switch (g->kind) {
	case GAUGE_LOG:
		return g->floor * pow(g->max / g->floor, t);
	case GAUGE_SQRT:
		return g->floor + span * t * t;
	case GAUGE_QUANTILE:
		return fmin(quantile(c, t), g->max);
	default:
		return g->floor + span * t;
	}
}

void
gauge_make(struct gauge *g, const double *usd, size_t n)
{
	struct counts c = { 0 };
	int i;

	count(&c, usd, n, g->floor);
	if (g->max == 0 && c.n > 0)
		g->max =
		    quantile(&c, g->kind == GAUGE_QUANTILE ? 1 : SATURATED);
	if (g->kind == GAUGE_LOG && g->floor == 0)
		g->floor = g->max / LOG_SPAN;
	for (i = 0; i < HEATS; i++)
		g->from[i] = g->max > g->floor && c.n > 0
				 ? value_at(g, &c, (i + 1.0) / (HEATS + 1))
				 : INFINITY;
}

int
gauge_level(const struct gauge *g, double usd)
{
	int low = 0, high = HEATS, mid;

	if (!(usd > 0))
		return 0;
	while (low < high) {
		mid = (low + high) / 2;
		if (usd >= g->from[mid])
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
