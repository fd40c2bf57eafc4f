/*
 * htx_market.c - HTX over REST: candles, books, contracts, margins.
 *
 * A candle is {"id":seconds,"open","high","low","close","amount":coins,"vol":
 * contracts,"trade_turnover":USD}: what was bought and what was sold together,
 * so each trade twice; its count is of orders.  Requests are in seconds,
 * of 2000 candles; whether the first is included is not documented, so that a
 * second before it is asked for.  A book counts contracts.
 *
 * A contract is {"contract_code","contract_size","price_tick",
 * "contract_status":1,"tradfi_labels":[]}: coins, or USD where inverse; those
 * with labels are shares, metals, indices.  Trade is in whole contracts.
 *
 * Margins are {"data":[{"contract_code","list":[{"lever_rate":125,"ladders":
 * [{"ladder":0,"min_size":0,"max_size":8999,"adjust_factor":0.65}]}]}]}, a
 * table for each leverage: the one of the highest is given, and what of a
 * position must be kept is the factor over the leverage.  Sizes are contracts,
 * the last one of a step included: of coin-M contracts that is USD, of linear
 * ones USD at page.price; without one only the first step is given, and where
 * it ends is null.
 */
#include "base/when.h"
#include "liq-fetch/htx.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define RATE_SCALE 12

static const struct width widths[] = {
	{ MINUTE_MS, "1min" },
	{ 5 * MINUTE_MS, "5min" },
	{ 15 * MINUTE_MS, "15min" },
	{ 30 * MINUTE_MS, "30min" },
	{ HOUR_MS, "60min" },
	{ 4 * HOUR_MS, "4hour" },
	{ DAY_MS, "1day" },
	{ 0 },
};

const int64_t htx_widths[] = { MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS,
	30 * MINUTE_MS, HOUR_MS, 4 * HOUR_MS, DAY_MS, 0 };

/* Where a product has its market data. */
static const char *
market_path(const struct market *m)
{
	static const char *const path[] = {
		[HTX_LINEAR] = "/linear-swap-ex/market",
		[HTX_LINEAR_DATED] = "/linear-swap-ex/market",
		[HTX_COIN] = "/swap-ex/market",
		[HTX_COIN_DATED] = "/market",
	};

	return path[htx_product(m)];
}

static void
ask_market(struct ask *a, const struct page *p, const char *what)
{
	ask_url(a, HTX_HOST "%s%s?%s=", market_path(&p->market), what,
	    htx_product(&p->market) == HTX_COIN_DATED ? "symbol"
						      : "contract_code");
	ask_text(a, p->market.symbol);
}

bool
htx_ask_candles(struct ask *a, const struct page *p)
{
	const char *width = width_name(widths, p->width);

	if (width == NULL)
		return false;
	ask_market(a, p, "/history/kline");
	ask_url(a, "&period=%s&from=%lld&to=%lld", width,
	    (long long)(p->since / SECOND_MS) - 1,
	    (long long)(p->until / SECOND_MS));
	return true;
}

/* Each trade is in it from both sides. */
static const char *
one_side(struct candle *k, struct str contracts, const struct reading *r)
{
	const struct dec none = { 0 };
	struct dec n, coins;
	const char *why;

	if (r->contract.market.inverse) {
		if ((why = cell_need(&n, contracts, "vol")) != NULL ||
		    (why = contract_size_of(&r->contract, n, UNIT_CONTRACT,
			 none, &coins, &k->usd)) != NULL)
			return why;
	}
	return stats_half(&k->volume) && stats_half(&k->usd)
		   ? NULL
		   : "its volume is out of range";
}

