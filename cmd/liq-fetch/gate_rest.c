/*
 * gate_rest.c - Gate over REST, but for statistics and lists.
 *
 * Answers are bare arrays, times seconds, sizes contracts: whole ones, but
 * for the header that asks for decimals.
 *
 * liq_orders: of at most an hour; how it looks is in gate.c.  Without a
 * contract it is the whole settlement currency.  Sources differ on whether
 * the times are honoured then, so an answer with rows of another time is
 * refused: what was asked for is not known.
 *
 * A candle is {"t":1539852480,"v":"97151","o":...,"h":...,"l":...,"c":...,
 * "sum":"3580"}, v contracts and sum dollars; at most 2000 of them.  A level
 * of a book is {"p":"0.3351","s":108}.
 *
 * Errors are {"label":"INVALID_PARAM_VALUE","message":...} under HTTP 4xx.
 */
#include "base/when.h"
#include "liq-fetch/gate.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define HOST "https://api.gateio.ws/api/v4/"

static const struct width widths[] = {
	{ 10 * SECOND_MS, "10s" },
	{ MINUTE_MS, "1m" },
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 4 * HOUR_MS, "4h" },
	{ 8 * HOUR_MS, "8h" },
	{ DAY_MS, "1d" },
	{ 7 * DAY_MS, "7d" },
	{ 0, NULL },
};

static const int64_t candle_widths[] = { 10 * SECOND_MS, MINUTE_MS,
	5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS,
	8 * HOUR_MS, DAY_MS, 7 * DAY_MS, 0 };

static const int64_t stat_widths[] = { 5 * MINUTE_MS, 15 * MINUTE_MS,
	30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, DAY_MS, 0 };

/* What a market, or a part of the exchange, is settled in. */
static const char *
settle(const struct page *p)
{
	static const char *const coins[] = { "usdt", "btc", "usd1" };

	if (p->market.symbol[0] == '\0')
		return coins[p->part];
	if (p->market.inverse)
		return coins[1];
	return coins[strcmp(p->market.quote, "USD1") == 0 ? 2 : 0];
}

void
gate_ask(struct ask *a, const char *path, const struct page *p)
{
	ask_url(a, HOST "%s/%s/%s", p->market.dated ? "delivery" : "futures",
	    settle(p), path);
	buf_reset(&a->header);
	buf_puts(&a->header, "X-Gate-Size-Decimal: 1");
}

void
gate_ask_market(struct ask *a, const char *path, const struct page *p)
{
	gate_ask(a, path, p);
	ask_url(a, "?contract=");
	ask_text(a, p->market.symbol);
}

/* Both ends inclusive, in seconds. */
static void
ask_span(struct ask *a, const struct page *p)
{
	ask_url(a, "from=%lld&to=%lld",
	    (long long)floor_div(p->since, SECOND_MS),
	    (long long)floor_div(p->until - 1, SECOND_MS));
}

const char *
gate_time(struct reading *r, struct str bare, int64_t *ts)
{
	const char *why;

	if (bare.n == 0)
		return "its time is missing";
	if ((why = wire_time(ts, bare, 1)) == NULL)
		turn_row(r->turn, *ts);
	return why;
}

const char *
gate_rows(struct reading *r, struct str body,
    const char *(*read)(struct str row, struct reading *))
{
	const char *why = stats_open(r, &exchange_gate);

	return why != NULL ? why : turn_rows(body, r, read);
}

static bool
ask_liquidations(struct ask *a, const struct page *p)
{
	gate_ask(a, "liq_orders?", p);
	ask_span(a, p);
	ask_url(a, "&limit=%d", p->rows);
	return true;
}

/* A row that was not asked for, by more than what seconds cut off. */
static bool
is_stray(const struct page *p, struct str row)
{
	int64_t ts;

	return wire_time(&ts, wire_get(row, "time"), 1) == NULL &&
	       (ts <= p->since - SECOND_MS || ts >= p->until + SECOND_MS);
}

/* Shares and metals are liquidated too: the list of contracts has none. */
static const char *
liquidation(struct str row, struct reading *r)
{
	const char *why;
	int64_t ts;

	if ((why = gate_time(r, wire_get(row, "time"), &ts)) != NULL)
		return why;
	if (!row_contract(r, &exchange_gate, wire_get(row, "contract"), &why))
		return why;
	return exchange_gate.liquidation(row, r->context, r->to);
}

static const char *
liquidations(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rest = body, row;

	if (json_kind(body) != '[')
		return "its rows are no array";
	while (json_element(&rest, &row))
		if (is_stray(p, row))
			return "rows of another time than was asked for";
	return turn_rows(body, &r, liquidation);
}

static bool
ask_candles(struct ask *a, const struct page *p)
{
	gate_ask_market(a, "candlesticks", p);
	ask_url(a, "&interval=%s&", width_name(widths, p->width));
	ask_span(a, p);
	return true;
}

static const char *
candle(struct str row, struct reading *r)
{
	struct cells_candle c = { .unit = UNIT_CONTRACT };
	const char *why;
	int64_t ts;

	if ((why = gate_time(r, wire_get(row, "t"), &ts)) != NULL)
		return why;
	c.open = wire_get(row, "o");
	c.high = wire_get(row, "h");
	c.low = wire_get(row, "l");
	c.close = wire_get(row, "c");
	c.volume = wire_get(row, "v");
	if (!r->contract.market.inverse)
		c.usd = wire_get(row, "sum");
	return stats_candle(r, ts, &c);
}

