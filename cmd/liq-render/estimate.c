#include "liq-render/estimate.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "record/bins.h"

#define FARTHEST 80.0 /* from price 1, as a logarithm: 35 digits */
#define FINEST 1e-9 /* step of bins, as a logarithm */
#define SCORES 1000 /* more are not kept: a header shows a few */
#define REMARKS 16

double
estimate_price(const struct estimate *e, double k)
{
	return exp(e->start + k * e->step);
}

/* Made when it is new. */
static struct estimate *
find(struct estimates *all, const char *exchange, const char *symbol,
    const char *base, const char *model)
{
	struct estimate *e;
	size_t i;

	for (i = 0; i < all->n; i++) {
		e = &all->of[i];
		if (strcmp(e->base, base) == 0 &&
		    strcmp(e->symbol, symbol) == 0 &&
		    strcmp(e->exchange, exchange) == 0 &&
		    strcmp(e->model, model) == 0)
			return e;
	}
	all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
	e = &all->of[all->n++];
	*e = (struct estimate){ 0 };
	str_copy(e->base, sizeof(e->base), str_of(base));
	str_copy(e->symbol, sizeof(e->symbol), str_of(symbol));
	str_copy(e->exchange, sizeof(e->exchange), str_of(exchange));
	str_copy(e->model, sizeof(e->model), str_of(model));
	return e;
}

/* The first column says what the bins are, all others have the same. */
static const char *
take_bins(struct estimate *e, const struct column *c)
{
	double start, step;

	if (e->bin_step.known)
		return dec_cmp(e->bin_low, c->bin_low) != 0 ||
			       dec_cmp(e->bin_step, c->bin_step) != 0
			   ? "its bins are not those of the columns before it"
			   : NULL;
	start = log(dec_double(c->bin_low));
	step = log1p(dec_double(c->bin_step));
	if (!(fabs(start) < FARTHEST && step > FINEST && step < FARTHEST))
		return "\"bin_low\" or \"bin_step\" is out of range";
	e->start = start;
	e->step = step;
	e->bin_low = c->bin_low;
	e->bin_step = c->bin_step;
	return NULL;
}

static const char *
add_bins(struct estimate *e, struct str pairs)
{
	struct bin b;

	while (bins_next(&pairs, &b.k, &b.usd)) {
		if (!(fabs(e->start + (double)b.k * e->step) < FARTHEST))
			return "a bin's price is out of range";
		if (b.usd == 0)
			continue;
		e->bin = xgrow(e->bin, e->bins, &e->bin_cap, sizeof(*e->bin));
		e->bin[e->bins++] = b;
	}
	return bins_end(pairs) ? NULL : "a bin's price is out of range";
}

/*
 * Follow mode tells the newest column again and again: it takes the room of
 * the one before.
 */
static void
replace_last(struct estimate *e, struct moment *m)
{
	const struct moment *last = e->n > 0 ? &e->moment[e->n - 1] : NULL;
	size_t shift;
	int i;

	if (last == NULL || last->ts != m->ts ||
	    last->from[STANDS] != m->from[0])
		return;
	shift = last->from[STANDS] - last->from[0];
	if (e->bins > 0)
		memmove(e->bin + last->from[0], e->bin + m->from[0],
		    (e->bins - m->from[0]) * sizeof(*e->bin));
	for (i = 0; i <= STANDS; i++)
		m->from[i] -= shift;
	e->bins -= shift;
	e->n--;
}

static const char *
take_prices(struct moment *m, const struct column *c)
{
	if (c->width_ms > WHEN_LAST)
		return "\"width_ms\" is out of range";
	m->until = c->ts + c->width_ms;
	m->open = dec_double(c->open);
	m->high = dec_double(c->high);
	m->low = dec_double(c->low);
	m->close = dec_double(c->close);
	if (!(fabs(log(m->low)) < FARTHEST && fabs(log(m->high)) < FARTHEST))
		return "a price is out of range";
	if (m->open < m->low || m->open > m->high || m->close < m->low ||
	    m->close > m->high)
		return "\"open\" or \"close\" is not between low and high";
	return NULL;
}

static const char *
add_column(struct estimate *e, const struct column *c)
{
	const struct str piles[] = { c->lng, c->shrt, c->swept_long,
		c->swept_short };
	struct moment m = { .ts = c->ts, .partial = c->final == TRUTH_FALSE };
	const char *why;
	int i;

	if ((why = take_bins(e, c)) != NULL ||
	    (why = take_prices(&m, c)) != NULL)
		return why;
	for (i = 0; i < STANDS; i++) {
		m.from[i] = e->bins;
		if ((why = add_bins(e, piles[i])) != NULL) {
			e->bins = m.from[0];
			return why;
		}
	}
	m.from[STANDS] = e->bins;
	m.order = e->orders++;
	replace_last(e, &m);
	e->sorted = e->sorted && e->n > 0 && e->moment[e->n - 1].ts < c->ts;
	e->moment = xgrow(e->moment, e->n, &e->cap, sizeof(*e->moment));
	e->moment[e->n++] = m;
	return NULL;
}