static const char *
candle(struct str row, struct reading *r)
{
	const struct cells_candle cells = { .open = wire_get(row, "open"),
		.high = wire_get(row, "high"),
		.low = wire_get(row, "low"),
		.close = wire_get(row, "close"),
		.volume = wire_get(row, "amount"),
		.unit = UNIT_COIN,
		.usd = wire_get(row, "trade_turnover") };
	struct record record;
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(row, "id"), 1)) != NULL)
		return why;
	turn_row(r->turn, ts);
	if ((why = cell_candle(&record, &cells, &r->contract, r->context, ts,
		 r->page->width)) != NULL ||
	    (why = one_side(&record.as.candle, wire_get(row, "vol"), r)) !=
		NULL)
		return why;
	r->to->record(r->to->arg, &record);
	return NULL;
}

const char *
htx_candles(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rows;
	const char *why = stats_open(&r, &exchange_htx);

	if (why != NULL || (why = htx_data(&rows, body, NULL)) != NULL)
		return why;
	return turn_rows(rows, &r, candle);
}

bool
htx_ask_book(struct ask *a, const struct page *p)
{
	ask_market(a, p, "/depth");
	ask_url(a, "&type=step0");
	return true;
}

const char *
htx_book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str tick, bids, asks;
	const char *why = stats_open(&r, &exchange_htx);
	int64_t ts;

	if (why != NULL)
		return why;
	if (!json_get(body, "tick", &tick) || !json_get(tick, "bids", &bids) ||
	    !json_get(tick, "asks", &asks))
		return "\"bids\" or \"asks\" is missing";
	why = stats_time(&r, wire_get(tick, "ts"), &ts);
	return why != NULL ? why
			   : stats_book(&r, ts, bids, asks, UNIT_CONTRACT);
}

bool
htx_ask_instruments(struct ask *a, const struct page *p)
{
	static const char *const path[] = {
		"/linear-swap-api/v1/swap_contract_info?business_type=all",
		"/swap-api/v1/swap_contract_info",
		"/api/v1/contract_contract_info",
	};

	ask_url(a, HTX_HOST "%s", path[p->part]);
	return true;
}

struct listed {
	char symbol[64];
	struct dec size, tick;
	int64_t status;
};

static const struct field listed_fields[] = {
	{ FIELD("contract_code", TEXT, 0, struct listed, symbol) },
	{ FIELD("contract_size", DEC, 0, struct listed, size) },
	{ FIELD("price_tick", DEC, 0, struct listed, tick) },
	{ FIELD("contract_status", INT, FIELD_LAX, struct listed, status) },
	{ 0 },
};

static const char *const statuses[] = { "delisting", "trading", "pending",
	"suspended", "suspending", "in settlement", "delivering", "settled",
	"delivered", "no trade" };

/* Labels are words, or a list of them; of coins empty, or missing. */
static bool
is_labelled(struct str row)
{
	struct str labels = wire_get(row, "tradfi_labels"), first;

	if (json_kind(labels) == '[')
		return json_element(&labels, &first);
	return labels.n > 0;
}

static const char *
instrument(struct str row, struct reading *r)
{
	const size_t known = sizeof(statuses) / sizeof(*statuses);
	struct listed l;
	struct market m;
	const char *why;

	turn_row(r->turn, r->context->received);
	if ((why = bind_get(&l, listed_fields, row)) != NULL)
		return why;
	if (is_labelled(row) || !exchange_htx.market(&m, str_of(l.symbol)))
		return NULL;
	return stats_instrument(r, &exchange_htx, &m,
	    (struct listing){ .size = l.size,
		.tick = l.tick,
		.lot = l.size,
		.status = l.status >= 0 && (size_t)l.status < known
			      ? statuses[l.status]
			      : "unknown" });
}

const char *
htx_instruments(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rows;
	const char *why = htx_data(&rows, body, NULL);

	return why != NULL ? why : turn_rows(rows, &r, instrument);
}

