#include "liq-fetch/recent.h"

#include <stdlib.h>

#include "base/x.h"

struct recent_event {
	struct hash128 what; /* exchange, symbol, side, contracts */
	int64_t ts;
	uint32_t delivery; /* the last that it was matched in; 0: none */
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
	if (r->of == NULL)
		r->of = xcalloc(RECENT_EVENTS, sizeof(*r->of));
	r->of[r->n++ % RECENT_EVENTS] =
	    (struct recent_event){ what(l), l->ts, 0 };
}

bool
recent_match(struct recent *r, const struct liquidation *l, uint32_t delivery)
{
	struct recent_event *best = NULL, *e;
	struct hash128 h = what(l);
	int64_t apart, least = RECENT_APART_MS + 1;
	size_t i;

	for (i = 0; i < r->n && i < RECENT_EVENTS; i++) {
		e = &r->of[i];
		apart = e->ts > l->ts ? e->ts - l->ts : l->ts - e->ts;
		if (e->delivery == delivery || e->what.a != h.a ||
		    e->what.b != h.b || apart >= least)
			continue;
		best = e;
		least = apart;
	}
	if (best != NULL)
		best->delivery = delivery;
	return best != NULL;
}

void
recent_free(struct recent *r)
{
	free(r->of);
	*r = (struct recent){ 0 };
}
