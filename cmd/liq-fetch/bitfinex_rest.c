/*
 * bitfinex_rest.c - Bitfinex over REST, but for the status of its contracts.
 *
 * Every answer is an array, rows are arrays of cells, times are ms.  A candle
 * is [time,open,close,high,low,volume], close before high; minutes without a
 * trade have none.  A level of a book is [price,orders,amount], bids above
 * zero and asks below.
 *
 * An error is ["error",code,words], mostly under HTTP 500, or an object with
 * "error".  Limits are an endpoint's and a minute's; for candles both 30 and
 * 90 are documented.  An address that was too fast is shut out for a minute.
 */
#include "base/when.h"
#include "liq-fetch/bitfinex.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define ERROR_MAX 4096 /* bytes; what is longer is an answer */

static const struct width widths[] = {
	{ MINUTE_MS, "1m" },
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 3 * HOUR_MS, "3h" },
	{ 6 * HOUR_MS, "6h" },
	{ 12 * HOUR_MS, "12h" },
	{ DAY_MS, "1D" },
	{ 0, NULL },
};

static const int64_t widths_ms[] = { MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS,
	30 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS,
	0 };

void
bitfinex_ask_span(struct ask *a, const struct page *p, int64_t until)
{
	ask_url(a, "?start=%lld&end=%lld&limit=%d&sort=1", (long long)p->since,
	    (long long)until, p->rows);
}

const char *
bitfinex_rows(struct reading *r, struct str body,
    const char *(*read)(struct str row, struct reading *))
{
	const char *why = stats_open(r, &exchange_bitfinex);

	return why != NULL ? why : turn_rows(body, r, read);
}

static bool
ask_liquidations(struct ask *a, const struct page *p)
{
	ask_url(a, BITFINEX_HOST "/liquidations/hist");
	bitfinex_ask_span(a, p, p->until);
	return true;
}

static const char *
liquidation(struct str row, struct reading *r)
{
	struct str cell[3], inner = row, first;
	int64_t ts;

	if (json_kind(row) == '[' && json_element(&inner, &first) &&
	    json_kind(first) == '[')
		row = first;
	if (wire_cells(row, cell, 3) >= 3 &&
	    wire_time(&ts, cell[2], SECOND_MS) == NULL)
		turn_row(r->turn, ts);
	return exchange_bitfinex.liquidation(row, r->context, r->to);
}

static const char *
liquidations(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return turn_rows(body, &r, liquidation);
}

static bool
ask_candles(struct ask *a, const struct page *p)
{
	ask_url(a,
	    BITFINEX_HOST "/candles/trade:%s:", width_name(widths, p->width));
	ask_text(a, p->market.symbol);
	ask_url(a, "/hist");
	bitfinex_ask_span(a, p, p->until);
	return true;
}

static const char *
candle(struct str row, struct reading *r)
{
	struct cells_candle c = { .unit = UNIT_COIN };
	struct str cell[6];
	const char *why;
	int64_t ts;

	if (wire_cells(row, cell, 6) < 6)
		return "a candle has six cells";
	if ((why = stats_time(r, cell[0], &ts)) != NULL)
		return why;
	c.open = cell[1];
	c.close = cell[2];
	c.high = cell[3];
	c.low = cell[4];
	c.volume = cell[5];
	return stats_candle(r, ts, &c);
}

static const char *
candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return bitfinex_rows(&r, body, candle);
}

static bool
ask_book(struct ask *a, const struct page *p)
{
	ask_url(a, BITFINEX_HOST "/book/");
	ask_text(a, p->market.symbol);
	ask_url(a, "/P0?len=%d", p->rows);
	return true;
}

static const char *
level(struct buf *bids, struct buf *asks, const struct contract *c,
    struct str row)
{
	struct str cell[3];

	if (wire_cells(row, cell, 3) < 3 || cell[2].n == 0)
		return "a level of a book has three cells";
	if (cell[2].s[0] != '-')
		return book_level(bids, c, cell[0], cell[2], UNIT_COIN);
	return book_level(asks, c, cell[0], str_from(cell[2], 1), UNIT_COIN);
}

/* No level may be missing from a book: a bad one costs the whole. */
static const char *
book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct record record;
	struct contract c;
	struct buf bids = { 0 }, asks = { 0 };
	struct str row;
	const char *why = contract_find(
	    &c, &exchange_bitfinex, context->instruments, p->market.symbol);

	if (why == NULL && json_kind(body) != '[')
		why = "its rows are no array";
	while (why == NULL && json_element(&body, &row)) {
		turn_row(turn, INT_NONE);
		why = level(&bids, &asks, &c, row);
	}
	if (why == NULL) {
		book_end(&bids);
		book_end(&asks);
		contract_record(
		    &c, context, &record, RECORD_BOOK, context->received);
		record.as.book.bids = buf_view(&bids);
		record.as.book.asks = buf_view(&asks);
		to->record(to->arg, &record);
	}
	buf_free(&bids);
	buf_free(&asks);
	return why;
}

static bool
ask_instruments(struct ask *a, const struct page *p)
{
	(void)p;
	ask_url(a, BITFINEX_HOST "/conf/pub:list:pair:futures");
	return true;
}

