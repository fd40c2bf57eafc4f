/*
 * binance_now.c - what is so at Binance now: instruments, the book, open
 * interest, the next funding.
 *
 * exchangeInfo: {"symbols":[{"symbol":"BTCUSDT","contractType":"PERPETUAL",
 * "status":"TRADING","baseAsset","quoteAsset","underlyingType":"COIN",
 * "filters":[{"filterType":"PRICE_FILTER","tickSize"},{"filterType":
 * "LOT_SIZE","stepSize"}]}]}; COIN-M says "contractStatus" and gives
 * "contractSize" in USD.  TRADIFI_PERPETUAL are shares and metals.
 *
 * depth: {"E","T":1589436922959,"bids":[["4.00000000","431"]],"asks"}; sizes
 * are coins, or where inverse contracts.
 *
 * openInterest: {"symbol","openInterest":"10659.509","time"}, one-sided, in
 * coins, or where inverse in contracts.
 *
 * premiumIndex: [{"symbol","markPrice","lastFundingRate":"0.00038246",
 * "nextFundingTime":1597392000000,"time":1597370495002}], of all markets.
 * Dated ones have no rate.  How long the rate is for stands elsewhere, and
 * only where it is not 8 hours: width_ms stays null.
 */
#include "liq-fetch/binance.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

enum part { PART_USD_M, PART_COIN_M };

#define BOOK_LEVELS 1000

struct symbol {
	char symbol[64], base[32], quote[16], type[32], underlying[32];
	char status[24], contract_status[24];
	struct dec size;
	struct str filters;
};

static const struct field symbol_fields[] = {
	{ FIELD("symbol", TEXT, 0, struct symbol, symbol) },
	{ FIELD("baseAsset", TEXT, 0, struct symbol, base) },
	{ FIELD("quoteAsset", TEXT, 0, struct symbol, quote) },
	{ FIELD("contractType", TEXT, FIELD_NULL, struct symbol, type) },
	{ FIELD(
	    "underlyingType", TEXT, FIELD_NULL, struct symbol, underlying) },
	{ FIELD("status", TEXT, FIELD_NULL, struct symbol, status) },
	{ FIELD("contractStatus", TEXT, FIELD_NULL, struct symbol,
	    contract_status) },
	{ FIELD("contractSize", DEC, FIELD_NULL, struct symbol, size) },
	{ FIELD("filters", RAW, FIELD_NULL, struct symbol, filters) },
	{ 0 },
};

bool
binance_ask_list(struct ask *a, const struct page *p)
{
	bool coin_m = p->part == PART_COIN_M;

	binance_host(a, coin_m);
	ask_url(a, "/%s/v1/exchangeInfo", coin_m ? "dapi" : "fapi");
	return true;
}

/* Coins, indices of coins, and coins that are not out yet. */
static bool
is_crypto(const struct symbol *s)
{
	static const char *const kinds[] = { "COIN", "INDEX", "PREMARKET",
		NULL };

	return strcmp(s->type, "TRADIFI_PERPETUAL") != 0 &&
	       (s->underlying[0] == '\0' ||
		   wire_listed(str_of(s->underlying), kinds)) &&
	       quote_is_dollar(str_of(s->quote));
}

/* A number of one of the filters; null where there is none. */
static struct dec
step(struct str filters, const char *type, const char *key)
{
	struct dec d = { 0 };
	struct str one;

	while (json_element(&filters, &one))
		if (str_is(wire_get(one, "filterType"), type) &&
		    dec_parse(&d, wire_get(one, key)) != NULL)
			d = (struct dec){ 0 };
	return d;
}

static const char *
listed(struct str row, struct reading *r)
{
	struct symbol s;
	struct record out;
	struct instrument *i = &out.as.instrument;
	struct market *m = &r->contract.market;
	const char *why;

	if ((why = bind_get(&s, symbol_fields, row)) != NULL)
		return why;
	if (!is_crypto(&s))
		return NULL;
	if (!market_name(m, str_of(s.symbol), str_of(s.base), str_of(s.quote)))
		return "its base is no coin";
	market_prefix(m);
	m->inverse = r->page->part == PART_COIN_M;
	m->dated = !str_starts(str_of(s.type), STR("PERPETUAL"));
	contract_record(&r->contract, r->context, &out, RECORD_INSTRUMENT,
	    r->context->received);
	i->kind = m->dated ? CONTRACT_DATED : CONTRACT_PERPETUAL;
	i->contract_size = m->inverse ? s.size : dec_int(1);
	i->inverse = m->inverse ? TRUTH_TRUE : TRUTH_FALSE;
	i->multiplier = dec_int(m->multiplier);
	i->tick = step(s.filters, "PRICE_FILTER", "tickSize");
	i->lot = step(s.filters, "LOT_SIZE", "stepSize");
	why = contract_steps(
	    &r->contract, i, m->inverse ? UNIT_CONTRACT : UNIT_COIN);
	if (why != NULL)
		return why;
	cell_status(i, m->inverse ? s.contract_status : s.status, "TRADING");
	r->to->record(r->to->arg, &out);
	return NULL;
}

