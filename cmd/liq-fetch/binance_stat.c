/*
 * binance_stat.c - /futures/data of Binance: statistics of the last 30 days.
 *
 * openInterestHist: [{"symbol":"BTCUSDT","sumOpenInterest":"20403.63700000",
 * "sumOpenInterestValue":"150570784.07809979","timestamp":1583127900000}],
 * one-sided, in coins and USD.  COIN-M: "pair" and "contractType", and
 * sumOpenInterest counts contracts; its value is said to be in coins, which
 * the documentation's own figures deny: it is not used.
 *
 * The three ratios: [{"symbol","longShortRatio":"1.8105","longAccount":
 * "0.6442","shortAccount":"0.3558","timestamp"}]; COIN-M has "pair", and of
 * positions longPosition, shortPosition.  The two need not make 1.
 *
 * takerlongshortRatio: [{"buySellRatio","buyVol","sellVol","timestamp"}];
 * COIN-M, takerBuySellVol: [{"pair","contractType","takerBuyVol",
 * "takerSellVol","takerBuyVolValue","takerSellVolValue","timestamp"}].
 *
 * Whether the top traders' ratios want a key is UNCONFIRMED; they are
 * answered without one.
 */
#include "base/when.h"
#include "liq-fetch/binance.h"
#include "liq-fetch/wire.h"

static const struct width periods[] = {
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 2 * HOUR_MS, "2h" },
	{ 4 * HOUR_MS, "4h" },
	{ 6 * HOUR_MS, "6h" },
	{ 12 * HOUR_MS, "12h" },
	{ DAY_MS, "1d" },
	{ 0 },
};

const int64_t binance_periods[] = { 5 * MINUTE_MS, 15 * MINUTE_MS,
	30 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS,
	12 * HOUR_MS, DAY_MS, 0 };

/*
 * Only perpetuals have statistics.  It is not said whether the borders are
 * in: one millisecond more on either side asks for both.
 */
static bool
ask(struct ask *a, const struct page *p, const char *path, bool of_type)
{
	const char *period = width_name(periods, p->width);
	bool coin_m = p->market.inverse;

	if (period == NULL || p->market.dated)
		return false;
	binance_host(a, coin_m);
	ask_url(a, "/futures/data/%s?%s=", path, coin_m ? "pair" : "symbol");
	ask_text(a, coin_m ? p->market.base : p->market.symbol);
	if (coin_m)
		ask_url(a, of_type ? "USD&contractType=PERPETUAL" : "USD");
	ask_url(a, "&period=%s&limit=%d&startTime=%lld&endTime=%lld", period,
	    p->rows, (long long)p->since - 1, (long long)p->until);
	return true;
}

/* The time of a row, which counts from here on. */
static const char *
begin(struct reading *r, struct str row, int64_t *ts)
{
	const char *why = wire_time(ts, wire_get(row, "timestamp"), 1000);

	if (why != NULL)
		return why;
	turn_row(r->turn, *ts);
	return binance_same(r, row);
}

bool
binance_ask_interest(struct ask *a, const struct page *p)
{
	return ask(a, p, "openInterestHist", true);
}

static const char *
interest(struct str row, struct reading *r)
{
	bool coin_m = r->contract.market.inverse;
	struct dec n, worth, none = { 0 };
	struct record out;
	struct oi *oi = &out.as.oi;
	const char *why;
	int64_t ts;

	if ((why = begin(r, row, &ts)) != NULL ||
	    (why = cell_need(&n, wire_get(row, "sumOpenInterest"),
		 "sumOpenInterest")) != NULL)
		return why;
	contract_record(&r->contract, r->context, &out, RECORD_OI, ts);
	oi->width_ms = r->page->width;
	if ((why = contract_size_of(&r->contract, n,
		 coin_m ? UNIT_CONTRACT : UNIT_COIN, none, &oi->oi,
		 &oi->usd)) != NULL)
		return why;
	if (!coin_m) {
		why = cell_need(&worth, wire_get(row, "sumOpenInterestValue"),
		    "sumOpenInterestValue");
		if (why != NULL || !dec_round(&oi->usd, worth, USD_SCALE))
			return why != NULL ? why : "its value is out of range";
	}
	r->to->record(r->to->arg, &out);
	return NULL;
}

const char *
binance_interest(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, interest);
}

/* Two members of a row as shares. */
static const char *
shares(struct str row, struct reading *r, enum ratio_kind kind, const char *lng,
    const char *shrt)
{
	struct dec a, b;
	struct record out;
	const char *why;
	int64_t ts;

	if ((why = begin(r, row, &ts)) != NULL ||
	    (why = cell_need(&a, wire_get(row, lng), lng)) != NULL ||
	    (why = cell_need(&b, wire_get(row, shrt), shrt)) != NULL)
		return why;
	contract_record(&r->contract, r->context, &out, RECORD_RATIO, ts);
	out.as.ratio.width_ms = r->page->width;
	out.as.ratio.kind = (int)kind;
	if ((why = cell_shares(&out.as.ratio, a, b)) != NULL)
		return why;
	r->to->record(r->to->arg, &out);
	return NULL;
}

bool
binance_ask_accounts(struct ask *a, const struct page *p)
{
	return ask(a, p, "globalLongShortAccountRatio", false);
}

static const char *
accounts(struct str row, struct reading *r)
{
	return shares(row, r, RATIO_ACCOUNTS, "longAccount", "shortAccount");
}

const char *
binance_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, accounts);
}

/* Of COIN-M the documentation names symbol; pair is what is in use. */
bool
binance_ask_top_accounts(struct ask *a, const struct page *p)
{
	return ask(a, p, "topLongShortAccountRatio", false);
}

static const char *
top_accounts(struct str row, struct reading *r)
{
	return shares(
	    row, r, RATIO_TOP_ACCOUNTS, "longAccount", "shortAccount");
}

const char *
binance_top_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, top_accounts);
}

bool
binance_ask_top_positions(struct ask *a, const struct page *p)
{
	return ask(a, p, "topLongShortPositionRatio", false);
}

static const char *
top_positions(struct str row, struct reading *r)
{
	return r->contract.market.inverse ? shares(row, r, RATIO_TOP_POSITIONS,
						"longPosition", "shortPosition")
					  : shares(row, r, RATIO_TOP_POSITIONS,
						"longAccount", "shortAccount");
}

const char *
binance_top_positions(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, top_positions);
}

bool
binance_ask_taker(struct ask *a, const struct page *p)
{
	return ask(a, p,
	    p->market.inverse ? "takerBuySellVol" : "takerlongshortRatio",
	    true);
}

static const char *
taker(struct str row, struct reading *r)
{
	return r->contract.market.inverse
		   ? shares(row, r, RATIO_TAKER, "takerBuyVol", "takerSellVol")
		   : shares(row, r, RATIO_TAKER, "buyVol", "sellVol");
}

const char *
binance_taker(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, taker);
}