/* A pair without its t; what is listed is traded. */
static const char *
instrument(struct str pair, struct reading *r)
{
	struct record record;
	struct instrument *i = &record.as.instrument;
	struct market m;
	char symbol[sizeof(m.symbol)];
	const char *why;

	if (json_kind(pair) != '"')
		return "a pair is no string";
	symbol[0] = 't';
	if (!str_copy(symbol + 1, sizeof(symbol) - 1, json_bare(pair)))
		return "a pair is too long";
	turn_row(r->turn, INT_NONE);
	if (!exchange_bitfinex.market(&m, str_of(symbol)))
		return NULL;
	why = contract_find(&r->contract, &exchange_bitfinex, NULL, symbol);
	if (why != NULL)
		return why;
	contract_record(&r->contract, r->context, &record, RECORD_INSTRUMENT,
	    r->context->received);
	i->kind = CONTRACT_PERPETUAL;
	i->contract_size = r->contract.size;
	i->inverse = TRUTH_FALSE;
	i->multiplier = dec_int(m.multiplier);
	str_copy(i->status, sizeof(i->status), STR("trading"));
	r->to->record(r->to->arg, &record);
	return NULL;
}

static const char *
instruments(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str list;

	if (json_kind(body) != '[' || !json_element(&body, &list))
		return "no list of pairs";
	return turn_rows(list, &r, instrument);
}

const struct rest bitfinex_rest[] = {
	{ .kind = RECORD_INSTRUMENT,
	    .name = "conf",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "conf",
	    .cost = 1,
	    .ask = ask_instruments,
	    .answer = instruments },
	{ .kind = RECORD_LIQUIDATION,
	    .name = "liquidations",
	    .paging = PAGE_FORWARD,
	    .rows = 500,
	    .parts = 1,
	    .bucket = "liquidations",
	    .cost = 1,
	    .ask = ask_liquidations,
	    .answer = liquidations },
	{ .kind = RECORD_CANDLE,
	    .name = "candles",
	    .paging = PAGE_FORWARD,
	    .rows = 10000,
	    .widths = widths_ms,
	    .bucket = "candles",
	    .cost = 1,
	    .ask = ask_candles,
	    .answer = candles },
	{ .kind = RECORD_OI,
	    .name = "status-history",
	    .paging = PAGE_FORWARD,
	    .rows = 5000,
	    .bucket = "status",
	    .cost = 1,
	    .ask = bitfinex_ask_oi,
	    .answer = bitfinex_oi },
	{ .kind = RECORD_OI,
	    .name = "status",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "status",
	    .cost = 1,
	    .ask = bitfinex_ask_status,
	    .answer = bitfinex_oi_now },
	{ .kind = RECORD_FUNDING,
	    .name = "funding-history",
	    .paging = PAGE_FORWARD,
	    .rows = 5000,
	    .bucket = "status",
	    .cost = 1,
	    .ask = bitfinex_ask_funding,
	    .answer = bitfinex_funding },
	{ .kind = RECORD_FUNDING,
	    .name = "funding",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "status",
	    .cost = 1,
	    .ask = bitfinex_ask_status,
	    .answer = bitfinex_funding_next },
	{ .kind = RECORD_BOOK,
	    .name = "book",
	    .paging = PAGE_ONE,
	    .rows = 250,
	    .moment = true,
	    .bucket = "book",
	    .cost = 1,
	    .ask = ask_book,
	    .answer = book },
	{ 0 },
};

const struct bucket bitfinex_buckets[] = {
	{ "book", 240, MINUTE_MS },
	{ "candles", 30, MINUTE_MS },
	{ "conf", 90, MINUTE_MS },
	{ "liquidations", 3, MINUTE_MS },
	{ "status", 90, MINUTE_MS },
	{ 0 },
};

/* Codes that say nothing of the request are of maintenance, or of load. */
static enum trouble_kind
kind_of(struct str code, struct str words)
{
	if (str_is(code, "11010") || str_is(words, "ERR_RATE_LIMIT"))
		return TROUBLE_RATE;
	if (code.n == 5 && memcmp(code.s, "101", 3) == 0)
		return TROUBLE_KEY;
	if (!str_is(code, "10020"))
		return TROUBLE_BUSY;
	return str_is(words, "symbol: invalid") ? TROUBLE_SYMBOL : TROUBLE_ASK;
}

/* What the body says; nothing: it is no error. */
void
bitfinex_trouble(struct trouble *t, const struct reply *reply)
{
	struct str body = str_trim(reply->body), cell[3], code, words;

	trouble_by_status(t, reply);
	if (body.n > ERROR_MAX || json_check(body) != NULL)
		return;
	if (wire_cells(body, cell, 3) >= 3 && str_is(cell[0], "error")) {
		code = cell[1];
		words = cell[2];
	} else if (json_kind(body) == '{' && json_get(body, "error", &words)) {
		code = wire_get(body, "code");
		words = json_bare(words);
	} else {
		return;
	}
	t->kind = kind_of(code, words);
	if (json_kind(body) == '{' &&
	    json_get(body, "error_description", &cell[0]))
		words = json_bare(cell[0]);
	if (t->kind == TROUBLE_RATE && t->until == 0)
		t->until = reply->now + MINUTE_MS;
	trouble_words(t, words);
}