static double
number(struct dec d)
{
	return d.known ? dec_double(d) : NAN;
}

/* Older ones are forgotten when newer ones come. */
static const char *
add_stretch(struct stretches *all, int64_t ts, const struct stretch *s)
{
	if (!(fabs(log(s->price)) < FARTHEST) || !(s->low <= s->high))
		return "a price is out of range";
	if (all->n > 0 && ts < all->ts)
		return NULL;
	if (ts > all->ts)
		all->n = 0;
	all->ts = ts;
	all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
	all->of[all->n++] = *s;
	return NULL;
}

static const char *
add_cluster(struct estimates *all, const struct cluster *c)
{
	const struct stretch s = { .side = c->side,
		.price = dec_double(c->price),
		.low = dec_double(c->low.known ? c->low : c->price),
		.high = dec_double(c->high.known ? c->high : c->price),
		.usd = dec_double(c->usd),
		.usd_low = number(c->usd_low),
		.usd_high = number(c->usd_high),
		.distance = number(c->distance),
		.leverage = NAN,
		.age_ms = INT_NONE };
	struct estimate *e =
	    find(all, c->exchange, c->symbol, c->base, c->model);

	return add_stretch(&e->clusters, c->ts, &s);
}

static const char *
add_level(struct estimates *all, const struct level *l)
{
	const struct stretch s = { .side = l->side,
		.price = dec_double(l->price),
		.low = dec_double(l->low.known ? l->low : l->price),
		.high = dec_double(l->high.known ? l->high : l->price),
		.usd = dec_double(l->usd),
		.usd_low = number(l->usd_low),
		.usd_high = number(l->usd_high),
		.distance = NAN,
		.leverage = number(l->leverage),
		.age_ms = l->age_ms };
	struct estimate *e =
	    find(all, l->exchange, l->symbol, l->base, l->model);

	return add_stretch(&e->levels, l->ts, &s);
}

static bool
same_measure(const struct score *a, const struct score *b)
{
	return strcmp(a->metric, b->metric) == 0 &&
	       strcmp(a->model, b->model) == 0 &&
	       strcmp(a->against, b->against) == 0 &&
	       strcmp(a->kind, b->kind) == 0 && strcmp(a->mode, b->mode) == 0 &&
	       strcmp(a->base, b->base) == 0 &&
	       strcmp(a->exchange, b->exchange) == 0 &&
	       a->horizon_ms == b->horizon_ms;
}

static const char *
add_score(struct estimates *all, const struct score *s)
{
	size_t i;

	for (i = 0; i < all->scores; i++)
		if (same_measure(&all->score[i], s))
			break;
	if (i == SCORES)
		return "too many kinds of scores";
	if (i == all->scores)
		all->score = xgrow(all->score, all->scores++, &all->score_cap,
		    sizeof(*all->score));
	all->score[i] = *s;
	return NULL;
}

static void
add_note(struct estimates *all, const struct note *n)
{
	size_t i;

	for (i = 0; i < all->remarks; i++)
		if (strcmp(all->remark[i].code, n->code) == 0)
			break;
	if (i == REMARKS)
		return;
	if (i == all->remarks)
		all->remark = xgrow(all->remark, all->remarks++,
		    &all->remark_cap, sizeof(*all->remark));
	str_copy(all->remark[i].code, sizeof(n->code), str_of(n->code));
	str_copy(
	    all->remark[i].message, sizeof(n->message), str_of(n->message));
}

const char *
estimates_add(struct estimates *all, const struct record *r)
{
	const struct column *c = &r->as.column;

	switch (r->type) {
	case RECORD_COLUMN:
		return add_column(
		    find(all, c->exchange, c->symbol, c->base, c->model), c);
	case RECORD_CLUSTER:
		return add_cluster(all, &r->as.cluster);
	case RECORD_LEVEL:
		return add_level(all, &r->as.level);
	case RECORD_SCORE:
		return add_score(all, &r->as.score);
	case RECORD_NOTE:
		add_note(all, &r->as.note);
		return NULL;
	default:
		return NULL;
	}
}

void
estimates_free(struct estimates *all)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		free(all->of[i].moment);
		free(all->of[i].bin);
		free(all->of[i].clusters.of);
		free(all->of[i].levels.of);
	}
	free(all->of);
	free(all->score);
	free(all->remark);
	*all = (struct estimates){ 0 };
}
