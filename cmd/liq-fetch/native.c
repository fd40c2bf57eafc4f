#include "liq-fetch/native.h"

#include "base/when.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/reason.h"

#define QTY_DECIMALS 12 /* of a quotient; products stay exact */

static int
zeros(int64_t power_of_ten)
{
	int n;

	for (n = 0; power_of_ten >= 10; n++)
		power_of_ten /= 10;
	return n;
}

/* price, qty and usd of the record; false: a number leaves its range. */
static bool
convert(struct liquidation *l, const struct native *n)
{
	int places = zeros(n->market.multiplier);

	if (!dec_shift(&l->price, n->price, -places))
		return false;
	if (n->order.known && !dec_shift(&l->order, n->order, -places))
		return false;
	if (n->size.known && !dec_shift(&l->qty, n->size, places))
		return false;
	if (n->usd.known ? !dec_round(&l->usd, n->usd, USD_SCALE)
			 : !dec_mul_round(&l->usd, l->price, l->qty, USD_SCALE))
		return false;
	return n->size.known ||
	       dec_div(&l->qty, l->usd, l->price, QTY_DECIMALS);
}

static const char *
check(const struct native *n)
{
	if (!when_sane(n->ts))
		return "its time is not within 2015 to 2100";
	if (n->side != SIDE_LONG && n->side != SIDE_SHORT && !n->sideless)
		return "its side is not said";
	if (!quote_is_dollar(str_of(n->market.quote)))
		return reason("quoted in %s, not in dollars", n->market.quote);
	if (!n->price.known || dec_sign(n->price) <= 0)
		return "its price is not positive";
	if (n->size.known ? dec_sign(n->size) <= 0
			  : !n->usd.known || dec_sign(n->usd) <= 0)
		return "its size is not positive";
	if (n->usd.known && dec_sign(n->usd) <= 0)
		return "its value is not positive";
	return NULL;
}

const char *
native_give(const struct native *n, const struct exchange *x,
    const struct context *context, const struct sink *to)
{
	struct record r;
	struct liquidation *l = &r.as.liquidation;
	const char *why = check(n);
	struct buf id = { 0 };

	if (why != NULL)
		return why;
	record_clear(&r, RECORD_LIQUIDATION);
	if (!convert(l, n) || dec_sign(l->qty) <= 0 || dec_sign(l->usd) <= 0)
		return "its numbers are out of range";
	l->ts = n->ts;
	str_copy(l->exchange, sizeof(l->exchange), str_of(x->name));
	memcpy(l->symbol, n->market.symbol, sizeof(l->symbol));
	memcpy(l->base, n->market.base, sizeof(l->base));
	memcpy(l->quote, n->market.quote, sizeof(l->quote));
	l->side = n->side;
	l->price_kind = n->price_kind;
	str_copy(l->source, sizeof(l->source), str_of(context->source));
	l->received = context->received;
	if (n->uid != NULL && !str_copy(l->id, sizeof(l->id), str_of(n->uid)))
		return "its id is too long";
	if (n->id != INT_NONE) {
		buf_int(&id, n->id);
		str_copy(l->id, sizeof(l->id), buf_view(&id));
		buf_free(&id);
	}
	to->record(to->arg, &r);
	return NULL;
}
