/*
 * okx_stat.c - /rubik/stat of OKX: statistics by contract.
 *
 * open-interest-history: [["1701417600000","731377.57500501","111",
 * "8888888"]], time, contracts, coins, USD, one-sided.  The three ratios:
 * [["1701417600000","1.1739"]], long over short.  taker-volume-contract:
 * [["1701417600000","200","380"]], time, sold, bought: sells come first.
 *
 * The latest 1,440 rows can be had.  How far back that may lie is in
 * CONFLICT: by the documentation to early 2024, and somebody found the rows
 * to end there.  Who finds no rows records none.
 */
#include "base/when.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/okx.h"
#include "liq-fetch/wire.h"

static const struct width periods[] = {
	{ 5 * MINUTE_MS, "5m" },
	{ 15 * MINUTE_MS, "15m" },
	{ 30 * MINUTE_MS, "30m" },
	{ HOUR_MS, "1H" },
	{ 2 * HOUR_MS, "2H" },
	{ 4 * HOUR_MS, "4H" },
	{ 6 * HOUR_MS, "6Hutc" },
	{ 12 * HOUR_MS, "12Hutc" },
	{ DAY_MS, "1Dutc" },
	{ 0 },
};

const int64_t okx_periods[] = { 5 * MINUTE_MS, 15 * MINUTE_MS, 30 * MINUTE_MS,
	HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, 6 * HOUR_MS, 12 * HOUR_MS, DAY_MS,
	0 };

static bool
ask(struct ask *a, const struct page *p, const char *path)
{
	const char *period = width_name(periods, p->width);

	if (period == NULL)
		return false;
	okx_url(a, path);
	okx_symbol(a, "?instId=", p);
	ask_url(a, "&period=%s&begin=%lld&end=%lld&limit=%d", period,
	    (long long)p->since - 1, (long long)p->until, p->rows);
	return true;
}

/* The cells of a row, which counts from here on. */
static const char *
begin(
    struct reading *r, struct str row, struct str *cell, int cells, int64_t *ts)
{
	const char *why;

	if (wire_cells(row, cell, cells) < cells)
		return "a row with too few cells";
	if ((why = wire_time(ts, cell[0], 1000)) != NULL)
		return why;
	turn_row(r->turn, *ts);
	return NULL;
}

bool
okx_ask_interest(struct ask *a, const struct page *p)
{
	return ask(a, p, "rubik/stat/contracts/open-interest-history");
}

static const char *
interest(struct str row, struct reading *r)
{
	enum { TIME, CONTRACTS, COINS, DOLLARS, CELLS };
	struct str cell[CELLS];
	struct record out;
	struct oi *oi = &out.as.oi;
	struct dec usd;
	const char *why;
	int64_t ts;

	if ((why = begin(r, row, cell, CELLS, &ts)) != NULL)
		return why;
	contract_record(&r->contract, r->context, &out, RECORD_OI, ts);
	oi->width_ms = r->page->width;
	if ((why = cell_need(&oi->oi, cell[COINS], "oiCcy")) != NULL ||
	    (why = cell_need(&usd, cell[DOLLARS], "oiUsd")) != NULL)
		return why;
	if (!dec_round(&oi->usd, usd, USD_SCALE))
		return "its value is out of range";
	r->to->record(r->to->arg, &out);
	return NULL;
}

const char *
okx_interest(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, interest);
}

static const char *
ratio(struct str row, struct reading *r, enum ratio_kind kind)
{
	enum { TIME, RATIO, CELLS };
	struct str cell[CELLS];
	struct record out;
	struct dec longs;
	const char *why;
	int64_t ts;

	if ((why = begin(r, row, cell, CELLS, &ts)) != NULL ||
	    (why = cell_need(&longs, cell[RATIO], "ratio")) != NULL)
		return why;
	contract_record(&r->contract, r->context, &out, RECORD_RATIO, ts);
	out.as.ratio.width_ms = r->page->width;
	out.as.ratio.kind = (int)kind;
	if (dec_sign(longs) < 0 ||
	    !ratio_shares(&out.as.ratio.lng, &out.as.ratio.shrt, longs))
		return "its ratio is out of range";
	r->to->record(r->to->arg, &out);
	return NULL;
}

bool
okx_ask_accounts(struct ask *a, const struct page *p)
{
	return ask(
	    a, p, "rubik/stat/contracts/long-short-account-ratio-contract");
}

static const char *
accounts(struct str row, struct reading *r)
{
	return ratio(row, r, RATIO_ACCOUNTS);
}

const char *
okx_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, accounts);
}

bool
okx_ask_top_accounts(struct ask *a, const struct page *p)
{
	return ask(a, p,
	    "rubik/stat/contracts/"
	    "long-short-account-ratio-contract-top-trader");
}

static const char *
top_accounts(struct str row, struct reading *r)
{
	return ratio(row, r, RATIO_TOP_ACCOUNTS);
}

const char *
okx_top_accounts(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, top_accounts);
}

bool
okx_ask_top_positions(struct ask *a, const struct page *p)
{
	return ask(a, p,
	    "rubik/stat/contracts/"
	    "long-short-position-ratio-contract-top-trader");
}

static const char *
top_positions(struct str row, struct reading *r)
{
	return ratio(row, r, RATIO_TOP_POSITIONS);
}

const char *
okx_top_positions(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, top_positions);
}

bool
okx_ask_taker(struct ask *a, const struct page *p)
{
	if (!ask(a, p, "rubik/stat/taker-volume-contract"))
		return false;
	ask_url(a, "&unit=0"); /* coins */
	return true;
}

static const char *
taker(struct str row, struct reading *r)
{
	enum { TIME, SOLD, BOUGHT, CELLS };
	struct str cell[CELLS];
	struct dec sold, bought;
	struct record out;
	const char *why;
	int64_t ts;

	if ((why = begin(r, row, cell, CELLS, &ts)) != NULL ||
	    (why = cell_need(&sold, cell[SOLD], "sellVol")) != NULL ||
	    (why = cell_need(&bought, cell[BOUGHT], "buyVol")) != NULL)
		return why;
	contract_record(&r->contract, r->context, &out, RECORD_RATIO, ts);
	out.as.ratio.width_ms = r->page->width;
	out.as.ratio.kind = RATIO_TAKER;
	if ((why = cell_shares(&out.as.ratio, bought, sold)) != NULL)
		return why;
	r->to->record(r->to->arg, &out);
	return NULL;
}

const char *
okx_taker(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, taker);
}
