/*
 * deribit.c - Deribit, perpetuals and futures.
 *
 * There is no feed of liquidations: every trade says what of it was one.
 * {"jsonrpc":"2.0","method":"subscription","params":{"channel":
 * "trades.BTC-PERPETUAL.100ms","data":[{"trade_seq":40781986,"trade_id":
 * "66460463","timestamp":1584058044032,"price":4469.5,"liquidation":"T",
 * "instrument_name":"BTC-PERPETUAL","direction":"sell","amount":1120}]}};
 * REST answers {"result":{"trades":[the same],"has_more":true}}.
 *
 * liquidation T: the taker was liquidated, and a sell closes a long; M: the
 * maker was, on the other side; MT: both were, which is two events.  direction
 * is the taker's, amount USD where inverse, else coins, price what was paid.
 * An id is the trade's, of a maker with ".m" behind it.
 */
#include <stdio.h>

#include "liq-fetch/deribit.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct row {
	char symbol[64], trade[64];
	int64_t ts;
	int taker, who;
	struct dec price, amount;
};

enum who { TAKER = 1, MAKER, BOTH };

/* In the order of enum who; and of enum side, what an order closes. */
static const char *const whose[] = { "T", "M", "MT", NULL };
static const char *const orders[] = { "sell", "buy", NULL };

static const struct field row_fields[] = {
	{ FIELD("instrument_name", TEXT, 0, struct row, symbol) },
	{ FIELD("trade_id", TEXT, 0, struct row, trade) },
	{ FIELD("timestamp", INT, 0, struct row, ts) },
	{ FIELD_IN("direction", 0, struct row, taker, orders) },
	{ FIELD_IN("liquidation", 0, struct row, who, whose) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("amount", DEC, 0, struct row, amount) },
	{ 0 },
};

/* Channels up to their first dot. */
static const char *const others[] = { "announcements", "block_rfq",
	"block_trade_confirmations", "book", "chart", "deribit_price_index",
	"deribit_price_ranking", "deribit_price_statistics",
	"deribit_volatility_index", "estimated_expiration_price",
	"incremental_ticker", "instrument", "markprice", "perpetual",
	"platform_state", "quote", "rfq", "ticker", "user", NULL };

/* BTC-PERPETUAL, BTC-27JUN25 inverse; BTC_USDC-PERPETUAL; no BTC_USDC (spot),
 * no BTC-27JUN25-100000-C (option), no BTC-FS-27JUN25_PERP (two at once) */
static bool
market(struct market *m, struct str symbol)
{
	struct str rest = symbol, pair, base, quote;

	if (!str_split(&rest, '-', &pair) || rest.n == 0)
		return false;
	quote = pair;
	str_split(&quote, '_', &base);
	if (base.n == pair.n)
		quote = STR("USD");
	if (!quote_is_dollar(quote) || !market_name(m, symbol, base, quote))
		return false;
	m->inverse = base.n == pair.n;
	m->dated = symbol_is_date(rest);
	return m->dated || str_is(rest, "PERPETUAL");
}

/* One side of the trade. */
static const char *
give(const struct row *r, enum who who, const struct context *context,
    const struct sink *to)
{
	struct native n = { .ts = r->ts, .price = r->price, .id = INT_NONE };
	char maker[sizeof(r->trade) + 2];
	const char *why;

	if ((why = market_known(&n.market, &exchange_deribit,
		 context->instruments, r->symbol)) != NULL)
		return why;
	n.uid = r->trade;
	n.side = r->taker;
	if (who == MAKER) {
		snprintf(maker, sizeof(maker), "%s.m", r->trade);
		n.uid = maker;
		n.side = r->taker == SIDE_LONG ? SIDE_SHORT : SIDE_LONG;
	}
	n.price_kind = PRICE_FILL;
	*(n.market.inverse ? &n.usd : &n.size) = r->amount;
	return native_give(&n, &exchange_deribit, context, to);
}

/* A trade; most are nobody's liquidation. */
static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	struct row r = { .symbol = "" };
	struct str flag;
	const char *why;

	if (!json_get(object, "liquidation", &flag))
		return json_kind(object) == '{' ? NULL : "a trade is no object";
	if ((why = bind_get(&r, row_fields, object)) != NULL)
		return why;
	if (r.who != TAKER)
		why = give(&r, MAKER, context, to);
	if (why == NULL && r.who != MAKER)
		why = give(&r, TAKER, context, to);
	return why;
}

static const char *
push(struct str params, const struct context *context, const struct sink *to)
{
	struct str channel = wire_get(params, "channel"), first, data;

	first = channel;
	str_split(&channel, '.', &first);
	if (wire_listed(first, others))
		return NULL;
	if (!str_is(first, "trades"))
		return wire_unknown("channel", first);
	if (!json_get(params, "data", &data))
		return "\"data\" is missing";
	return wire_rows(data, liquidation, context, to);
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str v, method, trades;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	if (json_get(text, "error", &v))
		return wire_error(wire_get(v, "code"), wire_get(v, "message"));
	method = wire_get(text, "method");
	if (str_is(method, "subscription"))
		return json_get(text, "params", &v) ? push(v, context, to)
						    : "\"params\" is missing";
	if (str_is(method, "heartbeat"))
		return NULL;
	if (method.n > 0)
		return wire_unknown("method", method);
	if (!json_get(text, "result", &v))
		return "neither a method nor a result";
	return json_get(v, "trades", &trades)
		   ? wire_answer(trades, liquidation, context, to)
		   : NULL;
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_COMPLETE; /* every trade is published, with its flag */
}

const struct exchange exchange_deribit = {
	.name = "deribit",
	.title = "Deribit, perpetuals and futures",
	.twins = true,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.rest = deribit_rest,
	.buckets = deribit_buckets,
	.ping = DERIBIT_HOST "get_time",
	.trouble = deribit_trouble,
	.live = deribit_live,
};
