/*
 * bybit_stat.c - Bybit's statistics: open interest, accounts, funding, tiers.
 *
 * openInterest counts both sides; singleOpenInterest, which came on
 * 2026-06-11, one.  It is coins, of inverse contracts USD, and the value in
 * tickers the other of the two.  buyRatio and sellRatio are shares of the
 * accounts.  A settled funding does not say for what span it was.
 *
 * risk-limit: {"id":1,"symbol":"BTCUSDT","riskLimitValue":"2000000",
 * "maintenanceMargin":"0.005","initialMargin":"0.01","maxLeverage":"100.00",
 * "mmDeduction":""}, steps of one market, lowest first.  Documented are
 * percent ("0.5" and "1" at 100), recorded are fractions: initialMargin times
 * maxLeverage is 100 or 1 and says which.  Limits are USD; those of inverse
 * contracts count coins as far as samples show, and are not offered, as no
 * price comes with them.
 */
#include "base/when.h"
#include "liq-fetch/bybit.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/series.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

static const struct width widths[] = {
	{ 5 * MINUTE_MS, "5min" },
	{ 15 * MINUTE_MS, "15min" },
	{ 30 * MINUTE_MS, "30min" },
	{ HOUR_MS, "1h" },
	{ 4 * HOUR_MS, "4h" },
	{ DAY_MS, "1d" },
	{ 0, NULL },
};

static bool
ask_stat(
    struct ask *a, const char *path, const char *interval, const struct page *p)
{
	bybit_ask(a, path, p);
	ask_url(a, "&%s=%s&startTime=%lld&endTime=%lld&limit=%d", interval,
	    width_name(widths, p->width), (long long)p->since,
	    (long long)p->until - 1, p->rows);
	return true;
}

bool
bybit_ask_oi(struct ask *a, const struct page *p)
{
	return ask_stat(a, "open-interest", "intervalTime", p);
}

bool
bybit_ask_ratio(struct ask *a, const struct page *p)
{
	return ask_stat(a, "account-ratio", "period", p);
}

bool
bybit_ask_tickers(struct ask *a, const struct page *p)
{
	ask_url(a, "https://api.bybit.com/v5/market/tickers?category=%s",
	    p->part == 1 ? "inverse" : "linear");
	return true;
}

/* A start alone is refused, an end alone gives what is before it. */
bool
bybit_ask_funding(struct ask *a, const struct page *p)
{
	if (p->market.dated)
		return false;
	bybit_ask(a, "funding/history", p);
	ask_url(a, "&endTime=%lld&limit=%d", (long long)p->until - 1, p->rows);
	return true;
}

bool
bybit_ask_tiers(struct ask *a, const struct page *p)
{
	if (p->market.inverse)
		return false;
	bybit_ask(a, "risk-limit", p);
	return true;
}

/* One side of it, by either of two members; what is missing stays null. */
static const char *
one_side(struct dec *n, struct str row, const char *single, const char *both)
{
	struct str cell = wire_get(row, single);

	if (cell.n > 0)
		return cell_dec(n, cell);
	if (cell_dec(n, wire_get(row, both)) != NULL)
		return "its open interest is not a number";
	return stats_half(n) ? NULL : "its open interest is out of range";
}

static const char *
oi(struct str row, struct reading *r)
{
	struct interest i = { .unit = UNIT_COIN };
	const char *why;
	int64_t ts;

	if (r->contract.market.inverse)
		i.unit = UNIT_USD;
	if ((why = stats_time(r, wire_get(row, "timestamp"), &ts)) != NULL ||
	    (why = one_side(&i.n, row, "singleOpenInterest", "openInterest")) !=
		NULL)
		return why;
	return i.n.known ? stats_oi(r, ts, r->page->width, i)
			 : "\"openInterest\" is missing";
}

const char *
bybit_oi(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return bybit_rows(&r, body, oi);
}

const char *
bybit_row_oi(struct str row, struct reading *r)
{
	struct interest i = { .unit = UNIT_COIN };
	struct dec size, value;
	const char *why;

	if (!row_contract(r, &exchange_bybit, wire_get(row, "symbol"), &why))
		return why;
	if ((why = one_side(
		 &size, row, "singleOpenInterest", "openInterest")) != NULL ||
	    (why = one_side(&value, row, "singleOpenInterestValue",
		 "openInterestValue")) != NULL)
		return why;
	if (!size.known || !value.known)
		return "\"openInterest\" or its value is missing";
	i.n = r->contract.market.inverse ? value : size;
	i.usd = r->contract.market.inverse ? size : value;
	return stats_oi(r, r->at, 0, i);
}

