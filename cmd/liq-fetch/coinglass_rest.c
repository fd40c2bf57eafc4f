/*
 * coinglass_rest.c - CoinGlass over REST, version 4.
 *
 * Every request wants a key, and what may be asked for depends on the plan:
 * orders are for Standard and above, coin-list for Startup, short intervals
 * for those who pay more.  Refusals come under HTTP 200, {"code":"401","msg":
 * "API key missing."}; "0" is good.
 *
 * start_time and end_time are ms; which rows of a span too long for a page are
 * left out is not documented, so spans are cut.  Orders are told by exchange
 * and coin, 200 of a page, of the last 7 days, from an amount on: a dollar,
 * for nothing less is sure to be allowed.  supported-exchange-pairs tells the
 * markets: {"Binance":[{"instrument_id":"BTCUSDT","base_asset":"BTC",
 * "quote_asset":"USDT","price_tick_size":0.1,...},...],...}.
 */
#include "base/when.h"
#include "liq-fetch/coinglass.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define HOST "https://open-api-v4.coinglass.com/api/futures/"
#define ERROR_MAX 4096 /* bytes; what is longer is an answer */
#define PER_MINUTE 30 /* of the smallest plan */

static const struct width widths[] = {
	{ MINUTE_MS, "1m" },
	{ 3 * MINUTE_MS, "3m" },
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 4 * HOUR_MS, "4h" },
	{ 6 * HOUR_MS, "6h" },
	{ 8 * HOUR_MS, "8h" },
	{ 12 * HOUR_MS, "12h" },
	{ DAY_MS, "1d" },
	{ 0, NULL },
};

const int64_t coinglass_widths[] = { MINUTE_MS, 3 * MINUTE_MS, 5 * MINUTE_MS,
	15 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS,
	8 * HOUR_MS, 12 * HOUR_MS, DAY_MS, 0 };

