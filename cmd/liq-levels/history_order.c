/*
 * The order of facts: by map, time, kind, whose they are and what they say,
 * so that it does not depend on the order they came in.
 */
#include <stdlib.h>

#include "base/x.h"
#include "liq-levels/history.h"

/* Text with its end. */
static char *
append(char *at, const char *text)
{
	size_t n = strlen(text) + 1;

	memcpy(at, text, n);
	return at + n;
}

static int
series_cmp(const void *left, const void *right)
{
	const struct series *a = *(const struct series *const *)left;
	const struct series *b = *(const struct series *const *)right;
	int c;

	if ((c = (a->map > b->map) - (a->map < b->map)) != 0 ||
	    (c = strcmp(a->exchange, b->exchange)) != 0 ||
	    (c = strcmp(a->symbol, b->symbol)) != 0 ||
	    (c = strcmp(a->base, b->base)) != 0 ||
	    (c = strcmp(a->quote, b->quote)) != 0)
		return c;
	return (a->width_ms > b->width_ms) - (a->width_ms < b->width_ms);
}

struct key {
	char name[sizeof(((struct series *)0)->exchange) +
		  sizeof(((struct series *)0)->symbol)];
	struct series *of;
};

static int
key_cmp(const void *left, const void *right)
{
	const struct key *a = left, *b = right;

	return memcmp(a->name, b->name, sizeof(a->name));
}

/* Maps are numbered by the names they have in common. */
static void
number_maps(struct history *h, bool by_symbol)
{
	struct key *key = xcalloc(h->names.n + 1, sizeof(*key));
	struct series *s;
	size_t i;
	char *end;

	for (i = 0; i < h->names.n; i++) {
		s = &h->series[i];
		key[i].of = s;
		if (by_symbol || s->base[0] == '\0') {
			end = append(key[i].name, s->exchange);
			append(end, s->symbol);
		} else {
			append(key[i].name, s->base);
		}
	}
	qsort(key, h->names.n, sizeof(*key), key_cmp);
	h->maps = 0;
	for (i = 0; i < h->names.n; i++) {
		h->maps += i > 0 && key_cmp(&key[i - 1], &key[i]) != 0;
		key[i].of->map = h->maps;
	}
	h->maps += h->names.n > 0;
	free(key);
}

static void
rank_series(struct history *h)
{
	struct series **by = xcalloc(h->names.n + 1, sizeof(struct series *));
	size_t i;

	for (i = 0; i < h->names.n; i++)
		by[i] = &h->series[i];
	qsort(by, h->names.n, sizeof(struct series *), series_cmp);
	for (i = 0; i < h->names.n; i++)
		by[i]->rank = i;
	free(by);
}

static int
order(double a, double b)
{
	return (a > b) - (a < b);
}

static int
candle_cmp(const struct fact *a, const struct fact *b)
{
	int c;

	if ((c = a->scale - b->scale) != 0 ||
	    (c = order(a->usd, b->usd)) != 0 ||
	    (c = order(a->open, b->open)) != 0 ||
	    (c = order(a->high, b->high)) != 0 ||
	    (c = order(a->close, b->close)) != 0 ||
	    (c = order((double)a->bought, (double)b->bought)) != 0)
		return c;
	return (a->is.low > b->is.low) - (a->is.low < b->is.low);
}

static int
kept_cmp(const struct history *h, const struct fact *a, const struct fact *b)
{
	struct buf one = { 0 }, two = { 0 };
	int c;

	record_put(&one, history_kept(h, a), false);
	record_put(&two, history_kept(h, b), false);
	c = str_cmp(buf_view(&one), buf_view(&two));
	buf_free(&one);
	buf_free(&two);
	return c;
}

/* By contents, where nothing else tells two facts apart. */
static int
content_cmp(const struct history *h, const struct fact *a, const struct fact *b)
{
	int c;

	switch (a->kind) {
	case FACT_TIER:
	case FACT_INSTRUMENT:
	case FACT_POSITION:
	case FACT_BOOK:
		return kept_cmp(h, a, b);
	case FACT_CANDLE:
		if (a->scale != b->scale)
			return a->scale - b->scale;
		return a->scale == SCALE_KEPT ? kept_cmp(h, a, b)
					      : candle_cmp(a, b);
	case FACT_EVENT:
		if (a->is.id != b->is.id)
			return a->is.id < b->is.id ? -1 : 1;
		c = a->scale - b->scale;
		return c != 0 ? c : order(a->usd, b->usd);
	default:
		if ((c = order(a->usd, b->usd)) != 0)
			return c;
		return order(a->is.price, b->is.price);
	}
}

static int
fact_cmp(const void *left, const void *right, void *arg)
{
	const struct fact *a = left, *b = right;
	const struct history *h = arg;
	const struct series *s = &h->series[a->series];
	const struct series *t = &h->series[b->series];

	if (s->map != t->map)
		return s->map < t->map ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if (s->rank != t->rank)
		return s->rank < t->rank ? -1 : 1;
	return content_cmp(h, a, b);
}

void
history_sort(struct history *h, bool by_symbol)
{
	size_t i;

	number_maps(h, by_symbol);
	rank_series(h);
	for (i = 1; i < h->n; i++)
		if (fact_cmp(&h->of[i - 1], &h->of[i], h) > 0) {
			qsort_r(h->of, h->n, sizeof(*h->of), fact_cmp, h);
			return;
		}
}
