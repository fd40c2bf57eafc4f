#include "liq-agg/partial.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/x.h"
#include "io/feed.h"
#include "json/json.h"

#define FUNDING_WIDTH (8 * HOUR_MS) /* of the rates leverage.h keeps */

static void
put_intervals(struct buf *to, const struct watch *w, const struct cover *c,
    enum record_type type, int fix)
{
	struct record r;
	size_t i;

	for (i = 0; i < c->n; i++) {
		record_clear(&r, type);
		r.as.ts = c->of[i].until;
		if (type == RECORD_MARK) {
			struct mark *m = &r.as.mark;

			memcpy(m->exchange, w->exchange, sizeof(m->exchange));
			memcpy(m->symbol, w->symbol, sizeof(m->symbol));
			memcpy(m->kind, w->kind, sizeof(m->kind));
			m->since = c->of[i].since;
			m->until = c->of[i].until;
		} else {
			struct gap *g = &r.as.gap;

			memcpy(g->exchange, w->exchange, sizeof(g->exchange));
			memcpy(g->symbol, w->symbol, sizeof(g->symbol));
			memcpy(g->kind, w->kind, sizeof(g->kind));
			g->since = c->of[i].since;
			g->until = c->of[i].until;
			g->fix = fix;
		}
		record_put(to, &r, false);
	}
}

static int
watch_cmp(const void *a, const void *b)
{
	const struct watch *x = *(const struct watch *const *)a;
	const struct watch *y = *(const struct watch *const *)b;
	int c;

	if ((c = strcmp(x->exchange, y->exchange)) != 0 ||
	    (c = strcmp(x->symbol, y->symbol)) != 0)
		return c;
	return strcmp(x->kind, y->kind);
}

static void
put_watches(struct buf *to, const struct intake *in)
{
	const size_t n = in->watches.n;
	const struct watch **w = xcalloc(n, sizeof(const struct watch *));
	size_t i;

	for (i = 0; i < n; i++)
		w[i] = &in->watch[i];
	if (n > 1)
		qsort(w, n, sizeof(const struct watch *), watch_cmp);
	for (i = 0; i < n; i++) {
		put_intervals(to, w[i], &w[i]->marked, RECORD_MARK, 0);
		put_intervals(to, w[i], &w[i]->missing, RECORD_GAP, FIX_NONE);
		put_intervals(to, w[i], &w[i]->filled, RECORD_GAP, FIX_FILLED);
	}
	free(w);
}

/* The names every record of the market begins with. */
static void
head(struct record *r, enum record_type type, const struct product *p,
    int64_t ts)
{
	struct liquidation *l = &r->as.liquidation;

	record_clear(r, type);
	l->ts = ts;
	memcpy(l->exchange, p->exchange, sizeof(l->exchange));
	memcpy(l->symbol, p->symbol, sizeof(l->symbol));
	memcpy(l->base, p->base, sizeof(l->base));
	memcpy(l->quote, p->quote, sizeof(l->quote));
}

static void
put_series(struct buf *to, const struct series *s, const struct product *p)
{
	struct record r;
	size_t i;

	for (i = 0; i < s->ois; i++) {
		head(&r, RECORD_OI, p, s->oi[i].ts);
		r.as.oi.oi = s->oi[i].coins;
		r.as.oi.usd = s->oi[i].usd;
		r.as.oi.width_ms = 0;
		record_put(to, &r, false);
	}
	for (i = 0; i < s->fundings; i++) {
		head(&r, RECORD_FUNDING, p, s->funding[i].ts);
		r.as.funding.rate = s->funding[i].rate;
		r.as.funding.width_ms = FUNDING_WIDTH;
		record_put(to, &r, false);
	}
}

static int
product_cmp(const void *a, const void *b, void *arg)
{
	const struct product *of = arg;
	const struct product *x = &of[*(const uint32_t *)a];
	const struct product *y = &of[*(const uint32_t *)b];
	int c;

	if ((c = strcmp(x->exchange, y->exchange)) != 0 ||
	    (c = strcmp(x->symbol, y->symbol)) != 0 ||
	    (c = strcmp(x->base, y->base)) != 0)
		return c;
	return strcmp(x->quote, y->quote);
}

static void
put_leverage(struct buf *to, const struct store *s)
{
	const size_t n = s->leverage.n;
	uint32_t *order = xcalloc(n, sizeof(*order));
	size_t i;

	for (i = 0; i < n; i++)
		order[i] = (uint32_t)i;
	if (n > 1)
		qsort_r(order, n, sizeof(*order), product_cmp, s->products.of);
	for (i = 0; i < n; i++)
		put_series(
		    to, &s->leverage.of[order[i]], &s->products.of[order[i]]);
	free(order);
}

/* What the merger must know of this input besides its sums. */
static struct trailer
trailer(const struct gather *in, int status, const char *why)
{
	const struct intake *k = &in->intake;
	struct trailer t = { .as_of = INT_NONE,
		.last = INT_NONE,
		.open_since = INT_NONE,
		.rejected = k->rejected,
		.repeated = in->store.events.repeated,
		.complete = status == STATUS_OK ? TRUTH_TRUE : TRUTH_FALSE };

	if (k->any) {
		t.as_of = k->as_of;
		t.last = k->last;
	}
	if (k->open_since != 0 && k->open_since != INT64_MAX)
		t.open_since = k->open_since;
	snprintf(t.why, sizeof(t.why), "%s", why);
	return t;
}

const char *
partial_put(struct buf *to, struct gather *in, const char *name,
    const struct parcel *joined, int status, const char *why)
{
	const struct shelf *shelf = &in->store.shelf;
	struct parcel p = { 0 };
	size_t i, k;

	if (in->store.broken != NULL)
		return in->store.broken;
	put_watches(to, &in->intake);
	put_leverage(to, &in->store);
	for (i = 0; i < shelf->n; i++)
		for (k = 0; k < shelf->cells[i].n; k++)
			parcel_add(
			    &p, &shelf->window[i], &shelf->cells[i].of[k]);
	for (i = 0; name == NULL && i < joined->shard_n; i++)
		parcel_shard(&p, &joined->shards[i]);
	p.trailer = trailer(in, status, why);
	parcel_put(to, &p, &in->store.products, name);
	parcel_free(&p);
	return NULL;
}

bool
partial_name(char *to, size_t room, const char *given, char *const *files)
{
	struct buf b = { 0 };
	bool fits;

	if (given != NULL)
		buf_puts(&b, given);
	for (; given == NULL && *files != NULL; files++) {
		if (b.n > 0)
			buf_putc(&b, ',');
		buf_puts(&b, *files);
	}
	if (b.n == 0)
		buf_putc(&b, '-');
	fits = str_copy(to, room, buf_view(&b));
	buf_free(&b);
	return fits;
}
