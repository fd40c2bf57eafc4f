#include "liq-score/forecast.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "record/bins.h"

#define BIN_LEAST 1e-6

static struct board *
board_of(struct forecasts *all, const struct column *c)
{
	const size_t before = all->names.n;
	struct buf key = { 0 };
	struct board *b;
	uint32_t id;

	buf_printf(&key, "%s\n%s\n%s\n%s\n%lld\n", c->exchange, c->symbol,
	    c->base, c->quote, (long long)c->width_ms);
	dec_put(&key, dec_trim(c->bin_step));
	id = names_id(&all->names, buf_view(&key));
	buf_free(&key);
	if (id < before)
		return &all->of[id];
	all->of = xgrow(all->of, id, &all->cap, sizeof(*all->of));
	b = &all->of[id];
	*b = (struct board){ .width_ms = c->width_ms,
		.bin = log1p(dec_double(c->bin_step)) };
	memcpy(b->exchange, c->exchange, sizeof(b->exchange));
	memcpy(b->symbol, c->symbol, sizeof(b->symbol));
	memcpy(b->base, c->base, sizeof(b->base));
	memcpy(b->quote, c->quote, sizeof(b->quote));
	return b;
}

static struct forecast *
model_of(struct board *b, const char *model)
{
	const size_t before = b->models.n;
	uint32_t id;

	if (*model == '\0')
		model = "model";
	id = names_id(&b->models, str_of(model));
	if (id < before)
		return &b->model[id];
	b->model = xgrow(b->model, id, &b->cap, sizeof(*b->model));
	b->model[id] = (struct forecast){ 0 };
	str_copy(b->model[id].model, sizeof(b->model[id].model), str_of(model));
	return &b->model[id];
}

/* Bins from bin_low on as bins from a price of 1 on. */
static int64_t
first_bin(const struct column *c, double bin)
{
	return (int64_t)floor(log(dec_double(c->bin_low)) / bin + 0.5);
}

static const char *
cells(struct forecasts *all, struct run *run, struct str pairs, int64_t first,
    double *sum)
{
	double at, usd;
	int64_t k;

	run->at = all->pooled;
	*sum = 0;
	while (bins_next(&pairs, &k, &usd)) {
		at = (double)k + (double)first;
		if (!(fabs(at) < INT32_MAX))
			return "a bin number out of range";
		all->pool = xgrow(
		    all->pool, all->pooled, &all->pool_cap, sizeof(*all->pool));
		all->pool[all->pooled++] =
		    (struct cell){ (int32_t)at, (float)usd };
		*sum += usd;
	}
	run->n = all->pooled - run->at;
	return bins_end(pairs) ? NULL : "a bin number out of range";
}

static double
number(struct dec d, double otherwise)
{
	return d.known ? dec_double(d) : otherwise;
}

static const char *
runs(struct forecasts *all, struct view *v, const struct column *c, double bin)
{
	const int64_t first = first_bin(c, bin);
	double swept[2], standing;
	const char *why;

	if ((why = cells(all, &v->standing[0], c->lng, first, &standing)) !=
		NULL ||
	    (why = cells(all, &v->standing[1], c->shrt, first, &standing)) !=
		NULL ||
	    (why = cells(all, &v->swept[0], c->swept_long, first, &swept[0])) !=
		NULL ||
	    (why = cells(
		 all, &v->swept[1], c->swept_short, first, &swept[1])) != NULL)
		return why;
	v->usd[0] = number(c->swept_long_usd, swept[0]);
	v->usd[1] = number(c->swept_short_usd, swept[1]);
	return NULL;
}

