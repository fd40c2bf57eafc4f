/*
 * kraken_now.c - Kraken Futures, what is now, and what funding was.
 *
 * Tickers are {"tickers":[{"symbol","openInterest","markPrice","indexPrice",
 * "fundingRatePrediction"}],"serverTime"}, a book {"orderBook":{"bids":
 * [[price,size]],"asks"},"serverTime"}.  Sizes are coins, or USD where
 * inverse; open interest is one-sided.
 *
 * A ticker's funding is USD a coin and hour, or coins a USD where inverse: a
 * fraction at the index price of the same ticker.  History has fractions, an
 * hour each, of a year, all in one answer.
 */
#include "base/when.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/kraken.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define RATE_SCALE 18

bool
kraken_ask_tickers(struct ask *a, const struct page *p)
{
	(void)p;
	ask_url(a, KRAKEN_HOST "/derivatives/api/v3/tickers");
	return true;
}

static const struct field ticker_fields[] = {
	{ FIELD("openInterest", DEC, 0, struct kraken_ticker, interest) },
	{ FIELD("markPrice", DEC, FIELD_NULL, struct kraken_ticker, mark) },
	{ FIELD("indexPrice", DEC, FIELD_NULL, struct kraken_ticker, index) },
	{ FIELD("fundingRatePrediction", DEC, FIELD_NULL, struct kraken_ticker,
	    funding) },
	{ 0 },
};

/*
 * Tickers of our markets, all of the answer's time.  Shares and money have
 * tickers of the same shape: only the list of contracts tells them apart.
 */
static const char *
tickers(struct reading *r, struct str body,
    const char *(*read)(
	const struct kraken_ticker *, int64_t ts, const struct reading *))
{
	struct market m;
	struct kraken_ticker t;
	struct str rows, row;
	const char *why;
	int64_t ts;

	if (!json_get(body, "tickers", &rows) || json_kind(rows) != '[')
		return "\"tickers\" is missing";
	if ((why = stats_iso(r, wire_get(body, "serverTime"), &ts)) != NULL)
		return why;
	r->turn->rows = 0;
	while (json_element(&rows, &row)) {
		turn_row(r->turn, ts);
		if (!exchange_kraken.market(&m, wire_get(row, "symbol")) ||
		    instruments_find(r->context->instruments,
			exchange_kraken.name, m.symbol) == NULL)
			continue;
		why = contract_find(&r->contract, &exchange_kraken,
		    r->context->instruments, m.symbol);
		if (why == NULL)
			why = bind_get(&t, ticker_fields, row);
		if (why == NULL)
			why = read(&t, ts, r);
		if (why != NULL)
			r->to->refuse(r->to->arg, why);
	}
	return NULL;
}

enum unit
kraken_unit(const struct reading *r)
{
	return r->contract.market.inverse ? UNIT_USD : UNIT_COIN;
}

const char *
kraken_interest(
    const struct kraken_ticker *t, int64_t ts, const struct reading *r)
{
	struct interest i = { .n = t->interest, .price = t->mark };

	i.unit = kraken_unit(r);
	return stats_oi(r, ts, 0, i);
}

const char *
kraken_interests_now(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return tickers(&r, body, kraken_interest);
}

const char *
kraken_funding(
    const struct kraken_ticker *t, int64_t ts, const struct reading *r)
{
	struct dec rate;

	if (r->contract.market.dated || !t->funding.known)
		return NULL;
	if (dec_sign(t->index) <= 0)
		return "\"indexPrice\" is missing";
	if (r->contract.market.inverse
		? !dec_mul_round(&rate, t->funding, t->index, RATE_SCALE)
		: !dec_div(&rate, t->funding, t->index, RATE_SCALE))
		return "its funding rate is out of range";
	return stats_funding(r, ts, rate, HOUR_MS, t->mark, FUNDING_NEXT);
}

const char *
kraken_fundings_now(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return tickers(&r, body, kraken_funding);
}

bool
kraken_ask_fundings(struct ask *a, const struct page *p)
{
	if (p->market.dated)
		return false;
	ask_url(a,
	    KRAKEN_HOST "/derivatives/api/v4/historicalfundingrates?symbol=");
	ask_text(a, p->market.symbol);
	return true;
}

static const char *
funding(struct str row, struct reading *r)
{
	const struct dec none = { 0 };
	struct dec rate;
	const char *why;
	int64_t ts;

	if ((why = stats_iso(r, wire_get(row, "timestamp"), &ts)) != NULL ||
	    (why = cell_need(&rate, wire_get(row, "relativeFundingRate"),
		 "relativeFundingRate")) != NULL)
		return why;
	return stats_funding(r, ts, rate, HOUR_MS, none, FUNDING_SETTLED);
}

const char *
kraken_fundings(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_kraken);
	struct str rows;

	if (why != NULL)
		return why;
	return json_get(body, "rates", &rows) ? turn_rows(rows, &r, funding)
					      : "\"rates\" is missing";
}

bool
kraken_ask_book(struct ask *a, const struct page *p)
{
	ask_url(a, KRAKEN_HOST "/derivatives/api/v3/orderbook?symbol=");
	ask_text(a, p->market.symbol);
	return true;
}

const char *
kraken_book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_kraken);
	struct str b, bids, asks;
	int64_t ts;

	if (why != NULL)
		return why;
	if (!json_get(body, "orderBook", &b) || !json_get(b, "bids", &bids) ||
	    !json_get(b, "asks", &asks))
		return "\"bids\" or \"asks\" is missing";
	if ((why = stats_iso(&r, wire_get(body, "serverTime"), &ts)) != NULL)
		return why;
	return stats_book(&r, ts, bids, asks, kraken_unit(&r));
}
