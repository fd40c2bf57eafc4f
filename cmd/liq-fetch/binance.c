/*
 * binance.c - Binance USD-M and COIN-M, forced orders.
 *
 * {"e":"forceOrder","E":1698871323061,"o":{"s":"BTCUSDT","S":"BUY","o":"LIMIT",
 * "f":"IOC","q":"1.437","p":"35100.81","ap":"34959.70","X":"FILLED",
 * "l":"1.437","z":"1.437","T":1698871323059}}, alone, in an array, or wrapped
 * as {"stream","data"}.
 *
 * S is the side of the closing order: SELL closes a long.  What was liquidated
 * is z (all fills; l is only the last) at ap (their average; p is the limit,
 * near the bankruptcy price).  COIN-M counts contracts of USD; both products
 * come on one stream since 2026-06-30, told apart by st.  At most one order a
 * symbol and second is published, the largest since 2026-04-10, the latest
 * before: a sample, and equal events are one event sent twice.
 */
#include "liq-fetch/binance.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/wire.h"

enum product { PRODUCT_USD = 1, PRODUCT_COIN = 2 };

struct order {
	char symbol[64], status[24];
	int64_t ts, product;
	int side;
	struct dec price, average, filled;
};

/* In the order of enum side: a sell closes a long. */
static const char *const sides[] = { "SELL", "BUY", NULL };

static const struct field order_fields[] = {
	{ FIELD("s", TEXT, 0, struct order, symbol) },
	{ FIELD_IN("S", 0, struct order, side, sides) },
	{ FIELD("p", DEC, FIELD_NULL, struct order, price) },
	{ FIELD("ap", DEC, FIELD_NULL, struct order, average) },
	{ FIELD("X", TEXT, FIELD_NULL, struct order, status) },
	{ FIELD("z", DEC, 0, struct order, filled) },
	{ FIELD("T", INT, FIELD_LAX, struct order, ts) },
	{ FIELD("st", INT, FIELD_LAX | FIELD_NULL, struct order, product) },
	{ 0 },
};

/* Events, and streams whose old messages do not name their event. */
static const char *const others[] = { "24hrMiniTicker", "24hrTicker",
	"aggTrade", "assetIndexUpdate", "bookTicker", "compositeIndex",
	"contractInfo", "continuous_kline", "depthSnapshot", "depthUpdate",
	"indexPriceUpdate", "indexPrice_kline", "kline", "markPriceUpdate",
	"markPrice_kline", "openInterest", "rpiDepthUpdate", "serverShutdown",
	"trade", "tradingSession", NULL };

static const struct contract_fact facts[] = {
	{ "BTC", "USD", "100" },
	{ NULL, "USD", "10" },
	{ 0 },
};

/* BTCUSD_PERP, BTCUSD_200925; not BTCBUSD_210129, which is USD-M. */
static bool
coin_m(struct market *m, struct str symbol, struct str pair, struct str tail)
{
	bool dated = symbol_is_date(tail);
	struct str base = pair;

	if (!str_ends(pair, STR("USD")) || (!dated && !str_is(tail, "PERP")) ||
	    (dated && (str_is(pair, "BTCBUSD") || str_is(pair, "ETHBUSD"))))
		return false;
	base.n -= 3;
	if (!market_name(m, symbol, base, STR("USD")))
		return false;
	m->inverse = true;
	m->dated = dated;
	return true;
}

static bool
market(struct market *m, struct str symbol)
{
	static const char *const quotes[] = { "USDT", "USDC", "BUSD", NULL };
	struct str rest = symbol, pair, base, quote;
	bool tailed;

	if (!str_split(&rest, '_', &pair))
		return false;
	tailed = pair.n < symbol.n;
	if (tailed && coin_m(m, symbol, pair, rest))
		return true;
	if ((tailed && !symbol_is_date(rest)) ||
	    !symbol_split(pair, quotes, &base, &quote) ||
	    !market_name(m, symbol, base, quote))
		return false;
	market_prefix(m);
	m->dated = tailed;
	return true;
}

