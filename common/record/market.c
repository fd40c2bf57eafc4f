#include "record/market.h"

#include "json/json.h"
#include "record/record.h"

const char *const side_names[] = { "long", "short", NULL };
static const char *const price_kinds[] = { "fill", "bankruptcy", "order",
	"trigger", NULL };
static const char *const funding_kinds[] = { "settled", "next", NULL };
static const char *const ratio_kinds[] = { "accounts", "top_accounts",
	"top_positions", "taker", NULL };
static const char *const contract_kinds[] = { "perpetual", "dated", NULL };

#define HEAD(t) \
	{ FIELD("ts", INT, 0, struct t, ts) }, \
	    { FIELD("exchange", TEXT, 0, struct t, exchange) }, \
	    { FIELD("symbol", TEXT, FIELD_NULL, struct t, symbol) }, \
	    { FIELD("base", TEXT, FIELD_NULL, struct t, base) }, \
	{ \
		FIELD("quote", TEXT, FIELD_NULL, struct t, quote) \
	}
#define TAIL(t) \
	{ FIELD("source", TEXT, FIELD_NULL, struct t, source) }, \
	{ \
		FIELD("received", INT, FIELD_NULL, struct t, received) \
	}

const struct field liquidation_fields[] = {
	HEAD(liquidation),
	{ FIELD_IN("side", FIELD_NULL, struct liquidation, side, side_names) },
	{ FIELD("price", DEC, 0, struct liquidation, price) },
	{ FIELD("qty", DEC, 0, struct liquidation, qty) },
	{ FIELD("usd", DEC, 0, struct liquidation, usd) },
	{ FIELD_IN("price_kind", FIELD_NULL, struct liquidation, price_kind,
	    price_kinds) },
	TAIL(liquidation),
	{ FIELD("id", TEXT, FIELD_NULL, struct liquidation, id) },
	{ 0 },
};

const struct field candle_fields[] = {
	HEAD(candle),
	{ FIELD("width_ms", INT, 0, struct candle, width_ms) },
	{ FIELD("open", DEC, 0, struct candle, open) },
	{ FIELD("high", DEC, 0, struct candle, high) },
	{ FIELD("low", DEC, 0, struct candle, low) },
	{ FIELD("close", DEC, 0, struct candle, close) },
	{ FIELD("volume", DEC, FIELD_NULL, struct candle, volume) },
	{ FIELD("buy_volume", DEC, FIELD_NULL, struct candle, buy_volume) },
	{ FIELD("usd", DEC, FIELD_NULL, struct candle, usd) },
	{ FIELD("trades", INT, FIELD_NULL, struct candle, trades) },
	{ FIELD("final", BOOL, FIELD_NULL, struct candle, final) },
	TAIL(candle),
	{ 0 },
};

const struct field oi_fields[] = {
	HEAD(oi),
	{ FIELD("oi", DEC, FIELD_NULL, struct oi, oi) },
	{ FIELD("usd", DEC, FIELD_NULL, struct oi, usd) },
	{ FIELD("width_ms", INT, 0, struct oi, width_ms) },
	TAIL(oi),
	{ 0 },
};

const struct field funding_fields[] = {
	HEAD(funding),
	{ FIELD("rate", DEC, 0, struct funding, rate) },
	{ FIELD("width_ms", INT, FIELD_NULL, struct funding, width_ms) },
	{ FIELD("mark", DEC, FIELD_NULL, struct funding, mark) },
	{ FIELD_IN("kind", FIELD_NULL, struct funding, kind, funding_kinds) },
	TAIL(funding),
	{ 0 },
};

const struct field ratio_fields[] = {
	HEAD(ratio),
	{ FIELD("width_ms", INT, 0, struct ratio, width_ms) },
	{ FIELD_IN("kind", 0, struct ratio, kind, ratio_kinds) },
	{ FIELD("long", DEC, 0, struct ratio, lng) },
	{ FIELD("short", DEC, 0, struct ratio, shrt) },
	TAIL(ratio),
	{ 0 },
};

const struct field book_fields[] = {
	HEAD(book),
	{ FIELD("bids", RAW, 0, struct book, bids) },
	{ FIELD("asks", RAW, 0, struct book, asks) },
	TAIL(book),
	{ 0 },
};

const struct field tier_fields[] = {
	HEAD(tier),
	{ FIELD("tier", INT, 0, struct tier, tier) },
	{ FIELD("floor_usd", DEC, 0, struct tier, floor_usd) },
	{ FIELD("cap_usd", DEC, FIELD_NULL, struct tier, cap_usd) },
	{ FIELD("max_leverage", DEC, 0, struct tier, max_leverage) },
	{ FIELD("mmr", DEC, 0, struct tier, mmr) },
	{ FIELD("deduct_usd", DEC, FIELD_NULL, struct tier, deduct_usd) },
	TAIL(tier),
	{ 0 },
};

const struct field instrument_fields[] = {
	HEAD(instrument),
	{ FIELD_IN("kind", 0, struct instrument, kind, contract_kinds) },
	{ FIELD("contract_size", DEC, FIELD_NULL, struct instrument,
	    contract_size) },
	{ FIELD("inverse", BOOL, 0, struct instrument, inverse) },
	{ FIELD("multiplier", DEC, 0, struct instrument, multiplier) },
	{ FIELD("tick", DEC, FIELD_NULL, struct instrument, tick) },
	{ FIELD("lot", DEC, FIELD_NULL, struct instrument, lot) },
	{ FIELD("status", TEXT, FIELD_NULL, struct instrument, status) },
	TAIL(instrument),
	{ 0 },
};

