/*
 * hyperliquid_rest.c - Hyperliquid over REST, a market or an address at a
 * time.
 *
 * All are POSTs to /info.  A candle is {"t":1750000000000,"T":1750000059999,
 * "s":"BTC","i":"1m","o":"96000.0","c":...,"h":...,"l":...,"v":"1.5","n":12},
 * the volume coins; only the newest 5000 of a width can be had.  Funding is
 * {"coin":"BTC","fundingRate":"0.0000125","premium":"0.0001","time":...}, a
 * rate for an hour, the oldest 500 from startTime on.  A book is {"coin",
 * "time","levels":[[{"px","sz","n"},...],[...]]}, bids first.
 *
 * Positions: {"assetPositions":[{"type":"oneWay","position":{"coin":"BTC",
 * "szi":"-1.5","entryPx":"96000.0","leverage":{"type":"cross","value":20},
 * "liquidationPx":"99000.5","positionValue":"144000.0",...}}],"time":...}.
 * szi above zero is a long; liquidationPx is null where no price would do.
 *
 * Requests weigh 2 or 20 of 1200 a minute, and more by the rows they bring: 1
 * for 60 candles, 1 for 20 fundings.  Too many give 429, with a body of null
 * or a page of HTML; an unknown coin null under 200 or 500.
 */
#include "base/when.h"
#include "liq-fetch/hyperliquid.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define CANDLES 5000
#define FUNDINGS 500
#define ERROR_MAX 4096 /* bytes; what is longer is an answer */

static const struct width widths[] = {
	{ MINUTE_MS, "1m" },
	{ 3 * MINUTE_MS, "3m" },
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 2 * HOUR_MS, "2h" },
	{ 4 * HOUR_MS, "4h" },
	{ 8 * HOUR_MS, "8h" },
	{ 12 * HOUR_MS, "12h" },
	{ DAY_MS, "1d" },
	{ 0, NULL },
};

static const int64_t widths_ms[] = { MINUTE_MS, 3 * MINUTE_MS, 5 * MINUTE_MS,
	15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS,
	8 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 0 };

void
hyperliquid_ask(struct ask *a, const char *body)
{
	ask_url(a, "https://api.hyperliquid.xyz/info");
	buf_puts(&a->body, body);
}

static void
put_coin(struct ask *a, const struct page *p)
{
	buf_puts(&a->body, "\"coin\":");
	json_put_text(&a->body, str_of(p->market.symbol));
}

static void
put_span(struct ask *a, const struct page *p)
{
	buf_printf(&a->body, ",\"startTime\":%lld,\"endTime\":%lld",
	    (long long)p->since, (long long)p->until);
}

static bool
ask_candles(struct ask *a, const struct page *p)
{
	const char *width = width_name(widths, p->width);
	int64_t rows;

	if (width == NULL)
		return false;
	hyperliquid_ask(a, "{\"type\":\"candleSnapshot\",\"req\":{");
	put_coin(a, p);
	buf_printf(&a->body, ",\"interval\":\"%s\"", width);
	put_span(a, p);
	buf_puts(&a->body, "}}");
	rows = (p->until - p->since) / p->width + 1;
	if (rows < p->rows)
		a->cost -= (int)((p->rows - rows) / 60);
	return true;
}

static const char *
candle(struct str row, struct reading *r)
{
	struct cells_candle c = { .unit = UNIT_COIN };
	const char *why;
	int64_t ts, end;

	if ((why = stats_time(r, wire_get(row, "t"), &ts)) != NULL ||
	    (why = wire_time(&end, wire_get(row, "T"), SECOND_MS)) != NULL)
		return why;
	if (end + 1 - ts != r->page->width)
		return "it is not as long as was asked for";
	if (!str_is(wire_get(row, "s"), r->page->market.symbol))
		return "it is of another coin";
	c.open = wire_get(row, "o");
	c.high = wire_get(row, "h");
	c.low = wire_get(row, "l");
	c.close = wire_get(row, "c");
	c.volume = wire_get(row, "v");
	c.trades = wire_get(row, "n");
	return stats_candle(r, ts, &c);
}

