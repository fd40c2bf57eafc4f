/*
 * bybit.c - Bybit, linear and inverse.
 *
 * {"topic":"allLiquidation.ROSEUSDT","type":"snapshot","ts":1739502303204,
 * "data":[{"T":1739502302929,"s":"ROSEUSDT","S":"Sell","v":"20000",
 * "p":"0.04499"}]}: every liquidation, since 2025-02-20.  Before, at most one
 * a symbol and second, in "liquidation.SYMBOL": an object with updatedTime and
 * size, older with time and qty, and collected from REST an array with id.
 *
 * In all of them the side is that of the position: Buy is a long.  p is the
 * bankruptcy price; a size is coins, of inverse contracts USD.
 */
#include "liq-fetch/bybit.h"

#include "base/when.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct row {
	char symbol[64];
	int side;
	struct dec price, size, qty;
	int64_t ts, updated, id;
};

/* In the order of enum side, of the position. */
static const char *const sides[] = { "Buy", "Sell", NULL };

static const struct field all_fields[] = {
	{ FIELD("T", INT, FIELD_LAX, struct row, ts) },
	{ FIELD("s", TEXT, 0, struct row, symbol) },
	{ FIELD_IN("S", 0, struct row, side, sides) },
	{ FIELD("v", DEC, 0, struct row, size) },
	{ FIELD("p", DEC, 0, struct row, price) },
	{ 0 },
};

static const struct field old_fields[] = {
	{ FIELD("symbol", TEXT, 0, struct row, symbol) },
	{ FIELD_IN("side", 0, struct row, side, sides) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("size", DEC, FIELD_NULL, struct row, size) },
	{ FIELD("qty", DEC, FIELD_NULL, struct row, qty) },
	{ FIELD("time", INT, FIELD_LAX | FIELD_NULL, struct row, ts) },
	{ FIELD(
	    "updatedTime", INT, FIELD_LAX | FIELD_NULL, struct row, updated) },
	{ FIELD("id", INT, FIELD_LAX | FIELD_NULL, struct row, id) },
	{ 0 },
};

/* Topics up to their first dot. */
static const char *const others[] = { "adlAlert", "candle", "index",
	"instrument_info", "insurance", "kline", "klineV2", "kline_lt", "lt",
	"orderBookL2_25", "orderBook_200", "orderbook", "priceLimit",
	"publicTrade", "tickers", "tickers_lt", "trade", NULL };

/* BTCUSDT, BTCUSD; BTCPERP is in USDC */
static bool
split(struct str pair, struct str *base, struct str *quote)
{
	static const char *const quotes[] = { "USDT", "USDC", "USD", NULL };
	static const char *const perp[] = { "PERP", NULL };

	if (symbol_split(pair, quotes, base, quote))
		return true;
	if (!symbol_split(pair, perp, base, quote))
		return false;
	*quote = STR("USDC");
	return true;
}

/* Dated ones: BTCUSDT-26DEC25, BTC-26DEC25 in USDC, inverse BTCUSDU26. */
static bool
market(struct market *m, struct str symbol)
{
	struct str date = symbol, pair, base, quote;

	if (!str_split(&date, '-', &pair))
		return false;
	if (pair.n < symbol.n && !symbol_is_date(date))
		return false;
	if (pair.n > 3 && symbol_is_month(str_from(pair, pair.n - 3)))
		pair.n -= 3;
	if (!split(pair, &base, &quote)) {
		if (pair.n == symbol.n || date.n == 0)
			return false;
		base = pair;
		quote = STR("USDC");
	}
	if (!market_name(m, symbol, base, quote))
		return false;
	market_prefix(m);
	market_suffix(m);
	m->dated = pair.n < symbol.n;
	m->inverse = str_is(quote, "USD");
	return true;
}

static const char *
give(const struct row *r, const struct context *context, const struct sink *to)
{
	struct native n = { .side = r->side, .price = r->price, .id = r->id };
	const char *why;

	if ((why = market_known(&n.market, &exchange_bybit,
		 context->instruments, r->symbol)) != NULL)
		return why;
	n.ts = r->ts != INT_NONE ? r->ts : r->updated;
	n.price_kind = PRICE_BANKRUPTCY;
	*(n.market.inverse ? &n.usd : &n.size) =
	    r->size.known ? r->size : r->qty;
	return native_give(&n, &exchange_bybit, context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	struct row r = { .updated = INT_NONE, .id = INT_NONE };
	struct str side;
	const char *why;

	why = bind_get(
	    &r, json_get(object, "S", &side) ? all_fields : old_fields, object);
	return why != NULL ? why : give(&r, context, to);
}

/* An acknowledgement, a pong, or a refusal. */
static const char *
answer(struct str text)
{
	struct str good = wire_get(text, "success");

	if (good.n == 0 || str_is(good, "true"))
		return NULL;
	return wire_error((struct str){ "", 0 }, wire_get(text, "ret_msg"));
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str topic, channel, data;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	topic = wire_get(text, "topic"); /* the first key of what is many */
	if (topic.n == 0 && json_get(text, "retCode", &data) &&
	    !str_is(data, "0"))
		return wire_error(data, wire_get(text, "retMsg"));
	if (topic.n == 0 &&
	    (json_get(text, "success", &data) || json_get(text, "op", &data)))
		return answer(text);
	channel = topic;
	str_split(&topic, '.', &channel);
	if (wire_listed(channel, others))
		return NULL;
	if (!str_is(channel, "allLiquidation") &&
	    !str_is(channel, "liquidation"))
		return wire_unknown("topic", channel);
	if (!json_get(text, "data", &data))
		return "\"data\" is missing";
	return wire_rows(data, liquidation, context, to);
}

static enum source_class
class_at(int64_t ts)
{
	const int64_t all_since = INT64_C(1740009600000); /* 2025-02-20 */

	return ts < all_since ? CLASS_SAMPLED : CLASS_COMPLETE;
}

const struct exchange exchange_bybit = {
	.name = "bybit",
	.title = "Bybit, linear and inverse",
	.twins = true,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.rest = bybit_rest,
	.buckets = bybit_buckets,
	.trouble = bybit_trouble,
	.live = bybit_live,
};
