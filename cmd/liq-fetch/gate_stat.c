/*
 * gate_stat.c - Gate's statistics: open interest, ratios, funding, tiers.
 *
 * contract_stats: {"time":1674057000,"lsr_taker":9.37,"lsr_account":3.28,
 * "open_interest":2851725,"open_interest_usd":9872386.77,"top_lsr_account":0,
 * "top_lsr_size":0,"mark_price":0.34619,...}, numbers or strings, from a time
 * on.  Open interest is contracts and counts both sides.  lsr is long over
 * short; documentation swaps what it says of takers and accounts, the names
 * are right.  0 stands where nothing is known, so no ratio is made of it.
 *
 * risk_limit_tiers of one contract: where a step ends, in dollars, and what
 * to deduct.  In bitcoin it counts bitcoin; that is not offered, as no price
 * comes with it.  A settled funding does not say for what span it was.
 */
#include "base/when.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/gate.h"
#include "liq-fetch/series.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

static const struct width widths[] = {
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1h" },
	{ 4 * HOUR_MS, "4h" },
	{ DAY_MS, "1d" },
	{ 0, NULL },
};

bool
gate_ask_stats(struct ask *a, const struct page *p)
{
	if (p->market.dated)
		return false;
	gate_ask_market(a, "contract_stats", p);
	ask_url(a, "&interval=%s&from=%lld&limit=%d",
	    width_name(widths, p->width),
	    (long long)floor_div(p->since, SECOND_MS), p->rows);
	return true;
}

/* Dollars of inverse contracts are the contracts, exactly. */
static const char *
oi(struct str row, struct reading *r)
{
	struct interest i = { .unit = UNIT_CONTRACT };
	const char *why;
	int64_t ts;

	if ((why = gate_time(r, wire_get(row, "time"), &ts)) != NULL ||
	    (why = cell_need(&i.n, wire_get(row, "open_interest"),
		 "open_interest")) != NULL)
		return why;
	if (cell_dec(&i.price, wire_get(row, "mark_price")) != NULL ||
	    cell_dec(&i.usd, wire_get(row, "open_interest_usd")) != NULL)
		return "its mark or its value is not a number";
	if (r->contract.market.inverse)
		i.usd = (struct dec){ 0 };
	return stats_half(&i.n) && stats_half(&i.usd)
		   ? stats_oi(r, ts, r->page->width, i)
		   : "its open interest is out of range";
}

const char *
gate_oi(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return gate_rows(&r, body, oi);
}

static const struct {
	const char *name;
	enum ratio_kind kind;
} ratios[] = {
	{ "lsr_account", RATIO_ACCOUNTS },
	{ "top_lsr_account", RATIO_TOP_ACCOUNTS },
	{ "top_lsr_size", RATIO_TOP_POSITIONS },
	{ "lsr_taker", RATIO_TAKER },
};

static const char *
row_ratios(struct str row, struct reading *r)
{
	struct dec n[4];
	const char *why;
	int64_t ts;
	size_t i;

	if ((why = gate_time(r, wire_get(row, "time"), &ts)) != NULL)
		return why;
	for (i = 0; i < 4; i++)
		if (cell_dec(&n[i], wire_get(row, ratios[i].name)) != NULL ||
		    dec_sign(n[i]) < 0)
			return "a ratio is not a number above zero";
	for (i = 0; i < 4 && why == NULL; i++)
		if (dec_sign(n[i]) > 0)
			why = stats_ratio(
			    r, ts, ratios[i].kind, n[i], dec_int(1));
	return why;
}

const char *
gate_ratios(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return gate_rows(&r, body, row_ratios);
}

bool
gate_ask_funding(struct ask *a, const struct page *p)
{
	if (p->market.dated)
		return false;
	gate_ask_market(a, "funding_rate", p);
	ask_url(a, "&from=%lld&to=%lld&limit=%d",
	    (long long)floor_div(p->since, SECOND_MS),
	    (long long)floor_div(p->until - 1, SECOND_MS), p->rows);
	return true;
}

const char *
gate_funding(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	static const struct series_funding names = { "t", "r", 1 };
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_gate);

	return why != NULL ? why : series_funding(body, &r, &names);
}

bool
gate_ask_tiers(struct ask *a, const struct page *p)
{
	if (p->market.inverse)
		return false;
	gate_ask_market(a, "risk_limit_tiers", p);
	return true;
}

static const char *
tier(struct str row, struct tier *t)
{
	int64_t number;
	const char *why;

	if (cell_int(&number, wire_get(row, "tier")) != NULL ||
	    number != t->tier)
		return "\"tier\" is not the next number";
	if ((why = cell_need(&t->cap_usd, wire_get(row, "risk_limit"),
		 "risk_limit")) != NULL ||
	    (why = cell_need(&t->mmr, wire_get(row, "maintenance_rate"),
		 "maintenance_rate")) != NULL ||
	    (why = cell_need(&t->max_leverage, wire_get(row, "leverage_max"),
		 "leverage_max")) != NULL)
		return why;
	return cell_dec(&t->deduct_usd, wire_get(row, "deduction")) == NULL
		   ? NULL
		   : "\"deduction\" is not a number";
}

const char *
gate_tiers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	const char *why = stats_open(&r, &exchange_gate);

	return why != NULL ? why
			   : series_tiers(body, &r, context->received, tier);
}
