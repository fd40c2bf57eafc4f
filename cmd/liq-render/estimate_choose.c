#include <math.h>
#include <stdlib.h>

#include "liq-render/estimate.h"

static int
by_time(const void *x, const void *y)
{
	const struct moment *a = x, *b = y;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static void
sort_moments(struct estimate *e)
{
	size_t i, n = 0;

	if (e->sorted || e->n == 0)
		return;
	qsort(e->moment, e->n, sizeof(*e->moment), by_time);
	for (i = 1; i < e->n; i++) {
		n += e->moment[i].ts != e->moment[n].ts;
		e->moment[n] = e->moment[i];
	}
	e->n = n + 1;
	e->sorted = true;
}

static int
compare(double a, double b)
{
	return a < b ? -1 : a > b;
}

/* By side, then price, then leverage; one that is not known comes first. */
static int
by_place(const void *x, const void *y)
{
	const struct stretch *a = x, *b = y;
	int c = a->side - b->side;

	if (c == 0)
		c = compare(a->price, b->price);
	if (c == 0)
		c = compare(a->low, b->low);
	return c != 0 ? c
		      : compare(isnan(a->leverage) ? 0 : a->leverage,
			    isnan(b->leverage) ? 0 : b->leverage);
}

/* What was read twice is there once. */
static void
sort_stretches(struct stretches *s)
{
	size_t i, n = 0;

	if (s->n == 0)
		return;
	qsort(s->of, s->n, sizeof(*s->of), by_place);
	for (i = 1; i < s->n; i++)
		if (by_place(&s->of[n], &s->of[i]) != 0)
			s->of[++n] = s->of[i];
	s->n = n + 1;
}

static bool
is_named(const struct estimate *e, const char *name)
{
	return name == NULL || strcmp(e->base, name) == 0 ||
	       strcmp(e->symbol, name) == 0 || strcmp(e->model, name) == 0;
}

static size_t
count(const struct estimate *e, enum record_type what)
{
	return what == RECORD_COLUMN  ? e->n
	       : what == RECORD_LEVEL ? e->levels.n
				      : e->clusters.n;
}

struct estimate *
estimates_choose(
    struct estimates *all, const char *name, enum record_type needs)
{
	struct estimate *best = NULL;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (is_named(&all->of[i], name) &&
		    count(&all->of[i], needs) >
			(best != NULL ? count(best, needs) : 0))
			best = &all->of[i];
	if (best == NULL)
		return NULL;
	sort_moments(best);
	sort_stretches(&best->clusters);
	sort_stretches(&best->levels);
	return best;
}

const struct score *
estimates_score(
    const struct estimates *all, const struct estimate *e, const char *metric)
{
	const struct score *s;
	size_t i;

	for (i = 0; i < all->scores; i++) {
		s = &all->score[i];
		if (strcmp(s->metric, metric) == 0 && s->against[0] == '\0' &&
		    strcmp(s->model, e->model) == 0 && s->value.known &&
		    (s->base[0] == '\0' || strcmp(s->base, e->base) == 0))
			return s;
	}
	return NULL;
}
