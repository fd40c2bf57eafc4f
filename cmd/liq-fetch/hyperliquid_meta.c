/*
 * hyperliquid_meta.c - Hyperliquid, what is told of all contracts at once.
 *
 * meta: {"universe":[{"name":"BTC","szDecimals":5,"maxLeverage":40,
 * "marginTableId":56,"isDelisted":true},...],"marginTables":[[56,{
 * "description":"tiered 40x","marginTiers":[{"lowerBound":"0.0",
 * "maxLeverage":40},{"lowerBound":"150000000.0","maxLeverage":20}]}],...]};
 * metaAndAssetCtxs: [meta,[{"funding":"0.0000125","openInterest":"31000.5",
 * "markPx":"96000.0",...},...]], one context a contract, in the same order.
 * Neither says a time: it is that of receipt.
 *
 * A size is a multiple of 10^-szDecimals; prices have five digits, no fixed
 * step.  Open interest is coins, one-sided; funding is for an hour.  Bounds of
 * tiers are dollars.  Maintenance is half the initial margin at a tier's
 * highest leverage, and what is deducted makes the steps join.  A table whose
 * number is below 50 is not listed: its only tier has that leverage.
 */
#include "base/when.h"
#include "liq-fetch/hyperliquid.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define MMR_SCALE 12
#define FLAT_BELOW 50 /* numbers of tables */

struct listed {
	char name[64];
	int64_t decimals, table;
	int delisted;
};

static const struct field listed_fields[] = {
	{ FIELD("name", TEXT, 0, struct listed, name) },
	{ FIELD("szDecimals", INT, 0, struct listed, decimals) },
	{ FIELD("marginTableId", INT, FIELD_NULL, struct listed, table) },
	{ FIELD("isDelisted", BOOL, FIELD_NULL, struct listed, delisted) },
	{ 0 },
};

bool
hyperliquid_ask_meta(struct ask *a, const struct page *p)
{
	(void)p;
	hyperliquid_ask(a, "{\"type\":\"meta\"}");
	return true;
}

bool
hyperliquid_ask_contexts(struct ask *a, const struct page *p)
{
	(void)p;
	hyperliquid_ask(a, "{\"type\":\"metaAndAssetCtxs\"}");
	return true;
}

/* A row of the universe, and its contract; *ours false: no market. */
static const char *
list(struct listed *l, bool *ours, struct str row, struct reading *r)
{
	const char *why = bind_get(l, listed_fields, row);
	struct market m;

	*ours = false;
	turn_row(r->turn, INT_NONE);
	if (why != NULL)
		return why;
	*ours = exchange_hyperliquid.market(&m, str_of(l->name));
	return *ours ? contract_find(
			   &r->contract, &exchange_hyperliquid, NULL, l->name)
		     : NULL;
}

static const char *
instrument(struct str row, struct reading *r)
{
	struct record record;
	struct instrument *i = &record.as.instrument;
	struct listed l;
	const char *why;
	bool ours;

	if ((why = list(&l, &ours, row, r)) != NULL || !ours)
		return why;
	if (l.decimals < 0 || l.decimals > 18)
		return "\"szDecimals\" is out of range";
	contract_record(&r->contract, r->context, &record, RECORD_INSTRUMENT,
	    r->context->received);
	i->kind = CONTRACT_PERPETUAL;
	i->contract_size = dec_int(1);
	i->inverse = TRUTH_FALSE;
	i->multiplier = dec_int(r->contract.market.multiplier);
	i->lot = (struct dec){ 1, (short)l.decimals, true };
	if ((why = contract_steps(&r->contract, i, UNIT_COIN)) != NULL)
		return why;
	str_copy(i->status, sizeof(i->status),
	    l.delisted == TRUTH_TRUE ? STR("delisted") : STR("trading"));
	r->to->record(r->to->arg, &record);
	return NULL;
}

const char *
hyperliquid_instruments(struct turn *turn, struct str body,
    const struct page *p, const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str universe;

	if (!json_get(body, "universe", &universe))
		return "\"universe\" is missing";
	return turn_rows(universe, &r, instrument);
}

/* The tiers of a table by its number; false: it is not listed. */
static bool
find_tiers(struct str tables, int64_t id, struct str *tiers)
{
	struct str table, number, value;
	struct dec d;

	while (json_element(&tables, &table)) {
		if (json_kind(table) != '[' || !json_element(&table, &number) ||
		    dec_parse(&d, number) != NULL ||
		    dec_cmp(d, dec_int(id)) != 0)
			continue;
		return json_element(&table, &value) &&
		       json_get(value, "marginTiers", tiers);
	}
	return false;
}

/* The universe with its tables: rows are given the first. */
struct universe {
	struct reading reading;
	struct str tables;
};

/* One step: what it begins at, and how it joins the step before. */
static const char *
step(struct tier *t, const struct tier *before, struct dec lower,
    struct dec leverage)
{
	struct dec twice, rise;

