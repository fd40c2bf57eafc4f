/*
 * bitget_stat.c - Bitget's statistics: open interest, funding, ratios, tiers.
 *
 * Open interest is one-sided coins, of now; there is no history of it.
 * Settled funding comes by the number of a page, newest first.
 *
 * The ratios of version 2 are asked for without a time and answer with their
 * latest rows, nobody says how many: they are moments, nothing is said about
 * what lies before.  longShortAccountRatio is not the quotient of the two it
 * stands beside (0.0138 for 0.58 and 0.42), which are used alone.  They are
 * documented by symbol only, so for contracts in USDT.  position-long-short
 * is the positions of all accounts; for that there is no kind of ratio.
 *
 * Tiers are dollars; of inverse contracts their unit is not documented.
 */
#include "base/when.h"
#include "liq-fetch/bitget.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/series.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define V2 "https://api.bitget.com/api/v2/mix/market/"
#define V3 "https://api.bitget.com/api/v3/market/"

static const struct width widths[] = {
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 2 * HOUR_MS, "2h" },
	{ 4 * HOUR_MS, "4h" },
	{ 6 * HOUR_MS, "6h" },
	{ 12 * HOUR_MS, "12h" },
	{ DAY_MS, "1d" },
	{ 0, NULL },
};

bool
bitget_ask_oi(struct ask *a, const struct page *p)
{
	ask_url(a, V3 "open-interest?category=%s", bitget_category(p));
	return true;
}

const char *
bitget_interest(struct reading *r, struct str symbol, struct str coins)
{
	struct interest i = { .unit = UNIT_COIN };
	const char *why;

	if (!row_contract(r, &exchange_bitget, symbol, &why))
		return why;
	why = cell_need(&i.n, coins, "openInterest");
	return why != NULL ? why : stats_oi(r, r->at, 0, i);
}

static const char *
oi(struct str row, struct reading *r)
{
	return bitget_interest(
	    r, wire_get(row, "symbol"), wire_get(row, "openInterest"));
}

const char *
bitget_oi(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data, list;
	const char *why = bitget_open(&r, body, &data);

	if (why != NULL)
		return why;
	if (!json_get(data, "list", &list))
		return "\"list\" is missing";
	if ((why = wire_time(&r.at, wire_get(data, "ts"), SECOND_MS)) != NULL)
		return why;
	return bitget_rows(&r, list, oi);
}

/* A token is the number of a page; the first is 1. */
bool
bitget_ask_funding(struct ask *a, const struct page *p)
{
	if (p->market.dated)
		return false;
	ask_url(
	    a, V3 "history-fund-rate?category=%s&symbol=", bitget_category(p));
	ask_text(a, p->market.symbol);
	ask_url(a, "&limit=%d&cursor=", p->rows);
	ask_text(a, p->token[0] != '\0' ? p->token : "1");
	return true;
}

/* A full page has another behind it; there are at most a hundred. */
static void
next_page(struct turn *turn, const struct page *p)
{
	struct buf b = { 0 };
	int64_t number;

	if (cell_int(&number, str_of(p->token)) != NULL)
		return;
	if (number == INT_NONE)
		number = 1;
	if (turn->rows < p->rows || number >= 100)
		return;
	buf_int(&b, number + 1);
	str_copy(turn->token, sizeof(turn->token), buf_view(&b));
	buf_free(&b);
}

const char *
bitget_funding(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	static const struct series_funding names = { "fundingRateTimestamp",
		"fundingRate", SECOND_MS };
	struct reading r = { .turn = turn, p, context, to };
	struct str data, list;
	const char *why = bitget_open(&r, body, &data);

	if (why != NULL)
		return why;
	if (!json_get(data, "resultList", &list))
		return "\"resultList\" is missing";
	if (json_kind(list) == 'n')
		return NULL;
	if ((why = series_funding(list, &r, &names)) == NULL)
		next_page(turn, p);
	return why;
}

bool
bitget_ask_funding_next(struct ask *a, const struct page *p)
{
	ask_url(a, V3 "current-fund-rate?category=%s", bitget_category(p));
	return true;
}

