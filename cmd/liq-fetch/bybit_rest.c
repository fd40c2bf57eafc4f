/*
 * bybit_rest.c - Bybit over REST, but for its statistics.
 *
 * {"retCode":0,"retMsg":"OK","result":{"category":"linear","symbol":"BTCUSDT",
 * "list":[...],"nextPageCursor":""},"time":1672025956592}; numbers are
 * strings, times ms, lists newest first.  A candle is [start,open,high,low,
 * close,volume,turnover]: of linear contracts the volume is coins and the
 * turnover USD, of inverse ones the other way round.  Sizes of a book are
 * coins, of inverse ones USD.  No history of liquidations is published, and
 * no candle tells who was the taker.
 */
#include "base/when.h"
#include "liq-fetch/bybit.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define HOST "https://api.bybit.com/v5/market/"

const struct width bybit_widths[] = {
	{ MINUTE_MS, "1" },
	{ 3 * MINUTE_MS, "3" },
	{ 5 * MINUTE_MS, "5" },
	{ 15 * MINUTE_MS, "15" },
	{ 30 * MINUTE_MS, "30" },
	{ HOUR_MS, "60" },
	{ 2 * HOUR_MS, "120" },
	{ 4 * HOUR_MS, "240" },
	{ 6 * HOUR_MS, "360" },
	{ 12 * HOUR_MS, "720" },
	{ DAY_MS, "D" },
	{ 7 * DAY_MS, "W" },
	{ 0, NULL },
};

static const int64_t candle_widths[] = { MINUTE_MS, 3 * MINUTE_MS,
	5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS,
	4 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 7 * DAY_MS, 0 };

static const int64_t stat_widths[] = { 5 * MINUTE_MS, 15 * MINUTE_MS,
	30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, DAY_MS, 0 };

void
bybit_ask(struct ask *a, const char *path, const struct page *p)
{
	ask_url(a, HOST "%s?category=%s&symbol=", path,
	    p->market.inverse ? "inverse" : "linear");
	ask_text(a, p->market.symbol);
}

const char *
bybit_open(struct reading *r, struct str body, struct str *result)
{
	struct str symbol;
	const char *why;

	if (!json_get(body, "result", result) || json_kind(*result) != '{')
		return "\"result\" is missing";
	why = wire_time(&r->at, wire_get(body, "time"), SECOND_MS);
	if (why != NULL)
		return reason("\"time\" is %s", why);
	if (r->page->market.symbol[0] == '\0')
		return NULL;
	symbol = wire_get(*result, "symbol");
	if (symbol.n > 0 && !str_is(symbol, r->page->market.symbol))
		return "an answer about another market";
	return stats_open(r, &exchange_bybit);
}

const char *
bybit_rows(struct reading *r, struct str body,
    const char *(*read)(struct str row, struct reading *))
{
	struct str result, list;
	const char *why;

	if ((why = bybit_open(r, body, &result)) != NULL)
		return why;
	if (!json_get(result, "list", &list))
		return "\"list\" is missing";
	return turn_rows(list, r, read);
}

static bool
ask_candles(struct ask *a, const struct page *p)
{
	bybit_ask(a, "kline", p);
	ask_url(a, "&interval=%s&start=%lld&end=%lld&limit=%d",
	    width_name(bybit_widths, p->width), (long long)p->since,
	    (long long)p->until - 1, p->rows);
	return true;
}

const char *
bybit_candle(struct reading *r, struct str start, struct str volume,
    struct str turnover, struct cells_candle *c)
{
	bool inverse = r->contract.market.inverse;
	const char *why;
	int64_t ts;

	c->unit = UNIT_COIN;
	c->volume = inverse ? turnover : volume;
	c->usd = inverse ? volume : turnover;
	if ((why = stats_time(r, start, &ts)) != NULL)
		return why;
	return stats_candle(r, ts, c);
}

static const char *
candle(struct str row, struct reading *r)
{
	struct cells_candle c = { .closed = false };
	struct str cell[7];

	if (wire_cells(row, cell, 7) < 7)
		return "a candle has seven cells";
	c.open = cell[1];
	c.high = cell[2];
	c.low = cell[3];
	c.close = cell[4];
	return bybit_candle(r, cell[0], cell[5], cell[6], &c);
}

static const char *
candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return bybit_rows(&r, body, candle);
}

static bool
ask_book(struct ask *a, const struct page *p)
{
	bybit_ask(a, "orderbook", p);
	ask_url(a, "&limit=%d", p->rows);
	return true;
}

enum unit
bybit_unit(const struct reading *r)
{
	return r->contract.market.inverse ? UNIT_USD : UNIT_COIN;
}

static const char *
book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str result, bids, asks;
	const char *why;
	int64_t ts;

	if ((why = bybit_open(&r, body, &result)) != NULL)
		return why;
	if (!str_is(wire_get(result, "s"), p->market.symbol))
		return "an answer about another market";
	if (!json_get(result, "b", &bids) || !json_get(result, "a", &asks))
		return "\"b\" or \"a\" is missing";
	if ((why = stats_time(&r, wire_get(result, "ts"), &ts)) != NULL)
		return why;
	return stats_book(&r, ts, bids, asks, bybit_unit(&r));
}

/* Part 2: contracts that trade before their launch, which part 0 leaves out. */
static bool
ask_instruments(struct ask *a, const struct page *p)
{
	ask_url(a, HOST "instruments-info?category=%s%s&limit=%d",
	    p->part == 1 ? "inverse" : "linear",
	    p->part == 2 ? "&status=PreLaunch" : "", p->rows);
	if (p->token[0] != '\0') {
		ask_url(a, "&cursor=");
		ask_coded(a, p->token);
	}
	return true;
}

