/*
 * htx_rest.c - HTX over REST.
 *
 * There is an interface for each product, and a newer one, v5, for linear
 * swaps.  They answer {"status":"ok","data":...,"ts"} and {"code":200,
 * "data":...,"ts"}, books "tick" in place of data; errors come under HTTP 200
 * as {"status":"error","err_code":1014,"err_msg"}, from market data spelt
 * "err-code":"invalid-parameter","err-msg", from v5 as {"code":1067,
 * "message"}; in maintenance the status is "maintain".
 *
 * Liquidations: at most 2 hours a request, of the last 90 days.  v5 gives up to
 * 100 rows; how many the others give is not documented, so ten are taken for a
 * full page.  Coin-M futures are asked for by their coin, all dates together.
 */
#include "base/when.h"
#include "liq-fetch/htx.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

enum htx_product
htx_product(const struct market *m)
{
	if (m->inverse)
		return m->dated ? HTX_COIN_DATED : HTX_COIN;
	return m->dated ? HTX_LINEAR_DATED : HTX_LINEAR;
}

const char *
htx_data(struct str *data, struct str body, const char *member)
{
	if (!json_get(body, "data", data))
		return "\"data\" is missing";
	if (member != NULL && !json_get(*data, member, data))
		return "a member of \"data\" is missing";
	return NULL;
}

static bool
ask_v5(struct ask *a, const struct page *p)
{
	if (htx_product(&p->market) != HTX_LINEAR)
		return false;
	ask_url(a, HTX_HOST "/v5/market/liquidation_orders?contract_code=");
	ask_text(a, p->market.symbol);
	ask_url(a, "&start_time=%lld&end_time=%lld&limit=%d",
	    (long long)p->since, (long long)p->until, p->rows);
	return true;
}

static bool
ask_v3(struct ask *a, const struct page *p)
{
	static const char *const path[] = {
		[HTX_LINEAR_DATED] =
		    "/linear-swap-api/v3/swap_liquidation_orders?contract=",
		[HTX_COIN] = "/swap-api/v3/swap_liquidation_orders?contract=",
		[HTX_COIN_DATED] =
		    "/api/v3/contract_liquidation_orders?symbol=",
	};
	enum htx_product product = htx_product(&p->market);

	if (product == HTX_LINEAR)
		return false;
	ask_url(a, HTX_HOST "%s", path[product]);
	ask_text(
	    a, product == HTX_COIN_DATED ? p->market.base : p->market.symbol);
	ask_url(a, "&trade_type=0&start_time=%lld&end_time=%lld",
	    (long long)p->since, (long long)p->until);
	return true;
}

static void
by_coin(struct buf *b, const struct market *m)
{
	buf_puts(b, htx_product(m) == HTX_COIN_DATED ? m->base : m->symbol);
}

static const char *
liquidation(struct str row, struct reading *r)
{
	struct str at = wire_get(row, "liquidation_time");
	const char *why;
	int64_t ts;

	if (at.n == 0)
		at = wire_get(row, "created_at");
	if ((why = stats_time(r, at, &ts)) != NULL)
		return why;
	return exchange_htx.liquidation(row, r->context, r->to);
}

static const char *
liquidations(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rows;
	const char *why = htx_data(&rows, body, NULL);

	return why != NULL ? why : turn_rows(rows, &r, liquidation);
}

/* Codes of errors; what is not listed is as HTTP says. */
static const struct {
	const char *code;
	enum trouble_kind kind;
} codes[] = {
	{ "403", TROUBLE_KEY },
	{ "500", TROUBLE_BUSY },
	{ "1000", TROUBLE_BUSY }, /* system abnormality, not ready, busy */
	{ "1001", TROUBLE_BUSY },
	{ "1002", TROUBLE_BUSY },
	{ "1003", TROUBLE_BUSY },
	{ "1004", TROUBLE_BUSY },
	{ "1013", TROUBLE_SYMBOL },
	{ "1014", TROUBLE_SYMBOL },
	{ "1032", TROUBLE_RATE },
	{ "1066", TROUBLE_SYMBOL }, /* the symbol may not be empty */
	{ "1332", TROUBLE_SYMBOL },
	{ "base-request-exceed-frequency-limit", TROUBLE_RATE },
	{ "base-symbol-error", TROUBLE_SYMBOL },
	{ "gateway-internal-error", TROUBLE_BUSY },
	{ "rate-too-many-requests", TROUBLE_RATE },
	{ "system-maintenance", TROUBLE_BUSY },
	{ "timeout", TROUBLE_BUSY },
};

/* What market data says of an "invalid-parameter". */
static const struct {
	const char *words;
	enum trouble_kind kind;
} parameters[] = {
	{ "contract_code data error or empty", TROUBLE_SYMBOL },
	{ "invalid symbol", TROUBLE_SYMBOL },
	{ "invalid  symbol", TROUBLE_SYMBOL },
	{ "request limit", TROUBLE_RATE },
	{ "symbol trade not open now", TROUBLE_SYMBOL },
};