const char *
bybit_oi_now(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return bybit_rows(&r, body, bybit_row_oi);
}

static const char *
ratio(struct str row, struct reading *r)
{
	struct dec lng, shrt;
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "timestamp"), &ts)) != NULL ||
	    (why = cell_need(&lng, wire_get(row, "buyRatio"), "buyRatio")) !=
		NULL ||
	    (why = cell_need(&shrt, wire_get(row, "sellRatio"), "sellRatio")) !=
		NULL)
		return why;
	return stats_ratio(r, ts, RATIO_ACCOUNTS, lng, shrt);
}

const char *
bybit_ratio(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return bybit_rows(&r, body, ratio);
}

const char *
bybit_funding(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	static const struct series_funding names = { "fundingRateTimestamp",
		"fundingRate", SECOND_MS };
	struct reading r = { .turn = turn, p, context, to };
	struct str result, list;
	const char *why = bybit_open(&r, body, &result);

	if (why != NULL)
		return why;
	return json_get(result, "list", &list)
		   ? series_funding(list, &r, &names)
		   : "\"list\" is missing";
}

/* Dated contracts have an empty rate, or none. */
const char *
bybit_row_funding(struct str row, struct reading *r)
{
	struct str rate = wire_get(row, "fundingRate");
	struct dec n, mark;
	const char *why;
	int64_t hours;

	if (!row_contract(r, &exchange_bybit, wire_get(row, "symbol"), &why) ||
	    rate.n == 0 || r->contract.market.dated)
		return why;
	if ((why = cell_need(&n, rate, "fundingRate")) != NULL ||
	    (why = cell_need(&mark, wire_get(row, "markPrice"), "markPrice")) !=
		NULL)
		return why;
	if (cell_int(&hours, wire_get(row, "fundingIntervalHour")) != NULL ||
	    hours > 24)
		return "\"fundingIntervalHour\" is no number of hours";
	return stats_funding(
	    r, r->at, n, hours > 0 ? hours * HOUR_MS : 0, mark, FUNDING_NEXT);
}

const char *
bybit_funding_next(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return bybit_rows(&r, body, bybit_row_funding);
}

/* Percent as a fraction; a fraction as it is. */
static const char *
fraction(struct dec *rate, struct dec initial, struct dec leverage)
{
	struct dec whole;

	if (!dec_mul(&whole, initial, leverage))
		return "its margin is out of range";
	if (dec_cmp(whole, dec_int(50)) >= 0 &&
	    dec_cmp(whole, dec_int(200)) <= 0)
		return dec_shift(rate, *rate, -2)
			   ? NULL
			   : "its margin is out of range";
	if (dec_cmp(whole, dec_int(2)) > 0 || !dec_shift(&whole, whole, 1) ||
	    dec_cmp(whole, dec_int(5)) < 0)
		return "its initial margin is neither percent nor a fraction";
	return NULL;
}

static const char *
tier(struct str row, struct tier *t)
{
	struct dec initial;
	const char *why;

	if (!str_is(wire_get(row, "symbol"), t->symbol))
		return "a step of another market";
	if ((why = cell_need(&t->cap_usd, wire_get(row, "riskLimitValue"),
		 "riskLimitValue")) != NULL ||
	    (why = cell_need(&t->mmr, wire_get(row, "maintenanceMargin"),
		 "maintenanceMargin")) != NULL ||
	    (why = cell_need(&initial, wire_get(row, "initialMargin"),
		 "initialMargin")) != NULL ||
	    (why = cell_need(&t->max_leverage, wire_get(row, "maxLeverage"),
		 "maxLeverage")) != NULL)
		return why;
	if (cell_dec(&t->deduct_usd, wire_get(row, "mmDeduction")) != NULL)
		return "\"mmDeduction\" is not a number";
	return fraction(&t->mmr, initial, t->max_leverage);
}

const char *
bybit_tiers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str result, list;
	const char *why = bybit_open(&r, body, &result);

	if (why != NULL)
		return why;
	return json_get(result, "list", &list)
		   ? series_tiers(list, &r, r.at, tier)
		   : "\"list\" is missing";
}
