#include "liq-agg/event.h"

#include <stdlib.h>

#include "base/x.h"

struct dec
event_number(
    const struct events *all, const struct event *e, enum event_number which)
{
	int64_t v = e->number[which];
	uint8_t scale = e->scale[which];

	if (scale & EVENT_WIDE)
		return (struct dec){ all->wide[v], scale & ~EVENT_WIDE, true };
	return (struct dec){ v, scale, true };
}

/* Trimmed, so that equal values print alike whoever wrote them. */
static void
set_number(
    struct events *all, struct event *e, enum event_number which, struct dec d)
{
	d = dec_trim(d);
	e->scale[which] = (uint8_t)d.scale;
	if (d.v >= INT64_MIN && d.v <= INT64_MAX) {
		e->number[which] = (int64_t)d.v;
		return;
	}
	e->scale[which] |= EVENT_WIDE;
	e->number[which] = (int64_t)all->wides;
	all->wide =
	    xgrow(all->wide, all->wides, &all->wide_cap, sizeof(*all->wide));
	all->wide[all->wides++] = d.v;
}

const char *
event_id(const struct events *all, const struct event *e)
{
	return all->ids.s + e->id;
}

static size_t
set_id(struct events *all, const char *id)
{
	size_t at;

	if (all->ids.n == 0)
		buf_putc(&all->ids, '\0');
	if (*id == '\0')
		return 0;
	at = all->ids.n;
	buf_put(&all->ids, id, strlen(id) + 1);
	return at;
}

/* Text with its end, so that no two rows of texts are alike. */
static char *
append(char *at, const char *text)
{
	size_t n = strlen(text) + 1;

	memcpy(at, text, n);
	return at + n;
}

static uint32_t
set_product(struct events *all, const struct liquidation *l)
{
	size_t before = all->product_names.n;
	struct product *p;
	char text[sizeof(*p)], *end;
	uint32_t at;

	end = append(text, l->exchange);
	end = append(end, l->symbol);
	end = append(end, l->base);
	end = append(end, l->quote);
	at = names_id(
	    &all->product_names, (struct str){ text, (size_t)(end - text) });
	if (at < before)
		return at;
	all->products = xgrow(
	    all->products, before, &all->product_cap, sizeof(*all->products));
	p = &all->products[at];
	memcpy(p->exchange, l->exchange, sizeof(p->exchange));
	memcpy(p->symbol, l->symbol, sizeof(p->symbol));
	memcpy(p->base, l->base, sizeof(p->base));
	memcpy(p->quote, l->quote, sizeof(p->quote));
	return at;
}

/* The order by which the smaller of two contents of an id is kept. */
static int
content_cmp(
    const struct events *all, const struct event *a, const struct event *b)
{
	const struct product *p = &all->products[a->product];
	const struct product *q = &all->products[b->product];
	int c, i;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	if ((c = strcmp(p->symbol, q->symbol)) != 0 ||
	    (c = strcmp(p->base, q->base)) != 0 ||
	    (c = strcmp(p->quote, q->quote)) != 0 || (c = a->side - b->side))
		return c;
	for (i = 0; i < EVENT_NUMBERS && c == 0; i++)
		c = dec_cmp(event_number(all, a, (enum event_number)i),
		    event_number(all, b, (enum event_number)i));
	return c;
}

static struct hash128
key_of(const struct liquidation *l)
{
	char text[sizeof(l->exchange) + sizeof(l->id)], *end;

	end = append(append(text, l->exchange), l->id);
	return hash128((struct str){ text, (size_t)(end - text) });
}

/* The slot of a key, or the free one where it belongs. */
static size_t
slot_of(const struct events *all, struct hash128 key)
{
	size_t i = (size_t)key.b & (all->slots - 1);
	const struct event *e;

	for (; all->slot[i] != 0; i = (i + 1) & (all->slots - 1)) {
		e = &all->of[all->slot[i] - 1];
		if (e->key.a == key.a && e->key.b == key.b)
			break;
	}
	return i;
}

