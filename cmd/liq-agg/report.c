#include "liq-agg/report.h"

#include <stdlib.h>

#include "base/x.h"

static void
classes(struct report *rep)
{
	const struct products *products = &rep->store->products;
	const struct source *s;
	size_t i;

	free(rep->class);
	rep->class = xcalloc(products->n, sizeof(*rep->class));
	for (i = 0; i < products->n; i++) {
		s = sources_find(
		    &rep->intake->sources, products->of[i].exchange);
		rep->class[i] = s != NULL ? s->class : CLASS_NONE;
	}
}

void
report_open(struct report *rep)
{
	const struct store *s = rep->store;

	classes(rep);
	groups_stale(&rep->groups);
	groups_stale(&rep->everyone);
	groups_make(&rep->everyone, &s->products, &s->members,
	    rep->request->keys, INT64_MAX);
	rep->first = members_first(&s->members);
	usual_free(&rep->usual);
}

static struct dec
watched(const struct report *rep, const struct group *g, const struct window *w)
{
	return intake_coverage(rep->intake, g->name.exchange, g->name.symbol,
	    "liquidation", w->ts, window_end(w));
}

/* Without an exchange or a symbol, all rows of a window are watched alike. */
static bool
alike(const struct report *rep)
{
	return (rep->request->keys & (BY_EXCHANGE | BY_SYMBOL)) == 0;
}

static int
by_usd(const void *a, const void *b)
{
	const struct row *x = *(const struct row *const *)a;
	const struct row *y = *(const struct row *const *)b;

	if (x->sum.usd != y->sum.usd)
		return x->sum.usd > y->sum.usd ? -1 : 1;
	return (x > y) - (x < y); /* as the groups are sorted */
}

/* The rows in the order in which they are shown. */
static void
arrange(struct report *rep)
{
	const struct rows *rows = &rep->rows;
	size_t i;

	rep->order =
	    xreallocarray(rep->order, rows->n, sizeof(const struct row *));
	for (i = 0; i < rows->n; i++)
		rep->order[i] = &rows->of[i];
	if (rep->request->top > 0 && rows->n > 1)
		qsort(rep->order, rows->n, sizeof(const struct row *), by_usd);
}

/* One more window of the past, for all groups of any time. */
static const char *
push(struct report *rep, const struct window *w, bool past)
{
	const struct groups *all = &rep->everyone;
	const struct cells *cells;
	struct dec covered = { 0 };
	i128 *usd;
	const char *why;
	size_t i;

	if ((cells = store_cells(rep->store, w, past, &why)) == NULL)
		return why;
	usd = xcalloc(all->n, sizeof(*usd));
	for (i = 0; i < cells->n; i++)
		if (!fixed_add(&usd[all->by[cells->of[i].pair] - 1],
			cells->of[i].sum.usd))
			why = "a sum is over 38 digits";
	usual_next(&rep->usual);
	for (i = 0; i < all->n; i++) {
		if (i == 0 || !alike(rep))
			covered = watched(rep, &all->of[i], w);
		if (usual_watched(covered, w->ts >= rep->first))
			usual_set(&rep->usual, i, usd[i]);
	}
	free(usd);
	rep->pushed = *w;
	return why;
}

/* What is usual for a window: those before it, up to where it begins. */
static const char *
look_back(struct report *rep, const struct window *w)
{
	const int64_t width = w->width_ms;
	const int64_t n = rep->request->usual / width;
	const struct usual *u = &rep->usual;
	const bool on = u->windows > 0 && rep->pushed.width_ms == width &&
			window_end(&rep->pushed) == w->ts;
	struct window past;
	const char *why = NULL;
	int64_t i;

	if (on)
		return NULL;
	usual_free(&rep->usual);
	if (w->all || n == 0)
		return NULL;
	usual_start(&rep->usual, rep->everyone.n, (size_t)n);
	for (i = n; i > 0 && why == NULL; i--) {
		past = window_of(w->ts - i * width, width);
		if (past.width_ms == width)
			why = push(rep, &past, true);
	}
	return why;
}