static enum trouble_kind
kind_of(struct str code, struct str words, enum trouble_kind fallback)
{
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (str_is(code, codes[i].code))
			return codes[i].kind;
	for (i = 0; i < sizeof(parameters) / sizeof(*parameters); i++)
		if (str_is(words, parameters[i].words))
			return parameters[i].kind;
	return fallback != TROUBLE_NONE ? fallback : TROUBLE_ASK;
}

/* The first of names that is there. */
static struct str
first_of(struct str body, const char *const *names)
{
	struct str s = { "", 0 };

	for (; *names != NULL && s.n == 0; names++)
		s = wire_get(body, *names);
	return s;
}

void
htx_trouble(struct trouble *t, const struct reply *r)
{
	static const char *const code_names[] = { "err_code", "err-code",
		"code", NULL };
	static const char *const word_names[] = { "err_msg", "err-msg",
		"message", "msg", NULL };
	struct str status, code, words;

	trouble_by_status(t, r);
	if (json_check(r->body) != NULL)
		return;
	status = wire_get(r->body, "status");
	code = first_of(r->body, code_names);
	words = first_of(r->body, word_names);
	if (str_is(status, "maintain")) {
		t->kind = TROUBLE_BUSY;
	} else if (str_is(status, "error") ||
		   (code.n > 0 && !str_is(code, "200") && !str_is(code, "0"))) {
		t->kind = kind_of(code, words, t->kind);
		trouble_words(t, words);
	}
}

/* Of an address: market data, and everything else together. */
const struct bucket htx_buckets[] = {
	{ "market", 800, SECOND_MS },
	{ "public", 240, 3 * SECOND_MS },
	{ 0 },
};

const struct rest htx_rest[] = {
	{ .kind = RECORD_LIQUIDATION,
	    .name = "v5 liquidation_orders",
	    .paging = PAGE_SPAN,
	    .rows = 100,
	    .span = 2 * HOUR_MS,
	    .reach = 90 * DAY_MS,
	    .bucket = "public",
	    .cost = 1,
	    .ask = ask_v5,
	    .answer = liquidations },
	{ .kind = RECORD_LIQUIDATION,
	    .name = "v3 liquidation_orders",
	    .paging = PAGE_SPAN,
	    .rows = 10,
	    .span = 2 * HOUR_MS,
	    .reach = 90 * DAY_MS,
	    .bucket = "public",
	    .cost = 1,
	    .ask = ask_v3,
	    .answer = liquidations,
	    .group = by_coin },
	{ .kind = RECORD_CANDLE,
	    .name = "kline",
	    .paging = PAGE_SPAN,
	    .rows = 1999, /* 2000 less one, see htx_market.c */
	    .reach = 730 * DAY_MS,
	    .widths = htx_widths,
	    .bucket = "market",
	    .cost = 1,
	    .ask = htx_ask_candles,
	    .answer = htx_candles },
	{ .kind = RECORD_OI,
	    .name = "his_open_interest",
	    .paging = PAGE_ONE,
	    .rows = 200,
	    .back = 200,
	    .widths = htx_oi_widths,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_interests,
	    .answer = htx_interests },
	{ .kind = RECORD_OI,
	    .name = "open_interest",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_interest,
	    .answer = htx_interest },
	{ .kind = RECORD_FUNDING,
	    .name = "funding_rate_history",
	    .paging = PAGE_SPAN,
	    .rows = 100,
	    .span = 30 * DAY_MS,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_fundings,
	    .answer = htx_fundings },
	{ .kind = RECORD_FUNDING,
	    .name = "historical_funding_rate",
	    .paging = PAGE_TOKEN,
	    .rows = 50,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_fundings_coin,
	    .answer = htx_fundings_coin },
	{ .kind = RECORD_FUNDING,
	    .name = "funding_rate",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_funding,
	    .answer = htx_funding },
	{ .kind = RECORD_RATIO,
	    .name = "elite_account_ratio",
	    .paging = PAGE_ONE,
	    .back = 1,
	    .widths = htx_ratio_widths,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_accounts,
	    .answer = htx_accounts },
	{ .kind = RECORD_RATIO,
	    .name = "elite_position_ratio",
	    .paging = PAGE_ONE,
	    .back = 1,
	    .widths = htx_ratio_widths,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_positions,
	    .answer = htx_positions },
	{ .kind = RECORD_BOOK,
	    .name = "depth",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "market",
	    .cost = 1,
	    .ask = htx_ask_book,
	    .answer = htx_book },
	{ .kind = RECORD_TIER,
	    .name = "adjustfactor",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_tiers,
	    .answer = htx_tiers },
	{ .kind = RECORD_INSTRUMENT,
	    .name = "contract_info",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 3,
	    .bucket = "public",
	    .cost = 1,
	    .ask = htx_ask_instruments,
	    .answer = htx_instruments },
	{ 0 },
};
