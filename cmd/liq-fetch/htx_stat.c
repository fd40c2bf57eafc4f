/*
 * htx_stat.c - HTX over REST: open interest, funding, ratios.
 *
 * Open interest counts both sides, so all of it is halved here: "amount"
 * coins, "value" USD of linear contracts, "volume" contracts; its history
 * {"data":{"tick":[{"volume","amount_type":2,"ts","value"}]}} has coins in
 * volume, as asked for, and the last 200 rows.
 *
 * Funding is {"funding_rate","funding_time"}, what is next with its own time;
 * that "next_funding_time" follows it says what span it is for.  Some markets
 * settle every 8 hours, some every 4 or 1, history does not say which: there
 * the width is null.
 *
 * Ratios are of the accounts the exchange calls elite: {"data":{"list":
 * [{"buy_ratio","sell_ratio","locked_ratio","ts"}]}}; accounts on both sides
 * (locked) count as neither here.  How many rows come is not documented,
 * so that only the last one is promised.
 */
#include <stdio.h>

#include "base/when.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/htx.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

static const struct width widths[] = {
	{ 5 * MINUTE_MS, "5min" },
	{ 15 * MINUTE_MS, "15min" },
	{ 30 * MINUTE_MS, "30min" },
	{ HOUR_MS, "60min" },
	{ 4 * HOUR_MS, "4hour" },
	{ 12 * HOUR_MS, "12hour" },
	{ DAY_MS, "1day" },
	{ 0 },
};

const int64_t htx_oi_widths[] = { HOUR_MS, 4 * HOUR_MS, 12 * HOUR_MS, DAY_MS,
	0 };
const int64_t htx_ratio_widths[] = { 5 * MINUTE_MS, 15 * MINUTE_MS,
	30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, DAY_MS, 0 };

/* A path of the interface of swaps; false: the market is none. */
static bool
ask_swap(struct ask *a, const struct page *p, const char *what)
{
	enum htx_product product = htx_product(&p->market);

	if (product != HTX_LINEAR && product != HTX_COIN)
		return false;
	ask_url(a, HTX_HOST "%s/v1/%s?contract_code=",
	    product == HTX_LINEAR ? "/linear-swap-api" : "/swap-api", what);
	ask_text(a, p->market.symbol);
	return true;
}

static bool
ask_width(struct ask *a, const struct page *p, const char *what)
{
	const char *width = width_name(widths, p->width);

	if (width == NULL || !ask_swap(a, p, what))
		return false;
	ask_url(a, "&period=%s", width);
	return true;
}

bool
htx_ask_interests(struct ask *a, const struct page *p)
{
	if (!ask_width(a, p, "swap_his_open_interest"))
		return false;
	ask_url(a, "&size=%d&amount_type=2", p->rows);
	return true;
}

static const char *
interest_then(struct str row, struct reading *r)
{
	struct interest i = { .unit = UNIT_COIN };
	struct str value = wire_get(row, "value");
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "ts"), &ts)) != NULL ||
	    (why = cell_need(&i.n, wire_get(row, "volume"), "volume")) != NULL)
		return why;
	if (!str_is(wire_get(row, "amount_type"), "2"))
		return "\"amount_type\" is not 2, coins";
	if (value.n > 0 && (why = cell_need(&i.usd, value, "value")) != NULL)
		return why;
	if (!stats_half(&i.n) || !stats_half(&i.usd))
		return "open interest is out of range";
	return stats_oi(r, ts, r->page->width, i);
}

const char *
htx_interests(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rows;
	const char *why = stats_open(&r, &exchange_htx);

	if (why != NULL || (why = htx_data(&rows, body, "tick")) != NULL)
		return why;
	return turn_rows(rows, &r, interest_then);
}

bool
htx_ask_interest(struct ask *a, const struct page *p)
{
	static const char *const path[] = {
		[HTX_LINEAR] = "/v5/market/open_interest",
		[HTX_COIN] = "/swap-api/v1/swap_open_interest",
		[HTX_COIN_DATED] = "/api/v1/contract_open_interest",
	};
	enum htx_product product = htx_product(&p->market);

	if (product == HTX_LINEAR_DATED)
		return false;
	ask_url(a, HTX_HOST "%s?contract_code=", path[product]);
	ask_text(a, p->market.symbol);
	return true;
}

/* Coins, and USD: linear as stated, inverse from contracts. */
static const char *
interest_now(struct str row, int64_t ts, const struct reading *r)
{
	const struct dec none = { 0 };
	struct interest i = { .unit = UNIT_COIN };
	struct dec contracts, coins;
	struct str value = wire_get(row, "value");
	const char *why;

	if ((why = cell_need(&i.n, wire_get(row, "amount"), "amount")) != NULL)
		return why;
	if (r->contract.market.inverse) {
		if ((why = cell_need(&contracts, wire_get(row, "volume"),
			 "volume")) != NULL ||
		    (why = contract_size_of(&r->contract, contracts,
			 UNIT_CONTRACT, none, &coins, &i.usd)) != NULL)
			return why;
	} else if (value.n > 0 &&
		   (why = cell_need(&i.usd, value, "value")) != NULL) {
		return why;
	}
	if (!stats_half(&i.n) || !stats_half(&i.usd))
		return "open interest is out of range";
	return stats_oi(r, ts, 0, i);
}

/* v5 gives one object, the others a list. */
const char *
htx_interest(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data, row;
	const char *why = stats_open(&r, &exchange_htx);
	int64_t ts;

	if (why != NULL || (why = htx_data(&data, body, NULL)) != NULL ||
	    (why = stats_time(&r, wire_get(body, "ts"), &ts)) != NULL)
		return why;
	if (json_kind(data) == '{')
		return interest_now(data, ts, &r);
	if (json_kind(data) != '[')
		return "\"data\" is neither a row nor rows";
	while (json_element(&data, &row))
		if (str_is(wire_get(row, "contract_code"), p->market.symbol) &&
		    (why = interest_now(row, ts, &r)) != NULL)
			to->refuse(to->arg, why);
	return NULL;
}

