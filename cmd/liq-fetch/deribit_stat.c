/*
 * deribit_stat.c - Deribit over REST, but for trades and candles.
 *
 * Amounts are USD where a contract is inverse, else coins, in books and open
 * interest alike.  Funding accrues all the time: interest_1h of the history
 * is what an hour did, current_funding a rate for 8 hours as of now.
 */
#include "base/when.h"
#include "liq-fetch/deribit.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

enum unit
deribit_unit(const struct reading *r)
{
	return r->contract.market.inverse ? UNIT_USD : UNIT_COIN;
}

static const char *
rows_of(struct reading *r, struct str body,
    const char *(*read)(struct str, struct reading *))
{
	struct str rows;

	return json_get(body, "result", &rows) ? turn_rows(rows, r, read)
					       : "\"result\" is missing";
}

bool
deribit_ask_summary(struct ask *a, const struct page *p)
{
	ask_url(a,
	    DERIBIT_HOST "get_book_summary_by_currency?currency=%s&kind=future",
	    deribit_currency(&p->market));
	return true;
}

bool
deribit_ask_summary_funding(struct ask *a, const struct page *p)
{
	return !p->market.dated && deribit_ask_summary(a, p);
}

struct summary {
	char symbol[64];
	struct dec interest, mark, funding;
};

static const struct field summary_fields[] = {
	{ FIELD("instrument_name", TEXT, 0, struct summary, symbol) },
	{ FIELD("open_interest", DEC, 0, struct summary, interest) },
	{ FIELD("mark_price", DEC, 0, struct summary, mark) },
	{ FIELD("current_funding", DEC, FIELD_NULL, struct summary, funding) },
	{ 0 },
};

/* NULL, or why not; *ours is false where it is no market of ours. */
static const char *
summary(struct summary *s, bool *ours, struct str row, struct reading *r)
{
	const char *why = bind_get(s, summary_fields, row);

	*ours = why == NULL && contract_find(&r->contract, &exchange_deribit,
				   r->context->instruments, s->symbol) == NULL;
	return why;
}

/* Valued at the mark price of the same row. */
const char *
deribit_row_oi(struct str row, struct reading *r)
{
	struct summary s;
	struct interest i = { .unit = UNIT_COIN };
	bool ours;
	const char *why = summary(&s, &ours, row, r);

	if (why != NULL || !ours)
		return why;
	i.n = s.interest;
	i.price = s.mark;
	i.unit = deribit_unit(r);
	return stats_oi(r, r->at, 0, i);
}

static const char *
created(struct str row, struct reading *r)
{
	return stats_time(r, wire_get(row, "creation_timestamp"), &r->at);
}

static const char *
interest(struct str row, struct reading *r)
{
	const char *why = created(row, r);

	return why != NULL ? why : deribit_row_oi(row, r);
}

const char *
deribit_interests(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return rows_of(&r, body, interest);
}

const char *
deribit_row_funding(struct str row, struct reading *r)
{
	struct summary s;
	bool ours;
	const char *why = summary(&s, &ours, row, r);

	if (why != NULL || !ours || r->contract.market.dated)
		return why;
	if (!s.funding.known)
		return "\"current_funding\" is missing";
	return stats_funding(
	    r, r->at, s.funding, 8 * HOUR_MS, s.mark, FUNDING_NEXT);
}

static const char *
funding_now(struct str row, struct reading *r)
{
	const char *why = created(row, r);

	return why != NULL ? why : deribit_row_funding(row, r);
}

const char *
deribit_fundings_now(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return rows_of(&r, body, funding_now);
}

bool
deribit_ask_fundings(struct ask *a, const struct page *p)
{
	if (p->market.dated)
		return false;
	ask_url(a, DERIBIT_HOST "get_funding_rate_history?instrument_name=");
	ask_text(a, p->market.symbol);
	ask_url(a, "&start_timestamp=%lld&end_timestamp=%lld",
	    (long long)p->since - 1, (long long)p->until);
	return true;
}

static const char *
funding(struct str row, struct reading *r)
{
	const struct dec none = { 0 };
	struct dec rate;
	const char *why;
	int64_t ts;

	if ((why = stats_time(r, wire_get(row, "timestamp"), &ts)) != NULL ||
	    (why = cell_need(
		 &rate, wire_get(row, "interest_1h"), "interest_1h")) != NULL)
		return why;
	return stats_funding(r, ts, rate, HOUR_MS, none, FUNDING_SETTLED);
}

const char *
deribit_fundings(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_deribit);

	return why != NULL ? why : rows_of(&r, body, funding);
}

bool
deribit_ask_book(struct ask *a, const struct page *p)
{
	ask_url(a, DERIBIT_HOST "get_order_book?instrument_name=");
	ask_text(a, p->market.symbol);
	ask_url(a, "&depth=1000");
	return true;
}

const char *
deribit_book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str result, bids, asks;
	const char *why = stats_open(&r, &exchange_deribit);
	int64_t ts;

	if (why != NULL)
		return why;
	if (!json_get(body, "result", &result) ||
	    !json_get(result, "bids", &bids) ||
	    !json_get(result, "asks", &asks))
		return "\"bids\" or \"asks\" is missing";
	why = stats_time(&r, wire_get(result, "timestamp"), &ts);
	return why != NULL ? why
			   : stats_book(&r, ts, bids, asks, deribit_unit(&r));
}

bool
deribit_ask_instruments(struct ask *a, const struct page *p)
{
	(void)p;
	ask_url(a, DERIBIT_HOST "get_instruments?currency=any&kind=future"
				"&expired=false");
	return true;
}

struct listed {
	char symbol[64];
	struct dec size, tick, lot;
	int active;
};

static const struct field listed_fields[] = {
	{ FIELD("instrument_name", TEXT, 0, struct listed, symbol) },
	{ FIELD("contract_size", DEC, 0, struct listed, size) },
	{ FIELD("tick_size", DEC, 0, struct listed, tick) },
	{ FIELD("min_trade_amount", DEC, 0, struct listed, lot) },
	{ FIELD("is_active", BOOL, 0, struct listed, active) },
	{ 0 },
};

static const char *
instrument(struct str row, struct reading *r)
{
	struct listed l;
	struct market m;
	const char *why;

	turn_row(r->turn, r->context->received);
	if ((why = bind_get(&l, listed_fields, row)) != NULL)
		return why;
	if (!exchange_deribit.market(&m, str_of(l.symbol)))
		return NULL;
	return stats_instrument(r, &exchange_deribit, &m,
	    (struct listing){ .size = l.size,
		.tick = l.tick,
		.lot = l.lot,
		.status = l.active == TRUTH_TRUE ? "trading" : "inactive" });
}

const char *
deribit_instruments(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return rows_of(&r, body, instrument);
}
