/*
 * okx_rest.c - OKX over REST: the table, liquidations, candles, settled
 * funding, and what goes wrong.
 *
 * liquidation-orders: [{"instId":"BTC-USDT-SWAP","details":[row, ...]}], rows
 * as in okx.c, 100 of one family at the most, about a day back.  It is gone
 * from the documentation and still answers: nothing is promised, and it is a
 * sample like the stream.
 *
 * candles (the latest 1,440), history-candles: [["1678928760000","24341.4",
 * "24344","24313.2","24323","628","2.5819","62800","0"]]: time, open, high,
 * low, close, contracts, coins, USD, and whether it is complete.
 *
 * funding-rate-history: [{"instId","fundingRate","realizedRate",
 * "fundingTime"}], three months; realizedRate is what was paid.  How long it
 * was for is not said.
 *
 * Errors are {"code":"50011","msg":"Too Many Requests"}, also under HTTP 200.
 */
#include "base/when.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/okx.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define RECENT 1439 /* candles back that are sure to be in candles */
#define STAT_ROWS 1440

const struct width okx_widths[] = {
	{ MINUTE_MS, "1m" },
	{ 3 * MINUTE_MS, "3m" },
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1H" },
	{ 2 * HOUR_MS, "2H" },
	{ 4 * HOUR_MS, "4H" },
	{ 6 * HOUR_MS, "6Hutc" },
	{ 12 * HOUR_MS, "12Hutc" },
	{ DAY_MS, "1Dutc" },
	{ 0 },
};

static const int64_t candle_widths[] = { MINUTE_MS, 3 * MINUTE_MS,
	5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS,
	4 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 0 };

void
okx_url(struct ask *a, const char *path)
{
	ask_url(a, "https://www.okx.com/api/v5/%s", path);
}

void
okx_symbol(struct ask *a, const char *before, const struct page *p)
{
	ask_url(a, "%s", before);
	ask_text(a, p->market.symbol);
}

void
okx_family(struct ask *a, const struct market *m)
{
	ask_text(a, m->base);
	ask_url(a, "-");
	ask_text(a, m->quote);
}

const char *
okx_answer(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to,
    const char *(*row)(struct str, struct reading *))
{
	struct reading r = {
		.turn = turn, .page = p, .context = context, .to = to
	};
	struct str rows;
	const char *why;

	if (!json_get(body, "data", &rows))
		return "\"data\" is missing";
	r.contract.exchange = &exchange_okx;
	if (p->market.symbol[0] != '\0' &&
	    (why = contract_find(&r.contract, &exchange_okx,
		 context->instruments, p->market.symbol)) != NULL)
		return why;
	return turn_rows(rows, &r, row);
}

bool
okx_row(struct reading *r, struct str row, const char **why)
{
	struct str symbol;
	char name[64];

	*why = NULL;
	if (!json_get(row, "instId", &symbol) ||
	    !json_text(name, sizeof(name), symbol))
		*why = "\"instId\" is no name";
	else if (row_listed(r, &exchange_okx, name))
		*why = contract_find(
		    &r->contract, &exchange_okx, r->context->instruments, name);
	else
		return false;
	return *why == NULL;
}

static const char *
type_of(const struct market *m)
{
	return m->dated ? "FUTURES" : "SWAP";
}

static void
family(struct buf *to, const struct market *m)
{
	buf_printf(to, "%s %s-%s", type_of(m), m->base, m->quote);
}

static bool
ask_liquidations(struct ask *a, const struct page *p)
{
	okx_url(a, "public/liquidation-orders");
	ask_url(
	    a, "?instType=%s&state=filled&instFamily=", type_of(&p->market));
	okx_family(a, &p->market);
	ask_url(a, "&after=%lld&limit=%d", (long long)p->until, p->rows);
	return true;
}

/* A row of an instrument named around it. */
static void
liquidated(struct str row, struct str symbol, struct reading *r)
{
	int64_t ts;
	const char *why = wire_time(&ts, wire_get(row, "ts"), 1000);

	turn_row(r->turn, why == NULL ? ts : INT_NONE);
	if (why == NULL)
		why = okx_liquidation(row, symbol, r->context, r->to);
	if (why != NULL)
		r->to->refuse(r->to->arg, why);
}

