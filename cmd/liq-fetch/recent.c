#include "liq-fetch/recent.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-fetch/exchange.h"

struct recent_event {
	struct hash128 what; /* exchange, symbol, side, contracts */
	int64_t ts;
	struct dec price;
	bool exact; /* of REST's: that is what a feed tells */
	uint32_t delivery; /* the last that it was matched in; 0: none */
	size_t row; /* with which of its rows */
};

/* The less, the better. */
struct cost {
	int64_t apart; /* ms; of one second 0 */
	struct dec price; /* between the two */
};

bool
recent_concerns(const struct liquidation *l, const char *source)
{
	const struct exchange *x;

	if (strcmp(l->source, source) != 0)
		return false;
	x = exchange_find(l->exchange);
	return x != NULL && x->apart;
}

static struct recent_event
event(const struct liquidation *l, struct dec price)
{
	struct recent_event e = { .ts = l->ts, .price = price };
	struct buf b = { 0 };

	buf_printf(&b, "%s\n%s\n%d\n", l->exchange, l->symbol, l->side);
	/* Inverse contracts count dollars: the price is not in them. */
	dec_put(&b, dec_trim(strcmp(l->quote, "USD") == 0 ? l->usd : l->qty));
	e.what = hash128(buf_view(&b));
	buf_free(&b);
	return e;
}

/* As REST tells it, with the price that a feed would tell. */
static struct recent_event
rest_event(const struct liquidation *l)
{
	struct recent_event e = event(l, l->order.known ? l->order : l->price);

	e.exact = l->order.known;
	return e;
}

static int
compare(const struct recent_event *a, const struct recent_event *b)
{
	if (a->what.a != b->what.a)
		return a->what.a < b->what.a ? -1 : 1;
	if (a->what.b != b->what.b)
		return a->what.b < b->what.b ? -1 : 1;
	return (a->ts > b->ts) - (a->ts < b->ts);
}

static int
by_what(const void *a, const void *b)
{
	return compare(a, b);
}

static void
keep(struct recent_event **ring, size_t *n, struct recent_event e)
{
	if (*ring == NULL)
		*ring = xcalloc(RECENT_EVENTS, sizeof(**ring));
	(*ring)[(*n)++ % RECENT_EVENTS] = e;
}

static size_t
kept(size_t n)
{
	return n < RECENT_EVENTS ? n : RECENT_EVENTS;
}

void
recent_add(struct recent *r, const struct liquidation *l)
{
	keep(&r->of, &r->n, event(l, l->price));
}

void
recent_add_rest(struct recent *r, const struct liquidation *l)
{
	keep(&r->rest, &r->rests, rest_event(l));
}

/* What this run wrote may be read from its file: it is known already. */
void
recent_recall(struct recent *r, const struct liquidation *l)
{
	const struct recent_event e = event(l, l->price);
	size_t i;

	for (i = 0; i < kept(r->n); i++)
		if (compare(&r->of[i], &e) == 0 &&
		    dec_cmp(r->of[i].price, e.price) == 0)
			return;
	r->had = xgrow(r->had, r->hads, &r->had_cap, sizeof(*r->had));
	r->had[r->hads++] = e;
	r->sorted = false;
}

static struct cost
cost(const struct recent_event *e, const struct recent_event *row)
{
	struct cost c = { .apart = e->ts > row->ts ? e->ts - row->ts
						   : row->ts - e->ts };

	if (e->ts / SECOND_MS == row->ts / SECOND_MS)
		c.apart = 0;
	if (!dec_sub(&c.price, e->price, row->price))
		c.price = dec_int(INT64_MAX);
	c.price = dec_abs(c.price);
	return c;
}

static bool
is_less(const struct cost *a, const struct cost *b)
{
	return a->apart != b->apart ? a->apart < b->apart
				    : dec_cmp(a->price, b->price) < 0;
}

/* The one for a row, as far as it was found. */
struct search {
	const struct recent *recent;
	struct recent_event row;
	uint32_t delivery;
	struct recent_event *best;
	struct cost least;
};

/* One that a nearer row has is none. */
static void
try(struct search *s, struct recent_event *e)
{
	const struct cost c = cost(e, &s->row);
	struct recent_event row;
	struct cost theirs;

	if (c.apart > RECENT_APART_MS ||
	    (s->best != NULL && !is_less(&c, &s->least)))
		return;
	if (e->delivery == s->delivery) {
		row = rest_event(&s->recent->row[e->row]);
		theirs = cost(e, &row);
		if (!is_less(&c, &theirs))
			return;
	}
	s->best = e;
	s->least = c;
}

/* The first of the file's that is not before that one. */
static size_t
lower(const struct recent *r, const struct recent_event *e)
{
	size_t low = 0, high = r->hads, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (compare(&r->had[middle], e) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct recent_event *
nearest(struct recent *r, const struct liquidation *l)
{
	struct search s = {
		.recent = r, .row = rest_event(l), .delivery = r->delivery
	};
	struct recent_event from = s.row;
	size_t i;

	for (i = 0; i < kept(r->n); i++)
		if (r->of[i].what.a == s.row.what.a &&
		    r->of[i].what.b == s.row.what.b)
			try(&s, &r->of[i]);
	if (!r->sorted && r->hads > 0)
		qsort(r->had, r->hads, sizeof(*r->had), by_what);
	r->sorted = true;
	from.ts -= RECENT_APART_MS;
	for (i = lower(r, &from);
	     i < r->hads && r->had[i].what.a == s.row.what.a &&
	     r->had[i].what.b == s.row.what.b &&
	     r->had[i].ts <= l->ts + RECENT_APART_MS;
	     i++)
		try(&s, &r->had[i]);
	return s.best;
}

bool
recent_match(struct recent *r, struct liquidation *l, uint32_t delivery)
{
	struct recent_event *e;
	struct liquidation before;

	if (r->delivery != delivery)
		r->rows = 0;
	r->delivery = delivery;
	while ((e = nearest(r, l)) != NULL) {
		if (e->delivery != delivery) {
			r->row = xgrow(
			    r->row, r->rows, &r->row_cap, sizeof(*r->row));
			e->delivery = delivery;
			e->row = r->rows++;
			r->row[e->row] = *l;
			return true;
		}
		before = r->row[e->row];
		r->row[e->row] = *l;
		*l = before;
	}
	return false;
}

bool
recent_match_rest(struct recent *r, const struct liquidation *l)
{
	const struct recent_event told = event(l, l->price);
	struct recent_event *best = NULL, *e;
	struct cost least, c;
	size_t i;

	for (i = 0; i < kept(r->rests); i++) {
		e = &r->rest[i];
		if (e->what.a != told.what.a || e->what.b != told.what.b)
			continue;
		c = cost(e, &told);
		if (c.apart > 0 || (e->exact && dec_sign(c.price) != 0) ||
		    (best != NULL && !is_less(&c, &least)))
			continue;
		best = e;
		least = c;
	}
	if (best != NULL)
		best->what = (struct hash128){ 0 };
	return best != NULL;
}

int64_t
recent_since(const struct recent *r)
{
	int64_t newest = INT64_MIN;

	if (r->n > RECENT_EVENTS)
		newest = r->of[r->n % RECENT_EVENTS].ts;
	return newest;
}

void
recent_age(struct recent *r)
{
	r->hads = 0;
}

void
recent_free(struct recent *r)
{
	free(r->of);
	free(r->had);
	free(r->rest);
	free(r->row);
	*r = (struct recent){ 0 };
}
