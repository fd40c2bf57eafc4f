/*
 * format_tardis.c - Tardis' CSV files of liquidations.
 *
 * exchange,symbol,timestamp,local_timestamp,id,side,price,amount: times in
 * microseconds, the side of the closing order on every exchange (a sell
 * closed a long), the price and the amount as the exchange gave them.  What
 * an amount counts is the table's.  Bitfinex is not in it: its price is the
 * one of entry.
 */
#include "liq-fetch/instruments.h"
#include "liq-fetch/native.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/rows.h"

enum unit {
	UNIT_COIN,
	UNIT_NATIVE, /* coins, or USD where inverse */
	UNIT_CONTRACT,
	UNIT_QUOTE /* the quote coin; inverse: not known */
};

static const struct venue {
	const char *id; /* Tardis' */
	const char *name; /* ours */
	enum unit unit;
	enum price_kind price_kind;
} venues[] = {
	{ "binance-futures", "binance", UNIT_COIN, PRICE_ORDER },
	{ "binance-delivery", "binance", UNIT_CONTRACT, PRICE_ORDER },
	{ "bitget-futures", "bitget", UNIT_QUOTE, PRICE_BANKRUPTCY },
	{ "bitmex", "bitmex", UNIT_CONTRACT, PRICE_ORDER },
	{ "bybit", "bybit", UNIT_NATIVE, PRICE_BANKRUPTCY },
	{ "cryptofacilities", "kraken", UNIT_NATIVE, PRICE_FILL },
	{ "deribit", "deribit", UNIT_NATIVE, PRICE_FILL },
	{ "dydx-v4", "dydx", UNIT_COIN, PRICE_FILL },
	{ "ftx", "ftx", UNIT_COIN, PRICE_FILL },
	{ "huobi-dm", "htx", UNIT_CONTRACT, PRICE_BANKRUPTCY },
	{ "huobi-dm-linear-swap", "htx", UNIT_CONTRACT, PRICE_BANKRUPTCY },
	{ "huobi-dm-swap", "htx", UNIT_CONTRACT, PRICE_BANKRUPTCY },
	{ "okex-futures", "okx", UNIT_CONTRACT, PRICE_BANKRUPTCY },
	{ "okex-swap", "okx", UNIT_CONTRACT, PRICE_BANKRUPTCY },
};

/* BitMEX has no file here: XBTUSD, a contract is a dollar. */
static const struct contract_fact bitmex_facts[] = {
	{ "BTC", "USD", "1" },
	{ 0 },
};

static const struct rename names[] = {
	{ "exchange", "exchange", true },
	{ "symbol", "symbol", true },
	{ "timestamp", "timestamp", true },
	{ "local_timestamp", "local_timestamp", false },
	{ "id", "id", false },
	{ "side", "side", true },
	{ "price", "price", true },
	{ "amount", "amount", true },
	{ 0 },
};

struct row {
	char exchange[32], symbol[64], id[80];
	int64_t timestamp, local_timestamp;
	int side;
	struct dec price, amount;
};

/* In the order of enum side: a sell closes a long. */
static const char *const sides[] = { "sell", "buy", NULL };

static const struct field row_fields[] = {
	{ FIELD("exchange", TEXT, 0, struct row, exchange) },
	{ FIELD("symbol", TEXT, 0, struct row, symbol) },
	{ FIELD("timestamp", INT, FIELD_LAX, struct row, timestamp) },
	{ FIELD("local_timestamp", INT, FIELD_LAX | FIELD_NULL, struct row,
	    local_timestamp) },
	{ FIELD("id", TEXT, FIELD_NULL, struct row, id) },
	{ FIELD_IN("side", 0, struct row, side, sides) },
	{ FIELD("price", DEC, 0, struct row, price) },
	{ FIELD("amount", DEC, 0, struct row, amount) },
	{ 0 },
};

static const struct venue *
venue_find(const char *id)
{
	size_t i;

	for (i = 0; i < sizeof(venues) / sizeof(venues[0]); i++)
		if (strcmp(venues[i].id, id) == 0)
			return &venues[i];
	return NULL;
}

/* An id of digits is kept; others are too long to carry. */
static int64_t
number(const char *id)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; id[i] >= '0' && id[i] <= '9' && i < 18; i++)
		n = n * 10 + (id[i] - '0');
	return i > 0 && id[i] == '\0' ? n : INT_NONE;
}

static const char *
count(struct native *n, const struct venue *v, const struct exchange *x,
    const struct context *context, struct dec amount)
{
	const char *why;
	struct dec size;

	if (v->unit == UNIT_QUOTE && n->market.inverse)
		return reason("what an amount of %s counts is not known",
		    n->market.symbol);
	if (v->unit == UNIT_CONTRACT) {
		why = contract_size(&size, x, context->instruments, &n->market);
		if (why != NULL)
			return why;
		if (!dec_mul(&amount, amount, size))
			return "its numbers are out of range";
	}
	if (v->unit == UNIT_QUOTE ||
	    (v->unit != UNIT_COIN && n->market.inverse))
		n->usd = amount;
	else
		n->size = amount;
	return NULL;
}

static const char *
give(const struct row *r, const struct context *given, const struct sink *to)
{
	const struct venue *v = venue_find(r->exchange);
	struct exchange other = { 0 };
	const struct exchange *x;
	struct context context = *given;
	struct native n = { .ts = r->timestamp / 1000,
		.side = r->side,
		.price = r->price,
		.id = number(r->id) };
	const char *why = NULL;

	if (v == NULL)
		return reason(
		    "what an amount of %s counts is not known", r->exchange);
	n.price_kind = v->price_kind;
	other.name = v->name;
	if (strcmp(v->name, "bitmex") == 0)
		other.facts = bitmex_facts;
	if ((x = exchange_find(v->name)) != NULL)
		why =
		    market_known(&n.market, x, context.instruments, r->symbol);
	else if (!market_find(&n.market, v->name, str_of(r->symbol)))
		why = reason("%s is no contract of a coin", r->symbol);
	x = x != NULL ? x : &other;
	if (why != NULL || (why = count(&n, v, x, &context, r->amount)) != NULL)
		return why;
	if (r->local_timestamp != INT_NONE)
		context.received = r->local_timestamp / 1000;
	return native_give(&n, x, &context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	struct row r;
	const char *why = bind_get(&r, row_fields, object);

	return why != NULL ? why : give(&r, context, to);
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	(void)file;
	*why = NULL;
	return rows_open(import, &format_tardis, names, liquidation);
}

const struct format format_tardis = {
	.name = "tardis",
	.what = "Tardis' CSV of liquidations, of any exchange whose amounts we "
		"know",
	.needs = "",
	.open = open,
	.line = rows_line,
	.close = rows_close,
};