/* All of one instrument; a market that is none of ours is passed over. */
static const char *
instrument(struct str group, struct reading *r)
{
	struct str symbol, rows, row;
	const char *why;

	if (!json_get(group, "instId", &symbol))
		return "\"instId\" is missing";
	if (!json_get(group, "details", &rows) || json_kind(rows) != '[')
		return "\"details\" is no array";
	if (okx_row(r, group, &why))
		while (json_element(&rows, &row))
			liquidated(row, symbol, r);
	return why;
}

/* Rows are those of all instruments: an instrument is none. */
static const char *
liquidations(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = {
		.turn = turn, .page = p, .context = context, .to = to
	};
	struct str groups, group;
	const char *why;

	if (!json_get(body, "data", &groups) || json_kind(groups) != '[')
		return "\"data\" is no array";
	while (json_element(&groups, &group))
		if ((why = instrument(group, &r)) != NULL)
			to->refuse(to->arg, why);
	return NULL;
}

static bool
ask_candles(struct ask *a, const struct page *p)
{
	const char *bar = width_name(okx_widths, p->width);

	if (bar == NULL)
		return false;
	okx_url(a, p->now > 0 && p->since >= p->now - RECENT * p->width
		       ? "market/candles"
		       : "market/history-candles");
	okx_symbol(a, "?instId=", p);
	ask_url(a, "&bar=%s&before=%lld&after=%lld&limit=%d", bar,
	    (long long)p->since - 1, (long long)p->until, p->rows);
	return true;
}

const char *
okx_candle(struct str row, struct reading *r, bool closed)
{
	enum {
		TIME,
		OPEN,
		HIGH,
		LOW,
		CLOSE,
		CONTRACTS,
		COINS,
		QUOTE,
		WHOLE,
		CELLS
	};
	struct str cell[CELLS];
	struct cells_candle c;
	struct record out;
	const char *why;
	int64_t ts;

	if (wire_cells(row, cell, CELLS) < CELLS)
		return "a candle with too few cells";
	if ((why = wire_time(&ts, cell[TIME], 1000)) != NULL)
		return why;
	turn_row(r->turn, ts);
	c = (struct cells_candle){ .open = cell[OPEN],
		.high = cell[HIGH],
		.low = cell[LOW],
		.close = cell[CLOSE],
		.volume = cell[COINS],
		.unit = UNIT_COIN,
		.usd = cell[QUOTE],
		.closed = closed };
	if ((why = cell_candle(&out, &c, &r->contract, r->context, ts,
		 r->page->width)) != NULL)
		return why;
	if (!str_is(cell[WHOLE], "1"))
		out.as.candle.final = TRUTH_FALSE;
	r->to->record(r->to->arg, &out);
	return NULL;
}

static const char *
candle(struct str row, struct reading *r)
{
	return okx_candle(row, r, false);
}

static const char *
candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, candle);
}

static bool
ask_funding(struct ask *a, const struct page *p)
{
	if (p->market.dated)
		return false;
	okx_url(a, "public/funding-rate-history");
	okx_symbol(a, "?instId=", p);
	ask_url(a, "&before=%lld&after=%lld&limit=%d", (long long)p->since - 1,
	    (long long)p->until, p->rows);
	return true;
}

static const char *
settled(struct str row, struct reading *r)
{
	const struct dec none = { 0 };
	struct dec rate;
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(row, "fundingTime"), 1000)) != NULL)
		return why;
	turn_row(r->turn, ts);
	why = cell_need(&rate, wire_get(row, "realizedRate"), "realizedRate");
	return why != NULL
		   ? why
		   : stats_funding(r, ts, rate, 0, none, FUNDING_SETTLED);
}

static const char *
funding(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, settled);
}

static enum trouble_kind
kind_of(struct str code)
{
	static const char *const rate[] = { "50011", "50040", "50061", NULL };
	static const char *const busy[] = { "50001", "50004", "50005", "50013",
		"50026", NULL };

	if (wire_listed(code, rate))
		return TROUBLE_RATE;
	if (wire_listed(code, busy))
		return TROUBLE_BUSY;
	if (str_is(code, "51001"))
		return TROUBLE_SYMBOL;
	if (str_starts(code, STR("501")))
		return TROUBLE_KEY;
	return TROUBLE_ASK;
}