const struct field position_fields[] = {
	HEAD(position),
	{ FIELD_IN("side", 0, struct position, side, side_names) },
	{ FIELD("qty", DEC, 0, struct position, qty) },
	{ FIELD("entry", DEC, FIELD_NULL, struct position, entry) },
	{ FIELD("leverage", DEC, FIELD_NULL, struct position, leverage) },
	{ FIELD("liq_price", DEC, FIELD_NULL, struct position, liq_price) },
	{ FIELD("usd", DEC, 0, struct position, usd) },
	{ FIELD("owner", TEXT, FIELD_NULL, struct position, owner) },
	TAIL(position),
	{ 0 },
};

static bool
negative(struct dec d)
{
	return d.known && d.v < 0;
}

static bool
positive(struct dec d)
{
	return d.known && d.v > 0;
}

static const char *
check_liquidation(const struct liquidation *l)
{
	if (!positive(l->price))
		return "\"price\" is not positive";
	if (!positive(l->qty))
		return "\"qty\" is not positive";
	if (!positive(l->usd))
		return "\"usd\" is not positive";
	return NULL;
}

static const char *
check_candle(const struct candle *c)
{
	if (c->width_ms <= 0 || c->width_ms > RECORD_WIDTH_MAX)
		return "\"width_ms\" is not a span of at most a century";
	if (!positive(c->low))
		return "\"low\" is not positive";
	if (dec_cmp(c->high, c->low) < 0 || dec_cmp(c->open, c->low) < 0 ||
	    dec_cmp(c->close, c->low) < 0 || dec_cmp(c->open, c->high) > 0 ||
	    dec_cmp(c->close, c->high) > 0)
		return "\"open\" or \"close\" is outside \"low\" to \"high\"";
	if (negative(c->volume) || negative(c->buy_volume) || negative(c->usd))
		return "a volume is negative";
	if (c->volume.known && c->buy_volume.known &&
	    dec_cmp(c->buy_volume, c->volume) > 0)
		return "\"buy_volume\" is more than \"volume\"";
	return NULL;
}

static const char *
check_ratio(const struct ratio *r)
{
	struct dec sum;

	if (r->lng.v < 0 || r->shrt.v < 0 || !dec_add(&sum, r->lng, r->shrt) ||
	    dec_cmp(sum, dec_int(1)) != 0)
		return "\"long\" and \"short\" do not make 1";
	return NULL;
}

/* Prices fall along bids and rise along asks. */
static const char *
check_side(struct str pairs, int direction, struct dec *best)
{
	struct dec price, qty, last = { 0 };
	struct str odd;

	while (record_pair(&pairs, &price, &qty)) {
		if (price.v <= 0 || qty.v < 0)
			return "a price or size of the book is not positive";
		if (last.known && dec_cmp(price, last) != direction)
			return "the book is not in order";
		if (!last.known)
			*best = price;
		last = price;
	}
	return json_element(&pairs, &odd)
		   ? "a row of the book is not [price, qty]"
		   : NULL;
}

static const char *
check_book(const struct book *b)
{
	struct dec bid = { 0 }, ask = { 0 };
	const char *why;

	if ((why = check_side(b->bids, -1, &bid)) != NULL ||
	    (why = check_side(b->asks, 1, &ask)) != NULL)
		return why;
	if (bid.known && ask.known && dec_cmp(bid, ask) >= 0)
		return "the book is crossed";
	return NULL;
}

static const char *
check_tier(const struct tier *t)
{
	if (t->tier < 1)
		return "\"tier\" is not positive";
	if (negative(t->floor_usd) ||
	    (t->cap_usd.known && dec_cmp(t->cap_usd, t->floor_usd) <= 0))
		return "\"cap_usd\" is not above \"floor_usd\"";
	if (!positive(t->max_leverage))
		return "\"max_leverage\" is not positive";
	if (!positive(t->mmr) || dec_cmp(t->mmr, dec_int(1)) >= 0)
		return "\"mmr\" is not between 0 and 1";
	return NULL;
}

static const char *
check_position(const struct position *p)
{
	if (!positive(p->qty) || negative(p->usd))
		return "\"qty\" is not positive";
	if (negative(p->entry) || negative(p->liq_price))
		return "a price is negative";
	return NULL;
}

const char *
market_check(const struct record *r)
{
	switch (r->type) {
	case RECORD_LIQUIDATION:
		return check_liquidation(&r->as.liquidation);
	case RECORD_CANDLE:
		return check_candle(&r->as.candle);
	case RECORD_OI:
		if (!r->as.oi.oi.known && !r->as.oi.usd.known)
			return "neither \"oi\" nor \"usd\" is known";
		if (negative(r->as.oi.oi) || negative(r->as.oi.usd))
			return "open interest is negative";
		return r->as.oi.width_ms < 0 ||
			       r->as.oi.width_ms > RECORD_WIDTH_MAX
			   ? "\"width_ms\" is not a span"
			   : NULL;
	case RECORD_FUNDING:
		return negative(r->as.funding.mark) ? "\"mark\" is negative"
						    : NULL;
	case RECORD_RATIO:
		return check_ratio(&r->as.ratio);
	case RECORD_BOOK:
		return check_book(&r->as.book);
	case RECORD_TIER:
		return check_tier(&r->as.tier);
	case RECORD_INSTRUMENT:
		if (!positive(r->as.instrument.multiplier))
			return "\"multiplier\" is not positive";
		if (r->as.instrument.contract_size.known &&
		    !positive(r->as.instrument.contract_size))
			return "\"contract_size\" is not positive";
		return NULL;
	case RECORD_POSITION:
		return check_position(&r->as.position);
	default:
		return NULL;
	}
}
