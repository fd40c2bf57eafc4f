/*
 * htx.c - HTX (Huobi), linear swaps and futures, coin-M swaps and futures.
 *
 * {"op":"notify","topic":"public.BTC-USDT.liquidation_orders","ts":
 * 1608226502344,"data":[{"contract_code":"BTC-USDT","direction":"sell",
 * "offset":"close","volume":227,"price":23350.5,"created_at":1608226502284,
 * "amount":0.227,"trade_turnover":5300.5635}]}; REST v3 gives the same rows
 * with query_id, v5 {"id":"150153038758","contract_code":"BTC-USDT",
 * "liquidation_time":"1781849094165","side":"buy","position_side":"short",
 * "volume":"2","amount":"2","bankrupt_price":"62978.5",
 * "trade_turnover":"125.957"}.
 *
 * direction and side are the order's: a sell closes a long.  volume counts
 * contracts; amount is coins, but in v5 contracts again (2 of them 125.957
 * USD): there only volume and the turnover are used.  Coin-M rows have no
 * amount; their contracts are worth 100 USD (BTC) or 10.  The price is the
 * bankruptcy price.  No throttle is documented, nor that all is sent.
 */
#include "liq-fetch/htx.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct row {
	char symbol[64];
	int64_t ts, id;
	int order, position;
	struct dec contracts, amount, price, turnover;
};

/* In the order of enum side, what it closes; then what does not tell. */
static const char *const orders[] = { "sell", "buy", NULL };
static const char *const positions[] = { "long", "short", "both", "net", NULL };

static const struct field row_fields[] = {
	{ FIELD("contract_code", TEXT, 0, struct row, symbol) },
	{ FIELD_IN("direction", 0, struct row, order, orders) },
	{ FIELD("volume", DEC, 0, struct row, contracts) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("created_at", INT, FIELD_LAX, struct row, ts) },
	{ FIELD("amount", DEC, FIELD_NULL, struct row, amount) },
	{ FIELD("trade_turnover", DEC, FIELD_NULL, struct row, turnover) },
	{ FIELD("query_id", INT, FIELD_LAX | FIELD_NULL, struct row, id) },
	{ 0 },
};

static const struct field v5_fields[] = {
	{ FIELD("contract_code", TEXT, 0, struct row, symbol) },
	{ FIELD_IN("side", FIELD_NULL, struct row, order, orders) },
	{ FIELD_IN(
	    "position_side", FIELD_NULL, struct row, position, positions) },
	{ FIELD("volume", DEC, 0, struct row, contracts) },
	{ FIELD("bankrupt_price", DEC, 0, struct row, price) },
	{ FIELD("liquidation_time", INT, FIELD_LAX, struct row, ts) },
	{ FIELD("trade_turnover", DEC, FIELD_NULL, struct row, turnover) },
	{ FIELD("id", INT, FIELD_LAX | FIELD_NULL, struct row, id) },
	{ 0 },
};

/* Operations that tell nothing, or that something went as asked. */
static const char *const operations[] = { "auth", "close", "error", "ping",
	"pong", "sub", "unsub", NULL };

/* The last word of public.*.contract_info. */
static const char *const topics[] = { "contract_elements", "contract_info",
	"funding_rate", NULL };

/* The third word of market.BTC-USDT.trade.detail. */
static const char *const channels[] = { "basis", "bbo", "depth", "detail",
	"estimated_rate", "index", "kline", "mark_price", "open_interest",
	"premium_index", "trade", NULL };

/* Linear sizes as sent rows show them: volume against amount. */
static const struct contract_fact facts[] = {
	{ "BTC", "USD", "100" },
	{ NULL, "USD", "10" },
	{ "BTC", "USDT", "0.001" },
	{ "ETH", "USDT", "0.01" },
	{ 0 },
};

static bool
is_alias(struct str s)
{
	static const char *const aliases[] = { "CW", "NW", "CQ", "NQ", NULL };

	return wire_listed(s, aliases);
}

/* Coin-M futures: BTC200703, BTC_CQ */
static bool
coin_future(struct market *m, struct str symbol)
{
	struct str base = symbol, tail;

	if (symbol.n <= 3)
		return false;
	if (is_alias(str_from(symbol, symbol.n - 2)) &&
	    symbol.s[symbol.n - 3] == '_') {
		base.n -= 3;
	} else {
		if (symbol.n <= 6)
			return false;
		tail = str_from(symbol, symbol.n - 6);
		if (!symbol_is_date(tail))
			return false;
		base.n -= 6;
	}
	return market_name(m, symbol, base, STR("USD"));
}

/* BTC-USDT, BTC-USDT-211210, BTC-USDT-CQ, BTC-USD */
static bool
market(struct market *m, struct str symbol)
{
	struct str rest = symbol, base, quote, date;

	if (!str_split(&rest, '-', &base))
		return false;
	if (base.n == symbol.n) {
		if (!coin_future(m, symbol))
			return false;
		m->dated = m->inverse = true;
		return true;
	}
	if (!str_split(&rest, '-', &quote) || !quote_is_dollar(quote) ||
	    !market_name(m, symbol, base, quote))
		return false;
	m->inverse = str_is(quote, "USD");
	m->dated = str_split(&rest, '-', &date);
	return !m->dated ||
	       (rest.n == 0 && (symbol_is_date(date) || is_alias(date)));
}

