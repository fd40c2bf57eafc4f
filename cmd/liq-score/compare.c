/*
 * What follows from the findings: gains, and the records they become.
 */
#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-score/finding.h"

#define DIGITS 6
#define USD_DIGITS 2

/* The same question, put to the same market. */
static bool
together(const struct finding *a, const struct finding *b)
{
	return a->metric == b->metric && a->horizon_ms == b->horizon_ms &&
	       strcmp(a->kind, b->kind) == 0 && strcmp(a->base, b->base) == 0 &&
	       strcmp(a->exchange, b->exchange) == 0 &&
	       strcmp(a->symbol, b->symbol) == 0 &&
	       strcmp(a->quote, b->quote) == 0;
}

static void
gain(struct findings *all, size_t model, size_t other, const char *against)
{
	struct finding f = all->of[model];
	const struct finding *o = &all->of[other];
	size_t i;

	f.value -= o->value;
	for (i = 0; i < DRAWS; i++)
		f.draw[i] -= o->draw[i];
	str_copy(f.against, sizeof(f.against), str_of(against));
	all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
	all->of[all->n++] = f;
}

static bool
is_opponent(const struct finding *f, const struct names *named)
{
	uint32_t id;

	return f->rival ||
	       (!f->placebo && names_find(named, str_of(f->model), &id));
}

/* One model and metric against all others of the first n findings. */
static void
compare(struct findings *all, size_t n, size_t model, const struct names *named)
{
	const bool own = all->of[model].own;
	size_t i, best = n;

	for (i = 0; i < n; i++) {
		if (i == model || !together(&all->of[i], &all->of[model]))
			continue;
		if (is_opponent(&all->of[i], named))
			gain(all, model, i, all->of[i].model);
		if (!all->of[i].rival || (all->of[i].own && !own))
			continue;
		if (best == n || all->of[i].value > all->of[best].value)
			best = i;
	}
	if (best < n)
		gain(all, model, best, "best");
}

void
findings_compare(struct findings *all, const struct names *named)
{
	const size_t n = all->n;
	size_t i;

	for (i = 0; i < n; i++)
		if (!all->of[i].rival && !all->of[i].placebo &&
		    metric_is_skill(all->of[i].metric))
			compare(all, n, i, named);
}

static void
set(struct dec *to, double x, int digits)
{
	if (!dec_of_double(to, x, digits))
		*to = (struct dec){ 0 };
}

static bool
is_usd(enum metric m)
{
	return m == PREDICTED_USD || m == REALISED_USD;
}

void
finding_record(const struct finding *f, struct record *r)
{
	const int digits = is_usd(f->metric) ? USD_DIGITS : DIGITS;
	struct score *s = &r->as.score;
	double low, high;

	record_clear(r, RECORD_SCORE);
	memcpy(s->exchange, f->exchange, sizeof(s->exchange));
	memcpy(s->symbol, f->symbol, sizeof(s->symbol));
	memcpy(s->base, f->base, sizeof(s->base));
	memcpy(s->quote, f->quote, sizeof(s->quote));
	str_copy(s->kind, sizeof(s->kind), str_of(f->kind));
	str_copy(s->mode, sizeof(s->mode), str_of(f->own ? "own" : "strict"));
	str_copy(s->model, sizeof(s->model), str_of(f->model));
	str_copy(s->against, sizeof(s->against), str_of(f->against));
	str_copy(s->metric, sizeof(s->metric), str_of(metric_names[f->metric]));
	s->horizon_ms = f->horizon_ms;
	s->n = f->n;
	set(&s->value, f->value, digits);
	if (!draw_interval(f->draw, &low, &high))
		return;
	set(&s->low, low, digits);
	set(&s->high, high, digits);
	if (f->against[0] != '\0')
		s->pass = low > 0 ? TRUTH_TRUE : TRUTH_FALSE;
}
