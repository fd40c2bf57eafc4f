#include "liq-render/series.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-render/axis.h"

#define LONGEST (36525 * DAY_MS) /* of a window: more is no time we know */
#define OUTLIER 5 /* times the 95th percentile: too high to be drawn whole */

struct window {
	int64_t since, until;
	size_t at; /* its first group */
};

struct windows {
	struct window *of;
	size_t n;
};

/* The windows of sorted totals. */
static void
find_windows(struct windows *w, const struct totals *t)
{
	const struct group *g;
	struct window *last;
	size_t i;

	w->of = xcalloc(t->n + 1, sizeof(*w->of));
	for (i = 0; i < t->n; i++) {
		g = &t->of[i];
		last = w->n > 0 ? &w->of[w->n - 1] : NULL;
		if (g->until - g->since > LONGEST)
			continue;
		if (last == NULL || last->since != g->since ||
		    last->until != g->until)
			w->of[w->n++] =
			    (struct window){ g->since, g->until, i };
	}
}

static int
by_size(const void *x, const void *y)
{
	int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;

	return (a > b) - (a < b);
}

/* The width of most windows, the smallest of those that many have. */
static int64_t
usual_width(const struct windows *w)
{
	int64_t *widths = xcalloc(w->n, sizeof(*widths)), best = 0;
	size_t i, run = 0, longest = 0;

	for (i = 0; i < w->n; i++)
		widths[i] = w->of[i].until - w->of[i].since;
	qsort(widths, w->n, sizeof(*widths), by_size);
	for (i = 0; i < w->n; i++) {
		run = i > 0 && widths[i] == widths[i - 1] ? run + 1 : 1;
		if (run > longest) {
			longest = run;
			best = widths[i];
		}
	}
	free(widths);
	return best;
}

/* Only windows of this width that do not overlap, the newest in any case. */
static void
choose_windows(struct windows *w, int64_t width)
{
	int64_t edge = INT64_MAX;
	size_t i, k = w->n;

	for (i = w->n; i-- > 0;)
		if (w->of[i].until - w->of[i].since == width &&
		    w->of[i].until <= edge) {
			edge = w->of[i].since;
			w->of[--k] = w->of[i];
		}
	w->n -= k;
	memmove(w->of, w->of + k, w->n * sizeof(*w->of));
}

/* How many windows make a bar: at least so many, and a round time. */
static int64_t
round_up(int64_t width, int64_t least)
{
	int64_t step = axis_time_step(width * least, 1);

	return step % width == 0 && step / width <= 3 * least ? step / width
							      : least;
}

/* The bars, still empty: not more than most. */
static void
make_bars(struct series *s, const struct windows *w, size_t most)
{
	const int64_t first = w->of[0].since, last = w->of[w->n - 1].since;
	int64_t k, start = first, n;
	size_t i;

	for (k = 1;; k = round_up(s->width, k + 1)) {
		s->step = s->width * k;
		start = k > 1 ? floor_div(first, s->step) * s->step : first;
		if ((last - start) / s->step < (int64_t)most)
			break;
		n = (last - start) / s->width / (int64_t)most;
		k = n > k ? n : k;
	}
	s->n = (size_t)((last - start) / s->step) + 1;
	s->of = xcalloc(s->n, sizeof(*s->of));
	for (i = 0; i < s->n; i++) {
		s->of[i].since = start + (int64_t)i * s->step;
		s->of[i].until = s->of[i].since + s->step;
	}
}

static void
add(struct dec *to, struct dec x, bool first)
{
	if (first)
		*to = x;
	else if (!to->known || !x.known || !dec_add(to, *to, x))
		*to = (struct dec){ 0 };
}

/* The window's prices, where all its groups are of one coin. */
static void
widen(struct bar *b, const struct slice *s)
{
	const struct group *g;
	size_t i;

	for (i = 0; i < s->n; i++) {
		g = s->of[i];
		if (!g->low.known || !g->high.known)
			continue;
		if (!b->low.known || dec_cmp(g->low, b->low) < 0)
			b->low = g->low;
		if (!b->high.known || dec_cmp(g->high, b->high) > 0)
			b->high = g->high;
	}
}