static const char *
candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return gate_rows(&r, body, candle);
}

static bool
ask_book(struct ask *a, const struct page *p)
{
	gate_ask_market(a, "order_book", p);
	ask_url(a, "&interval=0&limit=%d", p->rows);
	return true;
}

static const char *
book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	static const struct level_names names = { "p", "s" };
	struct reading r = { .turn = turn, p, context, to };
	const char *why;
	int64_t ts;

	if ((why = stats_open(&r, &exchange_gate)) != NULL ||
	    (why = gate_time(&r, wire_get(body, "current"), &ts)) != NULL)
		return why;
	return stats_book_named(&r, ts, wire_get(body, "bids"),
	    wire_get(body, "asks"), &names, UNIT_CONTRACT);
}

const struct rest gate_rest[] = {
	{ .kind = RECORD_INSTRUMENT,
	    .name = "contracts",
	    .paging = PAGE_TOKEN,
	    .rows = 100,
	    .moment = true,
	    .parts = 3,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = gate_ask_list,
	    .answer = gate_list },
	{ .kind = RECORD_INSTRUMENT,
	    .name = "contracts-dated",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = gate_ask_dated,
	    .answer = gate_list },
	{ .kind = RECORD_LIQUIDATION,
	    .name = "liq_orders",
	    .paging = PAGE_SPAN,
	    .grain = SECOND_MS,
	    .rows = 1000,
	    .span = HOUR_MS,
	    .parts = 3,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = ask_liquidations,
	    .answer = liquidations },
	{ .kind = RECORD_CANDLE,
	    .name = "candlesticks",
	    .paging = PAGE_SPAN,
	    .rows = 1999,
	    .widths = candle_widths,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = ask_candles,
	    .answer = candles },
	{ .kind = RECORD_OI,
	    .name = "contract_stats",
	    .paging = PAGE_FORWARD,
	    .rows = 100,
	    .widths = stat_widths,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = gate_ask_stats,
	    .answer = gate_oi },
	{ .kind = RECORD_OI,
	    .name = "contracts-now",
	    .paging = PAGE_TOKEN,
	    .rows = 100,
	    .moment = true,
	    .parts = 3,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = gate_ask_list,
	    .answer = gate_oi_now },
	{ .kind = RECORD_FUNDING,
	    .name = "funding_rate",
	    .paging = PAGE_SPAN,
	    .rows = 1000,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = gate_ask_funding,
	    .answer = gate_funding },
	{ .kind = RECORD_FUNDING,
	    .name = "contracts-funding",
	    .paging = PAGE_TOKEN,
	    .rows = 100,
	    .moment = true,
	    .parts = 3,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = gate_ask_list,
	    .answer = gate_funding_next },
	{ .kind = RECORD_RATIO,
	    .name = "contract_stats-ratios",
	    .paging = PAGE_FORWARD,
	    .rows = 100,
	    .widths = stat_widths,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = gate_ask_stats,
	    .answer = gate_ratios },
	{ .kind = RECORD_BOOK,
	    .name = "order_book",
	    .paging = PAGE_ONE,
	    .rows = 300,
	    .moment = true,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = ask_book,
	    .answer = book },
	{ .kind = RECORD_TIER,
	    .name = "risk_limit_tiers",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "ip",
	    .cost = 1,
	    .ask = gate_ask_tiers,
	    .answer = gate_tiers },
	{ 0 },
};

const struct bucket gate_buckets[] = {
	{ "ip", 200, 10 * SECOND_MS },
	{ 0 },
};

static const struct error_code labels[] = {
	{ "AUTHENTICATION_FAILED", TROUBLE_KEY },
	{ "CONTRACT_IN_DELISTING", TROUBLE_SYMBOL },
	{ "CONTRACT_NOT_FOUND", TROUBLE_SYMBOL },
	{ "INTERNAL", TROUBLE_BUSY },
	{ "INVALID_CREDENTIALS", TROUBLE_KEY },
	{ "INVALID_KEY", TROUBLE_KEY },
	{ "IP_FORBIDDEN", TROUBLE_BAN },
	{ "MISSING_REQUIRED_HEADER", TROUBLE_KEY },
	{ "SERVER_ERROR", TROUBLE_BUSY },
	{ "TOO_BUSY", TROUBLE_BUSY },
	{ "TOO_FAST", TROUBLE_RATE },
	{ "TOO_MANY_REQUESTS", TROUBLE_RATE },
	{ NULL, TROUBLE_NONE },
};

void
gate_trouble(struct trouble *t, const struct reply *reply)
{
	struct str object, label, words;

	trouble_by_status(t, reply);
	if (!reply_object(reply, &object))
		return;
	label = wire_get(object, "label");
	if (label.n == 0)
		return;
	words = wire_get(object, "message");
	if (words.n == 0)
		words = wire_get(object, "detail");
	trouble_words(t, words.n > 0 ? words : label);
	trouble_by_code(t, labels, label);
}
