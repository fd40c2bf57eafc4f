#include "liq-fetch/settle.h"

#define QTY_DECIMALS 12 /* of a quotient; products stay exact */

static const char range[] = "its numbers are out of range";

/* How many decimal places prices and sizes are off: 3 for 1000PEPE. */
static int
places(const struct settle *s)
{
	int64_t m = s->market.multiplier;
	int n;

	for (n = 0; m >= 10; n++)
		m /= 10;
	return n;
}

/* A price of the symbol's coin as one of the base coin; null stays null. */
static bool
price(const struct settle *s, struct dec *d)
{
	return !d->known || dec_shift(d, *d, -places(s));
}

static bool
dollars(struct dec *d)
{
	return !d->known || dec_round(d, *d, USD_SCALE);
}

static enum volume_unit
unit_of(const struct settle *s, const char *key)
{
	const struct column_map *c = columns_find(s->columns, key);

	return c != NULL && c->how == COLUMN_CONTRACTS ? VOLUME_CONTRACT
						       : s->import->volume_unit;
}

/*
 * A size as the file counts it: *d is coins after, and *usd what was counted
 * where that was dollars; null where it cannot be known.
 */
static const char *
size(const struct settle *s, const char *key, struct dec *d, struct dec *usd,
    struct dec at)
{
	enum volume_unit unit = unit_of(s, key);
	struct dec n = *d;

	*usd = (struct dec){ 0 };
	if (!n.known)
		return NULL;
	if (unit == VOLUME_COIN)
		return dec_shift(d, n, places(s)) ? NULL : range;
	if (unit == VOLUME_CONTRACT) {
		if (!s->contract.known)
			return s->unknown;
		if (!dec_mul(d, n, s->contract))
			return range;
		if (!s->market.inverse)
			return NULL;
		n = *d;
	}
	if (!dec_round(usd, n, USD_SCALE))
		return range;
	*d = (struct dec){ 0 };
	if (dec_sign(at) > 0 && !dec_div(d, n, at, QTY_DECIMALS))
		return range;
	return NULL;
}

static const char *
liquidation(const struct settle *s, struct liquidation *l)
{
	const char *why;
	struct dec usd;

	if (!price(s, &l->price) || !dollars(&l->usd))
		return range;
	if ((why = size(s, "qty", &l->qty, &usd, l->price)) != NULL)
		return why;
	if (!l->usd.known)
		l->usd = usd;
	if (!l->usd.known && l->qty.known && l->price.known &&
	    !dec_mul_round(&l->usd, l->price, l->qty, USD_SCALE))
		return range;
	if (!l->qty.known && l->usd.known && dec_sign(l->price) > 0 &&
	    !dec_div(&l->qty, l->usd, l->price, QTY_DECIMALS))
		return range;
	return NULL;
}

static const char *
candle(const struct settle *s, struct candle *c)
{
	const char *why;
	struct dec usd, none;

	if (!price(s, &c->open) || !price(s, &c->high) || !price(s, &c->low) ||
	    !price(s, &c->close) || !dollars(&c->usd))
		return range;
	why = size(s, "volume", &c->volume, &usd, c->close);
	if (why == NULL)
		why = size(s, "buy_volume", &c->buy_volume, &none, c->close);
	if (why != NULL)
		return why;
	if (!c->usd.known)
		c->usd = usd;
	if (c->final == TRUTH_NULL)
		c->final = TRUTH_TRUE;
	return NULL;
}

static const char *
oi(const struct settle *s, struct oi *o)
{
	const char *why;
	struct dec usd, none = { 0 };

	if (!dollars(&o->usd))
		return range;
	if ((why = size(s, "oi", &o->oi, &usd, none)) != NULL)
		return why;
	if (!o->usd.known)
		o->usd = usd;
	return NULL;
}

