/*
 * gate.c - Gate, contracts settled in USDT, USD1 and bitcoin.
 *
 * {"time":1786327033,"channel":"futures.public_liquidates","event":"update",
 * "result":{"contract":"HEI_USDT","price":"0.13827","time":1786327033531,
 * "size":-23}}, since 2026-08-20 with an array of such: every order of a
 * contract and second, before at most one.  time is ms, size the liquidation
 * order's, so below zero it sells and a long is closed (by analogy with REST
 * and one client; Gate does not say).  price is the order's.
 *
 * REST: {"contract":"BTC_USDT","size":"76","order_size":"-76","left":"0",
 * "fill_price":"28070","order_price":"28225","time":1696736132}.  size is the
 * position, which every step of its closing repeats; order_size the order, of
 * the other sign; left what of it found nobody; fill_price the average.  time
 * is seconds.  Older rows have no order_size.
 *
 * Sizes count contracts, since 2026 as strings that may have decimals.  An
 * inverse contract is a dollar.  Contracts in USD but for BTC are quanto:
 * worth neither dollars nor coins.
 */
#include "liq-fetch/gate.h"

#include "base/when.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct row {
	char symbol[64];
	struct dec position, order, left, fill, price, size;
};

static const struct field rest_fields[] = {
	{ FIELD("contract", TEXT, 0, struct row, symbol) },
	{ FIELD("size", DEC, 0, struct row, position) },
	{ FIELD("order_size", DEC, FIELD_NULL, struct row, order) },
	{ FIELD("left", DEC, 0, struct row, left) },
	{ FIELD("fill_price", DEC, 0, struct row, fill) },
	{ 0 },
};

static const struct field push_fields[] = {
	{ FIELD("contract", TEXT, 0, struct row, symbol) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("size", DEC, 0, struct row, size) },
	{ 0 },
};

/* Of "futures.", the others that anybody may listen to. */
static const char *const others[] = { "book_ticker", "candlesticks",
	"contract_info", "contract_stats", "obu", "order_book",
	"order_book_update", "ping", "pong", "system", "tickers", "trades",
	NULL };

/* As in the documentation's examples, unchanged in all copies of it. */
static const struct contract_fact facts[] = {
	{ "BTC", "USD", "1" },
	{ "BTC", "USDT", "0.0001" },
	{ 0 },
};

/* BTC_USDT, BTC_USD1, inverse BTC_USD, dated BTC_USDT_20251226 */
static bool
market(struct market *m, struct str symbol)
{
	struct str rest = symbol, base, quote;

	if (!str_split(&rest, '_', &base) || !str_split(&rest, '_', &quote) ||
	    (rest.n > 0 && !symbol_is_date(rest)))
		return false;
	if (!str_is(quote, "USDT") && !str_is(quote, "USD1") &&
	    (!str_is(quote, "USD") || !str_is(base, "BTC")))
		return false;
	if (!market_name(m, symbol, base, quote))
		return false;
	market_prefix(m);
	m->dated = rest.n > 0;
	m->inverse = str_is(quote, "USD");
	return true;
}

static const char *
give(struct native *n, const struct row *r, struct dec contracts,
    const struct context *context, const struct sink *to)
{
	struct dec size;
	const char *why;

	if ((why = market_known(&n->market, &exchange_gate,
		 context->instruments, r->symbol)) != NULL ||
	    (why = contract_size(&size, &exchange_gate, context->instruments,
		 &n->market)) != NULL)
		return why;
	if (!dec_mul(n->market.inverse ? &n->usd : &n->size, contracts, size))
		return "its size is out of range";
	return native_give(n, &exchange_gate, context, to);
}

/* What a feed tells is the order's price, so that is by what it is known. */
static void
order_price(struct native *n, struct str object)
{
	if (dec_parse(&n->order, wire_get(object, "order_price")) != NULL ||
	    dec_sign(n->order) <= 0)
		n->order = (struct dec){ 0 };
}

/* A row of REST.  An order of which nothing is filled yet closed nothing. */
static const char *
executed(
    struct str object, const struct context *context, const struct sink *to)
{
	struct row r = { .symbol = "" };
	struct native n = { .id = INT_NONE, .price_kind = PRICE_FILL };
	struct dec contracts;
	const char *why;

	if ((why = bind_get(&r, rest_fields, object)) != NULL ||
	    (why = wire_time(&n.ts, wire_get(object, "time"), 1)) != NULL)
		return why;
	if (r.order.known && dec_sign(r.order) == dec_sign(r.position))
		return "position and order have the same sign";
	n.side = dec_sign(r.position) > 0 || dec_sign(r.order) < 0 ? SIDE_LONG
								   : SIDE_SHORT;
	n.price = r.fill;
	order_price(&n, object);
	if (!dec_sub(&contracts, dec_abs(r.order.known ? r.order : r.position),
		dec_abs(r.left)))
		return "its size is out of range";
	if (dec_sign(contracts) == 0)
		return NULL;
	return give(&n, &r, contracts, context, to);
}

static const char *
pushed(struct str object, const struct context *context, const struct sink *to)
{
	struct row r = { .symbol = "" };
	struct native n = { .id = INT_NONE, .price_kind = PRICE_ORDER };
	const char *why;

	if ((why = bind_get(&r, push_fields, object)) != NULL ||
	    (why = wire_time(&n.ts, wire_get(object, "time"), SECOND_MS)) !=
		NULL)
		return why;
	n.side = dec_sign(r.size) < 0 ? SIDE_LONG : SIDE_SHORT;
	n.price = r.price;
	return give(&n, &r, dec_abs(r.size), context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	struct str fill;

	return json_get(object, "fill_price", &fill)
		   ? executed(object, context, to)
		   : pushed(object, context, to);
}

/* What the server makes of a subscription. */
static const char *
refusal(struct str text)
{
	struct str error;

	if (!json_get(text, "error", &error) || json_kind(error) != '{')
		return NULL;
	return wire_error(wire_get(error, "code"), wire_get(error, "message"));
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str channel, result;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	if (json_kind(text) == '[')
		return wire_answer(text, liquidation, context, to);
	if (json_get(text, "label", &result))
		return wire_error(json_bare(result), wire_get(text, "message"));
	channel = wire_get(text, "channel");
	if (!str_starts(channel, STR("futures.")))
		return wire_unknown("channel", channel);
	if ((why = refusal(text)) != NULL)
		return why;
	channel = str_from(channel, 8);
	if (wire_listed(channel, others) ||
	    !str_is(wire_get(text, "event"), "update"))
		return NULL;
	if (!str_is(channel, "public_liquidates"))
		return wire_unknown("channel", channel);
	if (!json_get(text, "result", &result))
		return "\"result\" is missing";
	return wire_rows(result, liquidation, context, to);
}

static enum source_class
class_at(int64_t ts)
{
	const int64_t all_since = INT64_C(1787184000000); /* 2026-08-20 */

	return ts < all_since ? CLASS_SAMPLED : CLASS_COMPLETE;
}

const struct exchange exchange_gate = {
	.name = "gate",
	.apart = true, /* seconds and fills over REST, ms and orders live */
	.title = "Gate, in USDT, USD1 and bitcoin",
	.twins = true,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.facts = facts,
	.facts_date = "2026-09-25",
	.rest = gate_rest,
	.buckets = gate_buckets,
	.trouble = gate_trouble,
	.live = gate_live,
};
