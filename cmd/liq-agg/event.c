#include "liq-agg/event.h"

#include <stdlib.h>

#include "base/x.h"
#include "liq-agg/order.h"

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
set_id(struct events *all, struct str id)
{
	size_t at;

	if (all->ids.n == 0)
		buf_putc(&all->ids, '\0');
	if (id.n == 0)
		return 0;
	at = all->ids.n;
	buf_str(&all->ids, id);
	buf_putc(&all->ids, '\0');
	return at;
}

/* The order by which the smaller of two contents of an id is kept. */
static int
content_cmp(
    const struct events *all, const struct event *a, const struct event *b)
{
	const struct product *p = &all->products->of[a->product];
	const struct product *q = &all->products->of[b->product];
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

static bool
counts(const struct events *all, const struct event *e)
{
	const struct choice *of = &all->choice;

	return e->ts >= of->since && e->ts < of->until &&
	       (of->side == SIDE_NONE || of->side == e->side) &&
	       (!of->min.known ||
		   dec_cmp(event_number(all, e, EVENT_USD), of->min) >= 0);
}

size_t
events_at(const struct events *all, int64_t ts)
{
	size_t low = 0, high = all->ordered, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (all->of[all->order[middle]].ts < ts)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Mostly at the end: events come nearly in the order of their time. */
static void
order_in(struct events *all, size_t i)
{
	const int64_t ts = all->of[i].ts;
	size_t at = all->ordered;

	if (!all->chosen || !counts(all, &all->of[i]))
		return;
	all->order = xgrow(
	    all->order, all->ordered, &all->order_cap, sizeof(*all->order));
	if (at > 0 && all->of[all->order[at - 1]].ts > ts)
		at = events_at(all, ts);
	memmove(all->order + at + 1, all->order + at,
	    (all->ordered - at) * sizeof(*all->order));
	all->order[at] = (uint32_t)i;
	all->ordered++;
}

static void
order_out(struct events *all, size_t i)
{
	size_t at;

	if (!all->chosen || !counts(all, &all->of[i]))
		return;
	at = events_at(all, all->of[i].ts);
	while (all->order[at] != i)
		at++;
	all->ordered--;
	memmove(all->order + at, all->order + at + 1,
	    (all->ordered - at) * sizeof(*all->order));
}

/* An id came again: keep the smaller content.  True: it is the new one. */
static bool
settle(struct events *all, size_t i, const struct event *e,
    struct interval *dispute)
{
	struct event *old = &all->of[i];
	size_t id = old->id;
	int c = content_cmp(all, e, old);

	all->repeated++;
	if (c != 0) {
		dispute->since = e->ts < old->ts ? e->ts : old->ts;
		dispute->until = (e->ts < old->ts ? old->ts : e->ts) + 1;
	}
	if (c >= 0)
		return false;
	order_out(all, i);
	*old = *e;
	old->id = id;
	order_in(all, i);
	return true;
}

void
events_expect(const struct events *all, struct hash128 key)
{
	repeats_expect(&all->repeats, key);
}

/* NULL, or why not; *kept: the event is in the store. */
static const char *
put(struct events *all, struct event *e, struct str id, struct hash128 key,
    struct interval *dispute, bool *kept)
{
	size_t at = all->n;

	if (all->n >= UINT32_MAX - 1)
		return "too many events";
	if (id.n > 0 && !all->trust)
		at = repeats_add(&all->repeats, key);
	else if (!all->trust)
		repeats_add_none(&all->repeats);
	if (id.n > 0 && !all->trust && at < all->n) {
		*kept = settle(all, at, e, dispute);
		return NULL;
	}
	*kept = true;
	e->id = set_id(all, id);
	all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
	all->of[all->n++] = *e;
	order_in(all, all->n - 1);
	return NULL;
}

const char *
events_put(struct events *all, const struct event *from, struct str id,
    struct hash128 key, struct interval *dispute)
{
	struct event e = *from;
	bool kept;
	int i;

	*dispute = (struct interval){ 0, 0 };
	for (i = 0; i < EVENT_NUMBERS; i++)
		while (e.scale[i] > 0 && e.number[i] % 10 == 0) {
			e.number[i] /= 10;
			e.scale[i]--;
		}
	return put(all, &e, id, key, dispute, &kept);
}

static const char *
check(const struct liquidation *l)
{
	i128 v;

	if (!dec_fixed(&v, l->qty, QTY_SCALE))
		return "\"qty\" is out of range";
	if (!dec_fixed(&v, l->usd, USD_SCALE))
		return "\"usd\" is out of range";
	return NULL;
}

const char *
events_add(struct events *all, uint32_t product, const struct liquidation *l,
    struct interval *dispute)
{
	struct event e = {
		.ts = l->ts, .product = product, .side = (uint8_t)l->side
	};
	size_t wides = all->wides;
	const char *why;
	bool kept = false;

	*dispute = (struct interval){ 0, 0 };
	if ((why = check(l)) != NULL)
		return why;
	set_number(all, &e, EVENT_PRICE, l->price);
	set_number(all, &e, EVENT_QTY, l->qty);
	set_number(all, &e, EVENT_USD, l->usd);
	why = put(all, &e, str_of(l->id),
	    repeats_key(l->exchange, str_of(l->id)), dispute, &kept);
	if (!kept)
		all->wides = wides;
	return why;
}

bool
events_know(const struct events *all, const struct liquidation *l)
{
	return l->id[0] != '\0' && !all->trust &&
	       repeats_know(
		   &all->repeats, repeats_key(l->exchange, str_of(l->id)));
}

/* Order anew: all that count. */
static void
sort(struct events *all)
{
	int64_t first = INT64_MAX, last = INT64_MIN, ts;
	bool sorted = true;
	size_t i, n = 0;

	for (i = 0; i < all->n; i++) {
		if (!counts(all, &all->of[i]))
			continue;
		all->order =
		    xgrow(all->order, n, &all->order_cap, sizeof(*all->order));
		all->order[n++] = (uint32_t)i;
		ts = all->of[i].ts;
		sorted = sorted && ts >= last;
		first = ts < first ? ts : first;
		last = ts > last ? ts : last;
	}
	all->ordered = n;
	if (!sorted)
		order_sort(all->order, n, all->of, first, last);
}

void
events_choose(struct events *all, const struct choice *choice)
{
	all->chosen = true;
	all->choice = *choice;
	sort(all);
}

struct piece
events_piece(const struct events *all, size_t place)
{
	return event_piece(all, &all->of[all->order[place]]);
}

struct piece
event_piece(const struct events *all, const struct event *e)
{
	struct piece p = { .ts = e->ts,
		.price = event_number(all, e, EVENT_PRICE),
		.id = event_id(all, e) };

	/* They fit: events_add has tried. */
	dec_fixed(&p.qty, event_number(all, e, EVENT_QTY), QTY_SCALE);
	dec_fixed(&p.usd, event_number(all, e, EVENT_USD), USD_SCALE);
	return p;
}

/* Move what stays to the front: events, their ids and wide numbers. */
static void
compact(struct events *all, const uint32_t *to)
{
	struct buf ids = { 0 };
	i128 *wide = all->wide;
	struct event *e;
	const char *id;
	size_t i;
	int k;

	all->wide = NULL;
	all->wides = all->wide_cap = 0;
	buf_putc(&ids, '\0');
	for (i = 0; i < all->n; i++) {
		if (to[i] == UINT32_MAX)
			continue;
		e = &all->of[to[i]];
		*e = all->of[i];
		id = event_id(all, e);
		if (e->id != 0) {
			e->id = ids.n;
			buf_put(&ids, id, strlen(id) + 1);
		}
		for (k = 0; k < EVENT_NUMBERS; k++)
			if (e->scale[k] & EVENT_WIDE)
				set_number(all, e, (enum event_number)k,
				    (struct dec){ wide[e->number[k]],
					e->scale[k] & ~EVENT_WIDE, true });
	}
	free(wide);
	buf_free(&all->ids);
	all->ids = ids;
}

void
events_forget(struct events *all, int64_t before)
{
	uint32_t *to;
	size_t i, n = 0;

	if (all->n < all->kept + all->kept / 4 + 1024)
		return;
	to = xcalloc(all->n, sizeof(*to));
	for (i = 0; i < all->n; i++)
		to[i] = all->of[i].ts < before ? UINT32_MAX : (uint32_t)n++;
	compact(all, to);
	if (!all->trust)
		repeats_keep(&all->repeats, to);
	free(to);
	all->n = all->kept = n;
	sort(all);
}

void
events_free(struct events *all)
{
	free(all->of);
	buf_free(&all->ids);
	free(all->wide);
	repeats_free(&all->repeats);
	free(all->order);
	*all = (struct events){ 0 };
}
