/*
 * bitfinex.c - Bitfinex, perpetual contracts in Tether's dollar.
 *
 * [171085137,[["pos",171085137,1706395919788,null,"tAVAXF0:USTF0",-8,32.868,
 * null,0,1,null,33.255]]]: after the channel rows of type, id of the position,
 * time, -, symbol, signed amount, price of entry, -, is it a match, was it
 * sold into the market, -, price at which it was acquired.  REST wraps every
 * row in one more array and has no channel.
 *
 * The amount is the position's: above zero a long.  A position comes with a
 * match of 0 when its liquidation begins and again with 1 for executions: the
 * first alone counts, and its id counts once.  The price is that at which it
 * was acquired; where that is null only the entry is known, which is no kind
 * of price and makes the value approximate.  Positions on margin (tBTCUSD)
 * come in the same feed and are passed over, as are contracts on indices,
 * metals and currencies.
 *
 * Nothing says that all is published; the feed looks whole.
 */
#include "liq-fetch/bitfinex.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/wire.h"

#define CELLS 12

enum cell { TYPE, ID, TIME, SYMBOL = 4, AMOUNT, ENTRY, MATCH = 8, PRICE = 11 };

static const char *const events[] = { "auth", "conf", "info", "pong",
	"subscribed", "unsubscribed", NULL };

/* Coins the exchange writes in three letters (its map pub:map:currency:sym). */
static const struct {
	const char *theirs, *ours;
} coins[] = {
	{ "ALG", "ALGO" },
	{ "ATO", "ATOM" },
	{ "DSH", "DASH" },
	{ "IOT", "IOTA" },
	{ "MNA", "MANA" },
	{ "QTM", "QTUM" },
};

/* Indices, metals and currencies. */
static const char *const others[] = { "BTCDOM", "EUR", "EUROPE50IX", "GBP",
	"GERMANY30IX", "GERMANY40IX", "JPY", "XAG", "XAU", NULL };

static struct str
coin(struct str base)
{
	size_t i;

	for (i = 0; i < sizeof(coins) / sizeof(coins[0]); i++)
		if (str_is(base, coins[i].theirs))
			return str_of(coins[i].ours);
	return base;
}

/* tBTCF0:USTF0; archives leave the t out. */
static bool
market(struct market *m, struct str symbol)
{
	struct str rest = symbol, base;

	if (rest.n > 0 && rest.s[0] == 't')
		rest = str_from(rest, 1);
	if (!str_split(&rest, ':', &base) || !str_is(rest, "USTF0") ||
	    !str_ends(base, STR("F0")))
		return false;
	base.n -= 2;
	return !wire_listed(base, others) &&
	       market_name(m, symbol, coin(base), STR("USDT"));
}

/* The cells of a row that begins a liquidation of ours, as a record. */
static const char *
give(const struct str *cell, const struct context *context,
    const struct sink *to)
{
	struct native n = { .id = INT_NONE };
	char symbol[sizeof(n.market.symbol)];
	struct dec id, price;
	const char *why;

	if (!str_copy(symbol, sizeof(symbol), cell[SYMBOL]))
		return "its symbol is too long";
	if ((why = market_known(&n.market, &exchange_bitfinex,
		 context->instruments, symbol)) != NULL)
		return why;
	if ((why = wire_time(&n.ts, cell[TIME], 1000)) != NULL)
		return why;
	if (dec_parse(&id, cell[ID]) != NULL || id.scale != 0)
		return "its id is not a whole number";
	if (dec_parse(&n.size, cell[AMOUNT]) != NULL)
		return "its amount is not a number";
	price = (struct dec){ 0 };
	if (dec_parse(&n.price, cell[ENTRY]) != NULL ||
	    (cell[PRICE].n > 0 && dec_parse(&price, cell[PRICE]) != NULL))
		return "its price is not a number";
	if (price.known) {
		n.price = price;
		n.price_kind = PRICE_TRIGGER;
	}
	n.id = (int64_t)id.v;
	n.side = dec_sign(n.size) > 0 ? SIDE_LONG : SIDE_SHORT;
	n.size = dec_abs(n.size);
	return native_give(&n, &exchange_bitfinex, context, to);
}

static const char *
liquidation(
    struct str row, const struct context *context, const struct sink *to)
{
	struct str cell[CELLS], inner = row, first;
	struct market m;

	if (json_element(&inner, &first) && json_kind(first) == '[')
		row = first;
	if (wire_cells(row, cell, CELLS) < CELLS || !str_is(cell[TYPE], "pos"))
		return "not a row of a liquidated position";
	if (!str_is(cell[MATCH], "0") && !str_is(cell[MATCH], "1"))
		return "whether it is a match is not said";
	if (cell[SYMBOL].n == 0)
		return "\"symbol\" is missing";
	if (str_is(cell[MATCH], "1") || !market(&m, cell[SYMBOL]))
		return NULL;
	return give(cell, context, to);
}

/* Rows of positions, whatever they are wrapped in; no others. */
static bool
is_rows(struct str rows)
{
	struct str row, cell;
	int depth;

	for (depth = 0; depth < 3 && json_kind(rows) == '['; depth++) {
		if (!json_element(&rows, &row))
			return false;
		cell = row;
		rows = row;
		if (json_kind(cell) == '"')
			return depth > 0 && str_is(json_bare(cell), "pos");
	}
	return false;
}

/* ["error",10020,"symbol: invalid"] */
static const char *
array(struct str text, const struct context *context, const struct sink *to)
{
	struct str rest = text, first, second;

	if (!json_element(&rest, &first))
		return NULL;
	if (json_kind(first) == '[')
		return is_rows(text)
			   ? wire_answer(text, liquidation, context, to)
			   : NULL;
	if (!json_element(&rest, &second))
		return wire_unknown("message", json_bare(first));
	if (str_is(json_bare(first), "error")) {
		if (!json_element(&rest, &first))
			first = (struct str){ "", 0 };
		return wire_error(second, json_bare(first));
	}
	if (json_kind(first) != '0')
		return wire_unknown("message", json_bare(first));
	return is_rows(second) ? wire_rows(second, liquidation, context, to)
			       : NULL;
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str event;
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	if (json_kind(text) == '[')
		return array(text, context, to);
	event = wire_get(text, "event");
	if (str_is(event, "error"))
		return wire_error(
		    wire_get(text, "code"), wire_get(text, "msg"));
	return wire_listed(event, events) ? NULL : wire_unknown("event", event);
}

static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_UNKNOWN;
}

/* A contract is a coin (pub:info:pair:futures names no other size). */
static const struct contract_fact facts[] = {
	{ NULL, "USDT", "1" },
	{ 0 },
};

const struct exchange exchange_bitfinex = {
	.name = "bitfinex",
	.title = "Bitfinex, perpetual",
	.twins = true, /* each has an id of its own */
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.facts = facts,
	.facts_date = "2026-10-01",
	.rest = bitfinex_rest,
	.buckets = bitfinex_buckets,
	.ping = "https://api-pub.bitfinex.com/v2/platform/status",
	.trouble = bitfinex_trouble,
	.live = bitfinex_live,
};
