#include "liq-score/bars.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-score/fit.h"

#define PART 0.1
#define FIT_LEAST 100 /* observations; fewer fit anything */
#define FORTNIGHT (14 * DAY_MS)

void
bar_measure_make(struct bar_measure *m, const struct bars *b)
{
	size_t i;

	*m = (struct bar_measure){ .bars = b,
		.weight = xcalloc(b->n, sizeof(double)),
		.part = xcalloc(b->n, sizeof(double)),
		.rank_y = xcalloc(b->n, sizeof(double)),
		.rank_x = xcalloc(b->n, sizeof(double)) };
	for (i = 0; i < 3; i++)
		m->rank_move[i] = xcalloc(b->n, sizeof(double));
}

void
bar_measure_free(struct bar_measure *m)
{
	size_t i;

	free(m->weight);
	free(m->part);
	free(m->rank_y);
	free(m->rank_x);
	for (i = 0; i < 3; i++)
		free(m->rank_move[i]);
	*m = (struct bar_measure){ 0 };
}

/* x less what the ranks of the moves say of it, in place. */
static void
less_moves(const struct bar_measure *m, double *x)
{
	const double *const moves[] = { m->rank_move[0], m->rank_move[1],
		m->rank_move[2] };
	struct fit f;
	size_t i;

	fit_make(&f, moves, 3, x, m->weight, m->bars->n);
	for (i = 0; i < m->bars->n; i++)
		x[i] -= fit_guess(&f, moves, i);
}

/* Of the log USD: each half of the time foretold by the other. */
static double
r_square(const struct bar_measure *m, const double *const *column, size_t terms)
{
	const struct bars *b = m->bars;
	double missed = 0, mean = 0, whole = 0, all = 0, d;
	struct fit f;
	size_t half, i;

	for (i = 0; i < b->n; i++) {
		mean += m->weight[i] * b->log_y[i];
		whole += m->weight[i];
	}
	mean /= whole;
	for (half = 0; half < 2; half++) {
		for (i = 0; i < b->n; i++)
			m->part[i] =
			    m->weight[i] *
			    (half == 0 ? b->early[i] : 1 - b->early[i]);
		fit_make(&f, column, terms, b->log_y, m->part, b->n);
		for (i = 0; i < b->n; i++) {
			d = m->weight[i] - m->part[i]; /* the other half */
			if (d > 0)
				missed += d * pow(b->log_y[i] -
						      fit_guess(&f, column, i),
						  2);
		}
	}
	for (i = 0; i < b->n; i++)
		all += m->weight[i] * pow(b->log_y[i] - mean, 2);
	return all > 0 ? 1 - missed / all : NAN;
}

static void
both_r_squares(
    const struct bar_measure *m, const struct predictor *p, double *value)
{
	const struct bars *b = m->bars;
	const double *column[2 + BAR_MOVES] = { p->log[0], p->log[1] };
	size_t i;

	for (i = 0; i < BAR_MOVES; i++)
		column[2 + i] = b->move[i];
	value[R2] = r_square(m, column, 2);
	value[R2_PLUS_MOVES] = r_square(m, column, 2 + BAR_MOVES);
}

/* USD in [from, to) of the units, all sides of them. */
static double
amount(const struct bar_measure *m, const double *x, size_t from, size_t to)
{
	const struct bars *b = m->bars;
	double sum = 0;
	size_t i, side;

	for (side = 0; side < b->sides; side++)
		for (i = side * b->units + from; i < side * b->units + to; i++)
			sum += m->weight[i] * x[i];
	return sum;
}

static double
covered(const struct bar_measure *m, const struct predictor *p)
{
	const double *y = m->bars->y;
	double in = 0, all = 0;
	size_t i;

	for (i = 0; i < m->bars->n; i++)
		if (!isnan(p->low[i]) && !isnan(p->high[i])) {
			all += m->weight[i];
			if (p->low[i] <= y[i] && y[i] <= p->high[i])
				in += m->weight[i];
		}
	return all > 0 ? in / all : NAN;
}

/* The least and the largest ratio of any fortnight that lies whole within. */
static void
fortnights(const struct bar_measure *m, const struct predictor *p, double *low,
    double *high)
{
	const struct bars *b = m->bars;
	double said = 0, came = 0;
	size_t i, from = 0;

	*low = *high = NAN;
	for (i = 0; i < b->units; i++) {
		said += amount(m, p->x, i, i + 1);
		came += amount(m, b->y, i, i + 1);
		for (; b->ts[i] + b->width_ms - b->ts[from] > FORTNIGHT;
		     from++) {
			said -= amount(m, p->x, from, from + 1);
			came -= amount(m, b->y, from, from + 1);
		}
		if (b->ts[i] + b->width_ms - b->ts[from] < FORTNIGHT ||
		    !(came > 0))
			continue;
		*low = fmin(*low, said / came);
		*high = fmax(*high, said / came);
	}
}