static const char *
funding(const struct settle *s, struct funding *f)
{
	if (s->import->rate_unit == RATE_PERCENT && f->rate.known &&
	    !dec_shift(&f->rate, f->rate, -2))
		return range;
	return price(s, &f->mark) ? NULL : range;
}

static const char *
ratio(struct ratio *r)
{
	if (r->lng.known && !r->shrt.known &&
	    !dec_sub(&r->shrt, dec_int(1), r->lng))
		return range;
	return NULL;
}

/* What a symbol says by itself, where the row does not. */
static const char *
instrument(const struct settle *s, struct instrument *i)
{
	if (i->kind == CONTRACT_NONE)
		i->kind = s->market.dated ? CONTRACT_DATED : CONTRACT_PERPETUAL;
	if (i->inverse == TRUTH_NULL)
		i->inverse = s->market.inverse ? TRUTH_TRUE : TRUTH_FALSE;
	if (!i->multiplier.known)
		i->multiplier = dec_int(s->market.multiplier);
	return NULL;
}

static const char *
position(const struct settle *s, struct position *p)
{
	const char *why;
	struct dec usd;

	if (!price(s, &p->entry) || !price(s, &p->liq_price) ||
	    !dollars(&p->usd))
		return range;
	if ((why = size(s, "qty", &p->qty, &usd, p->entry)) != NULL)
		return why;
	if (!p->usd.known)
		p->usd = usd;
	return NULL;
}

static const char *
total(struct total *t)
{
	if (!dollars(&t->usd) || !dollars(&t->long_usd) ||
	    !dollars(&t->short_usd) || !dollars(&t->max_usd))
		return range;
	if (!t->usd.known && t->long_usd.known && t->short_usd.known &&
	    !dec_add(&t->usd, t->long_usd, t->short_usd))
		return range;
	if (t->usd.known)
		t->usd = dec_trim(t->usd);
	if (t->final == TRUTH_NULL)
		t->final = TRUTH_TRUE;
	return NULL;
}

/* A column in the quote coin of an inverse contract counts coins: no USD. */
static void
drop_quote(const struct settle *s, struct record *r)
{
	const struct column_map *c = s->columns->of;

	for (; c < s->columns->of + s->columns->n; c++)
		if (c->how == COLUMN_QUOTE && s->market.inverse)
			*(struct dec *)((char *)&r->as + c->field->offset) =
			    (struct dec){ 0 };
}

/* width_ms from --width; a value at the end of the interval goes there. */
static void
place(const struct settle *s, struct record *r)
{
	const struct column_map *c = s->columns->of;
	const struct field *f = record_fields(r->type);
	int64_t *width;

	while (f->kind != FIELD_END && strcmp(f->key, "width_ms") != 0)
		f++;
	if (f->kind == FIELD_END)
		return;
	width = (int64_t *)((char *)&r->as + f->offset);
	for (; c < s->columns->of + s->columns->n; c++)
		if (c->how == COLUMN_LATE && r->as.ts != INT_NONE)
			r->as.ts += s->import->width_ms;
	if (*width != INT_NONE)
		return;
	if (s->import->width_ms > 0)
		*width = s->import->width_ms;
	else if (r->type == RECORD_OI)
		*width = 0; /* a moment */
}

const char *
settle(const struct settle *s, struct record *r)
{
	drop_quote(s, r);
	place(s, r);
	switch (r->type) {
	case RECORD_LIQUIDATION:
		return liquidation(s, &r->as.liquidation);
	case RECORD_CANDLE:
		return candle(s, &r->as.candle);
	case RECORD_OI:
		return oi(s, &r->as.oi);
	case RECORD_FUNDING:
		return funding(s, &r->as.funding);
	case RECORD_RATIO:
		return ratio(&r->as.ratio);
	case RECORD_INSTRUMENT:
		return instrument(s, &r->as.instrument);
	case RECORD_POSITION:
		return position(s, &r->as.position);
	case RECORD_TOTAL:
		return total(&r->as.total);
	default:
		return NULL;
	}
}