const char *
forecasts_column(struct forecasts *all, const struct column *c)
{
	const double bin = log1p(dec_double(c->bin_step));
	const size_t pooled = all->pooled;
	struct view v = { .ts = c->ts,
		.open = log(dec_double(c->open)),
		.high = log(dec_double(c->high)),
		.low = log(dec_double(c->low)),
		.close = log(dec_double(c->close)),
		.usd_low = { number(c->swept_long_usd_low, NAN),
		    number(c->swept_short_usd_low, NAN) },
		.usd_high = { number(c->swept_long_usd_high, NAN),
		    number(c->swept_short_usd_high, NAN) } };
	struct forecast *f;
	const char *why;

	if (c->final == TRUTH_FALSE)
		return NULL;
	if (!(bin >= BIN_LEAST) || !((v.high - v.low) / bin < COLUMN_BINS))
		return "a column of too many bins";
	if (!(v.low <= v.open && v.open <= v.high && v.low <= v.close &&
		v.close <= v.high))
		return "\"open\" or \"close\" is not between \"low\" and "
		       "\"high\"";
	if ((why = runs(all, &v, c, bin)) != NULL) {
		all->pooled = pooled;
		return why;
	}
	f = model_of(board_of(all, c), c->model);
	f->of = xgrow(f->of, f->n, &f->cap, sizeof(*f->of));
	f->of[f->n++] = v;
	return NULL;
}

static int
order(double a, double b)
{
	return (a > b) - (a < b);
}

/* By contents besides the time, so that the order of lines cannot matter. */
static int
view_cmp(const void *left, const void *right)
{
	const struct view *a = left, *b = right;
	int c;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	if ((c = order(a->usd[0], b->usd[0])) != 0 ||
	    (c = order(a->usd[1], b->usd[1])) != 0 ||
	    (c = order(a->low, b->low)) != 0 ||
	    (c = order(a->high, b->high)) != 0 ||
	    (c = order(a->close, b->close)) != 0)
		return c;
	return order(a->open, b->open);
}

static void
sort(struct forecasts *all, struct forecast *f)
{
	struct view last;
	size_t i, n = 0;

	qsort(f->of, f->n, sizeof(*f->of), view_cmp);
	for (i = 0; i < f->n; i++) {
		if (n == 0 || f->of[n - 1].ts != f->of[i].ts) {
			f->of[n++] = last = f->of[i];
			continue;
		}
		if (view_cmp(&last, &f->of[i]) == 0)
			all->repeated++;
		else
			all->doubtful++;
	}
	f->n = n;
}

void
forecasts_sort(struct forecasts *all)
{
	size_t i, j;

	for (i = 0; i < all->names.n; i++)
		for (j = 0; j < all->of[i].models.n; j++)
			sort(all, &all->of[i].model[j]);
}

void
forecasts_free(struct forecasts *all)
{
	size_t i, j;

	for (i = 0; i < all->names.n; i++) {
		for (j = 0; j < all->of[i].models.n; j++)
			free(all->of[i].model[j].of);
		free(all->of[i].model);
		names_free(&all->of[i].models);
	}
	free(all->of);
	free(all->pool);
	names_free(&all->names);
	*all = (struct forecasts){ 0 };
}

const struct view *
forecast_at(const struct forecast *f, int64_t ts)
{
	size_t low = 0, high = f->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (f->of[mid].ts < ts)
			low = mid + 1;
		else
			high = mid;
	}
	return low < f->n && f->of[low].ts == ts ? &f->of[low] : NULL;
}

const struct view *
forecast_over(
    const struct forecast *f, int64_t width_ms, int64_t since, int64_t until)
{
	const struct view *first = forecast_at(f, since), *v = first;
	int64_t next = since;

	for (; v != NULL && next < until; v++, next += width_ms)
		if (v == f->of + f->n || v->ts != next)
			return NULL;
	return next == until ? first : NULL;
}

void
forecast_cells(const struct forecasts *all, struct run run, int64_t first,
    size_t n, double *out)
{
	const struct cell *c = all->pool + run.at, *end = c + run.n;
	int64_t i;

	for (; c < end; c++) {
		i = c->k - first;
		if (i >= 0 && i < (int64_t)n)
			out[i] += (double)c->usd;
	}
}
