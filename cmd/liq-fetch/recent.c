#include "liq-fetch/recent.h"

#include <stdlib.h>

#include "base/x.h"

struct recent_event {
	struct hash128 what; /* exchange, symbol, side, size */
	int64_t ts;
	bool matched;
};

static struct hash128
what(const struct liquidation *l)
{
	struct buf b = { 0 };
	struct hash128 h;

	buf_printf(&b, "%s\n%s\n%d\n", l->exchange, l->symbol, l->side);
	dec_put(&b, dec_trim(l->qty));
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
	    (struct recent_event){ what(l), l->ts, false };
}

bool
recent_match(struct recent *r, const struct liquidation *l)
{
	struct recent_event *best = NULL, *e;
	struct hash128 h = what(l);
	int64_t apart, least = RECENT_APART_MS + 1;
	size_t i;

	for (i = 0; i < r->n && i < RECENT_EVENTS; i++) {
		e = &r->of[i];
		apart = e->ts > l->ts ? e->ts - l->ts : l->ts - e->ts;
		if (e->matched || e->what.a != h.a || e->what.b != h.b ||
		    apart >= least)
			continue;
		best = e;
		least = apart;
	}
	if (best != NULL)
		best->matched = true;
	return best != NULL;
}

void
recent_free(struct recent *r)
{
	free(r->of);
	*r = (struct recent){ 0 };
}
