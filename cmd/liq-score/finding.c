#include "liq-score/finding.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"

const char *const metric_names[] = { "spearman", "partial", "r2",
	"r2_plus_moves", "top10", "ratio", "ratio_14d_low", "ratio_14d_high",
	"ratio_online", "coverage80", "predicted_usd", "realised_usd", "lift10",
	"lift25", "area", "gain_nats", "gain_nats_usd", "cluster_share",
	"cluster_lift", NULL };

bool
metric_is_skill(enum metric m)
{
	switch (m) {
	case SPEARMAN:
	case PARTIAL:
	case R2:
	case R2_PLUS_MOVES:
	case TOP10:
	case LIFT10:
	case LIFT25:
	case AREA:
	case GAIN_NATS:
	case GAIN_NATS_USD:
		return true;
	default:
		return false;
	}
}

bool
metric_is_nats(enum metric m)
{
	return m == GAIN_NATS || m == GAIN_NATS_USD;
}

static struct finding *
append(struct findings *all, const struct finding *f)
{
	all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
	all->of[all->n] = *f;
	return &all->of[all->n++];
}

void
findings_add(struct findings *all, const struct finding *f, double value,
    const double *draw)
{
	struct finding *to;
	size_t i;

	if (!isfinite(value) ||
	    (metric_is_nats(f->metric) && strcmp(f->model, "uniform") == 0))
		return; /* uniform gains nothing over itself */
	to = append(all, f);
	to->value = value;
	for (i = 0; i < DRAWS; i++)
		to->draw[i] = draw != NULL ? draw[i] : NAN;
	if (metric_is_nats(f->metric)) /* what it is a gain over */
		str_copy(to->against, sizeof(to->against), STR("uniform"));
}

static int
order(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Everything but who was scored. */
static int
question_cmp(const struct finding *a, const struct finding *b)
{
	int c;

	if ((c = strcmp(a->kind, b->kind)) != 0 ||
	    (c = order(a->horizon_ms, b->horizon_ms)) != 0 ||
	    (c = order(a->metric, b->metric)) != 0)
		return c;
	return 0;
}

static int
market_cmp(const struct finding *a, const struct finding *b)
{
	int c;

	if ((c = strcmp(a->base, b->base)) != 0 ||
	    (c = strcmp(a->exchange, b->exchange)) != 0 ||
	    (c = strcmp(a->symbol, b->symbol)) != 0)
		return c;
	return strcmp(a->quote, b->quote);
}

static int
who_cmp(const struct finding *a, const struct finding *b)
{
	int c;

	if ((c = a->rival - b->rival) != 0 ||
	    (c = strcmp(a->model, b->model)) != 0)
		return c;
	return strcmp(a->against, b->against);
}

/* Sets in order, the mean over them first; models before rivals. */
static int
finding_cmp(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int c;

	if ((c = market_cmp(a, b)) != 0 ||
	    (c = strcmp(a->kind, b->kind)) != 0 ||
	    (c = order(a->horizon_ms, b->horizon_ms)) != 0 ||
	    (c = who_cmp(a, b)) != 0)
		return c;
	return order(a->metric, b->metric);
}

void
findings_sort(struct findings *all)
{
	if (all->n > 0)
		qsort(all->of, all->n, sizeof(*all->of), finding_cmp);
}

/* The same question about the same contender, of all sets, side by side. */
static int
across_cmp(const void *left, const void *right)
{
	const struct finding *a = left, *b = right;
	int c;

	if ((c = question_cmp(a, b)) != 0 || (c = who_cmp(a, b)) != 0)
		return c;
	return market_cmp(a, b);
}

static void
mean_of(struct findings *all, size_t from, size_t to)
{
	const double n = (double)(to - from);
	struct finding f = all->of[from];
	size_t i, d;

	memset(f.exchange, 0, sizeof(f.exchange));
	memset(f.symbol, 0, sizeof(f.symbol));
	memset(f.base, 0, sizeof(f.base));
	memset(f.quote, 0, sizeof(f.quote));
	f.value /= n;
	for (d = 0; d < DRAWS; d++)
		f.draw[d] /= n;
	for (i = from + 1; i < to; i++) {
		f.value += all->of[i].value / n;
		f.n += all->of[i].n;
		for (d = 0; d < DRAWS; d++)
			f.draw[d] += all->of[i].draw[d] / n;
	}
	append(all, &f);
}

/* How many sets the question was put to. */
static size_t
sets(const struct findings *all, size_t n, size_t i)
{
	const struct finding *f = &all->of[i];
	size_t j, most = 0, here = 0;

	for (j = 0; j < n; j++) {
		if (question_cmp(&all->of[j], f) != 0)
			continue;
		here = j > 0 && question_cmp(&all->of[j - 1], f) == 0 &&
			       who_cmp(&all->of[j - 1], &all->of[j]) == 0
			   ? here + 1
			   : 1;
		most = here > most ? here : most;
	}
	return most;
}

void
findings_mean(struct findings *all)
{
	const size_t n = all->n;
	size_t i, end;

	if (n > 0)
		qsort(all->of, n, sizeof(*all->of), across_cmp);
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n; end++)
			if (question_cmp(&all->of[i], &all->of[end]) != 0 ||
			    who_cmp(&all->of[i], &all->of[end]) != 0)
				break;
		if (end - i > 1 && !all->of[i].placebo &&
		    end - i == sets(all, n, i) &&
		    metric_is_skill(all->of[i].metric))
			mean_of(all, i, end);
	}
}

void
findings_free(struct findings *all)
{
	free(all->of);
	*all = (struct findings){ 0 };
}