/* A key is printable and has no blanks: nothing else gets into a header. */
static bool
is_key(const char *key)
{
	const char *s;

	for (s = key; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~')
			return false;
	return s > key;
}

void
coinglass_ask(struct ask *a, const struct page *p, const char *path)
{
	ask_url(a, HOST "%s", path);
	if (is_key(p->key))
		buf_printf(&a->header, "CG-API-KEY: %s", p->key);
}

bool
coinglass_ask_pair(struct ask *a, const struct page *p, const char *path)
{
	struct str pair;
	const struct brand *b = brand_split(p->market.symbol, &pair);

	if (b == NULL)
		return false;
	coinglass_ask(a, p, path);
	ask_url(a, "?exchange=");
	ask_text(a, b->theirs);
	ask_url(a, "&symbol=");
	ask_text(a, pair.s); /* the end of the symbol */
	return true;
}

bool
coinglass_ask_series(struct ask *a, const struct page *p)
{
	const char *width = width_name(widths, p->width);

	if (width == NULL)
		return false;
	ask_url(a, "&interval=%s&limit=%d&start_time=%lld&end_time=%lld", width,
	    p->rows, (long long)p->since, (long long)p->until);
	return true;
}

const char *
coinglass_rows(struct reading *r, struct str body,
    const char *(*read)(struct str row, struct reading *))
{
	struct str data;
	const char *why = stats_open(r, &exchange_coinglass);

	if (why != NULL)
		return why;
	return json_get(body, "data", &data) ? turn_rows(data, r, read)
					     : "\"data\" is missing";
}

static bool
ask_markets(struct ask *a, const struct page *p)
{
	coinglass_ask(a, p, "supported-exchange-pairs");
	return true;
}

/* The market of a pair: by its exchange's rules, else by its two assets. */
static bool
market_of(struct market *m, const char *symbol, struct str row)
{
	struct str quote = wire_get(row, "quote_asset");

	if (exchange_coinglass.market(m, str_of(symbol)))
		return quote_is_dollar(str_of(m->quote));
	if (!quote_is_dollar(quote) ||
	    !market_name(m, str_of(symbol), wire_get(row, "base_asset"), quote))
		return false;
	market_prefix(m);
	market_suffix(m);
	return true;
}

static const char *
listed(struct str row, struct reading *r, struct str exchange)
{
	struct record record;
	struct instrument *i = &record.as.instrument;
	struct contract *c = &r->contract;
	char symbol[sizeof(c->market.symbol)];
	const char *why;

	why = brand_symbol(
	    symbol, sizeof(symbol), exchange, wire_get(row, "instrument_id"));
	if (why != NULL || !market_of(&c->market, symbol, row))
		return why;
	contract_record(
	    c, r->context, &record, RECORD_INSTRUMENT, r->context->received);
	i->kind = c->market.dated ? CONTRACT_DATED : CONTRACT_PERPETUAL;
	i->inverse = c->market.inverse ? TRUTH_TRUE : TRUTH_FALSE;
	i->multiplier = dec_int(c->market.multiplier);
	str_copy(i->status, sizeof(i->status), STR("trading"));
	r->to->record(r->to->arg, &record);
	return NULL;
}

/* Exchanges that are not in our list are passed over. */
static const char *
markets(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data, exchange, pairs, row;
	const char *why;

	if (!json_get(body, "data", &data) || json_kind(data) != '{')
		return "\"data\" is missing";
	r.contract.exchange = &exchange_coinglass;
	while (json_member(&data, &exchange, &pairs)) {
		exchange = json_bare(exchange);
		if (json_kind(pairs) != '[')
			return "its pairs are no array";
		while (brand_find(exchange) != NULL &&
		       json_element(&pairs, &row)) {
			turn_row(turn, INT_NONE);
			if ((why = listed(row, &r, exchange)) != NULL)
				to->refuse(to->arg, why);
		}
	}
	return NULL;
}

static bool
ask_orders(struct ask *a, const struct page *p)
{
	struct str pair;
	const struct brand *b = brand_split(p->market.symbol, &pair);

	if (b == NULL)
		return false;
	coinglass_ask(a, p, "liquidation/order?exchange=");
	ask_text(a, b->theirs);
	ask_url(a, "&symbol=");
	ask_text(a, p->market.base);
	ask_url(a, "&min_liquidation_amount=1&start_time=%lld&end_time=%lld",
	    (long long)p->since, (long long)p->until);
	return true;
}

/* All pairs of a coin at an exchange. */
static void
group(struct buf *b, const struct market *m)
{
	struct str rest = str_of(m->symbol), name = { "", 0 };

	str_split(&rest, ':', &name);
	buf_str(b, name);
	buf_putc(b, ':');
	buf_puts(b, m->base);
}

static const char *
order(struct str row, struct reading *r)
{
	int64_t ts;
	const char *why = stats_time(r, wire_get(row, "time"), &ts);

	return why != NULL
		   ? why
		   : exchange_coinglass.liquidation(row, r->context, r->to);
}

static const char *
orders(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return coinglass_rows(&r, body, order);
}

#define BY_KEY .bucket = "key", .cost = 1
#define SERIES \
	BY_KEY, .paging = PAGE_SPAN, .rows = 1000, .widths = coinglass_widths
#define SUMS \
	BY_KEY, .kind = RECORD_LIQUIDATION, .paging = PAGE_ONE, .moment = true

const struct rest coinglass_rest[] = {
	{ BY_KEY, .kind = RECORD_INSTRUMENT, .name = "pairs",
	    .paging = PAGE_ONE, .moment = true, .parts = 1, .ask = ask_markets,
	    .answer = markets },
	{ BY_KEY, .kind = RECORD_LIQUIDATION, .name = "order",
	    .paging = PAGE_SPAN, .rows = 200, .reach = 7 * DAY_MS,
	    .ask = ask_orders, .answer = orders, .group = group },
	{ SERIES, .kind = RECORD_LIQUIDATION, .name = "aggregated-history",
	    .ask = coinglass_ask_history, .answer = coinglass_history,
	    .group = group },
	{ SUMS, .name = "exchange-list", .parts = COINGLASS_RANGES,
	    .ask = coinglass_ask_exchanges, .answer = coinglass_exchanges },
	{ SUMS, .name = "coin-list", .parts = COINGLASS_LISTED,
	    .ask = coinglass_ask_coins, .answer = coinglass_coins },
	{ SERIES, .kind = RECORD_CANDLE, .name = "price",
	    .ask = coinglass_ask_prices, .answer = coinglass_prices },
	{ SERIES, .kind = RECORD_OI, .name = "open-interest",
	    .ask = coinglass_ask_interest, .answer = coinglass_interest },
	{ SERIES, .kind = RECORD_FUNDING, .name = "funding-rate",
	    .ask = coinglass_ask_funding, .answer = coinglass_funding },
	{ SERIES, .kind = RECORD_RATIO, .name = "global-account-ratio",
	    .ask = coinglass_ask_accounts, .answer = coinglass_accounts },
	{ SERIES, .kind = RECORD_RATIO, .name = "top-account-ratio",
	    .ask = coinglass_ask_top_accounts,
	    .answer = coinglass_top_accounts },
	{ SERIES, .kind = RECORD_RATIO, .name = "top-position-ratio",
	    .ask = coinglass_ask_top_positions,
	    .answer = coinglass_top_positions },
	{ SERIES, .kind = RECORD_RATIO, .name = "taker-volume",
	    .ask = coinglass_ask_takers, .answer = coinglass_takers },
	{ 0 },
};

const struct bucket coinglass_buckets[] = {
	{ "key", PER_MINUTE, MINUTE_MS },
	{ 0 },
};

static bool
has(struct str text, const char *word)
{
	return memmem(text.s, text.n, word, strlen(word)) != NULL;
}

/* What the plan does not have is no fault of the key: others go on. */
static enum trouble_kind
kind_of(struct str code, struct str words)
{
	if (str_is(code, "401") || str_is(code, "403"))
		return has(words, "plan") || has(words, "pgrade") ? TROUBLE_ASK
								  : TROUBLE_KEY;
	if (str_is(code, "429"))
		return TROUBLE_RATE;
	if (str_is(code, "408") || code.s[0] == '5')
		return TROUBLE_BUSY;
	return TROUBLE_ASK;
}

void
coinglass_trouble(struct trouble *t, const struct reply *reply)
{
	struct str body = str_trim(reply->body), code, data;

	trouble_by_status(t, reply);
	if (body.n > ERROR_MAX || json_check(body) != NULL ||
	    json_kind(body) != '{')
		return;
	code = wire_get(body, "code");
	if (code.n == 0 || (str_is(code, "0") && json_get(body, "data", &data)))
		return;
	t->kind = kind_of(code, wire_get(body, "msg"));
	trouble_words(t, wire_get(body, "msg"));
}