/* The code is more than the status says, but for 451 and 5xx. */
void
okx_trouble(struct trouble *t, const struct reply *reply)
{
	struct str object, code;

	trouble_by_status(t, reply);
	if (!reply_object(reply, &object))
		return;
	code = wire_get(object, "code");
	if (code.n == 0 || (t->kind == TROUBLE_NONE && str_is(code, "0")))
		return;
	trouble_words(t, wire_get(object, "msg"));
	if (t->kind != TROUBLE_GEO && t->kind != TROUBLE_BUSY &&
	    t->kind != TROUBLE_RATE && !str_is(code, "0"))
		t->kind = kind_of(code);
}

/*
 * Most limits are for an address and an instrument; all our requests of a
 * path go by one.  That of liquidation-orders is not known any more.
 */
const struct bucket okx_buckets[] = {
	{ "instruments", 20, 2 * SECOND_MS },
	{ "liquidation-orders", 5, 2 * SECOND_MS },
	{ "candles", 20, 2 * SECOND_MS },
	{ "open-interest", 20, 2 * SECOND_MS },
	{ "funding-rate", 10, 2 * SECOND_MS },
	{ "books", 40, 2 * SECOND_MS },
	{ "position-tiers", 10, 2 * SECOND_MS },
	{ "statistics", 5, 2 * SECOND_MS },
	{ 0 },
};

#define STATISTICS(k, n, how) \
	{ \
		.kind = (k), .name = (n), .paging = PAGE_SPAN, .rows = 100, \
		.back = STAT_ROWS, .widths = okx_periods, \
		.bucket = "statistics", .cost = 1, .ask = okx_ask_##how, \
		.answer = okx_##how \
	}

#define NOW(k, n, how, limit, requests) \
	{ \
		.kind = (k), .name = (n), .paging = PAGE_ONE, .moment = true, \
		.parts = (requests), .bucket = (limit), .cost = 1, \
		.ask = okx_ask_##how, .answer = okx_##how \
	}

const struct rest okx_rest[] = {
	NOW(RECORD_INSTRUMENT, "instruments", list, "instruments", 2),
	{ .kind = RECORD_LIQUIDATION,
	    .name = "liquidation-orders",
	    .paging = PAGE_BACKWARD,
	    .rows = 100,
	    .reach = DAY_MS,
	    .bucket = "liquidation-orders",
	    .cost = 1,
	    .ask = ask_liquidations,
	    .answer = liquidations,
	    .group = family },
	{ .kind = RECORD_CANDLE,
	    .name = "history-candles",
	    .paging = PAGE_SPAN,
	    .rows = 300,
	    .widths = candle_widths,
	    .bucket = "candles",
	    .cost = 1,
	    .ask = ask_candles,
	    .answer = candles },
	STATISTICS(RECORD_OI, "open-interest-history", interest),
	NOW(RECORD_OI, "open-interest", moment, "open-interest", 2),
	{ .kind = RECORD_FUNDING,
	    .name = "funding-rate-history",
	    .paging = PAGE_BACKWARD,
	    .rows = 400,
	    .reach = 90 * DAY_MS,
	    .bucket = "funding-rate",
	    .cost = 1,
	    .ask = ask_funding,
	    .answer = funding },
	NOW(RECORD_FUNDING, "funding-rate", next, "funding-rate", 1),
	STATISTICS(RECORD_RATIO, "long-short-account-ratio-contract", accounts),
	STATISTICS(RECORD_RATIO, "long-short-account-ratio-contract-top-trader",
	    top_accounts),
	STATISTICS(RECORD_RATIO,
	    "long-short-position-ratio-contract-top-trader", top_positions),
	STATISTICS(RECORD_RATIO, "taker-volume-contract", taker),
	NOW(RECORD_BOOK, "books", book, "books", 0),
	NOW(RECORD_TIER, "position-tiers", tiers, "position-tiers", 0),
	{ 0 },
};
