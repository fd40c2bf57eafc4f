/*
 * okx.c - OKX, liquidation orders of swaps and futures.
 *
 * {"arg":{"channel":"liquidation-orders","instType":"SWAP"},"data":[{"details":
 * [{"bkLoss":"0","bkPx":"0.007831","ccy":"","posSide":"short","side":"buy",
 * "sz":"13","ts":"1692266434010"}],"instId":"IOST-USDT-SWAP",...}]}; REST
 * answers {"code":"0","data":[the same]}.  details may hold many.  Retired:
 * channel "liquidations" with the rows in data and instId in arg, and before
 * 2021-11 {"table":"swap/liquidation","data":[{"instrument_id","type":"3",
 * "price","size","created_at"}]}, type 3 closes a long, 4 a short.
 *
 * posSide is the side of the position; where it is net the order tells: a
 * sell closed a long.  bkPx is the bankruptcy price, sz counts contracts: of
 * coins, or where inverse of USD.  A sample, says the exchange itself.
 */
#include "liq-fetch/okx.h"
#include "base/when.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct row {
	char symbol[64], created[40];
	int64_t ts;
	int position, order, type;
	struct dec price, contracts;
};

/* In the order of enum side, what it closes; then what does not tell. */
static const char *const positions[] = { "long", "short", "net", NULL };
static const char *const orders[] = { "sell", "buy", NULL };
static const char *const types[] = { "3", "4", NULL };

static const struct field row_fields[] = {
	{ FIELD("instId", TEXT, FIELD_NULL, struct row, symbol) },
	{ FIELD_IN("posSide", FIELD_NULL, struct row, position, positions) },
	{ FIELD_IN("side", FIELD_NULL, struct row, order, orders) },
	{ FIELD("bkPx", DEC, 0, struct row, price) },
	{ FIELD("sz", DEC, 0, struct row, contracts) },
	{ FIELD("ts", INT, FIELD_LAX, struct row, ts) },
	{ 0 },
};

static const struct field v3_fields[] = {
	{ FIELD("instrument_id", TEXT, 0, struct row, symbol) },
	{ FIELD_IN("type", 0, struct row, type, types) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("size", DEC, 0, struct row, contracts) },
	{ FIELD("created_at", TEXT, 0, struct row, created) },
	{ 0 },
};

static const char *const others[] = { "adl-warning", "bbo-tbt", "block-tickers",
	"books", "books-elp", "books-l2-tbt", "books5", "books50-l2-tbt",
	"call-auction-details", "economic-calendar", "estimated-price",
	"funding-rate", "index-tickers", "instruments", "mark-price",
	"open-interest", "opt-summary", "option-trades", "price-limit",
	"public-block-trades", "public-struc-block-trades", "status", "tickers",
	"trades", "trades-all", NULL };

/* Of version 3, after "futures/" or "swap/". */
static const char *const tables[] = { "depth", "depth5", "depth_l2_tbt",
	"estimated_price", "funding_rate", "mark_price", "open_interest",
	"price_range", "ticker", "trade", NULL };

static const char *const events[] = { "channel-conn-count", "notice",
	"subscribe", "unsubscribe", NULL };

/*
 * ctVal of the exchange's instrument list of 2022-05-13; in 2026-03 those of
 * BTC, ETH, SOL and DOGE against USDT were still the same.
 */
static const struct contract_fact facts[] = {
	{ "BTC", "USD", "100" },
	{ NULL, "USD", "10" },
	{ "BTC", "USDT", "0.01" },
	{ "ETH", "USDT", "0.1" },
	{ "SOL", "USDT", "1" },
	{ "DOGE", "USDT", "1000" },
	{ "XRP", "USDT", "100" },
	{ "LTC", "USDT", "1" },
	{ 0 },
};

/* BTC-USDT-SWAP, BTC-USD-211231; not BTC-USDT (margin), not XAU-USD_UM_... */
static bool
market(struct market *m, struct str symbol)
{
	struct str rest = symbol, base, quote;

	if (!str_split(&rest, '-', &base) || !str_split(&rest, '-', &quote) ||
	    !quote_is_dollar(quote) || !market_name(m, symbol, base, quote))
		return false;
	m->inverse = str_is(quote, "USD");
	m->dated = symbol_is_date(rest);
	return m->dated || str_is(rest, "SWAP");
}

static int
side(const struct row *r)
{
	if (r->type != 0)
		return r->type;
	if (r->position == SIDE_LONG || r->position == SIDE_SHORT)
		return r->position;
	return r->order;
}

