#include "liq-agg/event.h"

#include <stdlib.h>
#include <sys/random.h>

#include "base/x.h"
#include "liq-agg/order.h"

const char *
event_of(struct event *e, uint32_t product, const struct liquidation *l)
{
	const struct dec number[EVENT_NUMBERS] = { l->price, l->qty, l->usd };
	i128 v;
	int i;

	if (!dec_fixed(&v, l->qty, QTY_SCALE))
		return "\"qty\" is out of range";
	if (!dec_fixed(&v, l->usd, USD_SCALE))
		return "\"usd\" is out of range";
	*e = (struct event){ .ts = l->ts,
		.product = product,
		.side = (uint8_t)l->side,
		.id = str_of(l->id) };
	for (i = 0; i < EVENT_NUMBERS; i++) {
		e->number[i] = number[i].v;
		e->scale[i] = (uint8_t)number[i].scale;
	}
	return NULL;
}

/* Trimmed, so that equal prices print alike whoever wrote them. */
struct piece
event_piece(const struct event *e)
{
	struct piece p = { .ts = e->ts,
		.price = dec_trim(event_number(e, EVENT_PRICE)),
		.id = e->id };

	/* They fit: event_of has tried. */
	dec_fixed(&p.qty, event_number(e, EVENT_QTY), QTY_SCALE);
	dec_fixed(&p.usd, event_number(e, EVENT_USD), USD_SCALE);
	return p;
}

/* The order by which the smaller of two contents of an id is kept. */
static int
content_cmp(const struct products *products, const struct event *a,
    const struct event *b)
{
	const struct product *p = &products->of[a->product];
	const struct product *q = &products->of[b->product];
	int c, i;

	if (a->ts != b->ts)
		return a->ts < b->ts ? -1 : 1;
	if ((c = strcmp(p->symbol, q->symbol)) != 0 ||
	    (c = strcmp(p->base, q->base)) != 0 ||
	    (c = strcmp(p->quote, q->quote)) != 0 || (c = a->side - b->side))
		return c;
	for (i = 0; i < EVENT_NUMBERS && c == 0; i++)
		c = dec_cmp(event_number(a, (enum event_number)i),
		    event_number(b, (enum event_number)i));
	return c;
}

static bool
counts(const struct events *all, const struct event *e)
{
	const struct choice *of = &all->choice;

	return e->ts >= of->since && e->ts < of->until &&
	       (of->side == SIDE_NONE || of->side == e->side) &&
	       (!of->min.known ||
		   dec_cmp(event_number(e, EVENT_USD), of->min) >= 0);
}

