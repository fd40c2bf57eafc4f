#include "liq-render/totals.h"

#include <stdlib.h>

#include "base/x.h"

/* What a decimal holds. */
#define SUM_LIMIT \
	((i128)INT64_C(1000000000000000000) * INT64_C(1000000000000000000) * \
	    100)

static void
put_key(struct buf *to, const char *key)
{
	if (key[0] == '\0')
		return;
	if (to->n > 0)
		buf_putc(to, ' ');
	buf_puts(to, key);
}

static struct str
label(struct totals *t, const struct total *row)
{
	struct buf b = { 0 };
	uint32_t id;

	put_key(&b, row->base);
	put_key(&b, row->symbol);
	put_key(&b, row->exchange);
	if (row->side != SIDE_NONE)
		put_key(&b, side_names[row->side - 1]);
	put_key(&b, row->size);
	if (b.n == 0)
		buf_puts(&b, "all");
	id = names_id(&t->labels, buf_view(&b));
	buf_free(&b);
	return t->labels.name[id];
}

static struct str
family(struct totals *t, const struct total *row, struct str name)
{
	const char *of = row->base[0] != '\0' ? row->base : row->symbol;
	uint32_t id;

	if (of[0] == '\0')
		return name;
	id = names_id(&t->labels, str_of(of));
	return t->labels.name[id];
}

static size_t
key(struct totals *t, const struct total *row)
{
	struct buf b = { 0 };
	uint32_t id;

	buf_printf(&b, "%lld %lld %d", (long long)row->ts,
	    (long long)row->width_ms, row->side);
	buf_put(&b, row->exchange, strlen(row->exchange) + 1);
	buf_put(&b, row->symbol, strlen(row->symbol) + 1);
	buf_put(&b, row->base, strlen(row->base) + 1);
	buf_put(&b, row->quote, strlen(row->quote) + 1);
	buf_puts(&b, row->size);
	id = names_id(&t->keys, buf_view(&b));
	buf_free(&b);
	if (id == t->lasts) {
		t->last =
		    xgrow(t->last, t->lasts, &t->last_cap, sizeof(*t->last));
		t->last[t->lasts++] = 0;
	}
	return id;
}

static bool
same_prices(const struct group *a, const struct group *b)
{
	return a->low.known == b->low.known && a->high.known == b->high.known &&
	       (!a->low.known || dec_cmp(a->low, b->low) == 0) &&
	       (!a->high.known || dec_cmp(a->high, b->high) == 0);
}

/* The group that g is another word of, or NULL. */
static struct group *
earlier(struct totals *t, size_t last, const struct group *g)
{
	struct group *old;
	size_t at;

	for (at = last; at != 0; at = t->of[at - 1].before)
		if (same_prices(&t->of[at - 1], g))
			return &t->of[at - 1];
	if (last == 0)
		return NULL;
	old = &t->of[last - 1];
	return old->before == 0 && old->revision != g->revision ? old : NULL;
}

static const char *
read_group(struct totals *t, const struct total *row, struct group *g)
{
	i128 usd, sum = t->sum;

	if (row->ts > INT64_MAX - row->width_ms)
		return "the window has no end";
	if (!dec_fixed(&usd, row->usd, USD_SCALE))
		return "\"usd\" has more than 8 decimals or is too large";
	if (!fixed_add(&sum, usd) || sum >= SUM_LIMIT)
		return "the sum of all \"usd\" is too large";
	t->sum = sum;
	*g = (struct group){
		.since = row->ts,
		.until = row->ts + row->width_ms,
		.usd = row->usd,
		.long_usd = row->long_usd,
		.short_usd = row->short_usd,
		.max_usd = row->max_usd,
		.low = row->low,
		.high = row->high,
		.coverage = row->coverage,
		.count = row->count,
		.revision = row->revision != INT_NONE ? row->revision : 0,
		.sampled = row->sampled == TRUTH_TRUE,
		.sure = row->sampled != TRUTH_NULL,
		.open = row->final == TRUTH_FALSE,
	};
	return NULL;
}