static void
name(struct total *t, const struct group *g)
{
	str_copy(t->exchange, sizeof(t->exchange), str_of(g->name.exchange));
	str_copy(t->symbol, sizeof(t->symbol), str_of(g->name.symbol));
	str_copy(t->base, sizeof(t->base), str_of(g->name.base));
	str_copy(t->quote, sizeof(t->quote), str_of(g->name.quote));
	t->side = g->side;
	if (g->size < SIZES)
		str_copy(t->size, sizeof(t->size), str_of(size_names[g->size]));
}

static void
leverage(struct total *t, const struct report *rep, const struct group *g,
    const struct window *w)
{
	const struct request *r = rep->request;
	const struct flow flow = { .qty = t->qty,
		.usd = t->usd,
		.whole = (r->keys & (BY_SIDE | BY_SIZE)) == 0 &&
			 r->side == SIDE_NONE && !r->min.known &&
			 !r->bins.step.known };

	leverage_total(
	    t, &rep->store->leverage, &rep->store->products, g, w, &flow);
}

static void
fill(struct record *r, const struct report *rep, const struct window *w,
    const struct row *row)
{
	const struct group *g = &rep->groups.of[row->group];
	struct total *t = &r->as.total;

	record_clear(r, RECORD_TOTAL);
	t->ts = w->ts;
	t->width_ms = w->width_ms;
	t->revision = 0;
	name(t, g);
	row_total(t, row, g, &rep->request->bins);
	leverage(t, rep, g, w);
	if (rep->usual.windows > 0 && !w->all)
		usual_total(t, &rep->usual, rep->everyone.by[g->pair] - 1,
		    row->sum.usd);
}

static bool
outsized(const struct report *rep, const struct total *t)
{
	const struct dec least = rep->request->outsized;

	return !least.known ||
	       (t->times_usual.known && dec_cmp(t->times_usual, least) >= 0);
}

static bool
emit(struct report *rep, const struct window *w)
{
	const int final = intake_final(rep->intake, window_end(w));
	const int64_t top = rep->request->top;
	struct record r;
	struct dec covered = { 0 };
	int64_t shown = 0;
	size_t i;

	arrange(rep);
	for (i = 0; i < rep->rows.n && (top == 0 || shown < top); i++) {
		const struct row *row = rep->order[i];

		fill(&r, rep, w, row);
		if (!outsized(rep, &r.as.total))
			continue;
		if (shown == 0 || !alike(rep))
			covered = watched(rep, &rep->groups.of[row->group], w);
		r.as.total.coverage = covered;
		r.as.total.final = final;
		if (!rep->row(rep->arg, &r))
			return false;
		shown++;
	}
	return true;
}

const char *
report_window(struct report *rep, const struct window *w)
{
	const struct store *s = rep->store;
	const struct request *r = rep->request;
	const bool empty = r->interval > 0 && !r->bins.step.known;
	const struct cells *cells;
	const char *why;

	groups_make(
	    &rep->groups, &s->products, &s->members, r->keys, window_end(w));
	if ((why = look_back(rep, w)) != NULL ||
	    (cells = store_cells(rep->store, w, false, &why)) == NULL ||
	    (why = rows_fold(
		 &rep->rows, cells, &rep->groups, rep->class, empty)) != NULL)
		return why;
	if (!emit(rep, w))
		return "stopped";
	return r->usual > 0 && r->interval > 0 ? push(rep, w, false) : NULL;
}

const char *
report_run(struct report *rep, int64_t last)
{
	struct windows windows = request_windows(rep->request, last);
	struct window w;
	const char *why = NULL;
	const size_t groups = rep->everyone.n;

	if (!store_span(rep->store, &windows.first, &windows.last))
		return rep->store->broken;
	if (!rep->request->since.given)
		windows.since = windows.first;
	if (groups > 0 &&
	    windows_count(&windows) > REPORT_ROWS / (int64_t)groups)
		return "over 10000000 rows: ask for wider windows or less time";
	while (why == NULL && windows_next(&windows, &w))
		why = report_window(rep, &w);
	return why;
}

void
report_free(struct report *rep)
{
	groups_free(&rep->groups);
	groups_free(&rep->everyone);
	free(rep->class);
	rows_free(&rep->rows);
	free(rep->order);
	usual_free(&rep->usual);
}
