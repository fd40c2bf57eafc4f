/*
 * coinglass.c - CoinGlass, what it tells of single orders.
 *
 * REST: {"exchange_name":"BINANCE","symbol":"BTCUSDT","base_asset":"BTC",
 * "price":87535.9,"usd_value":205534.2932,"side":2,"time":1745216319263};
 * its stream: {"channel":"liquidation_orders","data":[{"base_asset":"BTC",
 * "exchange":"Binance","price":56738.0,"side":2,"symbol":"BTCUSDT",
 * "time":1725416318379,"volume_usd":3858.184}]}, before "liquidationOrders"
 * with baseAsset, exName and volUsd.
 *
 * CONFLICT: of side the REST pages say order direction, 1 buy and 2 sell, so
 * that 2 is a long; those of the stream 1 long and 2 short.  Until one of them
 * is known to be right no side is given.  Nor is it said what kind of price
 * it is.  The value is dollars, sizes follow from the price.
 *
 * Whatever an exchange samples is a sample here too.
 */
#include "liq-fetch/coinglass.h"

#include "liq-fetch/instruments.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct order {
	char exchange[24], symbol[48];
	struct dec price, usd;
	int64_t ts;
};

static const struct field rest_fields[] = {
	{ FIELD("exchange_name", TEXT, 0, struct order, exchange) },
	{ FIELD("symbol", TEXT, 0, struct order, symbol) },
	{ FIELD("price", DEC, 0, struct order, price) },
	{ FIELD("usd_value", DEC, 0, struct order, usd) },
	{ FIELD("time", INT, FIELD_LAX, struct order, ts) },
	{ 0 },
};

static const struct field stream_fields[] = {
	{ FIELD("exchange", TEXT, 0, struct order, exchange) },
	{ FIELD("symbol", TEXT, 0, struct order, symbol) },
	{ FIELD("price", DEC, 0, struct order, price) },
	{ FIELD("volume_usd", DEC, 0, struct order, usd) },
	{ FIELD("time", INT, FIELD_LAX, struct order, ts) },
	{ 0 },
};

static const struct field old_stream_fields[] = {
	{ FIELD("exName", TEXT, 0, struct order, exchange) },
	{ FIELD("symbol", TEXT, 0, struct order, symbol) },
	{ FIELD("price", DEC, 0, struct order, price) },
	{ FIELD("volUsd", DEC, 0, struct order, usd) },
	{ FIELD("time", INT, FIELD_LAX, struct order, ts) },
	{ 0 },
};

/* Other channels of the stream, before their first @. */
static const char *const others[] = { "futures_ticker", "futures_trades",
	"spot_trades", NULL };

/* binance:BTCUSDT, by the rules of the exchange that is named. */
static bool
market(struct market *m, struct str symbol)
{
	char room[sizeof(m->symbol)];
	const struct brand *b;
	struct str pair;

	return str_copy(room, sizeof(room), symbol) &&
	       (b = brand_split(room, &pair)) != NULL &&
	       str_same((struct str){ room, symbol.n - pair.n - 1 },
		   str_of(b->ours)) &&
	       market_find(m, b->ours, pair) && m->quote[0] != '\0' &&
	       str_copy(m->symbol, sizeof(m->symbol), symbol);
}

static const char *
give(
    const struct order *o, const struct context *context, const struct sink *to)
{
	struct native n = { .ts = o->ts,
		.sideless = true,
		.price = o->price,
		.usd = o->usd,
		.id = INT_NONE };
	char symbol[sizeof(n.market.symbol)];
	const char *why;

	why = brand_symbol(
	    symbol, sizeof(symbol), str_of(o->exchange), str_of(o->symbol));
	if (why == NULL)
		why = market_known(&n.market, &exchange_coinglass,
		    context->instruments, symbol);
	return why != NULL ? why
			   : native_give(&n, &exchange_coinglass, context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	struct order o;
	struct str name;
	const char *why;

	why = bind_get(&o,
	    json_get(object, "exName", &name)	  ? old_stream_fields
	    : json_get(object, "exchange", &name) ? stream_fields
						  : rest_fields,
	    object);
	return why != NULL ? why : give(&o, context, to);
}

bool
coinglass_has_orders(struct str channel)
{
	return str_is(channel, "liquidation_orders") ||
	       str_is(channel, "liquidationOrders");
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str v, name = { "", 0 }, data;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	if (json_kind(text) != '{')
		return "neither a message nor an answer";
	if (!json_get(text, "data", &data))
		data = (struct str){ "null", 4 };
	if (json_get(text, "channel", &v)) {
		v = json_bare(v);
		if (coinglass_has_orders(v))
			return wire_rows(data, liquidation, context, to);
		return str_split(&v, '@', &name) && wire_listed(name, others)
			   ? NULL
			   : wire_unknown("channel", name);
	}
	v = wire_get(text, "code");
	if (v.n == 0)
		return wire_unknown("message", wire_get(text, "method"));
	if (!str_is(v, "0"))
		return wire_error(v, wire_get(text, "msg"));
	return wire_answer(data, liquidation, context, to);
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_UNKNOWN;
}

const struct exchange exchange_coinglass = {
	.name = "coinglass",
	.title = "CoinGlass, an aggregator",
	.twins = true,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.rest = coinglass_rest,
	.buckets = coinglass_buckets,
	.trouble = coinglass_trouble,
	.live = coinglass_live,
	.key_variable = "COINGLASS_API_KEY",
};