static void
model_values(
    const struct bar_measure *m, const struct predictor *p, double *value)
{
	const struct bars *b = m->bars;

	value[PREDICTED_USD] = amount(m, p->x, 0, b->units);
	value[REALISED_USD] = amount(m, b->y, 0, b->units);
	value[RATIO] = value[PREDICTED_USD] / value[REALISED_USD];
	value[RATIO_ONLINE] =
	    amount(m, p->online, 0, b->units) / value[REALISED_USD];
	value[COVERAGE80] = covered(m, p);
	fortnights(m, p, &value[RATIO_14D_LOW], &value[RATIO_14D_HIGH]);
}

static void
predictor_values(
    const struct bar_measure *m, const struct predictor *p, double *value)
{
	const struct bars *b = m->bars;

	ranked_ranks(&p->order, m->weight, m->rank_x);
	value[SPEARMAN] =
	    rank_correlation(m->rank_x, m->rank_y, m->weight, b->n);
	if (!p->placebo)
		value[TOP10] = ranked_share(&p->order, m->weight, b->y, PART);
	if (!p->placebo && b->n >= FIT_LEAST)
		both_r_squares(m, p, value);
	if (!p->placebo && p->contender < b->contest->models)
		model_values(m, p, value);
}

/* rank_y has become its rest; of a move that is given nothing is left. */
static void
partial(const struct bar_measure *m, const struct predictor *p, double *value)
{
	const struct contest *c = m->bars->contest;

	if (p->contender >= c->models &&
	    c->of[p->contender].baseline == ADVERSE)
		return;
	ranked_ranks(&p->order, m->weight, m->rank_x);
	less_moves(m, m->rank_x);
	value[PARTIAL] =
	    rank_correlation(m->rank_x, m->rank_y, m->weight, m->bars->n);
}

void
bar_measure_run(void *arg, const double *weight, double *value)
{
	const struct bar_measure *m = arg;
	const struct bars *b = m->bars;
	size_t i;

	for (i = 0; i < b->n; i++)
		m->weight[i] = weight[i % b->units];
	for (i = 0; i < b->predictors * METRICS; i++)
		value[i] = NAN;
	ranked_ranks(&b->order_y, m->weight, m->rank_y);
	for (i = 0; i < b->predictors; i++)
		predictor_values(m, &b->predictor[i], value + i * METRICS);
	for (i = 0; i < 3; i++)
		ranked_ranks(&b->order_move[i], m->weight, m->rank_move[i]);
	less_moves(m, m->rank_y);
	for (i = 0; i < b->predictors; i++)
		partial(m, &b->predictor[i], value + i * METRICS);
}

/* How much of it is the same for a fortnight's extremes and all USD. */
static bool
drawn(enum metric metric)
{
	return metric != RATIO_14D_LOW && metric != RATIO_14D_HIGH &&
	       metric != PREDICTED_USD && metric != REALISED_USD;
}

static void
add(const struct bars *b, const struct predictor *p, const double *value,
    const double *draw)
{
	struct finding f = contest_finding(b->contest, "bar", p->contender);
	enum metric metric;

	str_copy(f.model, sizeof(f.model), str_of(p->name));
	f.placebo = p->placebo;
	f.n = (int64_t)b->n;
	if (b->width_ms > b->contest->board->width_ms)
		f.horizon_ms = b->width_ms;
	for (metric = 0; metric < METRICS; metric++) {
		f.metric = metric;
		findings_add(b->contest->findings, &f, value[metric],
		    drawn(metric) ? draw + metric * DRAWS : NULL);
	}
}

void
contest_bars(const struct contest *c)
{
	struct bar_measure m;
	struct trial t;
	struct drawn drawn;
	struct bars b;
	size_t i;

	if (!bars_make(&b, c)) {
		bars_free(&b);
		return;
	}
	bar_measure_make(&m, &b);
	t = (struct trial){ .units = b.units,
		.block = (size_t)(2 * DAY_MS / b.width_ms),
		.values = b.predictors * METRICS,
		.measure = bar_measure_run,
		.arg = &m };
	t.block += t.block == 0;
	trial_run(&t, &drawn);
	for (i = 0; i < b.predictors; i++)
		add(&b, &b.predictor[i], drawn.value + i * METRICS,
		    drawn.draw + i * METRICS * DRAWS);
	drawn_free(&drawn);
	bar_measure_free(&m);
	bars_free(&b);
}
