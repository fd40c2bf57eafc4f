#include "liq-levels/cascade.h"

#include <stdio.h>

#include "liq-levels/question.h"

#define STEPS 100
#define STALE_MS (10 * INT64_C(60000)) /* a book so old is told of */

static void
tell_step(struct teller *t, const struct map *m, int side, int64_t step,
    double price, double swept, double sold, double end, bool spent)
{
	struct record r;
	struct cascade *c = &r.as.cascade;

	record_clear(&r, RECORD_CASCADE);
	tell_head((struct head *)(void *)c, m, m->now);
	c->side = side;
	c->step = step;
	c->price = tell_price(price);
	c->swept_usd = tell_usd(swept, swept);
	c->sold_qty = tell_usd(sold, sold);
	if (!spent)
		c->end_price = tell_price(end);
	tell_record(t, &r);
}

/* The chain is longer than what was seen of the book. */
static void
tell_spent(struct teller *t, struct map *m, int side, double left, double all)
{
	const size_t s = memory_of(side);
	const struct depth *d = &m->depth;
	const int decimals = all < 100 ? 4 : 0;
	char text[200];

	snprintf(text, sizeof(text),
	    "%ss: the book ends at %.8g: of %.*f coins %.*f find no order",
	    side_names[s], d->of[s][d->n[s] - 1].price, decimals, all, decimals,
	    left);
	tell_note(t, m, "book", text);
}

static void
tell_stale(struct teller *t, struct map *m)
{
	const int64_t age = m->now - m->depth.ts;
	char text[200];

	if (age <= STALE_MS)
		return;
	snprintf(text, sizeof(text), "the book is %lld minutes old",
	    (long long)(age / 60000));
	tell_note(t, m, "book", text);
}

/* end_price is null where the book that was seen does not take it all. */
static void
run(struct teller *t, struct map *m, int side, double push)
{
	double from = map_last(m), price = push, end, left;
	double swept, sold, all = 0;
	int64_t step;

	for (step = 1; step <= STEPS; step++) {
		swept = question_between(m, side, BANDS, from, price);
		if (swept <= 0)
			return;
		sold = swept / price;
		all += sold;
		end = depth_walk(&m->depth, side, push, all, &left);
		tell_step(t, m, side, step, price, swept, sold, end, left > 0);
		if (left > 0)
			tell_spent(t, m, side, left, all);
		if (left > 0 ||
		    (side == SIDE_LONG ? end >= price : end <= price))
			return;
		from = price;
		price = end;
	}
}

/* The peak of the nearest cluster; 0: there is none. */
static double
nearest(const struct teller *t, struct map *m, int side)
{
	struct clusters c = { 0 };
	struct bins b = { 0 };
	int64_t low, high, at = map_bin(m, map_last(m)), best = INT64_MAX, by;
	double price = 0;
	size_t i;

	tell_range(t, m, &low, &high);
	tell_find_in(m, side, low, high, &c, &b);
	for (i = 0; i < c.n; i++) {
		by = side == SIDE_LONG ? at - c.of[i].peak : c.of[i].peak - at;
		if (by < 1 || by >= best)
			continue;
		best = by;
		price = map_price(m, (double)c.of[i].peak + 0.5);
	}
	clusters_free(&c);
	bins_free(&b);
	return price;
}

void
cascade_tell(struct teller *t, struct map *m)
{
	const struct dec asked = t->asked->what_if;
	double push;
	int side;

	if (m->depth.n[0] == 0 || m->depth.n[1] == 0) {
		tell_note(t, m, "missing", "no book: no cascade");
		return;
	}
	tell_stale(t, m);
	for (side = SIDE_LONG; side <= SIDE_SHORT; side++) {
		push = asked.known ? dec_double(asked) : nearest(t, m, side);
		if (push > 0 && (side == SIDE_LONG) == (push < map_last(m)))
			run(t, m, side, push);
	}
}