static const char *
candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_hyperliquid);

	return why != NULL ? why : turn_rows(body, &r, candle);
}

static bool
ask_fundings(struct ask *a, const struct page *p)
{
	hyperliquid_ask(a, "{\"type\":\"fundingHistory\",");
	put_coin(a, p);
	put_span(a, p);
	buf_putc(&a->body, '}');
	return true;
}

static const char *
funding(struct str row, struct reading *r)
{
	struct dec rate, none = { 0 };
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "time"), &ts)) != NULL)
		return why;
	if (!str_is(wire_get(row, "coin"), r->page->market.symbol))
		return "it is of another coin";
	why = cell_need(&rate, wire_get(row, "fundingRate"), "fundingRate");
	return why != NULL
		   ? why
		   : stats_funding(r, ts, rate, HOUR_MS, none, FUNDING_SETTLED);
}

static const char *
fundings(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_hyperliquid);

	return why != NULL ? why : turn_rows(body, &r, funding);
}

static bool
ask_book(struct ask *a, const struct page *p)
{
	hyperliquid_ask(a, "{\"type\":\"l2Book\",");
	put_coin(a, p);
	buf_putc(&a->body, '}');
	return true;
}

const char *
hyperliquid_row_book(struct reading *r, struct str object)
{
	static const struct level_names names = { "px", "sz" };
	struct str both, bids, asks;
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(object, "time"), &ts)) != NULL)
		return why;
	if (!json_get(object, "levels", &both) || json_kind(both) != '[' ||
	    !json_element(&both, &bids) || !json_element(&both, &asks))
		return "\"levels\" is not bids and asks";
	return stats_book_named(r, ts, bids, asks, &names, UNIT_COIN);
}

static const char *
book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_hyperliquid);

	return why != NULL ? why : hyperliquid_row_book(&r, body);
}

/* 0x and 40 digits */
static bool
is_address(const char *s)
{
	return strlen(s) == 42 && s[0] == '0' && s[1] == 'x' &&
	       strspn(s + 2, "0123456789abcdefABCDEF") == 40;
}

static bool
ask_positions(struct ask *a, const struct page *p)
{
	if (!is_address(p->owner))
		return false;
	hyperliquid_ask(a, "{\"type\":\"clearinghouseState\",\"user\":\"");
	buf_printf(&a->body, "%s\"}", p->owner);
	return true;
}

/* What it is worth and at what price it ends; null: nothing would end it. */
static const char *
value(struct position *p, struct str text, const struct contract *c)
{
	struct str leverage;
	const char *why;

	if ((why = cell_need(
		 &p->entry, wire_get(text, "entryPx"), "entryPx")) != NULL ||
	    (why = cell_need(&p->usd, wire_get(text, "positionValue"),
		 "positionValue")) != NULL)
		return why;
	if (!json_get(text, "leverage", &leverage))
		return "\"leverage\" is missing";
	why = cell_need(&p->leverage, wire_get(leverage, "value"), "leverage");
	if (why != NULL)
		return why;
	text = wire_get(text, "liquidationPx");
	if (text.n > 0 &&
	    (why = cell_need(&p->liq_price, text, "liquidationPx")) != NULL)
		return why;
	if (dec_sign(p->liq_price) <= 0)
		p->liq_price = (struct dec){ 0 };
	return contract_price(c, &p->entry) &&
		       contract_price(c, &p->liq_price) &&
		       dec_round(&p->usd, p->usd, USD_SCALE)
		   ? NULL
		   : "its numbers are out of range";
}