bool
htx_ask_tiers(struct ask *a, const struct page *p)
{
	enum htx_product product = htx_product(&p->market);

	if (product != HTX_LINEAR && product != HTX_COIN)
		return false;
	ask_url(a, HTX_HOST "%s/v1/swap_adjustfactor?contract_code=",
	    product == HTX_LINEAR ? "/linear-swap-api" : "/swap-api");
	ask_text(a, p->market.symbol);
	return true;
}

struct ladder {
	int64_t step;
	struct dec from, to, factor; /* from and to inclusive, contracts */
};

static const struct field ladder_fields[] = {
	{ FIELD("ladder", INT, 0, struct ladder, step) },
	{ FIELD("min_size", DEC, 0, struct ladder, from) },
	{ FIELD("max_size", DEC, FIELD_NULL, struct ladder, to) },
	{ FIELD("adjust_factor", DEC, 0, struct ladder, factor) },
	{ 0 },
};

/* Contracts in USD; none are none, whatever one is worth. */
static const char *
usd_of(struct dec *usd, struct dec contracts, const struct reading *r)
{
	struct dec coins;

	if (contracts.known && dec_sign(contracts) == 0) {
		*usd = dec_int(0);
		return NULL;
	}
	return contract_size_of(&r->contract, contracts, UNIT_CONTRACT,
	    r->page->price, &coins, usd);
}

static const char *
give_tier(struct str row, struct dec leverage, const struct reading *r)
{
	struct record record;
	struct tier *t = &record.as.tier;
	struct ladder l;
	const char *why;

	if ((why = bind_get(&l, ladder_fields, row)) != NULL)
		return why;
	contract_record(&r->contract, r->context, &record, RECORD_TIER,
	    r->context->received);
	t->tier = l.step + 1;
	t->max_leverage = leverage;
	if (l.to.known && !dec_add(&l.to, l.to, dec_int(1)))
		return "its sizes are out of range";
	if ((why = usd_of(&t->floor_usd, l.from, r)) != NULL ||
	    (why = usd_of(&t->cap_usd, l.to, r)) != NULL)
		return why;
	if (!t->floor_usd.known) /* once is enough */
		return l.step > 1 ? NULL
				  : "its steps but the first are in contracts, "
				    "and no price is known";
	if (!dec_div(&t->mmr, l.factor, leverage, RATE_SCALE))
		return "its factor is out of range";
	r->to->record(r->to->arg, &record);
	return NULL;
}

/* Of the tables in a list the one of the highest leverage. */
static const char *
highest(struct str list, struct dec *leverage, struct str *ladders)
{
	struct dec l;
	struct str row;
	const char *why;

	*leverage = dec_int(0);
	*ladders = (struct str){ "", 0 };
	while (json_element(&list, &row)) {
		why = cell_need(&l, wire_get(row, "lever_rate"), "lever_rate");
		if (why != NULL)
			return why;
		if (dec_cmp(l, *leverage) <= 0)
			continue;
		*leverage = l;
		if (!json_get(row, "ladders", ladders))
			return "\"ladders\" is missing";
	}
	return json_kind(*ladders) == '[' ? NULL : "there is no leverage";
}

static const char *
tiers(struct str row, struct reading *r)
{
	struct str list, ladders, ladder;
	struct dec leverage;
	const char *why;

	turn_row(r->turn, r->context->received);
	if (!str_is(wire_get(row, "contract_code"), r->page->market.symbol))
		return NULL;
	if (!json_get(row, "list", &list) || json_kind(list) != '[')
		return "\"list\" is missing";
	if ((why = highest(list, &leverage, &ladders)) != NULL)
		return why;
	while (json_element(&ladders, &ladder))
		if ((why = give_tier(ladder, leverage, r)) != NULL)
			r->to->refuse(r->to->arg, why);
	return NULL;
}

const char *
htx_tiers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };
	struct str rows;
	const char *why = stats_open(&r, &exchange_htx);

	if (why != NULL || (why = htx_data(&rows, body, NULL)) != NULL)
		return why;
	return turn_rows(rows, &r, tiers);
}