/* Dated contracts have an empty rate, or none. */
static const char *
funding_next(struct str row, struct reading *r)
{
	struct str cell = wire_get(row, "fundingRate");
	struct dec rate, none = { 0 };
	const char *why;
	int64_t hours;

	if (!row_contract(r, &exchange_bitget, wire_get(row, "symbol"), &why))
		return why;
	if (cell.n == 0 || r->contract.market.dated)
		return NULL;
	if ((why = cell_need(&rate, cell, "fundingRate")) != NULL)
		return why;
	if (cell_int(&hours, wire_get(row, "fundingRateInterval")) != NULL ||
	    hours > 24)
		return "\"fundingRateInterval\" is no number of hours";
	return stats_funding(r, r->at, rate, hours > 0 ? hours * HOUR_MS : 0,
	    none, FUNDING_NEXT);
}

const char *
bitget_funding_next(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;
	const char *why = bitget_open(&r, body, &data);

	return why != NULL ? why : bitget_rows(&r, data, funding_next);
}

static bool
ask_ratio(struct ask *a, const char *path, const struct page *p)
{
	if (p->market.dated || strcmp(p->market.quote, "USDT") != 0)
		return false;
	ask_url(a, V2 "%s?symbol=", path);
	ask_text(a, p->market.symbol);
	ask_url(a, "&period=%s", width_name(widths, p->width));
	return true;
}

bool
bitget_ask_accounts(struct ask *a, const struct page *p)
{
	return ask_ratio(a, "account-long-short", p);
}

bool
bitget_ask_taker(struct ask *a, const struct page *p)
{
	return ask_ratio(a, "taker-buy-sell", p);
}

static const char *
ratio(struct str row, struct reading *r, enum ratio_kind kind,
    const char *lng_name, const char *shrt_name)
{
	struct dec lng, shrt;
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "ts"), &ts)) != NULL ||
	    (why = cell_need(&lng, wire_get(row, lng_name), lng_name)) !=
		NULL ||
	    (why = cell_need(&shrt, wire_get(row, shrt_name), shrt_name)) !=
		NULL)
		return why;
	return stats_ratio(r, ts, kind, lng, shrt);
}

static const char *
accounts(struct str row, struct reading *r)
{
	return ratio(
	    row, r, RATIO_ACCOUNTS, "longAccountRatio", "shortAccountRatio");
}

const char *
bitget_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;
	const char *why = bitget_open(&r, body, &data);

	return why != NULL ? why : bitget_rows(&r, data, accounts);
}

static const char *
taker(struct str row, struct reading *r)
{
	return ratio(row, r, RATIO_TAKER, "buyVolume", "sellVolume");
}

const char *
bitget_taker(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;
	const char *why = bitget_open(&r, body, &data);

	return why != NULL ? why : bitget_rows(&r, data, taker);
}

bool
bitget_ask_tiers(struct ask *a, const struct page *p)
{
	if (p->market.inverse)
		return false;
	ask_url(a, V3 "position-tier?category=%s&symbol=", bitget_category(p));
	ask_text(a, p->market.symbol);
	return true;
}

static const char *
tier(struct str row, struct reading *r)
{
	struct record record;
	struct tier *t = &record.as.tier;
	const char *why;

	contract_record(&r->contract, r->context, &record, RECORD_TIER, r->at);
	if (cell_int(&t->tier, wire_get(row, "tier")) != NULL)
		return "\"tier\" is no number";
	if ((why = cell_need(&t->floor_usd, wire_get(row, "minTierValue"),
		 "minTierValue")) != NULL ||
	    (why = cell_need(&t->cap_usd, wire_get(row, "maxTierValue"),
		 "maxTierValue")) != NULL ||
	    (why = cell_need(&t->max_leverage, wire_get(row, "leverage"),
		 "leverage")) != NULL ||
	    (why = cell_need(&t->mmr, wire_get(row, "mmr"), "mmr")) != NULL)
		return why;
	r->to->record(r->to->arg, &record);
	return NULL;
}

const char *
bitget_tiers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;
	const char *why = bitget_open(&r, body, &data);

	return why != NULL ? why : bitget_rows(&r, data, tier);
}