static const char *const crypto[] = { "", "adventure", "innovation", NULL };
static const char *const others[] = { "commodity", "forex", "index", "metal",
	"stock", "xstocks", NULL };

/* LinearPerpetual, InverseFutures ...; false: something else. */
static bool
contract_type(int *kind, bool *inverse, struct str type)
{
	*inverse = str_starts(type, STR("Inverse"));
	if (!*inverse && !str_starts(type, STR("Linear")))
		return false;
	type = str_from(type, *inverse ? 7 : 6);
	*kind = str_is(type, "Perpetual") ? CONTRACT_PERPETUAL : CONTRACT_DATED;
	return *kind == CONTRACT_PERPETUAL || str_is(type, "Futures");
}

/* A member of a member. */
static struct str
inner(struct str row, const char *outer, const char *key)
{
	struct str object;

	return json_get(row, outer, &object) ? wire_get(object, key)
					     : (struct str){ "", 0 };
}

/*
 * The market of a row by what the list calls its coins: 1000PEPE counts a
 * thousand.  False: none of ours.
 */
static bool
named(struct market *m, struct str row, bool inverse)
{
	struct str quote = wire_get(row, "quoteCoin");

	if (!inverse && str_is(quote, "USD"))
		quote = STR("USDC");
	if (!quote_is_dollar(quote) || !market_name(m, wire_get(row, "symbol"),
					   wire_get(row, "baseCoin"), quote))
		return false;
	market_prefix(m);
	market_suffix(m);
	return true;
}

static const char *
instrument(struct str row, struct reading *r)
{
	struct record record;
	struct instrument *i = &record.as.instrument;
	struct str type = wire_get(row, "symbolType");
	char status[24];
	const char *why;
	bool inverse;
	int kind;

	if (wire_listed(type, others))
		return NULL;
	if (!wire_listed(type, crypto))
		return wire_unknown("symbolType", type);
	type = wire_get(row, "contractType");
	if (!contract_type(&kind, &inverse, type))
		return wire_unknown("contractType", type);
	r->contract = (struct contract){ .exchange = &exchange_bybit };
	if (!named(&r->contract.market, row, inverse))
		return NULL;
	contract_record(
	    &r->contract, r->context, &record, RECORD_INSTRUMENT, r->at);
	i->kind = kind;
	i->inverse = inverse ? TRUTH_TRUE : TRUTH_FALSE;
	i->contract_size = dec_int(1); /* sizes are coins, or USD */
	i->multiplier = dec_int(r->contract.market.multiplier);
	if ((why = cell_need(&i->tick, inner(row, "priceFilter", "tickSize"),
		 "tickSize")) != NULL ||
	    (why = cell_need(&i->lot, inner(row, "lotSizeFilter", "qtyStep"),
		 "qtyStep")) != NULL)
		return why;
	if ((why = contract_steps(&r->contract, i, UNIT_COIN)) != NULL)
		return why;
	if (!str_copy(status, sizeof(status), wire_get(row, "status")))
		return "\"status\" is too long";
	cell_status(i, status, "Trading");
	r->to->record(r->to->arg, &record);
	return NULL;
}

static const char *
instruments(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str result;
	const char *why = bybit_rows(&r, body, instrument);

	if (why != NULL)
		return why;
	return json_get(body, "result", &result) &&
		       str_copy(turn->token, sizeof(turn->token),
			   wire_get(result, "nextPageCursor"))
		   ? NULL
		   : "\"nextPageCursor\" is too long";
}

const struct rest bybit_rest[] = {
	{ .kind = RECORD_INSTRUMENT,
	    .name = "instruments-info",
	    .paging = PAGE_TOKEN,
	    .rows = 1000,
	    .moment = true,
	    .parts = 3,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = ask_instruments,
	    .answer = instruments },
	{ .kind = RECORD_CANDLE,
	    .name = "kline",
	    .paging = PAGE_SPAN,
	    .rows = 1000,
	    .widths = candle_widths,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = ask_candles,
	    .answer = candles },
	{ .kind = RECORD_OI,
	    .name = "open-interest",
	    .paging = PAGE_SPAN,
	    .rows = 200,
	    .widths = stat_widths,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = bybit_ask_oi,
	    .answer = bybit_oi },
	{ .kind = RECORD_OI,
	    .name = "tickers",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 2,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = bybit_ask_tickers,
	    .answer = bybit_oi_now },
	{ .kind = RECORD_FUNDING,
	    .name = "funding-history",
	    .paging = PAGE_BACKWARD,
	    .rows = 200,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = bybit_ask_funding,
	    .answer = bybit_funding },
	{ .kind = RECORD_FUNDING,
	    .name = "tickers-funding",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 2,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = bybit_ask_tickers,
	    .answer = bybit_funding_next },
	{ .kind = RECORD_RATIO,
	    .name = "account-ratio",
	    .paging = PAGE_SPAN,
	    .rows = 500,
	    .widths = stat_widths,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = bybit_ask_ratio,
	    .answer = bybit_ratio },
	{ .kind = RECORD_BOOK,
	    .name = "orderbook",
	    .paging = PAGE_ONE,
	    .rows = 1000,
	    .moment = true,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = ask_book,
	    .answer = book },
	{ .kind = RECORD_TIER,
	    .name = "risk-limit",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = bybit_ask_tiers,
	    .answer = bybit_tiers },
	{ 0 },
};
