#include "liq-fetch/recent.h"

#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"

struct recent_event {
	struct hash128 what; /* exchange, symbol, side, contracts */
	int64_t ts;
	uint32_t delivery; /* the last that it was matched in; 0: none */
	struct liquidation *by; /* if that is of another second; or NULL */
};

static struct hash128
what(const struct liquidation *l)
{
	struct buf b = { 0 };
	struct hash128 h;

	buf_printf(&b, "%s\n%s\n%d\n", l->exchange, l->symbol, l->side);
	/* Inverse contracts count dollars: the price is not in them. */
	dec_put(&b, dec_trim(strcmp(l->quote, "USD") == 0 ? l->usd : l->qty));
	h = hash128(buf_view(&b));
	buf_free(&b);
	return h;
}

void
recent_add(struct recent *r, const struct liquidation *l)
{
	struct recent_event *e;

	if (r->of == NULL)
		r->of = xcalloc(RECENT_EVENTS, sizeof(*r->of));
	e = &r->of[r->n++ % RECENT_EVENTS];
	free(e->by);
	*e = (struct recent_event){ .what = what(l), .ts = l->ts };
}

static bool
same_second(const struct recent_event *e, const struct liquidation *l)
{
	return e->ts / SECOND_MS == l->ts / SECOND_MS;
}

/* The less, the better; -1: it cannot be that one. */
static int64_t
cost(const struct recent_event *e, const struct liquidation *l,
    uint32_t delivery)
{
	const bool same = same_second(e, l), taken = e->delivery == delivery;
	int64_t apart = e->ts > l->ts ? e->ts - l->ts : l->ts - e->ts;

	if (apart > RECENT_APART_MS || (taken && (!same || e->by == NULL)))
		return -1;
	return same ? taken : 1 + apart;
}

static struct recent_event *
nearest(const struct recent *r, const struct liquidation *l, uint32_t delivery)
{
	struct recent_event *best = NULL, *e;
	struct hash128 h = what(l);
	int64_t least = INT64_MAX, one;
	size_t i;

	for (i = 0; i < r->n && i < RECENT_EVENTS; i++) {
		e = &r->of[i];
		if (e->what.a != h.a || e->what.b != h.b)
			continue;
		one = cost(e, l, delivery);
		if (one < 0 || one >= least)
			continue;
		best = e;
		least = one;
	}
	return best;
}

bool
recent_match(struct recent *r, struct liquidation *l, uint32_t delivery)
{
	struct liquidation *before;
	struct recent_event *e;
	bool again = true;

	while (again) {
		if ((e = nearest(r, l, delivery)) == NULL)
			return false;
		again = e->delivery == delivery;
		before = e->by;
		e->by = NULL;
		e->delivery = delivery;
		if (!same_second(e, l)) {
			e->by = xmalloc(sizeof(*l));
			*e->by = *l;
		}
		if (again)
			*l = *before;
		free(before);
	}
	return true;
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
recent_free(struct recent *r)
{
	size_t i;

	for (i = 0; i < r->n && i < RECENT_EVENTS; i++)
		free(r->of[i].by);
	free(r->of);
	*r = (struct recent){ 0 };
}
