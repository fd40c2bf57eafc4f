/*
 * kraken_rest.c - Kraken Futures over REST.
 *
 * /derivatives answers {"result":"success",...,"serverTime"}; its errors are
 * {"result":"error","error":"apiLimitExceeded"} under HTTP 200, those of the
 * other interfaces
 * {"errors":[{"severity","error_class","type","msg","field"}]}.
 *
 * Executions are a market's trades since 2022, and most are nobody's
 * liquidation.  Whether since and before are inclusive is not documented:
 * both are asked for with a millisecond to spare.
 *
 * /derivatives documents 500 of costs in 10 seconds, and public questions
 * cost nothing; for the others no limit is documented.
 */
#include "base/when.h"
#include "liq-fetch/kraken.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

static bool
ask_executions(struct ask *a, const struct page *p)
{
	ask_url(a, KRAKEN_HOST "/api/history/v3/market/");
	ask_text(a, p->market.symbol);
	ask_url(a, "/executions?since=%lld&before=%lld&sort=asc&count=%d",
	    (long long)p->since - 1, (long long)p->until + 1, p->rows);
	if (p->token[0] != '\0') {
		ask_url(a, "&continuation_token=");
		ask_text(a, p->token);
	}
	return true;
}

static const char *
execution(struct str row, struct reading *r)
{
	const char *why;
	int64_t ts;

	why = stats_time(r, wire_get(row, "timestamp"), &ts);
	return why != NULL
		   ? why
		   : exchange_kraken.liquidation(row, r->context, r->to);
}

static const char *
executions(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rows, token;
	const char *why;

	if (!json_get(body, "elements", &rows))
		return "\"elements\" is missing";
	if ((why = turn_rows(rows, &r, execution)) != NULL)
		return why;
	if (turn->rows > 0 && json_get(body, "continuationToken", &token) &&
	    json_kind(token) == '"' &&
	    !json_text(turn->token, sizeof(turn->token), token))
		return "the token of the next page is too long";
	return NULL;
}

/* Words of errors; what is not listed is as HTTP says. */
static const struct {
	const char *word;
	enum trouble_kind kind;
} words[] = {
	{ "apiLimitExceeded", TROUBLE_RATE },
	{ "accountInactive", TROUBLE_KEY },
	{ "authenticationError", TROUBLE_KEY },
	{ "contractNotFound", TROUBLE_SYMBOL },
	{ "notFound", TROUBLE_SYMBOL },
	{ "marketUnavailable", TROUBLE_BUSY },
	{ "unavailable", TROUBLE_BUSY },
	{ "Unavailable", TROUBLE_BUSY },
	{ "Server Error", TROUBLE_BUSY },
	{ "unknownError", TROUBLE_BUSY },
};

static enum trouble_kind
kind_of(struct str word, enum trouble_kind fallback)
{
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_is(word, words[i].word))
			return words[i].kind;
	return fallback != TROUBLE_NONE ? fallback : TROUBLE_ASK;
}

/* The first of a list of errors, if there are any. */
static void
first_error(struct trouble *t, struct str body)
{
	struct str list, e, said;

	if (!json_get(body, "errors", &list) || json_kind(list) != '[' ||
	    !json_element(&list, &e))
		return;
	said = wire_get(e, "msg");
	if (said.n == 0)
		said = wire_get(e, "message");
	if (said.n == 0)
		said = wire_get(e, "type");
	t->kind = str_is(wire_get(e, "field"), "symbol")
		      ? TROUBLE_SYMBOL
		      : kind_of(said, t->kind);
	trouble_words(t, said);
}

void
kraken_trouble(struct trouble *t, const struct reply *r)
{
	struct str said;

	trouble_by_status(t, r);
	if (json_check(r->body) != NULL)
		return;
	said = wire_get(r->body, "error");
	if (str_is(wire_get(r->body, "result"), "error") && said.n > 0) {
		t->kind = kind_of(said, t->kind);
		trouble_words(t, said);
	} else {
		first_error(t, r->body);
	}
}

const struct bucket kraken_buckets[] = {
	{ "public", 500, 10 * SECOND_MS },
	{ 0 },
};

const struct rest kraken_rest[] = {
	{ .kind = RECORD_LIQUIDATION,
	    .name = "executions",
	    .paging = PAGE_TOKEN,
	    .rows = 1000,
	    .bucket = "public",
	    .cost = 10,
	    .ask = ask_executions,
	    .answer = executions },
	{ .kind = RECORD_CANDLE,
	    .name = "trade",
	    .paging = PAGE_SPAN,
	    .rows = 1999, /* 2000 less one, see kraken_chart.c */
	    .widths = kraken_widths,
	    .bucket = "public",
	    .cost = 10,
	    .ask = kraken_ask_candles,
	    .answer = kraken_candles },
	{ .kind = RECORD_OI,
	    .name = "open-interest",
	    .paging = PAGE_SPAN,
	    .rows = 2000,
	    .widths = kraken_widths,
	    .bucket = "public",
	    .cost = 10,
	    .ask = kraken_ask_interests,
	    .answer = kraken_interests },
	{ .kind = RECORD_OI,
	    .name = "tickers",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "public",
	    .cost = 1,
	    .ask = kraken_ask_tickers,
	    .answer = kraken_interests_now },
	{ .kind = RECORD_FUNDING,
	    .name = "historicalfundingrates",
	    .paging = PAGE_ONE,
	    .reach = 365 * DAY_MS,
	    .bucket = "public",
	    .cost = 1,
	    .ask = kraken_ask_fundings,
	    .answer = kraken_fundings },
	{ .kind = RECORD_FUNDING,
	    .name = "fundingRatePrediction",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "public",
	    .cost = 1,
	    .ask = kraken_ask_tickers,
	    .answer = kraken_fundings_now },
	{ .kind = RECORD_RATIO,
	    .name = "long-short-info",
	    .paging = PAGE_SPAN,
	    .rows = 2000,
	    .widths = kraken_widths,
	    .bucket = "public",
	    .cost = 10,
	    .ask = kraken_ask_accounts,
	    .answer = kraken_accounts },
	{ .kind = RECORD_RATIO,
	    .name = "top-traders",
	    .paging = PAGE_SPAN,
	    .rows = 2000,
	    .widths = kraken_widths,
	    .bucket = "public",
	    .cost = 10,
	    .ask = kraken_ask_top,
	    .answer = kraken_top },
	{ .kind = RECORD_RATIO,
	    .name = "cvd",
	    .paging = PAGE_SPAN,
	    .rows = 2000,
	    .widths = kraken_widths,
	    .bucket = "public",
	    .cost = 10,
	    .ask = kraken_ask_takers,
	    .answer = kraken_takers },
	{ .kind = RECORD_BOOK,
	    .name = "orderbook",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .bucket = "public",
	    .cost = 1,
	    .ask = kraken_ask_book,
	    .answer = kraken_book },
	{ .kind = RECORD_TIER,
	    .name = "marginLevels",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "public",
	    .cost = 1,
	    .ask = kraken_ask_list,
	    .answer = kraken_tiers },
	{ .kind = RECORD_INSTRUMENT,
	    .name = "instruments",
	    .paging = PAGE_ONE,
	    .moment = true,
	    .parts = 1,
	    .bucket = "public",
	    .cost = 1,
	    .ask = kraken_ask_list,
	    .answer = kraken_instruments },
	{ 0 },
};
