#include "liq-score/bars.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-score/online.h"

#define LOG_FLOOR 1000 /* USD */
#define MOVE_FLOOR 2e-4

static const struct {
	const char *name;
	int64_t shift_ms; /* 0: sides are swapped */
} placebos[BAR_PLACEBOS] = {
	{ "swapped", 0 },
	{ "shifted_24h", DAY_MS },
	{ "shifted_72h", 3 * DAY_MS },
	{ "shifted_168h", 7 * DAY_MS },
};

/* What happened in a unit of time; false where that is not known. */
static bool
realised(const struct bars *b, int64_t ts, double usd[2])
{
	const struct contest *c = b->contest;
	const struct outcome *o = c->outcome;
	const int64_t until = ts + b->width_ms;
	size_t i;

	if (o->width_ms > 0)
		return outcome_sums(o, ts, until, b->sides == 1, usd);
	usd[0] = usd[1] = 0;
	if (!contest_watched(c, ts, until))
		return false;
	for (i = outcome_event_at(o, ts); i < o->n && o->event[i].ts < until;
	     i++)
		usd[b->sides == 2 && o->event[i].side == SIDE_SHORT] +=
		    o->event[i].usd;
	return true;
}

/* Units the outcome and all models know. */
static void
find_units(struct bars *b)
{
	const struct contest *c = b->contest;
	const struct forecast *f = c->of[0].model;
	const struct view *views[CONTENDERS];
	const bool wide = c->outcome->width_ms > c->board->width_ms;
	const size_t n = wide ? c->outcome->n : f->n;
	double usd[2];
	int64_t ts;
	size_t i;

	b->ts = xcalloc(n, sizeof(*b->ts));
	for (i = 0; i < n; i++) {
		ts = wide ? c->outcome->sum[i].ts : f->of[i].ts;
		if (realised(b, ts, usd) &&
		    contest_views(c, ts, ts + b->width_ms, views))
			b->ts[b->units++] = ts;
	}
	b->n = b->units * b->sides;
}

static double *
column(const struct bars *b)
{
	return xcalloc(b->n, sizeof(double));
}

/* A value of each side into a column; one side: their sum. */
static void
put(const struct bars *b, double *to, size_t unit, double lng, double shrt)
{
	if (b->sides == 1) {
		to[unit] = lng + shrt;
		return;
	}
	to[unit] = lng;
	to[b->units + unit] = shrt;
}

static void
fill_moves(const struct bars *b, size_t unit, const struct view *v, size_t n)
{
	double low = v->low, high = v->high, open = v->open, close;
	size_t i;

	for (i = 1; i < n; i++) {
		low = fmin(low, v[i].low);
		high = fmax(high, v[i].high);
	}
	close = v[n - 1].close;
	put(b, b->adverse, unit, open - low, high - open);
	put(b, b->favourable, unit, high - open, open - low);
	put(b, b->change, unit, open - close, b->sides == 1 ? 0 : close - open);
}

static void
fill_model(const struct bars *b, struct predictor *p, size_t unit,
    const struct view *v, size_t n)
{
	double usd[2] = { 0, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		usd[0] += v[i].usd[0];
		usd[1] += v[i].usd[1];
	}
	put(b, p->x, unit, usd[0], usd[1]);
	if (n > 1 || b->sides == 1)
		return; /* quantiles do not add up */
	put(b, p->low, unit, v->usd_low[0], v->usd_low[1]);
	put(b, p->high, unit, v->usd_high[0], v->usd_high[1]);
}

