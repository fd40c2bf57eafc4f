#include "liq-score/cells.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"

#define UNIFORM_PART 0.1

static void
widen(double **x, size_t cap)
{
	*x = xreallocarray(*x, cap, sizeof(**x));
}

size_t
cells_add(struct cells *c, size_t n, uint32_t unit)
{
	const size_t at = c->n;
	size_t i;

	if (c->n + n > c->cap) {
		c->cap = (c->n + n) * 2;
		for (i = 0; i < c->contenders; i++)
			widen(&c->said[i], c->cap);
		widen(&c->usd, c->cap);
		widen(&c->count, c->cap);
		c->unit = xreallocarray(c->unit, c->cap, sizeof(*c->unit));
	}
	c->n += n;
	for (i = 0; i < c->contenders; i++)
		memset(c->said[i] + at, 0, n * sizeof(double));
	memset(c->usd + at, 0, n * sizeof(double));
	memset(c->count + at, 0, n * sizeof(double));
	for (i = at; i < c->n; i++)
		c->unit[i] = unit;
	return at;
}

void
cells_free(struct cells *c)
{
	size_t i;

	for (i = 0; i < c->contenders; i++)
		free(c->said[i]);
	free(c->usd);
	free(c->count);
	free(c->unit);
	*c = (struct cells){ 0 };
}

double
cells_nats(
    const double *said, const double *events, const double *weight, size_t n)
{
	double whole = 0, cells = 0, nats = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		whole += weight[i] * said[i];
		cells += weight[i];
	}
	if (!(whole > 0))
		return 0;
	for (i = 0; i < n; i++)
		if (events[i] > 0 && weight[i] > 0)
			nats +=
			    weight[i] * events[i] *
			    log((1 - UNIFORM_PART) * said[i] * cells / whole +
				UNIFORM_PART);
	return nats;
}

void
cells_baselines(struct cells *t, size_t at, const struct contest *c,
    const struct scene *s, const struct ruler *r, bool sided)
{
	double *shrt = xcalloc(r->n, sizeof(*shrt));
	double *lng = xcalloc(r->n, sizeof(*lng));
	size_t i, k;

	for (i = c->models; i < c->n; i++) {
		baseline_cells(c->of[i].baseline, s, r, lng, shrt);
		for (k = 0; k < r->n; k++) {
			t->said[i][at + k] = sided ? lng[k] : lng[k] + shrt[k];
			if (sided)
				t->said[i][at + r->n + k] = shrt[k];
		}
	}
	free(lng);
	free(shrt);
}