size_t
events_before(const struct events *all, int64_t ts)
{
	size_t low = 0, high = all->ordered, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (pile_ts(&all->pile, all->order[middle]) < ts)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
events_at(const struct events *all, size_t place, struct event *e)
{
	pile_get(&all->pile, all->order[place], e);
}

/* Mostly at the end: events come nearly in the order of their time. */
static void
order_in(struct events *all, const struct event *e, uint32_t place)
{
	size_t at = all->ordered;

	if (!all->chosen || !counts(all, e))
		return;
	all->order = xgrow(
	    all->order, all->ordered, &all->order_cap, sizeof(*all->order));
	if (at > 0 && pile_ts(&all->pile, all->order[at - 1]) > e->ts)
		at = events_before(all, e->ts);
	memmove(all->order + at + 1, all->order + at,
	    (all->ordered - at) * sizeof(*all->order));
	all->order[at] = place;
	all->ordered++;
}

static void
order_out(struct events *all, const struct event *e, uint32_t place)
{
	size_t at;

	if (!all->chosen || !counts(all, e))
		return;
	at = events_before(all, e->ts);
	while (all->order[at] != place)
		at++;
	all->ordered--;
	memmove(all->order + at, all->order + at + 1,
	    (all->ordered - at) * sizeof(*all->order));
}

/* An id came again: the smaller content stays. */
static void
settle(struct events *all, uint32_t *place, const struct event *e,
    struct outcome *out)
{
	struct event old;
	int c;

	pile_get(&all->pile, *place, &old);
	c = content_cmp(all->products, e, &old);
	all->repeated++;
	if (c != 0) {
		out->dispute.since = e->ts < old.ts ? e->ts : old.ts;
		out->dispute.until = (e->ts < old.ts ? old.ts : e->ts) + 1;
	}
	if (c >= 0)
		return;
	out->changed = true;
	order_out(all, &old, *place);
	pile_drop(&all->pile, *place);
	*place = pile_put(&all->pile, e);
	order_in(all, e, *place);
}

/* Whose id is looked for. */
struct wanted {
	const struct events *all;
	const char *exchange;
	struct str id;
};

static bool
same(const void *arg, uint32_t place)
{
	const struct wanted *w = arg;
	struct event e;

	pile_get(&w->all->pile, place, &e);
	return str_same(e.id, w->id) &&
	       strcmp(w->all->products->of[e.product].exchange, w->exchange) ==
		   0;
}

/* Without one the table is only easier to fill on purpose. */
void
events_hide(struct events *all)
{
	if (getrandom(all->secret, sizeof(all->secret), GRND_NONBLOCK) < 0)
		all->secret[0] = 0;
}

uint64_t
events_hash(const struct events *all, const char *exchange)
{
	return hash64(all->secret, str_of(exchange));
}

void
events_expect(const struct events *all, uint64_t key)
{
	repeats_expect(&all->repeats, key);
}

static uint32_t
add(struct events *all, const struct event *e)
{
	const uint32_t place = pile_put(&all->pile, e);

	all->n++;
	order_in(all, e, place);
	return place;
}

const char *
events_put(struct events *all, const struct event *e, uint64_t key,
    struct outcome *out)
{
	const struct wanted w = { all, all->products->of[e->product].exchange,
		e->id };
	uint32_t *place;

	*out = (struct outcome){ 0 };
	if (pile_full(&all->pile))
		return "too many events";
	if (e->id.n == 0 || all->trust) {
		out->added = true;
		add(all, e);
		return NULL;
	}
	place = repeats_at(&all->repeats, key, same, &w);
	out->added = *place == 0;
	if (out->added)
		*place = add(all, e);
	else
		settle(all, place, e, out);
	return NULL;
}

bool
events_know(const struct events *all, const struct liquidation *l)
{
	const struct wanted w = { all, l->exchange, str_of(l->id) };

	return w.id.n > 0 && !all->trust &&
	       repeats_find(&all->repeats,
		   events_key(all, events_hash(all, l->exchange), w.id), same,
		   &w) != 0;
}

/* Order anew: all that count. */
static void
sort(struct events *all)
{
	int64_t first = INT64_MAX, last = INT64_MIN;
	bool sorted = true;
	struct event e;
	uint32_t at = 0;

	all->ordered = 0;
	while ((at = pile_next(&all->pile, at)) != 0) {
		pile_get(&all->pile, at, &e);
		if (!counts(all, &e))
			continue;
		all->order = xgrow(all->order, all->ordered, &all->order_cap,
		    sizeof(*all->order));
		all->order[all->ordered++] = at;
		sorted = sorted && e.ts >= last;
		first = e.ts < first ? e.ts : first;
		last = e.ts > last ? e.ts : last;
	}
	if (!sorted)
		order_sort(all->order, all->ordered, &all->pile, first, last);
}

void
events_choose(struct events *all, const struct choice *choice)
{
	all->chosen = true;
	all->choice = *choice;
	sort(all);
}

/* As if the rest had never been there. */
static void
keep_since(struct events *all, int64_t ts)
{
	struct pile old = all->pile;
	struct outcome out;
	struct event e;
	uint32_t at = 0;

	all->pile = (struct pile){ 0 };
	repeats_free(&all->repeats);
	all->n = 0;
	all->chosen = false;
	while ((at = pile_next(&old, at)) != 0) {
		if (pile_ts(&old, at) < ts)
			continue;
		pile_get(&old, at, &e);
		events_put(all, &e,
		    events_key(all,
			events_hash(all, all->products->of[e.product].exchange),
			e.id),
		    &out);
	}
	pile_free(&old);
}

void
events_forget(struct events *all, int64_t before)
{
	const bool chosen = all->chosen;

	if (all->n < all->kept + all->kept / 4 + 1024)
		return;
	keep_since(all, before);
	all->kept = all->n;
	all->chosen = chosen;
	if (chosen)
		sort(all);
}

void
events_free(struct events *all)
{
	pile_free(&all->pile);
	repeats_free(&all->repeats);
	free(all->order);
	*all = (struct events){ 0 };
}