/* A new order is no liquidation yet; a cancelled one is as far as it got. */
static const char *
check(const struct order *o, const struct market *m)
{
	if (dec_sign(o->filled) == 0 || strcmp(o->status, "NEW") == 0 ||
	    strcmp(o->status, "REJECTED") == 0)
		return "an order of which nothing was filled";
	if (o->product != INT_NONE &&
	    o->product != (m->inverse ? PRODUCT_COIN : PRODUCT_USD))
		return reason("\"st\" does not fit symbol %s", m->symbol);
	return NULL;
}

static const char *
give(
    const struct order *o, const struct context *context, const struct sink *to)
{
	struct native n = { .ts = o->ts, .side = o->side, .id = INT_NONE };
	struct dec size;
	const char *why;

	if ((why = market_known(&n.market, &exchange_binance,
		 context->instruments, o->symbol)) != NULL ||
	    (why = check(o, &n.market)) != NULL)
		return why;
	/* Without an average the limit is the nearest there is. */
	n.price = dec_sign(o->average) > 0 ? o->average : o->price;
	n.price_kind = dec_sign(o->average) > 0 ? PRICE_FILL : PRICE_ORDER;
	if (!n.market.inverse) {
		n.size = o->filled;
		return native_give(&n, &exchange_binance, context, to);
	}
	if ((why = contract_size(&size, &exchange_binance, context->instruments,
		 &n.market)) != NULL)
		return why;
	if (!dec_mul(&n.usd, o->filled, size))
		return "its size is out of range";
	return native_give(&n, &exchange_binance, context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	struct order o;
	const char *why = bind_get(&o, order_fields, object);

	return why != NULL ? why : give(&o, context, to);
}

/* An order whose product is said by the event around it. */
static const char *
force_order(
    struct str event, const struct context *context, const struct sink *to)
{
	struct str object, product = wire_get(event, "st");
	struct order o;
	const char *why;

	if (!json_get(event, "o", &object))
		return "\"o\" is missing";
	if ((why = bind_get(&o, order_fields, object)) != NULL)
		return why;
	if (o.product == INT_NONE && product.n > 0)
		o.product = str_is(product, "1")   ? PRODUCT_USD
			    : str_is(product, "2") ? PRODUCT_COIN
						   : 0;
	return give(&o, context, to);
}

/* The name in btcusdt@depth@100ms and !bookTicker. */
static struct str
stream_channel(struct str stream)
{
	struct str part = { "", 0 };

	if (str_starts(stream, STR("!")))
		stream = str_from(stream, 1);
	else
		str_split(&stream, '@', &part);
	str_split(&stream, '@', &part);
	return part;
}

static const char *
event(struct str object, struct str stream, const struct context *context,
    const struct sink *to)
{
	struct str name = wire_get(object, "e");

	if (name.n == 0)
		name = stream_channel(stream);
	if (str_is(name, "forceOrder"))
		return force_order(object, context, to);
	return wire_listed(name, others) ? NULL : wire_unknown("event", name);
}

static bool
is_answer(struct str text)
{
	struct str v;

	return json_get(text, "result", &v) && json_get(text, "id", &v);
}

static const char *
said(struct str error)
{
	return wire_error(wire_get(error, "code"), wire_get(error, "msg"));
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str stream = { "", 0 }, data, one;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0 || is_answer(text))
		return why;
	if (json_get(text, "error", &data))
		return said(data);
	if (json_get(text, "code", &data))
		return said(text);
	if (json_get(text, "data", &data)) {
		stream = wire_get(text, "stream");
		text = data;
	}
	if (json_kind(text) != '[')
		return event(text, stream, context, to);
	while (json_element(&text, &one))
		if ((why = event(one, stream, context, to)) != NULL)
			to->refuse(to->arg, why);
	return NULL;
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_SAMPLED;
}

const struct exchange exchange_binance = {
	.name = "binance",
	.title = "Binance USD-M and COIN-M",
	.twins = false,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.facts = facts,
	.facts_date = "2026-11-20",
	.rest = binance_rest,
	.buckets = binance_buckets,
	.counters = binance_counters,
	.ping = "https://fapi.binance.com/fapi/v1/ping",
	.trouble = binance_trouble,
	.live = binance_live,
	.tiers = binance_tiers,
	.tiers_date = "2026-03",
};
