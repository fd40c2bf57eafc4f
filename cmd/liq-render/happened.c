#include "liq-render/happened.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"

#define KEPT 200000 /* of either, when more than twice as many came */

static uint32_t
market(struct happened *h, const struct candle *c)
{
	struct buf name = { 0 };
	uint32_t id;

	buf_puts(&name, c->base);
	buf_putc(&name, ' ');
	buf_puts(&name, c->symbol);
	buf_putc(&name, ' ');
	buf_puts(&name, c->exchange);
	id = names_id(&h->names, buf_view(&name));
	buf_free(&name);
	return id;
}

static const char *
add_candle(struct happened *h, const struct candle *c)
{
	struct ohlc b = { .ts = c->ts,
		.until = c->ts + c->width_ms,
		.open = dec_double(c->open),
		.high = dec_double(c->high),
		.low = dec_double(c->low),
		.close = dec_double(c->close) };

	if (c->width_ms > WHEN_LAST)
		return "\"width_ms\" is out of range";
	b.market = market(h, c);
	b.order = h->orders++;
	h->bar = xgrow(h->bar, h->bars, &h->bar_cap, sizeof(*h->bar));
	h->bar[h->bars++] = b;
	return NULL;
}

static const char *
add_liquidation(struct happened *h, const struct liquidation *l)
{
	struct hit x = { .ts = l->ts,
		.price = dec_double(l->price),
		.usd = dec_double(l->usd),
		.side = (short)l->side };
	struct buf name = { 0 };

	if (!(x.usd > 0) || !(x.price > 0))
		return NULL; /* nowhere to draw it, or nothing to draw */
	x.base = names_id(&h->names, str_of(l->base));
	buf_printf(&name, "%s %s %s", l->exchange, l->symbol, l->id);
	x.id = hash128(buf_view(&name)).a;
	buf_free(&name);
	h->hit = xgrow(h->hit, h->hits, &h->hit_cap, sizeof(*h->hit));
	h->hit[h->hits++] = x;
	return NULL;
}

const char *
happened_add(struct happened *h, const struct record *r)
{
	if (r->type == RECORD_CANDLE) {
		h->sorted = false;
		return add_candle(h, &r->as.candle);
	}
	if (r->type == RECORD_LIQUIDATION) {
		h->sorted = false;
		return add_liquidation(h, &r->as.liquidation);
	}
	return NULL;
}

static int
by_market(const void *x, const void *y)
{
	const struct ohlc *a = x, *b = y;

	if (a->market != b->market)
		return a->market < b->market ? -1 : 1;
	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int
by_time(const void *x, const void *y)
{
	const struct hit *a = x, *b = y;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	return a->id < b->id ? -1 : a->id > b->id;
}

void
happened_sort(struct happened *h)
{
	size_t i, n;

	if (h->sorted)
		return;
	if (h->bars > 0) {
		qsort(h->bar, h->bars, sizeof(*h->bar), by_market);
		for (i = 1, n = 0; i < h->bars; i++) {
			n += h->bar[i].ts != h->bar[n].ts ||
			     h->bar[i].market != h->bar[n].market;
			h->bar[n] = h->bar[i];
		}
		h->bars = n + 1;
	}
	if (h->hits > 0) {
		qsort(h->hit, h->hits, sizeof(*h->hit), by_time);
		for (i = 1, n = 0; i < h->hits; i++)
			if (h->hit[i].ts != h->hit[n].ts ||
			    h->hit[i].id != h->hit[n].id)
				h->hit[++n] = h->hit[i];
		h->hits = n + 1;
	}
	h->sorted = true;
}

static int
newest(const void *x, const void *y)
{
	const struct ohlc *a = x, *b = y;

	return a->ts > b->ts ? -1 : a->ts < b->ts;
}

void
happened_forget(struct happened *h)
{
	if (h->bars > 2 * KEPT) {
		qsort(h->bar, h->bars, sizeof(*h->bar), newest);
		h->bars = KEPT;
		h->sorted = false;
	}
	if (h->hits > 2 * KEPT) {
		happened_sort(h);
		if (h->hits > KEPT)
			memmove(h->hit, h->hit + h->hits - KEPT,
			    KEPT * sizeof(*h->hit));
		h->hits = h->hits > KEPT ? KEPT : h->hits;
	}
}

/* Is that market the one asked for?  Its name is "base symbol exchange". */
static bool
is_of(struct str market, const char *base, const char *symbol)
{
	struct str of_base, of_symbol;

	return str_split(&market, ' ', &of_base) && str_is(of_base, base) &&
	       str_split(&market, ' ', &of_symbol) &&
	       (symbol[0] == '\0' || str_is(of_symbol, symbol));
}

size_t
happened_bars(const struct happened *h, const char *base, const char *symbol,
    const struct ohlc **bars)
{
	size_t i, end, most = 0;

	for (i = 0; i < h->bars; i = end) {
		for (end = i; end < h->bars; end++)
			if (h->bar[end].market != h->bar[i].market)
				break;
		if (end - i > most &&
		    is_of(h->names.name[h->bar[i].market], base, symbol)) {
			most = end - i;
			*bars = &h->bar[i];
		}
	}
	return most;
}

bool
happened_is_of(const struct happened *h, const struct hit *x, const char *base)
{
	return str_is(h->names.name[x->base], base);
}

void
happened_free(struct happened *h)
{
	names_free(&h->names);
	free(h->bar);
	free(h->hit);
	*h = (struct happened){ 0 };
}