static const char *
give(const struct row *r, const struct context *context, const struct sink *to)
{
	struct native n = { .ts = r->ts, .side = side(r), .id = INT_NONE };
	struct dec size;
	const char *why;

	if ((why = market_known(&n.market, &exchange_okx, context->instruments,
		 r->symbol)) != NULL ||
	    (why = contract_size(&size, &exchange_okx, context->instruments,
		 &n.market)) != NULL)
		return why;
	n.price = r->price;
	n.price_kind = PRICE_BANKRUPTCY;
	if (!dec_mul(n.market.inverse ? &n.usd : &n.size, r->contracts, size))
		return "its size is out of range";
	return native_give(&n, &exchange_okx, context, to);
}

const char *
okx_liquidation(struct str object, struct str symbol,
    const struct context *context, const struct sink *to)
{
	struct row r = { .symbol = "" };
	const char *why;

	if ((why = bind_get(&r, row_fields, object)) != NULL)
		return why;
	if (r.symbol[0] == '\0' && symbol.n > 0 &&
	    !json_text(r.symbol, sizeof(r.symbol), symbol))
		return "\"instId\" is no name";
	if (r.symbol[0] == '\0')
		return "\"instId\" is missing";
	return give(&r, context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	return okx_liquidation(object, (struct str){ "", 0 }, context, to);
}

static const char *
v3_row(struct str object, const struct context *context, const struct sink *to)
{
	struct row r = { .symbol = "" };
	const char *why;

	if ((why = bind_get(&r, v3_fields, object)) != NULL ||
	    (why = when_parse_iso(&r.ts, str_of(r.created))) != NULL)
		return why;
	return give(&r, context, to);
}

static const char *
rows_of(struct str rows, struct str symbol, const struct context *context,
    const struct sink *to)
{
	struct str row;
	const char *why;

	if (json_kind(rows) != '[')
		return "no array of rows";
	while (json_element(&rows, &row))
		if ((why = okx_liquidation(row, symbol, context, to)) != NULL)
			to->refuse(to->arg, why);
	return NULL;
}

/* One instrument and its details. */
static const char *
group(struct str object, const struct context *context, const struct sink *to)
{
	struct str symbol, details;

	if (!json_get(object, "instId", &symbol))
		return "\"instId\" is missing";
	if (!json_get(object, "details", &details))
		return "\"details\" is missing";
	return rows_of(details, symbol, context, to);
}

/* Version 3: "futures/liquidation" */
static const char *
table(struct str name, struct str data, const struct context *context,
    const struct sink *to)
{
	struct str rest = name, market_type;

	str_split(&rest, '/', &market_type);
	if (str_is(rest, "liquidation"))
		return wire_rows(data, v3_row, context, to);
	if (wire_listed(rest, tables) || str_starts(rest, STR("candle")))
		return NULL;
	return wire_unknown("table", name);
}

static bool
is_candle(struct str channel)
{
	return str_starts(channel, STR("candle")) ||
	       str_starts(channel, STR("mark-price-candle")) ||
	       str_starts(channel, STR("index-candle"));
}

static const char *
push(struct str arg, struct str data, const struct context *context,
    const struct sink *to)
{
	struct str channel = wire_get(arg, "channel"), symbol;

	if (str_is(channel, "liquidation-orders"))
		return wire_rows(data, group, context, to);
	if (!str_is(channel, "liquidations"))
		return wire_listed(channel, others) || is_candle(channel)
			   ? NULL
			   : wire_unknown("channel", channel);
	if (!json_get(arg, "instId", &symbol))
		return "\"instId\" is missing";
	return rows_of(data, symbol, context, to);
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str event, code, table_name, arg, data;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	event = wire_get(text, "event");
	code = wire_get(text, "code");
	table_name = wire_get(text, "table");
	if (wire_listed(event, events))
		return NULL;
	if (str_is(event, "error") || (code.n > 0 && !str_is(code, "0")))
		return wire_error(code, wire_get(text, "msg"));
	if (event.n > 0)
		return wire_unknown("event", event);
	if (!json_get(text, "data", &data))
		return "neither an event nor data";
	if (code.n > 0)
		return wire_answer(data, group, context, to);
	if (table_name.n > 0)
		return table(table_name, data, context, to);
	return json_get(text, "arg", &arg) ? push(arg, data, context, to)
					   : "\"arg\" is missing";
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_SAMPLED;
}

const struct exchange exchange_okx = {
	.name = "okx",
	.title = "OKX, swaps and futures",
	.twins = true,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.facts = facts,
	.facts_date = "2022-05-13",
	.rest = okx_rest,
	.buckets = okx_buckets,
	.ping = "https://www.okx.com/api/v5/public/time",
	.trouble = okx_trouble,
	.live = okx_live,
};