const char *
binance_list(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct str symbols;

	if (!json_get(body, "symbols", &symbols))
		return "\"symbols\" is missing";
	return binance_answer(turn, symbols, p, context, to, listed);
}

/* What is asked for by symbol alone. */
static void
ask_symbol(struct ask *a, const struct page *p, const char *path)
{
	binance_host(a, p->market.inverse);
	ask_url(
	    a, "/%s/v1/%s?symbol=", p->market.inverse ? "dapi" : "fapi", path);
	ask_text(a, p->market.symbol);
}

bool
binance_ask_book(struct ask *a, const struct page *p)
{
	ask_symbol(a, p, "depth");
	ask_url(a, "&limit=%d", BOOK_LEVELS);
	return true;
}

static const char *
book(struct str row, struct reading *r)
{
	struct str time = wire_get(row, "T");
	const char *why;
	int64_t ts;

	why = stats_time(r, time.n > 0 ? time : wire_get(row, "E"), &ts);
	return why != NULL ? why
			   : stats_book(r, ts, wire_get(row, "bids"),
				 wire_get(row, "asks"),
				 r->contract.market.inverse ? UNIT_CONTRACT
							    : UNIT_COIN);
}

const char *
binance_book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, book);
}

bool
binance_ask_moment(struct ask *a, const struct page *p)
{
	ask_symbol(a, p, "openInterest");
	return true;
}

static const char *
moment(struct str row, struct reading *r)
{
	enum unit unit = r->contract.market.inverse ? UNIT_CONTRACT : UNIT_COIN;
	struct dec n, none = { 0 };
	struct record out;
	struct oi *oi = &out.as.oi;
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(row, "time"), 1000)) != NULL ||
	    (why = binance_same(r, row)) != NULL ||
	    (why = cell_need(
		 &n, wire_get(row, "openInterest"), "openInterest")) != NULL)
		return why;
	turn_row(r->turn, ts);
	contract_record(&r->contract, r->context, &out, RECORD_OI, ts);
	oi->width_ms = 0;
	why = contract_size_of(&r->contract, n, unit, none, &oi->oi, &oi->usd);
	if (why == NULL)
		r->to->record(r->to->arg, &out);
	return why;
}

const char *
binance_moment(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, moment);
}

bool
binance_ask_premium(struct ask *a, const struct page *p)
{
	bool coin_m = p->part == PART_COIN_M;

	binance_host(a, coin_m);
	ask_url(a, "/%s/v1/premiumIndex", coin_m ? "dapi" : "fapi");
	return true;
}

const char *
binance_next(struct reading *r, const struct binance_mark *m)
{
	const char *why = NULL;
	struct record out;
	struct funding *f = &out.as.funding;
	int64_t ts;

	if (m->rate.n == 0 || str_is(m->next, "0") ||
	    !row_contract(r, &exchange_binance, m->symbol, &why))
		return why;
	if ((why = wire_time(&ts, m->time, 1000)) != NULL)
		return why;
	turn_row(r->turn, ts);
	contract_record(&r->contract, r->context, &out, RECORD_FUNDING, ts);
	f->kind = FUNDING_NEXT;
	if ((why = cell_need(&f->rate, m->rate, "lastFundingRate")) != NULL ||
	    (why = cell_need(&f->mark, m->mark, "markPrice")) != NULL)
		return why;
	if (!contract_price(&r->contract, &f->mark))
		return "its mark price is out of range";
	r->to->record(r->to->arg, &out);
	return NULL;
}

static const char *
premium(struct str row, struct reading *r)
{
	const struct binance_mark m = { .symbol = wire_get(row, "symbol"),
		.rate = wire_get(row, "lastFundingRate"),
		.next = wire_get(row, "nextFundingTime"),
		.time = wire_get(row, "time"),
		.mark = wire_get(row, "markPrice") };

	return binance_next(r, &m);
}

const char *
binance_premium(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return binance_answer(turn, body, p, context, to, premium);
}
