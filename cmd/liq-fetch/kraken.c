/*
 * kraken.c - Kraken Futures.
 *
 * There is no feed of liquidations: every trade says whether it was one.
 * {"feed":"trade","product_id":"PI_XRPUSD","uid":"3ee209b8-...","side":"sell",
 * "type":"liquidation","seq":41799,"time":1593561965283,"qty":12000,
 * "price":0.1736}; the first message, feed "trade_snapshot", has old ones in
 * "trades".  REST keeps them for years: {"elements":[{"uid","timestamp",
 * "event":{"Execution":{"execution":{"uid","timestamp":"1710150778607",
 * "quantity":"0.0002","price":"71907","takerOrder":{"tradeable":"PF_XBTUSD",
 * "direction":"Sell","orderType":"Market"}}}}}],"len","continuationToken"}.
 *
 * side and direction are the taker's, and it is the taker who was liquidated:
 * a sell closes a long.  Over REST that is an order type with "liquidat" in
 * it; the list that is documented has none, PartialLiquidation was seen.  Sizes
 * are USD where inverse (PI_, FI_), else coins (PF_, FF_); price is what was
 * paid.  That the uid of a trade is the execution's, not that of the element
 * around it, is not documented.
 */
#include "liq-fetch/kraken.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct row {
	char symbol[64], uid[64];
	int64_t ts;
	int order;
	struct dec price, size;
};

/* In the order of enum side, what they close. */
static const char *const orders[] = { "sell", "buy", NULL };
static const char *const directions[] = { "Sell", "Buy", NULL };

static const struct field trade_fields[] = {
	{ FIELD("product_id", TEXT, 0, struct row, symbol) },
	{ FIELD("uid", TEXT, FIELD_NULL, struct row, uid) },
	{ FIELD("time", INT, 0, struct row, ts) },
	{ FIELD_IN("side", 0, struct row, order, orders) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("qty", DEC, 0, struct row, size) },
	{ 0 },
};

static const struct field execution_fields[] = {
	{ FIELD("uid", TEXT, 0, struct row, uid) },
	{ FIELD("timestamp", INT, FIELD_LAX, struct row, ts) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("quantity", DEC, 0, struct row, size) },
	{ 0 },
};

/* Of the order that took; the rest of the row is the execution's. */
struct taker {
	char symbol[64], type[64];
	int order;
};

static const struct field taker_fields[] = {
	{ FIELD("tradeable", TEXT, 0, struct taker, symbol) },
	{ FIELD("orderType", TEXT, 0, struct taker, type) },
	{ FIELD_IN("direction", 0, struct taker, order, directions) },
	{ 0 },
};

/* What a trade may be besides a liquidation. */
static const char *const types[] = { "assignment", "block", "fill",
	"termination", NULL };

static const char *const feeds[] = { "book", "book_snapshot", "heartbeat",
	"ticker", "ticker_lite", NULL };

static const char *const events[] = { "info", "pong", "subscribed",
	"unsubscribed", NULL };

/* A contract is one coin, or one USD where inverse. */
static const struct contract_fact facts[] = {
	{ NULL, "USD", "1" },
	{ 0 },
};

/* Money and metals, which have contracts of the same shape. */
static const char *const no_coins[] = { "AUD", "CAD", "CHF", "EUR", "GBP",
	"JPY", "NZD", "XAG", "XAU", "XPD", "XPT", NULL };

/* PF_XBTUSD, PI_XBTUSD, FI_XBTUSD_250627, FF_XBTUSD_250627 */
static bool
market(struct market *m, struct str symbol)
{
	static const char *const dollar[] = { "USD", NULL };
	struct str rest = symbol, kind, base, quote;

	if (!str_split(&rest, '_', &kind) || kind.n != 2 ||
	    !str_split(&rest, '_', &base) ||
	    !symbol_split(base, dollar, &base, &quote) ||
	    wire_listed(base, no_coins))
		return false;
	if (str_is(base, "XBT"))
		base = STR("BTC");
	if (str_is(base, "XDG"))
		base = STR("DOGE");
	if (!market_name(m, symbol, base, quote))
		return false;
	market_prefix(m);
	m->dated = kind.s[0] == 'F';
	m->inverse = kind.s[1] == 'I';
	return (kind.s[0] == 'F' || kind.s[0] == 'P') &&
	       (kind.s[1] == 'F' || kind.s[1] == 'I') &&
	       (m->dated ? symbol_is_date(rest) : rest.n == 0);
}

