/*
 * deribit_rest.c - Deribit over REST.
 *
 * All answers are {"jsonrpc":"2.0","result":...,"usOut":...}, errors
 * {"error":{"code","message","data":{"reason","param"}}} under HTTP 400.
 * Inverse contracts count USD everywhere, linear ones coins; open interest is
 * one-sided.  Funding accrues all the time: history has what did each hour,
 * and what is now is a rate for 8 hours.  There are no statistics, and margin
 * tables are prose.
 *
 * Trades of the last 24 hours are at www, all of them, after a while, at
 * history.  For what is older www answers with nothing and no error, so what
 * is not surely younger is asked of history.  Trades come by currency: a
 * market's own are among them, and most are nobody's liquidation.
 *
 * Whether the start of a span is included is not documented: a millisecond
 * before it is asked for, and room left for one row more.
 */
#include "base/when.h"
#include "liq-fetch/deribit.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define HISTORY "https://history.deribit.com/api/v2/public/"
#define RECENT (23 * HOUR_MS) /* surely still at www */

static const struct width widths[] = {
	{ MINUTE_MS, "1" },
	{ 3 * MINUTE_MS, "3" },
	{ 5 * MINUTE_MS, "5" },
	{ 10 * MINUTE_MS, "10" },
	{ 15 * MINUTE_MS, "15" },
	{ 30 * MINUTE_MS, "30" },
	{ HOUR_MS, "60" },
	{ 2 * HOUR_MS, "120" },
	{ 3 * HOUR_MS, "180" },
	{ 6 * HOUR_MS, "360" },
	{ 12 * HOUR_MS, "720" },
	{ DAY_MS, "1D" },
	{ 0 },
};

static const int64_t widths_ms[] = { MINUTE_MS, 3 * MINUTE_MS, 5 * MINUTE_MS,
	10 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS,
	3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 0 };

const char *
deribit_currency(const struct market *m)
{
	return m->inverse ? m->base : m->quote;
}

static void
by_currency(struct buf *b, const struct market *m)
{
	buf_puts(b, deribit_currency(m));
}

static bool
ask_trades(struct ask *a, const struct page *p)
{
	bool recent = p->now > 0 && p->since > p->now - RECENT;

	ask_url(a,
	    "%sget_last_trades_by_currency_and_time?currency=%s&kind=future"
	    "&start_timestamp=%lld&end_timestamp=%lld&count=%d&sorting=asc",
	    recent ? DERIBIT_HOST : HISTORY, deribit_currency(&p->market),
	    (long long)p->since - 1, (long long)p->until, p->rows);
	return true;
}

/*
 * Trades are in the order of their ids; the last one's time is where the next
 * page begins.
 */
static const char *
trade(struct str row, struct reading *r)
{
	const char *why;
	int64_t ts;

	why = stats_time(r, wire_get(row, "timestamp"), &ts);
	if (why != NULL)
		return why;
	r->last = ts;
	return exchange_deribit.liquidation(row, r->context, r->to);
}

static const char *
trades(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str result, rows;
	const char *why;

	if (!json_get(body, "result", &result) ||
	    !json_get(result, "trades", &rows))
		return "\"trades\" is missing";
	if ((why = turn_rows(rows, &r, trade)) != NULL)
		return why;
	if (r.last != 0) {
		if (r.last == turn->oldest && turn->newest > turn->oldest)
			return "its rows run backwards";
		turn->newest = r.last;
	}
	/* a page that says there is more is full, however few it has */
	if (str_is(wire_get(result, "has_more"), "true") && turn->rows > 0 &&
	    turn->rows < p->rows)
		turn->rows = p->rows;
	return NULL;
}

static bool
ask_candles(struct ask *a, const struct page *p)
{
	const char *width = width_name(widths, p->width);

	if (width == NULL)
		return false;
	ask_url(a, DERIBIT_HOST "get_tradingview_chart_data?instrument_name=");
	ask_text(a, p->market.symbol);
	ask_url(a, "&start_timestamp=%lld&end_timestamp=%lld&resolution=%s",
	    (long long)p->since - 1, (long long)p->until, width);
	return true;
}

/* One array a member, the same candle at the same place in all. */
struct chart {
	struct str ticks, open, high, low, close, volume, cost;
};

static const struct field chart_fields[] = {
	{ FIELD("ticks", RAW, 0, struct chart, ticks) },
	{ FIELD("open", RAW, 0, struct chart, open) },
	{ FIELD("high", RAW, 0, struct chart, high) },
	{ FIELD("low", RAW, 0, struct chart, low) },
	{ FIELD("close", RAW, 0, struct chart, close) },
	{ FIELD("volume", RAW, 0, struct chart, volume) },
	{ FIELD("cost", RAW, 0, struct chart, cost) },
	{ 0 },
};

/* The candle at the front of all lists: volume coins, cost USD. */
static bool
front(struct cells_candle *cells, struct chart *c)
{
	*cells = (struct cells_candle){ .unit = UNIT_COIN };
	return json_element(&c->open, &cells->open) &&
	       json_element(&c->high, &cells->high) &&
	       json_element(&c->low, &cells->low) &&
	       json_element(&c->close, &cells->close) &&
	       json_element(&c->volume, &cells->volume) &&
	       json_element(&c->cost, &cells->usd);
}

