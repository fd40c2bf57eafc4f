/*
 * Standing maps against open positions: what would be liquidated where, at
 * the moment a column ends.  Each map is compared with the positions of that
 * moment, bin by bin within REACH of the price; the maps weigh alike.
 */
#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-score/cells.h"
#include "liq-score/rank.h"

#define REACH 0.1 /* log price, each way */
#define MAPS_LEAST 1

struct likeness {
	double spearman, said; /* said: USD */
};

struct standings {
	size_t contenders, n, cap, usd_cap;
	double *usd; /* of the positions, by map */
	struct likeness *like; /* [map][contender] */
};

/* Positions of one moment by bin; shorts in the second half. */
static void
positions(
    const struct contest *c, int64_t ts, const struct ruler *r, double *usd)
{
	const struct outcome *o = c->outcome;
	const struct event *e;
	int64_t k;
	size_t i;

	for (i = outcome_event_at(o, ts); i < o->n; i++) {
		e = &o->event[i];
		if (e->ts != ts)
			return;
		k = ruler_bin(e->x, r->bin) - r->first;
		if (k >= 0 && k < (int64_t)r->n)
			usd[e->side == SIDE_SHORT ? k + (int64_t)r->n : k] +=
			    e->usd;
	}
}

/* Longs stand below the price, shorts above it: no weight elsewhere. */
static void
weigh(const struct ruler *r, double close, double *weight)
{
	const int64_t at = ruler_bin(close, r->bin) - r->first;
	size_t i;

	for (i = 0; i < r->n; i++) {
		weight[i] = (int64_t)i < at;
		weight[r->n + i] = (int64_t)i > at;
	}
}

static struct likeness
compare(const struct cells *c, size_t contender, const double *weight,
    const double *rank_true, double *rank)
{
	const double *said = c->said[contender];
	struct likeness like = { 0 };
	struct ranked r;
	size_t i;

	ranked_make(&r, said, c->n);
	ranked_ranks(&r, weight, rank);
	ranked_free(&r);
	like.spearman = rank_correlation(rank, rank_true, weight, c->n);
	for (i = 0; i < c->n; i++)
		like.said += said[i] * weight[i];
	return like;
}

static void
add_map(struct standings *s, const struct cells *c, const double *weight)
{
	double *rank_true = xcalloc(c->n, sizeof(*rank_true));
	double *rank = xcalloc(c->n, sizeof(*rank));
	struct ranked r;
	size_t i;

	s->usd = xgrow(s->usd, s->n, &s->usd_cap, sizeof(*s->usd));
	s->like =
	    xgrow(s->like, s->n, &s->cap, s->contenders * sizeof(*s->like));
	s->usd[s->n] = 0;
	for (i = 0; i < c->n; i++)
		s->usd[s->n] += c->usd[i] * weight[i];
	ranked_make(&r, c->usd, c->n);
	ranked_ranks(&r, weight, rank_true);
	for (i = 0; i < s->contenders && s->usd[s->n] > 0; i++)
		s->like[s->n * s->contenders + i] =
		    compare(c, i, weight, rank_true, rank);
	s->n += s->usd[s->n] > 0;
	ranked_free(&r);
	free(rank_true);
	free(rank);
}

static void
take_map(struct standings *s, const struct contest *c, int64_t at,
    const struct view *const *now)
{
	const double close = now[0]->close;
	const struct scene scene = { c->tape, at, close, 0, at - DAY_MS, at };
	struct cells cells = { .contenders = c->n };
	struct ruler r = { .bin = c->board->bin };
	double *weight;
	size_t i;

	r.first = ruler_bin(close - REACH, r.bin);
	r.n = (size_t)(ruler_bin(close + REACH, r.bin) - r.first + 1);
	cells_add(&cells, 2 * r.n, 0);
	for (i = 0; i < c->models; i++) {
		forecast_cells(c->forecasts, now[i]->standing[0], r.first, r.n,
		    cells.said[i]);
		forecast_cells(c->forecasts, now[i]->standing[1], r.first, r.n,
		    cells.said[i] + r.n);
	}
	cells_baselines(&cells, 0, c, &scene, &r, true);
	positions(c, at, &r, cells.usd);
	weight = xcalloc(cells.n, sizeof(*weight));
	weigh(&r, close, weight);
	add_map(s, &cells, weight);
	free(weight);
	cells_free(&cells);
}

static void
measure(void *arg, const double *weight, double *value)
{
	const struct standings *s = arg;
	double usd = 0, maps = 0, said, spearman;
	size_t i, j;

	for (i = 0; i < s->n; i++) {
		usd += weight[i] * s->usd[i];
		maps += weight[i];
	}
	for (i = 0; i < s->contenders * METRICS; i++)
		value[i] = NAN;
	for (j = 0; j < s->contenders; j++, value += METRICS) {
		said = spearman = 0;
		for (i = 0; i < s->n; i++) {
			const struct likeness *l =
			    &s->like[i * s->contenders + j];

			said += weight[i] * l->said;
			spearman += weight[i] * l->spearman;
		}
		value[SPEARMAN] = spearman / maps;
		value[RATIO] = said / usd;
		value[PREDICTED_USD] = said / maps;
		value[REALISED_USD] = usd / maps;
	}
}

/* n: maps.  A baseline has ranks and no USD. */
static void
report(const struct contest *c, size_t maps, const struct drawn *drawn)
{
	struct finding f;
	size_t i;

	for (i = 0; i < c->n * METRICS; i++) {
		f = contest_finding(c, "frozen", i / METRICS);
		f.metric = (enum metric)(i % METRICS);
		f.n = (int64_t)maps;
		if (f.rival && (f.own || f.metric != SPEARMAN))
			continue;
		findings_add(
		    c->findings, &f, drawn->value[i], drawn->draw + i * DRAWS);
	}
}

void
contest_standing(const struct contest *c)
{
	const int64_t width = c->board->width_ms;
	const struct forecast *f = c->of[0].model;
	const struct view *now[CONTENDERS];
	struct standings s = { .contenders = c->n };
	struct drawn drawn;
	struct trial t;
	size_t i;

	for (i = 0; i < f->n; i++)
		if (contest_views(c, f->of[i].ts, f->of[i].ts + width, now))
			take_map(&s, c, f->of[i].ts + width, now);
	if (s.n >= MAPS_LEAST) {
		t = (struct trial){ .units = s.n,
			.block = 1,
			.values = c->n * METRICS,
			.measure = measure,
			.arg = &s };
		trial_run(&t, &drawn);
		report(c, s.n, &drawn);
		drawn_free(&drawn);
	}
	free(s.usd);
	free(s.like);
}
