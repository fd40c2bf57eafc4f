#include "liq-levels/cascade.h"

#include "liq-levels/question.h"

#define STEPS 100

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
	for (side = SIDE_LONG; side <= SIDE_SHORT; side++) {
		push = asked.known ? dec_double(asked) : nearest(t, m, side);
		if (push > 0 && (side == SIDE_LONG) == (push < map_last(m)))
			run(t, m, side, push);
	}
}