static void
fill_baseline(const struct bars *b, struct predictor *p, size_t unit)
{
	const struct contest *c = b->contest;
	const int64_t ts = b->ts[unit], until = ts + b->width_ms;
	const struct view *first[CONTENDERS];
	struct scene s = { .tape = c->tape, .at = ts };
	double low, high, depth[2];
	const struct view *v;

	if (!contest_views(c, ts, until, first))
		return;
	v = first[0];
	s.origin = v->open;
	if (c->tape != NULL)
		s.usd = tape_usd(c->tape, ts, until);
	low = v->low;
	high = v->high;
	for (; v->ts + c->board->width_ms < until; v++) {
		low = fmin(low, v[1].low);
		high = fmax(high, v[1].high);
	}
	baseline_depth(c->of[p->contender].baseline, &s, low, high, depth);
	put(b, p->x, unit, depth[0], depth[1]);
}

static void
fill(struct bars *b)
{
	const struct contest *c = b->contest;
	const size_t n = (size_t)(b->width_ms / c->board->width_ms);
	const struct view *views[CONTENDERS];
	struct predictor *p;
	double usd[2];
	size_t unit, i;

	for (unit = 0; unit < b->units; unit++) {
		contest_views(c, b->ts[unit], b->ts[unit] + b->width_ms, views);
		realised(b, b->ts[unit], usd);
		put(b, b->y, unit, usd[0], usd[1]);
		put(b, b->early, unit, unit < b->units / 2, 0);
		if (b->sides == 2)
			b->early[b->units + unit] = b->early[unit];
		fill_moves(b, unit, views[0], n);
		for (i = 0; i < b->predictors; i++) {
			p = &b->predictor[i];
			if (p->placebo)
				continue;
			if (p->contender < c->models)
				fill_model(b, p, unit, views[p->contender], n);
			else
				fill_baseline(b, p, unit);
		}
	}
}

/* Side by side: what a model would have said, had it watched itself. */
static void
fill_online(const struct bars *b)
{
	const struct predictor *p;
	size_t i, side, at;

	for (i = 0; i < b->predictors; i++) {
		p = &b->predictor[i];
		for (side = 0; p->online != NULL && side < b->sides; side++) {
			at = side * b->units;
			online_scale(p->x + at, b->y + at, b->ts, b->units,
			    p->online + at);
		}
	}
}

static struct predictor *
add_predictor(struct bars *b, size_t contender)
{
	const struct contest *c = b->contest;
	struct predictor *p = &b->predictor[b->predictors++];
	size_t i;

	p->contender = contender;
	str_copy(p->name, sizeof(p->name), str_of(c->of[contender].name));
	p->x = column(b);
	p->log[0] = column(b);
	p->log[1] = column(b);
	if (contender < c->models) {
		p->low = column(b);
		p->high = column(b);
		p->online = column(b);
		for (i = 0; i < b->n; i++)
			p->low[i] = p->high[i] = NAN;
	}
	return p;
}

/* A model's own numbers, at the wrong side or the wrong time. */
static void
fill_placebo(const struct bars *b, struct predictor *p, const double *x,
    int64_t shift_ms)
{
	const size_t shift =
	    (size_t)(shift_ms / b->width_ms) % (b->units + !b->units);
	size_t i, side;

	for (side = 0; side < b->sides; side++)
		for (i = 0; i < b->units; i++)
			p->x[side * b->units + i] =
			    shift_ms == 0
				? x[(1 - side) * b->units + i]
				: x[side * b->units + (i + shift) % b->units];
}

static void
add_placebos(struct bars *b, size_t model)
{
	const double *x = b->predictor[model].x;
	struct predictor *p;
	size_t i;

	for (i = 0; i < BAR_PLACEBOS; i++) {
		if ((placebos[i].shift_ms == 0 && b->sides == 1) ||
		    placebos[i].shift_ms >= (int64_t)b->units / 2 * b->width_ms)
			continue;
		p = add_predictor(b, model);
		p->placebo = true;
		snprintf(p->name, sizeof(p->name), "%s %s",
		    b->contest->of[model].name, placebos[i].name);
		fill_placebo(b, p, x, placebos[i].shift_ms);
	}
}

static double
sum(const double *x, size_t n)
{
	double s = 0;
	size_t i;

	for (i = 0; i < n; i++)
		s += x[i];
	return s;
}

