/*
 * hyperliquid.c - Hyperliquid, its own perpetual contracts.
 *
 * There is no feed of liquidations.  Fills tell of them, of an address:
 * {"channel":"userFills","data":{"user":"0x...","fills":[{"coin":"BTC",
 * "px":"96000.0","sz":"0.5","side":"A","time":1750000000100,"dir":
 * "Close Long","hash":"0x...","tid":1,"liquidation":{"liquidatedUser":"0x...",
 * "markPx":"96010.0","method":"market"}}]}}; and of all of them a node's files
 * of fills by block, {"events":[["0x...",fill],...]}, or rows with "user".
 *
 * Whoever took the other side of a liquidation has the same fill with the
 * same "liquidation": only the fill of the liquidated address counts, and of a
 * fill whose address is not said nothing can be known.  A sells and closes a
 * long.  One liquidation is as many fills as it took; a tid is not unique.
 *
 * Contracts of others (xyz:NVDA), spot pairs (@107, PURR/USDC) are no markets
 * of ours.  kPEPE counts thousands.
 */
#include "liq-fetch/hyperliquid.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/native.h"
#include "liq-fetch/wire.h"

struct fill {
	char coin[64], user[72];
	struct dec price, size;
	int side;
	int64_t ts;
	struct str liquidation;
};

/* In the order of enum side: who sells closes a long. */
static const char *const sides[] = { "A", "B", NULL };

static const struct field fill_fields[] = {
	{ FIELD("coin", TEXT, 0, struct fill, coin) },
	{ FIELD("px", DEC, 0, struct fill, price) },
	{ FIELD("sz", DEC, 0, struct fill, size) },
	{ FIELD_IN("side", 0, struct fill, side, sides) },
	{ FIELD("time", INT, FIELD_LAX, struct fill, ts) },
	{ FIELD("user", TEXT, FIELD_NULL, struct fill, user) },
	{ FIELD("liquidation", RAW, FIELD_NULL, struct fill, liquidation) },
	{ 0 },
};

static const char *const channels[] = { "activeAssetCtx", "activeAssetData",
	"activeSpotAssetCtx", "allMids", "bbo", "candle", "l2Book",
	"notification", "orderUpdates", "pong", "post", "subscriptionResponse",
	"trades", "userFundings", "userNonFundingLedgerUpdates", "webData2",
	NULL };

static bool
market(struct market *m, struct str symbol)
{
	if (!market_name(m, symbol, symbol, STR("USDC")))
		return false;
	market_kilo(m);
	return true;
}

/* An address is hexadecimal: large and small letters are the same. */
static bool
same_address(struct str a, struct str b)
{
	size_t i;

	for (i = 0; a.n == b.n && i < a.n; i++)
		if ((a.s[i] | 0x20) != (b.s[i] | 0x20))
			return false;
	return a.n == b.n && a.n > 0;
}

/* A fill of that address; "": the fill says whose it is. */
static const char *
read_fill(struct str object, struct str user, const struct context *context,
    const struct sink *to)
{
	struct native n = { .price_kind = PRICE_FILL, .id = INT_NONE };
	struct fill f = { .coin = "" };
	struct str liquidated;
	const char *why;

	if ((why = bind_get(&f, fill_fields, object)) != NULL)
		return why;
	if (f.liquidation.n == 0 || !market(&n.market, str_of(f.coin)))
		return NULL;
	user = user.n > 0 ? user : str_of(f.user);
	liquidated = wire_get(f.liquidation, "liquidatedUser");
	if (liquidated.n == 0)
		return "\"liquidatedUser\" is missing";
	if (user.n == 0)
		return "whose fill it is is not said";
	if (!same_address(user, liquidated))
		return NULL;
	if ((why = market_known(&n.market, &exchange_hyperliquid,
		 context->instruments, f.coin)) != NULL)
		return why;
	n.ts = f.ts;
	n.side = f.side;
	n.price = f.price;
	n.size = f.size;
	return native_give(&n, &exchange_hyperliquid, context, to);
}

static const char *
liquidation(
    struct str object, const struct context *context, const struct sink *to)
{
	return read_fill(object, (struct str){ "", 0 }, context, to);
}

/* The fills of one address. */
static const char *
fills_of(struct str fills, struct str user, const struct context *context,
    const struct sink *to)
{
	struct str fill;
	const char *why;

	if (json_kind(fills) != '[')
		return "\"fills\" is no array";
	while (json_element(&fills, &fill))
		if ((why = read_fill(fill, user, context, to)) != NULL)
			to->refuse(to->arg, why);
	return NULL;
}

/* [address, fill] */
static const char *
event(struct str pair, const struct context *context, const struct sink *to)
{
	struct str user, fill;

	if (json_kind(pair) != '[' || !json_element(&pair, &user) ||
	    json_kind(user) != '"' || !json_element(&pair, &fill))
		return "an event is [address, fill]";
	return read_fill(fill, json_bare(user), context, to);
}

/*
 * "user" tells of fills without an address, and of a liquidation as a whole,
 * without coin and price: its fills are in "userFills".
 */
static const char *
channel(struct str name, struct str data, const struct context *context,
    const struct sink *to)
{
	struct str fills;

	if (str_is(name, "userFills"))
		return json_get(data, "fills", &fills)
			   ? fills_of(
				 fills, wire_get(data, "user"), context, to)
			   : "\"fills\" is missing";
	if (str_is(name, "user"))
		return json_get(data, "fills", &fills)
			   ? fills_of(fills, (struct str){ "", 0 }, context, to)
			   : NULL;
	if (str_is(name, "error"))
		return wire_error((struct str){ "", 0 }, json_bare(data));
	return wire_listed(name, channels) ? NULL
					   : wire_unknown("channel", name);
}

static const char *
frame(struct str text, const struct context *context, const struct sink *to)
{
	struct str v, data = { "", 0 };
	const char *why;

	if ((why = wire_open(&text)) != NULL || text.n == 0)
		return why;
	if (json_kind(text) == '[')
		return wire_answer(text, liquidation, context, to);
	if (json_get(text, "events", &v))
		return wire_rows(v, event, context, to);
	if (!json_get(text, "channel", &v))
		return wire_answer(text, liquidation, context, to);
	json_get(text, "data", &data);
	return channel(json_bare(v), data, context, to);
}

/* Whose fills they are decides: of some addresses, or of a node, all. */
static enum source_class
class_at(int64_t ts)
{
	(void)ts;
	return CLASS_UNKNOWN;
}

/* A contract is a coin as quoted: PEPE by thousands. */
static const struct contract_fact facts[] = {
	{ NULL, "USDC", "1" },
	{ 0 },
};

const struct exchange exchange_hyperliquid = {
	.name = "hyperliquid",
	.title = "Hyperliquid, its own perpetual",
	.twins = true,
	.class_at = class_at,
	.market = market,
	.frame = frame,
	.liquidation = liquidation,
	.facts = facts,
	.facts_date = "2026-10-01",
	.rest = hyperliquid_rest,
	.buckets = hyperliquid_buckets,
	.trouble = hyperliquid_trouble,
	.live = hyperliquid_live,
};
