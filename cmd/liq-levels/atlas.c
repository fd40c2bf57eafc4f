#include "liq-levels/atlas.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "io/log.h"
#include "io/stop.h"
#include "liq-levels/book.h"
#include "liq-levels/cascade.h"
#include "liq-levels/explain.h"
#include "liq-levels/question.h"
#include "liq-levels/signal.h"

/* Distances of the band of leverage that was asked for. */
static void
limits(struct map_rules *r, struct band b)
{
	r->near = 0;
	r->far = HUGE_VAL;
	if (!(b.most > 0))
		return;
	r->near = margin_distance(SIDE_LONG, false, b.most, MARGIN_USUAL);
	r->far = margin_distance(SIDE_LONG, false, b.least, MARGIN_USUAL);
}

static struct map_rules
rules_of(const struct atlas *a)
{
	const struct asked *asked = a->asked;
	struct map_rules r = { .variant = asked->variant,
		.rules = params_rules(&a->params, asked->variant),
		.law = a->params.law,
		.odds = a->params.odds,
		.step = log1p(dec_double(asked->step)),
		.width_ms = asked->interval };

	r.rules.own = asked->own;
	r.aged = (asked->as & OUT_LEVEL) != 0 &&
		 asked->variant->distances != DISTANCES_NONE;
	limits(&r, asked->leverage);
	return r;
}

static void
on_column(void *arg, struct map *m)
{
	struct atlas *a = arg;

	if (a->asked->as & OUT_COLUMN)
		tell_column(a->teller, m);
}

/* Where no mark says otherwise all is watched. */
static bool
watched(void *arg, int64_t since, int64_t until)
{
	const struct atlas *a = arg;
	struct dec part = intake_coverage(
	    a->teller->intake, "", "", "liquidation", since, until);

	return !part.known || dec_double(part) >= 0.9;
}

/* Tiers do not change: the last that was told of each counts throughout. */
static void
gather_margins(struct margins *m, const struct history *h, size_t from,
    size_t to, const struct series *book)
{
	const struct series *s;
	size_t i;

	for (i = from; i < to; i++) {
		s = &h->series[h->of[i].series];
		if (h->of[i].kind == FACT_TIER &&
		    strcmp(s->exchange, book->exchange) == 0 &&
		    strcmp(s->symbol, book->symbol) == 0)
			margins_add(m, &history_kept(h, &h->of[i])->as.tier);
	}
}

static struct map *
start(struct atlas *a, const struct series *book, size_t from, size_t to)
{
	struct map_rules rules = rules_of(a);
	struct map *m = xcalloc(1, sizeof(*m));
	struct margins margins = { 0 };

	gather_margins(&margins, a->history, from, to, book);
	map_start(m, &rules, book, &margins);
	margins_free(&margins);
	m->column = on_column;
	m->watched = watched;
	m->arg = a;
	m->by_base = !a->asked->by_symbol;
	a->maps++;
	tell_reference(a->teller, m);
	return m;
}

/* The map that these facts belong to, where there is one already. */
static struct map *
find(const struct atlas *a, const struct history *h, size_t map)
{
	size_t i, k;

	for (i = 0; i < a->n; i++)
		for (k = 0; k < h->names.n; k++)
			if (h->series[k].map == map &&
			    map_follows(a->live[i], &h->series[k]))
				return a->live[i];
	return NULL;
}

static void
run(struct atlas *a, struct map *m, size_t from, size_t to)
{
	const struct history *h = a->history;
	const char *why;
	size_t i;

	for (i = from; i < to && stop_signal() == 0; i++)
		if ((why = map_add(m, h, &h->of[i])) != NULL) {
			log_warn(
			    "%s %s: %s", m->book.exchange, m->book.symbol, why);
			a->refused++;
		}
}

/* What is told of a map as it stands. */
static void
tell_state(struct atlas *a, struct map *m)
{
	const unsigned as = a->asked->as;
	struct teller *t = a->teller;

	if (m->now == INT64_MIN)
		return;
	if (as & OUT_CLUSTER)
		tell_clusters(t, m);
	if (as & OUT_LEVEL)
		tell_levels(t, m);
	if (as & OUT_SIGNAL)
		signal_tell(t, m);
	if (as & OUT_CASCADE)
		cascade_tell(t, m);
	question_tell(t, m);
}

/* The same while more will come, and the column as far as it has got. */
static void
tell_now(struct atlas *a, struct map *m)
{
	if (m->sheet.width_ms > 0)
		on_column(a, m);
	tell_state(a, m);
	m->told = m->now;
}

static void
finish(struct atlas *a, struct map *m)
{
	map_end(m);
	tell_state(a, m);
	tell_inputs(a->teller, m, a->asked->params != NULL);
	if (a->asked->explain)
		explain_map(a->teller, m, &a->params);
	fit_free(&a->fit);
	a->fit = m->fit;
	m->fit = (struct fit){ 0 };
	a->repeated += m->tally.repeated;
	memcpy(a->base, m->book.base, sizeof(a->base));
	map_free(m);
	free(m);
}

/* The facts of one map. */
static void
feed(struct atlas *a, size_t from, size_t to, bool last)
{
	const struct history *h = a->history;
	struct map *m = find(a, h, h->series[h->of[from].series].map);
	const bool lives = m != NULL;
	const struct series *book;

	if (m == NULL) {
		book = book_choose(h, from, to, a->asked);
		if (book == NULL)
			return;
		m = start(a, book, from, to);
		if (!last) {
			a->live =
			    xgrow(a->live, a->n, &a->cap, sizeof(struct map *));
			a->live[a->n++] = m;
		}
	}
	run(a, m, from, to);
	if (!last && m->now > m->told)
		tell_now(a, m);
	else if (last && !lives)
		finish(a, m); /* those that live are finished together */
}

void
atlas_feed(struct atlas *a, bool last)
{
	const struct history *h = a->history;
	size_t from, to, map, i;

	history_sort(a->history, a->asked->by_symbol);
	for (from = 0; from < h->n && stop_signal() == 0; from = to) {
		map = h->series[h->of[from].series].map;
		for (to = from; to < h->n; to++)
			if (h->series[h->of[to].series].map != map)
				break;
		feed(a, from, to, last);
	}
	for (i = 0; last && i < a->n; i++)
		finish(a, a->live[i]);
	if (last)
		a->n = 0;
}

void
atlas_free(struct atlas *a)
{
	size_t i;

	for (i = 0; i < a->n; i++) {
		map_free(a->live[i]);
		free(a->live[i]);
	}
	free(a->live);
	fit_free(&a->fit);
	*a = (struct atlas){ 0 };
}