static void
widen(struct events *all)
{
	size_t i;

	all->slots = all->slots > 0 ? all->slots * 2 : 1024;
	free(all->slot);
	all->slot = xcalloc(all->slots, sizeof(*all->slot));
	for (i = 0; i < all->n; i++)
		if (all->of[i].id != 0)
			all->slot[slot_of(all, all->of[i].key)] =
			    (uint32_t)i + 1;
}

/* An id came again: keep the smaller content.  True: it is the new one. */
static bool
settle(struct events *all, struct event *old, const struct event *e,
    struct interval *dispute)
{
	size_t id = old->id;
	int c = content_cmp(all, e, old);

	all->repeated++;
	if (c != 0) {
		dispute->since = e->ts < old->ts ? e->ts : old->ts;
		dispute->until = (e->ts < old->ts ? old->ts : e->ts) + 1;
	}
	if (c >= 0)
		return false;
	*old = *e;
	old->id = id;
	return true;
}

static const char *
check(const struct events *all, const struct liquidation *l)
{
	i128 v;

	if (!dec_fixed(&v, l->qty, QTY_SCALE))
		return "\"qty\" is out of range";
	if (!dec_fixed(&v, l->usd, USD_SCALE))
		return "\"usd\" is out of range";
	if (all->n >= UINT32_MAX - 1)
		return "too many events";
	return NULL;
}

const char *
events_add(
    struct events *all, const struct liquidation *l, struct interval *dispute)
{
	struct event e = { .ts = l->ts, .side = (uint8_t)l->side };
	const char *why;
	size_t at, wides = all->wides;

	*dispute = (struct interval){ 0, 0 };
	if ((why = check(all, l)) != NULL)
		return why;
	e.product = set_product(all, l);
	set_number(all, &e, EVENT_PRICE, l->price);
	set_number(all, &e, EVENT_QTY, l->qty);
	set_number(all, &e, EVENT_USD, l->usd);
	if (l->id[0] != '\0') {
		if ((all->n + 1) * 3 > all->slots * 2)
			widen(all);
		e.key = key_of(l);
		at = slot_of(all, e.key);
		if (all->slot[at] != 0) {
			if (!settle(
				all, &all->of[all->slot[at] - 1], &e, dispute))
				all->wides = wides;
			return NULL;
		}
		all->slot[at] = (uint32_t)all->n + 1;
	}
	e.id = set_id(all, l->id);
	all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
	all->of[all->n++] = e;
	return NULL;
}

static bool
chosen(const struct events *all, const struct event *e, const struct choice *of)
{
	return e->ts >= of->since && e->ts < of->until &&
	       (of->side == SIDE_NONE || of->side == e->side) &&
	       (!of->min.known ||
		   dec_cmp(event_number(all, e, EVENT_USD), of->min) >= 0);
}

static int
by_time(const void *a, const void *b)
{
	int64_t x = ((const struct event *)a)->ts;
	int64_t y = ((const struct event *)b)->ts;

	return (x > y) - (x < y);
}

void
events_choose(struct events *all, const struct choice *choice)
{
	size_t i, n = 0;
	bool sorted = true;

	free(all->slot);
	all->slot = NULL;
	all->slots = 0;
	for (i = 0; i < all->n; i++) {
		if (!chosen(all, &all->of[i], choice))
			continue;
		sorted =
		    sorted && (n == 0 || all->of[n - 1].ts <= all->of[i].ts);
		all->of[n++] = all->of[i];
	}
	all->n = n;
	if (!sorted)
		qsort(all->of, n, sizeof(*all->of), by_time);
}

size_t
events_at(const struct events *all, int64_t ts)
{
	size_t low = 0, high = all->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (all->of[middle].ts < ts)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
events_free(struct events *all)
{
	free(all->of);
	free(all->products);
	names_free(&all->product_names);
	buf_free(&all->ids);
	free(all->wide);
	free(all->slot);
	*all = (struct events){ 0 };
}