/* A position closed has a size of nothing. */
static const char *
position(struct str row, struct reading *r)
{
	struct record record;
	struct position *p = &record.as.position;
	struct str text, coin;
	struct market m;
	struct dec size, none = { 0 }, usd;
	const char *why;
	char symbol[sizeof(m.symbol)];

	if (!json_get(row, "position", &text))
		return "\"position\" is missing";
	coin = wire_get(text, "coin");
	if (coin.n == 0 || !str_copy(symbol, sizeof(symbol), coin))
		return "\"coin\" is missing";
	if (!exchange_hyperliquid.market(&m, coin))
		return NULL;
	if ((why = contract_find(&r->contract, &exchange_hyperliquid,
		 r->context->instruments, symbol)) != NULL ||
	    (why = cell_need(&size, wire_get(text, "szi"), "szi")) != NULL ||
	    dec_sign(size) == 0)
		return why;
	contract_record(&r->contract, r->context, &record, RECORD_POSITION,
	    r->turn->newest);
	p->side = dec_sign(size) > 0 ? SIDE_LONG : SIDE_SHORT;
	str_copy(p->owner, sizeof(p->owner), str_of(r->page->owner));
	why = contract_size_of(
	    &r->contract, dec_abs(size), UNIT_COIN, none, &p->qty, &usd);
	if (why == NULL)
		why = value(p, text, &r->contract);
	if (why == NULL)
		r->to->record(r->to->arg, &record);
	return why;
}

static const char *
positions(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rows;
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(body, "time"), SECOND_MS)) != NULL)
		return why;
	turn->oldest = turn->newest = ts;
	if (!json_get(body, "assetPositions", &rows))
		return "\"assetPositions\" is missing";
	return turn_rows(rows, &r, position);
}

#define INFO .bucket = "info"
#define META INFO, .paging = PAGE_ONE, .moment = true, .parts = 1, .cost = 20

const struct rest hyperliquid_rest[] = {
	{ META, .kind = RECORD_INSTRUMENT, .name = "meta",
	    .ask = hyperliquid_ask_meta, .answer = hyperliquid_instruments },
	{ INFO, .kind = RECORD_CANDLE, .name = "candleSnapshot",
	    .paging = PAGE_SPAN, .rows = CANDLES, .back = CANDLES,
	    .widths = widths_ms, .cost = 20 + CANDLES / 60 + 1,
	    .ask = ask_candles, .answer = candles },
	{ META, .kind = RECORD_OI, .name = "metaAndAssetCtxs",
	    .ask = hyperliquid_ask_contexts, .answer = hyperliquid_oi },
	{ INFO, .kind = RECORD_FUNDING, .name = "fundingHistory",
	    .paging = PAGE_FORWARD, .rows = FUNDINGS,
	    .cost = 20 + FUNDINGS / 20, .ask = ask_fundings,
	    .answer = fundings },
	{ META, .kind = RECORD_FUNDING, .name = "funding",
	    .ask = hyperliquid_ask_contexts,
	    .answer = hyperliquid_funding_next },
	{ INFO, .kind = RECORD_BOOK, .name = "l2Book", .paging = PAGE_ONE,
	    .moment = true, .cost = 2, .ask = ask_book, .answer = book },
	{ META, .kind = RECORD_TIER, .name = "marginTables",
	    .ask = hyperliquid_ask_meta, .answer = hyperliquid_tiers },
	{ INFO, .kind = RECORD_POSITION, .name = "clearinghouseState",
	    .paging = PAGE_ONE, .moment = true, .cost = 2, .ask = ask_positions,
	    .answer = positions },
	{ 0 },
};

const struct bucket hyperliquid_buckets[] = {
	{ "info", 1200, MINUTE_MS },
	{ 0 },
};

void
hyperliquid_trouble(struct trouble *t, const struct reply *reply)
{
	struct str body = str_trim(reply->body), words;

	trouble_by_status(t, reply);
	if (body.n == 0 || body.n > ERROR_MAX || body.s[0] == '<')
		return;
	if (str_is(body, "null")) {
		if (t->kind == TROUBLE_NONE)
			t->kind = TROUBLE_SYMBOL;
		return;
	}
	if (json_check(body) != NULL) {
		if (t->kind != TROUBLE_NONE)
			trouble_words(t, body);
		return;
	}
	words = wire_get(body, "response");
	if (!str_is(wire_get(body, "status"), "err") || words.n == 0)
		return;
	t->kind =
	    str_starts(words, STR("Too many")) ? TROUBLE_RATE : TROUBLE_ASK;
	trouble_words(t, words);
}