const char *
totals_add(struct totals *t, const struct total *row)
{
	struct group g, *old;
	const char *why;
	size_t id;

	if ((why = read_group(t, row, &g)) != NULL)
		return why;
	g.name = label(t, row);
	g.family = family(t, row, g.name);
	id = key(t, row);
	g.key = (uint32_t)id;
	if ((old = earlier(t, t->last[id], &g)) != NULL) {
		g.before = old->before;
		if (g.revision >= old->revision)
			*old = g;
		return NULL;
	}
	g.before = t->last[id];
	t->of = xgrow(t->of, t->n, &t->cap, sizeof(*t->of));
	t->of[t->n++] = g;
	t->last[id] = t->n;
	return NULL;
}

static int
by_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* By window, the largest first, then by name. */
static int
in_order(const void *x, const void *y)
{
	const struct group *a = x, *b = y;
	int d;

	if ((d = by_number(a->until, b->until)) != 0 ||
	    (d = by_number(b->since, a->since)) != 0 ||
	    (d = dec_cmp(b->usd, a->usd)) != 0 ||
	    (d = str_cmp(a->name, b->name)) != 0 || !a->low.known ||
	    !b->low.known)
		return d;
	return dec_cmp(a->low, b->low);
}

void
totals_sort(struct totals *t)
{
	if (t->n > 0)
		qsort(t->of, t->n, sizeof(*t->of), in_order);
}

size_t
totals_last(const struct totals *t)
{
	size_t at = t->n;

	while (at > 0 && t->of[at - 1].until == t->of[t->n - 1].until &&
	       t->of[at - 1].since == t->of[t->n - 1].since)
		at--;
	return at;
}

static void
add(struct dec *to, struct dec x)
{
	if (!to->known || !x.known || !dec_add(to, *to, x))
		*to = (struct dec){ 0 };
}

/* What both together are. */
static void
merge(struct group *to, const struct group *g, bool first)
{
	if (first) {
		*to = *g;
		to->low = to->high = (struct dec){ 0 };
		return;
	}
	add(&to->usd, g->usd);
	add(&to->long_usd, g->long_usd);
	add(&to->short_usd, g->short_usd);
	if (!g->max_usd.known || !to->max_usd.known)
		to->max_usd.known = false;
	else if (dec_cmp(g->max_usd, to->max_usd) > 0)
		to->max_usd = g->max_usd;
	if (g->coverage.known &&
	    (!to->coverage.known || dec_cmp(g->coverage, to->coverage) < 0))
		to->coverage = g->coverage;
	if (g->count == INT_NONE || to->count == INT_NONE ||
	    __builtin_add_overflow(to->count, g->count, &to->count))
		to->count = INT_NONE;
	to->sampled = to->sampled || g->sampled;
	to->sure = to->sure && g->sure;
	to->open = to->open || g->open;
}

void
slice_fold(struct slice *s, size_t n)
{
	for (; s->n > n; s->n--)
		merge(&s->other, s->of[s->n - 1], s->others++ == 0);
	s->other.name = STR("other");
}

bool
totals_slice(const struct totals *t, size_t *at, struct dec min, int64_t top,
    struct slice *s)
{
	const struct group *g, *first = &t->of[*at];
	size_t show = 0, end = *at;

	if (*at >= t->n)
		return false;
	while (end < t->n && t->of[end].since == first->since &&
	       t->of[end].until == first->until)
		end++;
	*s = (struct slice){ .since = first->since, .until = first->until };
	s->of = xcalloc(end - *at, sizeof(*s->of));
	for (; *at < end; ++*at) {
		g = &t->of[*at];
		merge(&s->all, g, s->n == 0);
		s->of[s->n++] = g;
		if (!min.known || dec_cmp(g->usd, min) >= 0)
			show = s->n;
	}
	s->all.name = STR("all");
	slice_fold(s, top > 0 && (size_t)top < show ? (size_t)top : show);
	return true;
}

void
slice_free(struct slice *s)
{
	free(s->of);
	*s = (struct slice){ 0 };
}

void
totals_free(struct totals *t)
{
	free(t->of);
	free(t->last);
	names_free(&t->keys);
	names_free(&t->labels);
	*t = (struct totals){ 0 };
}

int
group_side(const struct group *g)
{
	if (!g->long_usd.known || !g->short_usd.known)
		return 2;
	return dec_cmp(g->long_usd, g->short_usd);
}

double
group_longs(const struct group *g)
{
	double longs = dec_double(g->long_usd),
	       shorts = dec_double(g->short_usd);

	return longs + shorts > 0 ? longs / (longs + shorts) : 0.5;
}
