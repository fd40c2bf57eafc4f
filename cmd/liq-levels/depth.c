#include "liq-levels/depth.h"

#include <math.h>
#include <stdlib.h>

#include "base/x.h"
#include "liq-levels/memory.h"
#include "record/record.h"

static void
set(struct depth *d, size_t side, struct str pairs)
{
	struct dec price, qty;

	d->n[side] = 0;
	while (record_pair(&pairs, &price, &qty)) {
		d->of[side] = xgrow(d->of[side], d->n[side], &d->cap[side],
		    sizeof(*d->of[side]));
		d->of[side][d->n[side]++] =
		    (struct quote){ dec_double(price), dec_double(qty) };
	}
}

void
depth_set(struct depth *d, const struct book *b)
{
	set(d, 0, b->bids);
	set(d, 1, b->asks);
	d->ts = b->ts;
}

/* Is the quote on the far side of the price? */
static bool
beyond(int side, double quote, double price)
{
	return side == SIDE_LONG ? quote < price : quote > price;
}

double
depth_walk(
    const struct depth *d, int side, double price, double qty, double *left)
{
	const size_t s = memory_of(side);
	const struct quote *q;
	size_t i;

	for (i = 0; i < d->n[s] && qty > 0; i++) {
		q = &d->of[s][i];
		if (beyond(side, price, q->price))
			continue; /* gone already */
		price = q->price;
		qty -= q->qty;
	}
	*left = qty > 0 ? qty : 0;
	return price;
}

double
depth_between(const struct depth *d, int side, double from, double to)
{
	const size_t s = memory_of(side);
	double usd = 0;
	size_t i;

	for (i = 0; i < d->n[s]; i++) {
		if (beyond(side, from, d->of[s][i].price))
			continue;
		if (beyond(side, d->of[s][i].price, to))
			break;
		usd += d->of[s][i].price * d->of[s][i].qty;
	}
	return usd;
}

void
depth_free(struct depth *d)
{
	free(d->of[0]);
	free(d->of[1]);
	*d = (struct depth){ 0 };
}
