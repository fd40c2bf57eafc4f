/*
 * coinglass_stat.c - CoinGlass, series about one market of an exchange.
 *
 * {"code":"0","msg":"success","data":[{"time":1745366400000,...},...]}, times
 * in ms, figures as strings or numbers.  Prices have "volume_usd" and no
 * volume in coins.  Open interest (asked for in USD) and funding come as open,
 * high, low, close of an interval: what is given is the open, as of its time.
 * Funding is per cent, for a span that is not said; as the rate was running
 * then, neither settled nor the next.  Of shares both sides are told in per
 * cent, of takers' volume in USD.
 *
 * It tells open interest as exchanges do, so that of Gate may be of both
 * sides, and what it has of Bitget is less than Bitget says.
 */
#include "liq-fetch/coinglass.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

static const char *
price(struct str row, struct reading *r)
{
	struct record record;
	struct cells_candle c = { .unit = UNIT_COIN };
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "time"), &ts)) != NULL)
		return why;
	c.open = wire_get(row, "open");
	c.high = wire_get(row, "high");
	c.low = wire_get(row, "low");
	c.close = wire_get(row, "close");
	c.usd = wire_get(row, "volume_usd");
	why = cell_candle(
	    &record, &c, &r->contract, r->context, ts, r->page->width);
	if (why == NULL && (why = market_check(&record)) == NULL)
		r->to->record(r->to->arg, &record);
	return why;
}

bool
coinglass_ask_prices(struct ask *a, const struct page *p)
{
	return coinglass_ask_pair(a, p, "price/history") &&
	       coinglass_ask_series(a, p);
}

const char *
coinglass_prices(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return coinglass_rows(&r, body, price);
}

static const char *
interest(struct str row, struct reading *r)
{
	struct interest oi = { .unit = UNIT_USD };
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "time"), &ts)) != NULL ||
	    (why = cell_need(&oi.n, wire_get(row, "open"), "open")) != NULL)
		return why;
	return stats_oi(r, ts, r->page->width, oi);
}

bool
coinglass_ask_interest(struct ask *a, const struct page *p)
{
	if (!coinglass_ask_pair(a, p, "open-interest/history"))
		return false;
	ask_url(a, "&unit=usd");
	return coinglass_ask_series(a, p);
}

const char *
coinglass_interest(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return coinglass_rows(&r, body, interest);
}

static const char *
funding(struct str row, struct reading *r)
{
	struct dec rate, none = { 0 };
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "time"), &ts)) != NULL ||
	    (why = cell_need(&rate, wire_get(row, "open"), "open")) != NULL)
		return why;
	return dec_shift(&rate, rate, -2)
		   ? stats_funding(r, ts, rate, 0, none, FUNDING_NONE)
		   : "its rate is out of range";
}

bool
coinglass_ask_funding(struct ask *a, const struct page *p)
{
	return coinglass_ask_pair(a, p, "funding-rate/history") &&
	       coinglass_ask_series(a, p);
}

const char *
coinglass_funding(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return coinglass_rows(&r, body, funding);
}

static const char *
shares(struct str row, struct reading *r, enum ratio_kind kind,
    const char *lng_key, const char *shrt_key)
{
	struct dec lng, shrt;
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "time"), &ts)) != NULL ||
	    (why = cell_need(&lng, wire_get(row, lng_key), lng_key)) != NULL ||
	    (why = cell_need(&shrt, wire_get(row, shrt_key), shrt_key)) != NULL)
		return why;
	return stats_ratio(r, ts, kind, lng, shrt);
}

static const char *
accounts(struct str row, struct reading *r)
{
	return shares(row, r, RATIO_ACCOUNTS, "global_account_long_percent",
	    "global_account_short_percent");
}

static const char *
top_accounts(struct str row, struct reading *r)
{
	return shares(row, r, RATIO_TOP_ACCOUNTS, "top_account_long_percent",
	    "top_account_short_percent");
}

static const char *
top_positions(struct str row, struct reading *r)
{
	return shares(row, r, RATIO_TOP_POSITIONS, "top_position_long_percent",
	    "top_position_short_percent");
}

static const char *
takers(struct str row, struct reading *r)
{
	return shares(row, r, RATIO_TAKER, "taker_buy_volume_usd",
	    "taker_sell_volume_usd");
}

bool
coinglass_ask_accounts(struct ask *a, const struct page *p)
{
	return coinglass_ask_pair(
		   a, p, "global-long-short-account-ratio/history") &&
	       coinglass_ask_series(a, p);
}

const char *
coinglass_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return coinglass_rows(&r, body, accounts);
}

bool
coinglass_ask_top_accounts(struct ask *a, const struct page *p)
{
	return coinglass_ask_pair(
		   a, p, "top-long-short-account-ratio/history") &&
	       coinglass_ask_series(a, p);
}

const char *
coinglass_top_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return coinglass_rows(&r, body, top_accounts);
}

bool
coinglass_ask_top_positions(struct ask *a, const struct page *p)
{
	return coinglass_ask_pair(
		   a, p, "top-long-short-position-ratio/history") &&
	       coinglass_ask_series(a, p);
}

const char *
coinglass_top_positions(struct turn *turn, struct str body,
    const struct page *p, const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return coinglass_rows(&r, body, top_positions);
}

bool
coinglass_ask_takers(struct ask *a, const struct page *p)
{
	return coinglass_ask_pair(a, p, "v2/taker-buy-sell-volume/history") &&
	       coinglass_ask_series(a, p);
}

const char *
coinglass_takers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return coinglass_rows(&r, body, takers);
}

/* Who reads a row, by a member that it has; prices and the like need more. */
static const struct {
	const char *member;
	enum record_type as; /* RECORD_NONE: whatever is asked for */
	const char *(*read)(struct str row, struct reading *);
} series[] = {
	{ "long_liquidation_usd", RECORD_NONE, coinglass_total },
	{ "aggregated_long_liquidation_usd", RECORD_NONE, coinglass_total },
	{ "global_account_long_percent", RECORD_NONE, accounts },
	{ "top_account_long_percent", RECORD_NONE, top_accounts },
	{ "top_position_long_percent", RECORD_NONE, top_positions },
	{ "taker_buy_volume_usd", RECORD_NONE, takers },
	{ "volume_usd", RECORD_NONE, price },
	{ "open", RECORD_CANDLE, price },
	{ "open", RECORD_OI, interest },
	{ "open", RECORD_FUNDING, funding },
};

const char *
coinglass_series(struct str row, struct reading *r, enum record_type as)
{
	struct str value;
	size_t i;

	for (i = 0; i < sizeof(series) / sizeof(series[0]); i++)
		if ((series[i].as == RECORD_NONE || series[i].as == as) &&
		    json_get(row, series[i].member, &value))
			return series[i].read(row, r);
	return json_get(row, "open", &value)
		   ? "which series it is of is not said: give --as"
		   : "not a row that is known";
}
