#include "liq-fetch/contract.h"

#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/reason.h"

static const char range[] = "its numbers are out of range";

int
market_places(const struct market *market)
{
	int64_t m = market->multiplier;
	int n;

	for (n = 0; m >= 10; n++)
		m /= 10;
	return n;
}

const char *
contract_find(struct contract *c, const struct exchange *x,
    const struct instruments *instruments, const char *symbol)
{
	const char *why;

	*c = (struct contract){ .exchange = x };
	if ((why = market_known(&c->market, x, instruments, symbol)) != NULL)
		return why;
	if (!quote_is_dollar(str_of(c->market.quote)))
		return reason("quoted in %s, not in dollars", c->market.quote);
	why = contract_size(&c->size, x, instruments, &c->market);
	if (why != NULL) {
		c->size = (struct dec){ 0 };
		str_copy(c->unknown, sizeof(c->unknown), str_of(why));
	}
	return NULL;
}

static void
put_text(struct record *r, const char *key, const char *text)
{
	const struct field *f = record_fields(r->type);

	for (; f->kind != FIELD_END; f++)
		if (f->kind == FIELD_TEXT && strcmp(f->key, key) == 0)
			str_copy(
			    (char *)&r->as + f->offset, f->size, str_of(text));
}

static void
put_received(struct record *r, int64_t received)
{
	const struct field *f = record_fields(r->type);

	for (; f->kind != FIELD_END; f++)
		if (strcmp(f->key, "received") == 0)
			*(int64_t *)((char *)&r->as + f->offset) = received;
}

void
contract_record(const struct contract *c, const struct context *context,
    struct record *r, enum record_type type, int64_t ts)
{
	record_clear(r, type);
	r->as.ts = ts;
	put_text(r, "exchange", c->exchange->name);
	put_text(r, "symbol", c->market.symbol);
	put_text(r, "base", c->market.base);
	put_text(r, "quote", c->market.quote);
	put_text(r, "source", context->source);
	put_received(r, context->received);
}

bool
contract_price(const struct contract *c, struct dec *price)
{
	return !price->known ||
	       dec_shift(price, *price, -market_places(&c->market));
}

const char *
contract_steps(const struct contract *c, struct instrument *i, enum unit unit)
{
	struct dec *lot = &i->lot;

	if (!contract_price(c, &i->tick))
		return range;
	if (unit == UNIT_CONTRACT && !i->contract_size.known)
		*lot = (struct dec){ 0 };
	if (unit == UNIT_CONTRACT && lot->known &&
	    !dec_mul(lot, *lot, i->contract_size))
		return range;
	if (i->inverse != TRUTH_TRUE && lot->known &&
	    !dec_shift(lot, *lot, market_places(&c->market)))
		return range;
	return NULL;
}

static const char *
of_dollars(struct dec n, struct dec price, struct dec *coins, struct dec *usd)
{
	if (!dec_round(usd, n, USD_SCALE))
		return range;
	if (dec_sign(price) > 0 && !dec_div(coins, *usd, price, QTY_DECIMALS))
		return range;
	return NULL;
}

static const char *
of_coins(struct dec n, struct dec price, struct dec *coins, struct dec *usd)
{
	*coins = n;
	if (price.known && !dec_mul_round(usd, price, n, USD_SCALE))
		return range;
	return NULL;
}

const char *
contract_size_of(const struct contract *c, struct dec n, enum unit unit,
    struct dec price, struct dec *coins, struct dec *usd)
{
	*coins = *usd = (struct dec){ 0 };
	if (!n.known)
		return NULL;
	if (unit == UNIT_CONTRACT) {
		if (!c->size.known)
			return reason("%s", c->unknown);
		if (!dec_mul(&n, n, c->size))
			return range;
		unit = c->market.inverse ? UNIT_USD : UNIT_COIN;
	}
	if (unit == UNIT_USD)
		return of_dollars(n, price, coins, usd);
	if (!dec_shift(&n, n, market_places(&c->market)))
		return range;
	return of_coins(n, price, coins, usd);
}