/* Coins and dollars of a linear row. */
static const char *
linear(struct native *n, const struct row *r, const struct context *context)
{
	struct dec size;
	const char *why;

	if (dec_sign(r->turnover) > 0)
		n->usd = r->turnover;
	if (dec_sign(r->amount) > 0) {
		n->size = r->amount;
		return NULL;
	}
	why = contract_size(
	    &size, &exchange_htx, context->instruments, &n->market);
	if (why != NULL) /* the turnover, if there is one, says how many */
		return n->usd.known ? NULL : why;
	return dec_mul(&n->size, r->contracts, size)
		   ? NULL
		   : "its size is out of range";
}

/* Whatever else a coin-M row says, its contracts are its value. */
static const char *
inverse(struct native *n, const struct row *r, const struct context *context)
{
	struct dec size;
	const char *why = contract_size(
	    &size, &exchange_htx, context->instruments, &n->market);

	if (why != NULL)
		return why;
	return dec_mul(&n->usd, r->contracts, size)
		   ? NULL
		   : "its size is out of range";
}

static const char *
give(const struct row *r, const struct context *context, const struct sink *to)
{
	struct native n = { .ts = r->ts, .price = r->price, .id = r->id };
	const char *why;

	if ((why = market_known(&n.market, &exchange_htx, context->instruments,
		 r->symbol)) != NULL)
		return why;
	n.side = r->position == SIDE_LONG || r->position == SIDE_SHORT
		     ? r->position
		     : r->order;
	n.price_kind = PRICE_BANKRUPTCY;
	why =
	    n.market.inverse ? inverse(&n, r, context) : linear(&n, r, context);
	return why != NULL ? why : native_give(&n, &exchange_htx, context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	struct row r = { .symbol = "" };
	struct str price;
	const char *why;

	why = bind_get(&r,
	    json_get(object, "bankrupt_price", &price) ? v5_fields : row_fields,
	    object);
	return why != NULL ? why : give(&r, context, to);
}

/* The exchange spells its errors in two ways. */
static const char *
error(struct str text, struct str code)
{
	struct str words = wire_get(text, "err-msg");

	if (words.n == 0)
		words = wire_get(text, "err_msg");
	if (words.n == 0)
		words = wire_get(text, "message");
	if (words.n == 0)
		words = wire_get(text, "msg");
	return wire_error(code, words);
}

static struct str
error_code(struct str text)
{
	struct str code = wire_get(text, "err-code");

	return code.n > 0 ? code : wire_get(text, "err_code");
}

static const char *
notify(struct str text, const struct context *context, const struct sink *to)
{
	struct str topic = wire_get(text, "topic"), rest = topic, word, data;

	while (str_split(&rest, '.', &word))
		;
	if (wire_listed(word, topics))
		return NULL;
	if (!str_is(word, "liquidation_orders"))
		return wire_unknown("topic", topic);
	if (!json_get(text, "data", &data))
		return "\"data\" is missing";
	return wire_rows(data, liquidation, context, to);
}

static const char *
operation(struct str text, struct str op, const struct context *context,
    const struct sink *to)
{
	struct str code = error_code(text);

	if (str_is(op, "notify"))
		return notify(text, context, to);
	if (!wire_listed(op, operations))
		return wire_unknown("operation", op);
	return code.n == 0 || str_is(code, "0") ? NULL : error(text, code);
}

/* market.BTC-USDT.trade.detail: other feeds, none with liquidations. */
static const char *
channel(struct str name)
{
	struct str rest = name, word = { "", 0 };
	int i;

	for (i = 0; i < 3 && str_split(&rest, '.', &word); i++)
		;
	return i == 3 && wire_listed(word, channels)
		   ? NULL
		   : wire_unknown("channel", name);
}

/* A REST answer: rows in data, or in v1 in data.orders. */
static const char *
answer(struct str text, const struct context *context, const struct sink *to)
{
	struct str code = wire_get(text, "code"), data, orders_of;

	if (code.n > 0 && !str_is(code, "200"))
		return error(text, code);
	if (!json_get(text, "data", &data))
		return "neither an operation nor data";
	if (json_get(data, "orders", &orders_of))
		data = orders_of;
	return wire_answer(data, liquidation, context, to);
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str op, name, v;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	op = wire_get(text, "op");
	name = wire_get(text, "ch");
	if (op.n > 0)
		return operation(text, op, context, to);
	if (str_is(wire_get(text, "status"), "error"))
		return error(text, error_code(text));
	if (name.n > 0)
		return channel(name);
	if (json_get(text, "subbed", &v) || json_get(text, "unsubbed", &v) ||
	    json_get(text, "ping", &v) || json_get(text, "rep", &v))
		return NULL;
	return answer(text, context, to);
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_UNKNOWN;
}

const struct exchange exchange_htx = {
	.name = "htx",
	.title = "HTX, linear and coin-M",
	.twins = true,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.facts = facts,
	.facts_date = "2026-09-18",
	.rest = htx_rest,
	.buckets = htx_buckets,
	.ping = HTX_HOST "/api/v1/timestamp",
	.trouble = htx_trouble,
	.live = htx_live,
};