	if (dec_sign(leverage) <= 0 || !dec_mul(&twice, leverage, dec_int(2)) ||
	    !dec_div(&t->mmr, dec_int(1), twice, MMR_SCALE))
		return "\"maxLeverage\" is not positive";
	t->tier = before != NULL ? before->tier + 1 : 1;
	t->floor_usd = lower;
	t->cap_usd = (struct dec){ 0 };
	t->max_leverage = leverage;
	t->deduct_usd = dec_int(0);
	if (before == NULL)
		return dec_sign(lower) == 0 ? NULL
					    : "its tiers do not begin at 0";
	if (!dec_sub(&rise, t->mmr, before->mmr) ||
	    !dec_mul_round(&rise, lower, rise, USD_SCALE) ||
	    !dec_add(&t->deduct_usd, before->deduct_usd, rise))
		return "its tiers are out of range";
	t->deduct_usd = dec_trim(t->deduct_usd);
	return NULL;
}

static const char *
bound(struct str tier, struct dec *lower, struct dec *leverage)
{
	const char *why =
	    cell_need(lower, wire_get(tier, "lowerBound"), "lowerBound");

	return why != NULL ? why
			   : cell_need(leverage, wire_get(tier, "maxLeverage"),
				 "maxLeverage");
}

/* A step's cap is the next one's floor: each is given when that is known. */
static const char *
give_tiers(struct reading *r, struct str tiers)
{
	struct record now, next;
	struct dec lower, leverage;
	struct str tier;
	const char *why;
	bool any = false;

	if (json_kind(tiers) != '[')
		return "its tiers are no array";
	contract_record(
	    &r->contract, r->context, &now, RECORD_TIER, r->context->received);
	while (json_element(&tiers, &tier)) {
		next = now;
		if ((why = bound(tier, &lower, &leverage)) != NULL ||
		    (why = step(&next.as.tier, any ? &now.as.tier : NULL, lower,
			 leverage)) != NULL)
			return why;
		now.as.tier.cap_usd = lower;
		if (any)
			r->to->record(r->to->arg, &now);
		now = next;
		any = true;
	}
	if (!any)
		return "it has no tiers";
	r->to->record(r->to->arg, &now);
	return NULL;
}

static const char *
tier_row(struct str row, struct reading *r)
{
	const struct universe *u = (const struct universe *)r;
	struct record record;
	struct listed l;
	struct str tiers;
	const char *why;
	bool ours;

	if ((why = list(&l, &ours, row, r)) != NULL || !ours ||
	    l.delisted == TRUTH_TRUE)
		return why;
	if (l.table == INT_NONE)
		return "\"marginTableId\" is missing";
	if (find_tiers(u->tables, l.table, &tiers))
		return give_tiers(r, tiers);
	if (l.table >= FLAT_BELOW)
		return "its margin table is not listed";
	contract_record(&r->contract, r->context, &record, RECORD_TIER,
	    r->context->received);
	why = step(&record.as.tier, NULL, dec_int(0), dec_int(l.table));
	if (why == NULL)
		r->to->record(r->to->arg, &record);
	return why;
}

const char *
hyperliquid_tiers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct universe u = { .reading = { .turn = turn, p, context, to } };
	struct str universe;

	if (!json_get(body, "universe", &universe) ||
	    !json_get(body, "marginTables", &u.tables) ||
	    json_kind(u.tables) != '[')
		return "\"universe\" or \"marginTables\" is missing";
	return turn_rows(universe, &u.reading, tier_row);
}

const char *
hyperliquid_row_oi(struct reading *r, struct str context)
{
	struct interest oi = { .unit = UNIT_COIN };
	const char *why =
	    cell_need(&oi.n, wire_get(context, "openInterest"), "openInterest");

	return why != NULL ? why : stats_oi(r, r->context->received, 0, oi);
}

const char *
hyperliquid_row_funding(struct reading *r, struct str context)
{
	struct dec rate, mark;
	const char *why;

	if ((why = cell_need(&rate, wire_get(context, "funding"), "funding")) !=
		NULL ||
	    (why = cell_need(&mark, wire_get(context, "markPx"), "markPx")) !=
		NULL)
		return why;
	return stats_funding(
	    r, r->context->received, rate, HOUR_MS, mark, FUNDING_NEXT);
}

/* Contracts and contexts side by side; what is delisted has neither. */
static const char *
contexts(struct reading *r, struct str body,
    const char *(*give)(struct reading *, struct str context))
{
	struct str meta, all, universe, row, context;
	struct listed l;
	const char *why;
	bool ours;

	if (json_kind(body) != '[' || !json_element(&body, &meta) ||
	    !json_get(meta, "universe", &universe) ||
	    !json_element(&body, &all) || json_kind(all) != '[' ||
	    json_kind(universe) != '[')
		return "not a universe and its contexts";
	while (json_element(&universe, &row)) {
		if (!json_element(&all, &context))
			return "there are less contexts than contracts";
		why = list(&l, &ours, row, r);
		if (why == NULL && ours && l.delisted != TRUTH_TRUE)
			why = give(r, context);
		if (why != NULL)
			r->to->refuse(r->to->arg, why);
	}
	return json_element(&all, &context)
		   ? "there are more contexts than contracts"
		   : NULL;
}

const char *
hyperliquid_oi(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return contexts(&r, body, hyperliquid_row_oi);
}

const char *
hyperliquid_funding_next(struct turn *turn, struct str body,
    const struct page *p, const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return contexts(&r, body, hyperliquid_row_funding);
}
