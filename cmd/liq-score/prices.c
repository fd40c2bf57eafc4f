/*
 * Prices: given where the price went, was the money at the right ones?  All
 * cells of all columns are ranked together.
 */
#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-score/cells.h"
#include "liq-score/rank.h"

#define BLOCK (3 * HOUR_MS)

struct prices {
	struct cells cells;
	struct ranked order[CONTENDERS];
	double *weight; /* scratch, by cell */
	size_t units;
};

static void
add_column(struct prices *p, const struct contest *c, int64_t ts,
    const struct view *const *first)
{
	const int64_t until = ts + c->board->width_ms;
	const bool sided = c->outcome->sided;
	const struct ruler r = contest_ruler(c, first[0], 1);
	struct scene s = { c->tape, ts, first[0]->open, 0, ts, until };
	const size_t at =
	    cells_add(&p->cells, sided ? 2 * r.n : r.n, (uint32_t)p->units++);
	size_t i;

	for (i = 0; i < c->models; i++) {
		double *said = p->cells.said[i] + at;

		forecast_cells(
		    c->forecasts, first[i]->swept[0], r.first, r.n, said);
		forecast_cells(c->forecasts, first[i]->swept[1], r.first, r.n,
		    sided ? said + r.n : said);
	}
	if (c->tape != NULL)
		s.usd = tape_usd(c->tape, ts, until);
	cells_baselines(&p->cells, at, c, &s, &r, sided);
	contest_events(
	    c, ts, until, &r, sided, p->cells.usd + at, p->cells.count + at);
}

static void
gather(struct prices *p, const struct contest *c)
{
	const int64_t width = c->board->width_ms;
	const struct forecast *f = c->of[0].model;
	const struct view *first[CONTENDERS];
	size_t i;

	for (i = 0; i < f->n; i++)
		if (contest_watched(c, f->of[i].ts, f->of[i].ts + width) &&
		    contest_views(c, f->of[i].ts, f->of[i].ts + width, first))
			add_column(p, c, f->of[i].ts, first);
}

static double
total(const double *x, const double *weight, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += x[i] * weight[i];
	return sum;
}

static void
measure(void *arg, const double *weight, double *value)
{
	struct prices *p = arg;
	const struct cells *c = &p->cells;
	double usd, count;
	size_t i;

	for (i = 0; i < c->n; i++)
		p->weight[i] = weight[c->unit[i]];
	usd = total(c->usd, p->weight, c->n);
	count = total(c->count, p->weight, c->n);
	for (i = 0; i < c->contenders * METRICS; i++)
		value[i] = NAN;
	for (i = 0; i < c->contenders && count > 0; i++, value += METRICS) {
		const struct ranked *r = &p->order[i];

		value[LIFT10] = ranked_share(r, p->weight, c->usd, 0.1) / 0.1;
		value[LIFT25] = ranked_share(r, p->weight, c->usd, 0.25) / 0.25;
		value[AREA] = ranked_area(r, p->weight, c->usd);
		value[GAIN_NATS] =
		    cells_nats(c->said[i], c->count, p->weight, c->n) / count;
		value[GAIN_NATS_USD] =
		    cells_nats(c->said[i], c->usd, p->weight, c->n) / usd;
	}
}

static int64_t
events(const struct cells *c)
{
	double n = 0;
	size_t i;

	for (i = 0; i < c->n; i++)
		n += c->count[i];
	return (int64_t)n;
}

void
contest_prices(const struct contest *c)
{
	struct prices p = { .cells = { .contenders = c->n } };
	struct trial t;
	struct drawn drawn;
	struct finding f;
	size_t i;

	gather(&p, c);
	if (p.units < UNITS_LEAST) {
		cells_free(&p.cells);
		return;
	}
	for (i = 0; i < c->n; i++)
		ranked_make(&p.order[i], p.cells.said[i], p.cells.n);
	p.weight = xcalloc(p.cells.n, sizeof(*p.weight));
	t = (struct trial){ .units = p.units,
		.block = (size_t)(BLOCK / c->board->width_ms),
		.values = c->n * METRICS,
		.measure = measure,
		.arg = &p };
	t.block += t.block == 0;
	trial_run(&t, &drawn);
	for (i = 0; i < t.values; i++) {
		f = contest_finding(c, "price", i / METRICS);
		f.metric = (enum metric)(i % METRICS);
		f.n = events(&p.cells);
		findings_add(
		    c->findings, &f, drawn.value[i], drawn.draw + i * DRAWS);
	}
	drawn_free(&drawn);
	free(p.weight);
	for (i = 0; i < c->n; i++)
		ranked_free(&p.order[i]);
	cells_free(&p.cells);
}
