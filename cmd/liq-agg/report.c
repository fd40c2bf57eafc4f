#include "liq-agg/report.h"

#include <stdlib.h>

#include "base/x.h"
#include "liq-agg/sum.h"

/* A run. */
struct run {
	const struct report *ask;
	struct groups groups;
	int *class; /* enum source_class, by product */
	struct sum *sum; /* by group */
	const struct sum **order; /* the sums as their rows come */
};

static int *
classes(const struct report *ask)
{
	const struct events *events = ask->events;
	size_t n = events->product_names.n, i;
	int *class = xcalloc(n, sizeof(*class));
	const struct source *s;

	for (i = 0; i < n; i++) {
		s = sources_find(
		    &ask->intake->sources, events->products[i].exchange);
		class[i] = s != NULL ? s->class : CLASS_NONE;
	}
	return class;
}

static const char *
add_up(struct run *run, const struct window *w)
{
	const struct events *events = run->ask->events;
	const struct event *e;
	const char *why = NULL;
	size_t i;

	memset(run->sum, 0, run->groups.n * sizeof(*run->sum));
	for (i = w->from; i < w->to && why == NULL; i++) {
		e = &events->of[i];
		why = sum_add(&run->sum[groups_find(&run->groups, e)], events,
		    e, (enum source_class)run->class[e->product]);
	}
	return why;
}

static int
by_usd(const void *a, const void *b)
{
	const struct sum *x = *(const struct sum *const *)a;
	const struct sum *y = *(const struct sum *const *)b;

	if (x->usd != y->usd)
		return x->usd > y->usd ? -1 : 1;
	return (x > y) - (x < y); /* as the groups are sorted */
}

/* The rows of a window; returns how many. */
static size_t
arrange(struct run *run)
{
	const struct report *ask = run->ask;
	size_t i, n = 0;

	for (i = 0; i < run->groups.n; i++)
		if (run->sum[i].count > 0 || ask->windows.interval > 0)
			run->order[n++] = &run->sum[i];
	if (ask->top == 0)
		return n;
	qsort(run->order, n, sizeof(*run->order), by_usd);
	return (int64_t)n < ask->top ? n : (size_t)ask->top;
}

static void
name(struct total *t, const struct group *g)
{
	str_copy(t->exchange, sizeof(t->exchange), str_of(g->name.exchange));
	str_copy(t->symbol, sizeof(t->symbol), str_of(g->name.symbol));
	str_copy(t->base, sizeof(t->base), str_of(g->name.base));
	str_copy(t->quote, sizeof(t->quote), str_of(g->name.quote));
	t->side = g->side;
}

static struct dec
coverage(const struct run *run, const struct window *w, const struct total *t)
{
	return intake_coverage(run->ask->intake, t->exchange, t->symbol,
	    "liquidation", w->ts, w->ts + w->width_ms);
}

static void
fill(struct record *r, const struct run *run, const struct window *w,
    const struct sum *sum)
{
	const struct group *g = &run->groups.of[sum - run->sum];
	struct total *t = &r->as.total;

	record_clear(r, RECORD_TOTAL);
	t->ts = w->ts;
	t->width_ms = w->width_ms;
	name(t, g);
	sum_total(t, run->ask->events, sum);
	if (g->mixed)
		t->qty = t->low = t->high = (struct dec){ 0 };
	t->revision = 0;
}

static bool
emit(struct run *run, const struct window *w)
{
	const struct report *ask = run->ask;
	const bool one = (ask->keys & (BY_EXCHANGE | BY_SYMBOL)) == 0;
	const int final = intake_final(ask->intake, w->ts + w->width_ms);
	struct record r;
	struct dec covered = { 0 };
	size_t i, n = arrange(run);

	for (i = 0; i < n; i++) {
		fill(&r, run, w, run->order[i]);
		/* Without a name in it, it is the same for all groups. */
		if (i == 0 || !one)
			covered = coverage(run, w, &r.as.total);
		r.as.total.coverage = covered;
		r.as.total.final = final;
		if (!ask->row(ask->arg, &r))
			return false;
	}
	return true;
}

const char *
report_run(const struct report *ask)
{
	struct run run = { .ask = ask };
	struct windows windows = ask->windows;
	struct window w;
	const char *why = NULL;

	groups_make(&run.groups, ask->events, ask->keys);
	if (run.groups.n > 0 &&
	    windows_count(&windows) > REPORT_ROWS / (int64_t)run.groups.n)
		why = "over 10000000 rows: ask for wider windows or less time";
	run.class = classes(ask);
	run.sum = xcalloc(run.groups.n, sizeof(*run.sum));
	run.order = xcalloc(run.groups.n, sizeof(const struct sum *));
	while (why == NULL && windows_next(&windows, ask->events, &w))
		if ((why = add_up(&run, &w)) == NULL && !emit(&run, &w))
			why = "stopped";
	groups_free(&run.groups);
	free(run.class);
	free(run.sum);
	free(run.order);
	return why;
}