static void
add_window(struct series *to, const struct window *w, const struct slice *s)
{
	size_t at = (size_t)((w->since - to->of[0].since) / to->step);
	struct bar *b = &to->of[at < to->n ? at : to->n - 1];
	double cover = 1;

	add(&b->usd, s->all.usd, !b->here);
	add(&b->long_usd, s->all.long_usd, !b->here);
	add(&b->short_usd, s->all.short_usd, !b->here);
	if (s->all.coverage.known)
		cover = dec_double(s->all.coverage);
	cover = cover < 0 ? 0 : cover > 1 ? 1 : cover;
	b->cover += cover * (double)to->width / (double)to->step;
	b->here = true;
	b->open = b->open || s->all.open;
	widen(b, s);
	memcpy(to->whole.of + to->whole.n, s->of, s->n * sizeof(*s->of));
	to->whole.n += s->n;
}

/* Of whom it speaks. */
static void
find_name(struct series *s)
{
	struct names all = { 0 };
	const struct group *g;
	bool one = true;
	size_t i;

	for (i = 0; i < s->whole.n; i++) {
		g = s->whole.of[i];
		names_id(&all, g->name);
		one = one && str_same(g->family, s->whole.of[0]->family);
	}
	s->groups = all.n;
	s->family = one ? s->whole.of[0]->family : STR("");
	s->name = all.n == 1 ? s->whole.of[0]->name : STR("");
	names_free(&all);
}

static void
forget_prices(struct series *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		s->of[i].low = s->of[i].high = (struct dec){ 0 };
}

bool
series_make(struct series *s, struct totals *t, size_t most)
{
	const struct dec any = { 0 };
	struct windows w = { 0 };
	struct slice slice;
	size_t i;

	*s = (struct series){ 0 };
	totals_sort(t);
	find_windows(&w, t);
	if (w.n == 0) {
		free(w.of);
		return false;
	}
	s->width = usual_width(&w);
	choose_windows(&w, s->width);
	make_bars(s, &w, most);
	s->whole.of = xcalloc(t->n, sizeof(*s->whole.of));
	for (i = 0; i < w.n; i++) {
		totals_slice(t, &w.of[i].at, any, 0, &slice);
		add_window(s, &w.of[i], &slice);
		slice_free(&slice);
	}
	find_name(s);
	if (s->family.n == 0)
		forget_prices(s);
	slice_fold(&s->whole, 0);
	s->whole.all = s->whole.other;
	s->whole.since = w.of[0].since;
	s->whole.until = w.of[w.n - 1].until;
	free(w.of);
	return true;
}

void
series_free(struct series *s)
{
	free(s->of);
	slice_free(&s->whole);
	*s = (struct series){ 0 };
}

bool
bar_sided(const struct bar *b)
{
	return b->long_usd.known && b->short_usd.known;
}

double
bar_height(const struct bar *b)
{
	double l = dec_double(b->long_usd), r = dec_double(b->short_usd);

	if (!bar_sided(b))
		return dec_double(b->usd);
	return l > r ? l : r;
}

static int
by_height(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;

	return (a > b) - (a < b);
}

double
series_high(const struct series *s, bool both)
{
	double *h = xcalloc(s->n, sizeof(*h)), most, usual;
	size_t i, n = 0;

	for (i = 0; i < s->n; i++) {
		h[n] = both ? dec_double(s->of[i].usd) : bar_height(&s->of[i]);
		n += h[n] > 0;
	}
	qsort(h, n, sizeof(*h), by_height);
	most = n > 0 ? h[n - 1] : 0;
	usual = n > 0 ? h[(n - 1) * 95 / 100] : 0;
	free(h);
	return most > OUTLIER * usual ? 1.5 * usual : most;
}

bool
series_price(struct price_line *l, const struct series *s, size_t n)
{
	struct price *p = xcalloc(s->n, sizeof(*p));
	struct dec two = dec_int(2), sum;
	size_t i, count = 0;
	bool drawn;

	for (i = 0; i < s->n; i++) {
		const struct bar *b = &s->of[i];

		if (!b->low.known || !dec_add(&sum, b->low, b->high))
			continue;
		p[count] = (struct price){ .since = b->since,
			.until = b->until,
			.low = b->low,
			.high = b->high };
		if (dec_div(&p[count].close, sum, two, 20))
			count++;
	}
	drawn = price_line_of(l, p, count, s->whole.since, s->whole.until, n);
	free(p);
	return drawn;
}
