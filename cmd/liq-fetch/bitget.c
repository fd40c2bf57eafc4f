/*
 * bitget.c - Bitget, contracts in USDT and USDC, and inverse ones.
 *
 * {"action":"update","arg":{"instType":"usdt-futures","topic":"liquidation"},
 * "data":[{"symbol":"IPUSDT","side":"buy","price":"0.500280739469","amount":
 * "143.330431857868","ts":"1777358876983"}],"ts":1777358897167}; REST answers
 * {"code":"00000","data":{"list":[the same],"cursor":""}}.  The side is that
 * of the position: buy is a long.  The price is about the bankruptcy price.
 *
 * amount is dollars in every frame that was recorded: 143.330431857868 at
 * that price is 286.5 coins.  Of REST two collectors differ, dollars or coins.
 * So in its answers an amount that is whole lots as coins, and is not as
 * dollars, is coins; every other is dollars.  Of inverse contracts no unit is
 * documented: there only dollars that are whole lots are taken.
 *
 * A sample: of a pair and second the largest long and the largest short.
 */
#include "liq-fetch/bitget.h"

#include "base/when.h"
#include "liq-fetch/contract.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct row {
	char symbol[64];
	int side;
	struct dec price, amount;
	int64_t ts;
};

/* In the order of enum side, of the position. */
static const char *const sides[] = { "buy", "sell", NULL };

static const struct field row_fields[] = {
	{ FIELD("symbol", TEXT, 0, struct row, symbol) },
	{ FIELD_IN("side", 0, struct row, side, sides) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("amount", DEC, 0, struct row, amount) },
	{ FIELD("ts", INT, FIELD_LAX, struct row, ts) },
	{ 0 },
};

static const char *const events[] = { "login", "subscribe", "unsubscribe",
	NULL };

/* What else is published, by topic or, before, by channel. */
static const char *const others[] = { "account", "books", "books1", "books15",
	"books5", "books50", "kline", "publicTrade", "rpi-books", "ticker",
	"trade", NULL };

/*
 * BTCUSDT, BTCPERP in USDC, inverse BTCUSD_CM; until 2026-09 also BTCUSD.
 * Dated: BTCUSDU26.
 */
static bool
market(struct market *m, struct str symbol)
{
	static const char *const quotes[] = { "USDT", "USDC", "USD", NULL };
	static const char *const perp[] = { "PERP", NULL };
	struct str pair = symbol, base, quote;
	bool dated;

	if (str_ends(pair, STR("_CM")))
		pair.n -= 3;
	dated = pair.n > 3 && symbol_is_month(str_from(pair, pair.n - 3));
	if (dated)
		pair.n -= 3;
	if (!symbol_split(pair, quotes, &base, &quote)) {
		if (dated || !symbol_split(pair, perp, &base, &quote))
			return false;
		quote = STR("USDC");
	}
	if (!market_name(m, symbol, base, quote))
		return false;
	market_prefix(m);
	m->dated = dated;
	m->inverse = str_is(quote, "USD");
	return true;
}

/* The fewest decimals of coins that are worth it, but for its last digit. */
static bool
worth(struct dec *n, struct dec amount, struct dec price)
{
	struct dec all, off, last = { 1, amount.scale, true };
	int scale;

	for (scale = 0; scale <= 12; scale++)
		if (dec_div(n, amount, price, scale) && dec_sign(*n) > 0 &&
		    dec_mul(&all, *n, price) && dec_sub(&off, all, amount) &&
		    dec_cmp(dec_abs(off), last) <= 0)
			return true;
	return false;
}

static bool
whole(struct dec n, struct dec lot)
{
	struct dec count, all;

	return n.known && lot.known && dec_div(&count, n, lot, 0) &&
	       dec_mul(&all, count, lot) && dec_cmp(all, n) == 0;
}

/* What the amount counts; see above. */
static const char *
amount(struct native *n, const struct row *r, struct dec lot, bool either)
{
	n->usd = r->amount;
	if (n->market.inverse)
		return whole(r->amount, lot)
			   ? NULL
			   : "its amount may be coins or dollars";
	if (!worth(&n->size, r->amount, r->price))
		n->size = (struct dec){ 0 };
	if (either && whole(r->amount, lot) && !whole(n->size, lot)) {
		n->size = r->amount;
		n->usd = (struct dec){ 0 };
	}
	return NULL;
}

/* either: its amount may be coins, too. */
static const char *
read_row(struct str object, bool either, const struct context *context,
    const struct sink *to)
{
	struct row r = { .symbol = "" };
	struct native n = { .id = INT_NONE, .price_kind = PRICE_BANKRUPTCY };
	struct dec lot = { 0 };
	const struct instrument *i;
	const char *why;

	if ((why = bind_get(&r, row_fields, object)) != NULL ||
	    (why = market_known(&n.market, &exchange_bitget,
		 context->instruments, r.symbol)) != NULL)
		return why;
	i = instruments_find(context->instruments, "bitget", r.symbol);
	if (dec_sign(r.price) <= 0 || dec_sign(r.amount) <= 0)
		return "its price or amount is not positive";
	/* amounts count what the symbol quotes, as 1000PEPE */
	if (i != NULL && i->lot.known &&
	    !dec_shift(
		&lot, i->lot, n.market.inverse ? 0 : -market_places(&n.market)))
		return "its instrument's lot is out of range";
	if ((why = amount(&n, &r, lot, either)) != NULL)
		return why;
	n.ts = r.ts;
	n.side = r.side;
	n.price = r.price;
	return native_give(&n, &exchange_bitget, context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	return read_row(object, false, context, to);
}

const char *
bitget_liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	return read_row(object, true, context, to);
}

/* A REST answer. */
static const char *
answer(struct str text, const struct context *context, const struct sink *to)
{
	struct str code = wire_get(text, "code"), data, list;

	if (!str_is(code, "00000"))
		return wire_error(code, wire_get(text, "msg"));
	if (!json_get(text, "data", &data) || !json_get(data, "list", &list))
		return "\"data\" has no \"list\"";
	return wire_answer(list, bitget_liquidation, context, to);
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str event, arg, topic, data;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	event = wire_get(text, "event");
	if (wire_listed(event, events))
		return NULL;
	if (event.n > 0)
		return str_is(event, "error")
			   ? wire_error(
				 wire_get(text, "code"), wire_get(text, "msg"))
			   : wire_unknown("event", event);
	if (!json_get(text, "arg", &arg))
		return json_get(text, "code", &data)
			   ? answer(text, context, to)
			   : "neither an event nor data";
	topic = wire_get(arg, "topic");
	if (topic.n == 0)
		topic = wire_get(arg, "channel");
	if (wire_listed(topic, others) || str_starts(topic, STR("candle")))
		return NULL;
	if (!str_is(topic, "liquidation"))
		return wire_unknown("topic", topic);
	if (!json_get(text, "data", &data))
		return "\"data\" is missing";
	return wire_rows(data, liquidation, context, to);
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_SAMPLED;
}

const struct exchange exchange_bitget = {
	.name = "bitget",
	.title = "Bitget, linear and inverse",
	.twins = false, /* two rows of a pair and second, one a side */
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.rest = bitget_rest,
	.buckets = bitget_buckets,
	.trouble = bitget_trouble,
	.live = bitget_live,
};