static const char *
give(const struct row *r, const struct context *context, const struct sink *to)
{
	struct native n = { .ts = r->ts,
		.side = r->order,
		.price = r->price,
		.price_kind = PRICE_FILL,
		.id = INT_NONE,
		.uid = r->uid[0] != '\0' ? r->uid : NULL };
	const char *why = market_known(
	    &n.market, &exchange_kraken, context->instruments, r->symbol);

	if (why != NULL)
		return why;
	*(n.market.inverse ? &n.usd : &n.size) = r->size;
	return native_give(&n, &exchange_kraken, context, to);
}

/* Anywhere, however it is spelt. */
static bool
says_liquidation(struct str type)
{
	static const char word[] = "liquidat";
	size_t i, k;

	for (i = 0; i + sizeof(word) - 1 <= type.n; i++) {
		for (k = 0; word[k] != '\0'; k++)
			if ((type.s[i + k] | 0x20) != word[k])
				break;
		if (word[k] == '\0')
			return true;
	}
	return false;
}

/* An element of REST; other events than executions are none of ours. */
static const char *
element(struct str event, const struct context *context, const struct sink *to)
{
	struct str execution, order;
	struct taker taker;
	struct row r;
	const char *why;

	if (!json_get(event, "Execution", &execution))
		return NULL;
	if (!json_get(execution, "execution", &execution) ||
	    !json_get(execution, "takerOrder", &order))
		return "\"takerOrder\" is missing";
	if ((why = bind_get(&taker, taker_fields, order)) != NULL)
		return why;
	if (!says_liquidation(str_of(taker.type)))
		return NULL;
	if ((why = bind_get(&r, execution_fields, execution)) != NULL)
		return why;
	memcpy(r.symbol, taker.symbol, sizeof(r.symbol));
	r.order = taker.order;
	return give(&r, context, to);
}

/* A trade or an element; most are nobody's liquidation. */
static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	struct row r = { .symbol = "" };
	struct str event, type;
	const char *why;

	if (json_get(object, "event", &event))
		return element(event, context, to);
	type = wire_get(object, "type");
	if (type.n == 0)
		return "\"type\" is missing";
	if (!str_is(type, "liquidation"))
		return wire_listed(type, types) ? NULL
						: wire_unknown("type", type);
	why = bind_get(&r, trade_fields, object);
	return why != NULL ? why : give(&r, context, to);
}

static const char *
feed(struct str text, struct str name, const struct context *context,
    const struct sink *to)
{
	struct str trades;

	if (str_is(name, "trade"))
		return wire_rows(text, liquidation, context, to);
	if (wire_listed(name, feeds))
		return NULL;
	if (!str_is(name, "trade_snapshot"))
		return wire_unknown("feed", name);
	if (!json_get(text, "trades", &trades))
		return "\"trades\" is missing";
	return wire_rows(trades, liquidation, context, to);
}

bool
kraken_subscribed_before(struct str text)
{
	return str_is(wire_get(text, "event"), "alert") &&
	       str_starts(wire_get(text, "message"), STR("Already subscribed"));
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str event, name, elements;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	event = wire_get(text, "event");
	name = wire_get(text, "feed");
	if (wire_listed(event, events))
		return NULL;
	if (kraken_subscribed_before(text))
		return NULL;
	if (event.n > 0)
		return wire_error(event, wire_get(text, "message"));
	if (name.n > 0)
		return feed(text, name, context, to);
	if (str_is(wire_get(text, "result"), "error"))
		return wire_error(
		    (struct str){ "", 0 }, wire_get(text, "error"));
	if (!json_get(text, "elements", &elements))
		return "neither a feed nor executions";
	return wire_answer(elements, liquidation, context, to);
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_COMPLETE; /* every trade is published, with its type */
}

const struct exchange exchange_kraken = {
	.name = "kraken",
	.title = "Kraken Futures",
	.twins = true,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.facts = facts,
	.facts_date = "2026-10-04",
	.rest = kraken_rest,
	.buckets = kraken_buckets,
	.trouble = kraken_trouble,
	.live = kraken_live,
};