static const char *
candle(const struct cells_candle *cells, struct str tick, struct reading *r)
{
	const char *why;
	int64_t ts;

	why = stats_time(r, tick, &ts);
	return why != NULL ? why : stats_candle(r, ts, cells);
}

static const char *
candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct chart c;
	struct cells_candle cells;
	struct str result, tick;
	const char *why;
	int64_t rows;

	if (!json_get(body, "result", &result))
		return "\"result\" is missing";
	if (str_is(wire_get(result, "status"), "no_data"))
		return NULL;
	if ((why = stats_open(&r, &exchange_deribit)) != NULL ||
	    (why = bind_get(&c, chart_fields, result)) != NULL)
		return why;
	while (json_element(&c.ticks, &tick)) {
		if (!front(&cells, &c))
			return "a list of the chart is shorter than its ticks";
		rows = turn->rows;
		if ((why = candle(&cells, tick, &r)) != NULL)
			to->refuse(to->arg, why);
		if (turn->rows == rows)
			turn_row(turn, INT_NONE);
	}
	return NULL;
}

/* Codes of errors; what is not listed is as HTTP says. */
static const struct {
	const char *code;
	enum trouble_kind kind;
} codes[] = {
	{ "10000", TROUBLE_KEY },
	{ "10020", TROUBLE_SYMBOL }, /* invalid_or_unsupported_instrument */
	{ "10028", TROUBLE_RATE }, /* too_many_requests: the session ends */
	{ "10040", TROUBLE_BUSY }, /* retry */
	{ "10041", TROUBLE_BUSY }, /* settlement_in_progress: seconds a day */
	{ "10047", TROUBLE_RATE }, /* matching_engine_queue_full */
	{ "11042", TROUBLE_KEY },
	{ "11051", TROUBLE_BUSY }, /* system_maintenance */
	{ "11094", TROUBLE_BUSY }, /* internal_server_error */
	{ "12005", TROUBLE_GEO }, /* country_is_banned */
	{ "13004", TROUBLE_KEY }, { "13009", TROUBLE_KEY },
	{ "13020", TROUBLE_SYMBOL }, /* not_found */
	{ "13021", TROUBLE_KEY },
	{ "13025", TROUBLE_BUSY }, /* method_switched_off_by_admin */
	{ "13028", TROUBLE_BUSY }, /* temporarily_unavailable */
};

static enum trouble_kind
kind_of(struct str error, enum trouble_kind fallback)
{
	struct str code = wire_get(error, "code"), data;
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (str_is(code, codes[i].code))
			return codes[i].kind;
	if (json_get(error, "data", &data) &&
	    (str_is(wire_get(data, "param"), "instrument_name") ||
		str_is(wire_get(data, "param"), "currency")))
		return TROUBLE_SYMBOL;
	return fallback != TROUBLE_NONE ? fallback : TROUBLE_ASK;
}

void
deribit_trouble(struct trouble *t, const struct reply *r)
{
	struct str error;

	trouble_by_status(t, r);
	if (json_check(r->body) != NULL ||
	    !json_get(r->body, "error", &error) || json_kind(error) != '{')
		return;
	t->kind = kind_of(error, t->kind);
	trouble_words(t, wire_get(error, "message"));
}

/* Credits: a pool of 50,000 that is filled again by 10,000 a second. */
const struct bucket deribit_buckets[] = {
	{ "credits", 50000, 5 * SECOND_MS },
	{ 0 },
};

const struct rest deribit_rest[] = {
	{ .kind = RECORD_LIQUIDATION,
	    .name = "get_last_trades_by_currency_and_time",
	    .paging = PAGE_FORWARD,
	    .rows = 1000,
	    .bucket = "credits",
	    .cost = 500,
	    .ask = ask_trades,
	    .answer = trades,
	    .group = by_currency },
	{ .kind = RECORD_CANDLE,
	    .name = "get_tradingview_chart_data",
	    .paging = PAGE_SPAN,
	    .rows = 4999, /* 5000 less one, see above */
	    .widths = widths_ms,
	    .bucket = "credits",
	    .cost = 500,
	    .ask = ask_candles,
	    .answer = candles },
	{ .kind = RECORD_OI,
	    .name = "get_book_summary_by_currency",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "credits",
	    .cost = 500,
	    .ask = deribit_ask_summary,
	    .answer = deribit_interests,
	    .group = by_currency },
	{ .kind = RECORD_FUNDING,
	    .name = "get_funding_rate_history",
	    .paging = PAGE_SPAN,
	    .rows = 744,
	    .span = 30 * DAY_MS,
	    .bucket = "credits",
	    .cost = 500,
	    .ask = deribit_ask_fundings,
	    .answer = deribit_fundings },
	{ .kind = RECORD_FUNDING,
	    .name = "current_funding",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "credits",
	    .cost = 500,
	    .ask = deribit_ask_summary_funding,
	    .answer = deribit_fundings_now,
	    .group = by_currency },
	{ .kind = RECORD_BOOK,
	    .name = "get_order_book",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "credits",
	    .cost = 500,
	    .ask = deribit_ask_book,
	    .answer = deribit_book },
	{ .kind = RECORD_INSTRUMENT,
	    .name = "get_instruments",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "credits",
	    .cost = 10000,
	    .ask = deribit_ask_instruments,
	    .answer = deribit_instruments },
	{ 0 },
};