/* A baseline speaks of USD once it is scaled to what happened. */
static void
take_logs(struct bars *b)
{
	const double whole = sum(b->y, b->n);
	struct predictor *p;
	double scale, s;
	size_t i, j;

	for (j = 0; j < b->predictors; j++) {
		p = &b->predictor[j];
		scale = 1;
		s = sum(p->x, b->n);
		if (p->contender >= b->contest->models && s > 0)
			scale = whole / s;
		for (i = 0; i < b->n; i++) {
			p->log[0][i] = log(p->x[i] * scale + LOG_FLOOR);
			p->log[1][i] = p->log[0][i] * p->log[0][i];
		}
		ranked_make(&p->order, p->x, b->n);
	}
	for (i = 0; i < b->n; i++)
		b->log_y[i] = log(b->y[i] + LOG_FLOOR);
}

static void
take_moves(struct bars *b)
{
	double a, f;
	size_t i;

	for (i = 0; i < b->n; i++) {
		a = log(b->adverse[i] + MOVE_FLOOR);
		f = log(b->favourable[i] + MOVE_FLOOR);
		b->move[0][i] = a;
		b->move[1][i] = a * a;
		b->move[2][i] = f;
		b->move[3][i] = f * f;
		b->move[4][i] =
		    log(b->adverse[i] + b->favourable[i] + MOVE_FLOOR);
		b->move[5][i] = b->change[i];
		b->move[6][i] = fabs(b->change[i]);
	}
	ranked_make(&b->order_y, b->y, b->n);
	ranked_make(&b->order_move[0], b->adverse, b->n);
	ranked_make(&b->order_move[1], b->favourable, b->n);
	ranked_make(&b->order_move[2], b->change, b->n);
}

static void
columns(struct bars *b)
{
	size_t i;

	b->y = column(b);
	b->log_y = column(b);
	b->early = column(b);
	b->adverse = column(b);
	b->favourable = column(b);
	b->change = column(b);
	for (i = 0; i < BAR_MOVES; i++)
		b->move[i] = column(b);
}

bool
bars_make(struct bars *b, const struct contest *c)
{
	const int64_t width = c->outcome->width_ms, own = c->board->width_ms;
	size_t i;

	*b = (struct bars){ .contest = c, .sides = c->outcome->sided ? 2 : 1 };
	b->width_ms = width > own ? width : own;
	if (c->models == 0 || b->width_ms % own != 0 ||
	    (width > 0 && b->width_ms % width != 0))
		return false;
	find_units(b);
	if (b->units < UNITS_LEAST)
		return false;
	columns(b);
	b->predictor =
	    xcalloc(c->n + c->models * BAR_PLACEBOS, sizeof(*b->predictor));
	for (i = 0; i < c->n; i++)
		if (c->of[i].model != NULL ||
		    baseline_has_depth(c->of[i].baseline))
			add_predictor(b, i);
	fill(b);
	fill_online(b);
	for (i = 0; i < c->models; i++)
		add_placebos(b, i);
	take_logs(b);
	take_moves(b);
	return true;
}

void
bars_free(struct bars *b)
{
	struct predictor *p;
	size_t i;

	for (i = 0; i < b->predictors; i++) {
		p = &b->predictor[i];
		free(p->x);
		free(p->log[0]);
		free(p->log[1]);
		free(p->low);
		free(p->high);
		free(p->online);
		ranked_free(&p->order);
	}
	free(b->predictor);
	for (i = 0; i < BAR_MOVES; i++)
		free(b->move[i]);
	for (i = 0; i < 3; i++)
		ranked_free(&b->order_move[i]);
	ranked_free(&b->order_y);
	free(b->ts);
	free(b->y);
	free(b->log_y);
	free(b->early);
	free(b->adverse);
	free(b->favourable);
	free(b->change);
	*b = (struct bars){ 0 };
}
