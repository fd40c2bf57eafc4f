/*
 * kraken_list.c - Kraken Futures, contracts and their margins.
 *
 * {"result":"success","instruments":[{"symbol":"PF_XBTUSD","type":
 * "flexible_futures","base":"BTC","quote":"USD","tickSize":1,"contractSize":1,
 * "contractValueTradePrecision":4,"tradeable":true,"category":"Layer 1",
 * "marginLevels":[{"numNonContractUnits":0,"initialMargin":0.02,
 * "maintenanceMargin":0.01}]}],"serverTime"}.
 *
 * A level begins at so many "contracts" of one USD where inverse, else at so
 * many "numNonContractUnits", USD too; the list need not be in order, and a
 * level ends where the next begins.  Of two tables the one for professional
 * clients is used, the one for others where it is the only one.  Shares,
 * foreign money, metals and the like have contracts here, told by category.
 */
#include "liq-fetch/kraken.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define LEVELS_MAX 64 /* of one contract; 10 were seen */
#define LEVERAGE_SCALE 8

static const char *const no_crypto[] = { "Commodities", "Equities", "Forex",
	"Indices", "Metals", "Pre-IPO", "Stocks", "xStocks", NULL };

bool
kraken_ask_list(struct ask *a, const struct page *p)
{
	(void)p;
	ask_url(a, KRAKEN_HOST "/derivatives/api/v3/instruments");
	return true;
}

struct listed {
	char symbol[64], category[32];
	int64_t decimals;
	struct dec size, tick;
	int tradeable;
	struct str levels, retail;
};

static const struct field listed_fields[] = {
	{ FIELD("symbol", TEXT, 0, struct listed, symbol) },
	{ FIELD("category", TEXT, FIELD_NULL, struct listed, category) },
	{ FIELD("contractSize", DEC, 0, struct listed, size) },
	{ FIELD("tickSize", DEC, 0, struct listed, tick) },
	{ FIELD("contractValueTradePrecision", INT, FIELD_LAX | FIELD_NULL,
	    struct listed, decimals) },
	{ FIELD("tradeable", BOOL, 0, struct listed, tradeable) },
	{ FIELD("marginLevels", RAW, FIELD_NULL, struct listed, levels) },
	{ FIELD("retailMarginLevels", RAW, FIELD_NULL, struct listed, retail) },
	{ 0 },
};

/* Indices have fewer members: what is none of ours is not bound. */
static bool
is_ours(struct market *m, struct str row)
{
	return exchange_kraken.market(m, wire_get(row, "symbol")) &&
	       !wire_listed(wire_get(row, "category"), no_crypto);
}

/* The least that can be traded is 10^-decimals of a contract. */
static bool
lot(struct dec *d, const struct listed *l)
{
	*d = (struct dec){ 0 };
	if (l->decimals == INT_NONE)
		return true;
	return l->decimals >= -18 && l->decimals <= 18 &&
	       dec_shift(d, l->size, (int)-l->decimals);
}

static const char *
instrument(struct str row, struct reading *r)
{
	struct listed l;
	struct market m;
	struct dec least;
	const char *why;

	turn_row(r->turn, r->context->received);
	if (!is_ours(&m, row))
		return NULL;
	if ((why = bind_get(&l, listed_fields, row)) != NULL)
		return why;
	if (!lot(&least, &l))
		return "\"contractValueTradePrecision\" is out of range";
	return stats_instrument(r, &exchange_kraken, &m,
	    (struct listing){ .size = l.size,
		.tick = l.tick,
		.lot = least,
		.status =
		    l.tradeable == TRUTH_TRUE ? "trading" : "not tradeable" });
}

struct step {
	struct dec contracts, units, initial, maintenance;
};

static const struct field step_fields[] = {
	{ FIELD("contracts", DEC, FIELD_NULL, struct step, contracts) },
	{ FIELD("numNonContractUnits", DEC, FIELD_NULL, struct step, units) },
	{ FIELD("initialMargin", DEC, 0, struct step, initial) },
	{ FIELD("maintenanceMargin", DEC, 0, struct step, maintenance) },
	{ 0 },
};

/* From USD: in contracts that is exact only where a contract is USD. */
static const char *
level(struct tier *t, struct str row, const struct reading *r, struct dec size)
{
	struct step l;
	const char *why = bind_get(&l, step_fields, row);

	if (why != NULL)
		return why;
	if (l.units.known)
		t->floor_usd = l.units;
	else if (!l.contracts.known)
		return "where a margin level begins is missing";
	else if (dec_sign(l.contracts) != 0 && !r->contract.market.inverse)
		return "a margin level in contracts of coins";
	else if (!dec_mul(&t->floor_usd, l.contracts, size))
		return "a margin level is out of range";
	t->mmr = l.maintenance;
	return dec_sign(l.initial) > 0 && dec_div(&t->max_leverage, dec_int(1),
					      l.initial, LEVERAGE_SCALE)
		   ? NULL
		   : "\"initialMargin\" is not positive";
}

/* Into their order, lowest first. */
static void
insert(struct tier *of, size_t n, const struct tier *t)
{
	for (; n > 0 && dec_cmp(of[n - 1].floor_usd, t->floor_usd) > 0; n--)
		of[n] = of[n - 1];
	of[n] = *t;
}

static const char *
levels(struct str rows, struct reading *r, struct dec size)
{
	struct tier of[LEVELS_MAX], t = { 0 };
	struct record record;
	struct str row;
	const char *why;
	size_t n, i;

	if (json_kind(rows) != '[')
		return "its margin levels are no array";
	for (n = 0; json_element(&rows, &row); n++) {
		if (n == LEVELS_MAX)
			return "more margin levels than a contract has";
		if ((why = level(&t, row, r, size)) != NULL)
			return why;
		insert(of, n, &t);
	}
	for (i = 0; i < n; i++) {
		contract_record(&r->contract, r->context, &record, RECORD_TIER,
		    r->context->received);
		record.as.tier.tier = (int64_t)i + 1;
		record.as.tier.floor_usd = of[i].floor_usd;
		if (i + 1 < n)
			record.as.tier.cap_usd = of[i + 1].floor_usd;
		record.as.tier.max_leverage = of[i].max_leverage;
		record.as.tier.mmr = of[i].mmr;
		r->to->record(r->to->arg, &record);
	}
	return NULL;
}

static const char *
tiers(struct str row, struct reading *r)
{
	struct listed l;
	struct market m;
	const char *why;

	turn_row(r->turn, r->context->received);
	if (!is_ours(&m, row))
		return NULL;
	if ((why = bind_get(&l, listed_fields, row)) != NULL)
		return why;
	r->contract =
	    (struct contract){ .exchange = &exchange_kraken, .market = m };
	if (l.levels.n == 0 && l.retail.n == 0)
		return NULL;
	return levels(l.levels.n > 0 ? l.levels : l.retail, r, l.size);
}

static const char *
rows_of(struct reading *r, struct str body,
    const char *(*read)(struct str, struct reading *))
{
	struct str rows;

	return json_get(body, "instruments", &rows)
		   ? turn_rows(rows, r, read)
		   : "\"instruments\" is missing";
}

const char *
kraken_instruments(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return rows_of(&r, body, instrument);
}

const char *
kraken_tiers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return rows_of(&r, body, tiers);
}