bool
htx_ask_fundings(struct ask *a, const struct page *p)
{
	if (htx_product(&p->market) != HTX_LINEAR)
		return false;
	ask_url(a, HTX_HOST "/v5/market/funding_rate_history?contract_code=");
	ask_text(a, p->market.symbol);
	ask_url(a, "&start_time=%lld&end_time=%lld&limit=%d",
	    (long long)p->since, (long long)p->until, p->rows);
	return true;
}

static const char *
funding_then(struct str row, struct reading *r)
{
	const struct dec none = { 0 };
	struct dec rate;
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "funding_time"), &ts)) != NULL ||
	    (why = cell_need(
		 &rate, wire_get(row, "funding_rate"), "funding_rate")) != NULL)
		return why;
	return stats_funding(r, ts, rate, 0, none, FUNDING_SETTLED);
}

const char *
htx_fundings(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rows;
	const char *why = stats_open(&r, &exchange_htx);

	if (why != NULL || (why = htx_data(&rows, body, NULL)) != NULL)
		return why;
	return turn_rows(rows, &r, funding_then);
}

/* Pages are numbered, the newest rows in the first. */
bool
htx_ask_fundings_coin(struct ask *a, const struct page *p)
{
	if (htx_product(&p->market) != HTX_COIN ||
	    !ask_swap(a, p, "swap_historical_funding_rate"))
		return false;
	ask_url(a, "&page_index=");
	ask_text(a, p->token[0] != '\0' ? p->token : "1");
	ask_url(a, "&page_size=%d", p->rows);
	return true;
}

const char *
htx_fundings_coin(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data, rows;
	int64_t page, pages;
	const char *why = stats_open(&r, &exchange_htx);

	if (why != NULL || (why = htx_data(&data, body, NULL)) != NULL ||
	    (why = htx_data(&rows, body, "data")) != NULL)
		return why;
	if (cell_int(&page, wire_get(data, "current_page")) != NULL ||
	    cell_int(&pages, wire_get(data, "total_page")) != NULL ||
	    page == INT_NONE || pages == INT_NONE)
		return "which page it is, of how many, is missing";
	if ((why = turn_rows(rows, &r, funding_then)) != NULL)
		return why;
	if (page < pages && turn->rows > 0)
		snprintf(turn->token, sizeof(turn->token), "%lld",
		    (long long)page + 1);
	return NULL;
}

bool
htx_ask_funding(struct ask *a, const struct page *p)
{
	if (htx_product(&p->market) != HTX_LINEAR)
		return ask_swap(a, p, "swap_funding_rate");
	ask_url(a, HTX_HOST "/v5/market/funding_rate?contract_code=");
	ask_text(a, p->market.symbol);
	return true;
}

/* What will be settled at funding_time, as it stands. */
static const char *
funding_next(struct str row, struct reading *r)
{
	const struct dec none = { 0 };
	struct str after = wire_get(row, "next_funding_time");
	struct dec rate;
	int64_t ts, end, width = 0;
	const char *why;

	if (!str_is(wire_get(row, "contract_code"), r->page->market.symbol))
		return "a row of another market";
	if ((why = stats_time(r, wire_get(row, "funding_time"), &ts)) != NULL ||
	    (why = cell_need(
		 &rate, wire_get(row, "funding_rate"), "funding_rate")) != NULL)
		return why;
	if (after.n > 0) {
		if ((why = wire_time(&end, after, SECOND_MS)) != NULL)
			return why;
		width = end - ts;
	}
	return stats_funding(r, ts, rate, width, none, FUNDING_NEXT);
}

/* v5 gives a list, the other an object. */
const char *
htx_funding(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str data;
	const char *why = stats_open(&r, &exchange_htx);

	if (why != NULL || (why = htx_data(&data, body, NULL)) != NULL)
		return why;
	return json_kind(data) == '{' ? funding_next(data, &r)
				      : turn_rows(data, &r, funding_next);
}

bool
htx_ask_accounts(struct ask *a, const struct page *p)
{
	return ask_width(a, p, "swap_elite_account_ratio");
}

bool
htx_ask_positions(struct ask *a, const struct page *p)
{
	return ask_width(a, p, "swap_elite_position_ratio");
}

static const char *
share(struct str row, struct reading *r, enum ratio_kind kind)
{
	struct dec lng, shrt;
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "ts"), &ts)) != NULL ||
	    (why = cell_need(&lng, wire_get(row, "buy_ratio"), "buy_ratio")) !=
		NULL ||
	    (why = cell_need(
		 &shrt, wire_get(row, "sell_ratio"), "sell_ratio")) != NULL)
		return why;
	return stats_ratio(r, ts, kind, lng, shrt);
}

static const char *
account(struct str row, struct reading *r)
{
	return share(row, r, RATIO_TOP_ACCOUNTS);
}

static const char *
position(struct str row, struct reading *r)
{
	return share(row, r, RATIO_TOP_POSITIONS);
}

static const char *
ratios(struct reading *r, struct str body,
    const char *(*read)(struct str, struct reading *))
{
	struct str rows;
	const char *why = stats_open(r, &exchange_htx);

	if (why != NULL || (why = htx_data(&rows, body, "list")) != NULL)
		return why;
	return turn_rows(rows, r, read);
}

const char *
htx_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return ratios(&r, body, account);
}

const char *
htx_positions(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return ratios(&r, body, position);
}
