/*
 * Frozen maps: what stands at a column's end, scored by the events of the
 * hours that follow, over the prices that were traded then.  Each map ranks
 * its own bins, sides pooled; what the maps caught is added up.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-score/cells.h"
#include "liq-score/rank.h"

#define BLOCK (3 * HOUR_MS)

/* What one map caught, by contender. */
struct caught {
	double top10, top25, area; /* USD, times the share */
	double nats, nats_usd; /* sums over events, over USD */
};

/* The contenders, and behind them the models upside down. */
struct maps {
	size_t contenders, n, cap;
	double *usd, *count; /* by map */
	size_t count_cap, usd_cap;
	struct caught *caught; /* [map][contender] */
};

static struct caught
score_map(
    const struct cells *c, size_t contender, const double *once, double usd)
{
	struct caught got;
	struct ranked r;

	ranked_make(&r, c->said[contender], c->n);
	got.top10 = usd * ranked_share(&r, once, c->usd, 0.1);
	got.top25 = usd * ranked_share(&r, once, c->usd, 0.25);
	got.area = usd * ranked_area(&r, once, c->usd);
	got.nats = cells_nats(c->said[contender], c->count, once, c->n);
	got.nats_usd = cells_nats(c->said[contender], c->usd, once, c->n);
	ranked_free(&r);
	return got;
}

/* A map that saw no event says nothing. */
static void
add_map(struct maps *m, const struct cells *c)
{
	double *once = xcalloc(c->n, sizeof(*once));
	double usd = 0, count = 0;
	size_t i;

	for (i = 0; i < c->n; i++) {
		once[i] = 1;
		usd += c->usd[i];
		count += c->count[i];
	}
	if (count > 0) {
		m->usd = xgrow(m->usd, m->n, &m->usd_cap, sizeof(*m->usd));
		m->count =
		    xgrow(m->count, m->n, &m->count_cap, sizeof(*m->count));
		m->caught = xgrow(m->caught, m->n, &m->cap,
		    m->contenders * sizeof(*m->caught));
		m->usd[m->n] = usd;
		m->count[m->n] = count;
		for (i = 0; i < m->contenders; i++)
			m->caught[m->n * m->contenders + i] =
			    score_map(c, i, once, usd);
		m->n++;
	}
	free(once);
}

static void
standing(const struct contest *c, const struct view *v, const struct ruler *r,
    double *said)
{
	int side;

	for (side = 0; side < 2; side++)
		forecast_cells(
		    c->forecasts, v->standing[side], r->first, r->n, said);
}

/* What stands as far on the other side of the price: a placebo. */
static void
mirrored(const struct contest *c, const struct view *v, const struct ruler *r,
    double *said)
{
	const int64_t last = r->first + (int64_t)r->n - 1;
	struct ruler other = *r;
	double swap;
	size_t i;

	other.first = 2 * ruler_bin(v->close, r->bin) - last;
	standing(c, v, &other, said);
	for (i = 0; i < r->n / 2; i++) {
		swap = said[i];
		said[i] = said[r->n - 1 - i];
		said[r->n - 1 - i] = swap;
	}
}

static void
take_map(struct maps *m, const struct contest *c, int64_t at,
    int64_t horizon_ms, const struct view *const *now)
{
	const int64_t width = c->board->width_ms, until = at + horizon_ms;
	const struct view *then =
	    forecast_over(c->of[0].model, width, at, until);
	const struct scene s = { c->tape, at, now[0]->close, 0, at - DAY_MS,
		at };
	struct cells cells = { .contenders = m->contenders };
	struct ruler r;
	size_t i;

	if (then == NULL || !contest_watched_through(c, at, until, width))
		return;
	r = contest_ruler(c, then, (size_t)(horizon_ms / width));
	if (r.n > COLUMN_BINS)
		return;
	cells_add(&cells, r.n, 0);
	for (i = 0; i < c->models; i++)
		standing(c, now[i], &r, cells.said[i]);
	for (i = c->n; i < m->contenders; i++)
		mirrored(c, now[i - c->n], &r, cells.said[i]);
	cells_baselines(&cells, 0, c, &s, &r, false);
	contest_events(c, at, until, &r, false, cells.usd, cells.count);
	add_map(m, &cells);
	cells_free(&cells);
}

static void
measure(void *arg, const double *weight, double *value)
{
	const struct maps *m = arg;
	double usd = 0, count = 0;
	struct caught sum;
	size_t i, j;

	for (i = 0; i < m->n; i++) {
		usd += weight[i] * m->usd[i];
		count += weight[i] * m->count[i];
	}
	for (i = 0; i < m->contenders * METRICS; i++)
		value[i] = NAN;
	for (j = 0; j < m->contenders && count > 0; j++, value += METRICS) {
		sum = (struct caught){ 0 };
		for (i = 0; i < m->n; i++) {
			const struct caught *got =
			    &m->caught[i * m->contenders + j];

			sum.top10 += weight[i] * got->top10;
			sum.top25 += weight[i] * got->top25;
			sum.area += weight[i] * got->area;
			sum.nats += weight[i] * got->nats;
			sum.nats_usd += weight[i] * got->nats_usd;
		}
		value[LIFT10] = sum.top10 / usd / 0.1;
		value[LIFT25] = sum.top25 / usd / 0.25;
		value[AREA] = sum.area / usd;
		value[GAIN_NATS] = sum.nats / count;
		value[GAIN_NATS_USD] = sum.nats_usd / usd;
	}
}

static struct finding
finding(const struct contest *c, size_t contender)
{
	const bool placebo = contender >= c->n;
	struct finding f = contest_finding(
	    c, "frozen", placebo ? contender - c->n : contender);

	f.placebo = placebo;
	if (placebo)
		snprintf(f.model, sizeof(f.model), "%s mirrored",
		    c->of[contender - c->n].name);
	return f;
}

/* n: maps.  What was traded ahead no map may know. */
static void
report(const struct contest *c, const struct maps *m, int64_t horizon_ms,
    const struct drawn *drawn)
{
	struct finding f;
	size_t i;

	for (i = 0; i < m->contenders * METRICS; i++) {
		f = finding(c, i / METRICS);
		if (f.rival && f.own)
			continue;
		f.metric = (enum metric)(i % METRICS);
		f.horizon_ms = horizon_ms;
		f.n = (int64_t)m->n;
		findings_add(
		    c->findings, &f, drawn->value[i], drawn->draw + i * DRAWS);
	}
}

void
contest_frozen(const struct contest *c, int64_t horizon_ms)
{
	const int64_t width = c->board->width_ms;
	const struct forecast *f = c->of[0].model;
	const struct view *now[CONTENDERS];
	struct maps m = { .contenders = c->n + c->models };
	struct drawn drawn;
	struct trial t;
	size_t i;

	if (horizon_ms % width != 0)
		return;
	if (m.contenders > CONTENDERS)
		m.contenders = c->n; /* no room for placebos */
	for (i = 0; i < f->n; i++)
		if (contest_views(c, f->of[i].ts, f->of[i].ts + width, now))
			take_map(&m, c, f->of[i].ts + width, horizon_ms, now);
	if (m.n >= UNITS_LEAST) {
		t = (struct trial){ .units = m.n,
			.block =
			    (size_t)((horizon_ms > BLOCK ? horizon_ms : BLOCK) /
				     width),
			.values = m.contenders * METRICS,
			.measure = measure,
			.arg = &m };
		t.block += t.block == 0;
		trial_run(&t, &drawn);
		report(c, &m, horizon_ms, &drawn);
		drawn_free(&drawn);
	}
	free(m.usd);
	free(m.count);
	free(m.caught);
}
