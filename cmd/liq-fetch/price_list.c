#include "liq-fetch/price_list.h"

#include <stdlib.h>

#include "base/x.h"

static struct dec
price_in(const struct record *r)
{
	struct dec best = { 0 }, size;
	struct str bids;

	switch (r->type) {
	case RECORD_CANDLE:
		return r->as.candle.close;
	case RECORD_FUNDING:
		return r->as.funding.mark;
	case RECORD_LIQUIDATION:
		return r->as.liquidation.price;
	case RECORD_BOOK:
		bids = r->as.book.bids;
		if (!record_pair(&bids, &best, &size))
			best = (struct dec){ 0 };
		return best;
	default:
		return best;
	}
}

void
price_learn(struct price_list *l, const struct record *r)
{
	struct dec price = price_in(r);
	uint32_t id;

	if (!price.known || dec_sign(price) <= 0 || r->as.head.base[0] == '\0')
		return;
	id = names_id(&l->names, str_of(r->as.head.base));
	while (l->n <= id) {
		l->of = xgrow(l->of, l->n, &l->cap, sizeof(*l->of));
		l->of[l->n++] = (struct price_of){ .ts = INT64_MIN };
	}
	if (r->as.ts >= l->of[id].ts)
		l->of[id] = (struct price_of){ price, r->as.ts };
}

struct dec
price_of_coin(const struct price_list *l, const char *base)
{
	uint32_t id;

	if (!names_find(&l->names, str_of(base), &id))
		return (struct dec){ 0 };
	return l->of[id].price;
}

void
price_free(struct price_list *l)
{
	names_free(&l->names);
	free(l->of);
	*l = (struct price_list){ 0 };
}
