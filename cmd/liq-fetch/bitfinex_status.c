/*
 * bitfinex_status.c - Bitfinex, the status of its contracts.
 *
 * [time,-,price,spot price,-,insurance fund,-,time of the next funding,
 * accrued for it,step,-,current funding,-,-,mark,-,-,open interest,...], a row
 * a minute or so; of all contracts together the key comes before it and every
 * index is one more.
 *
 * Open interest is coins, one-sided.  Funding is for 8 hours.  What accrues
 * until the next funding is for the period that begins with it, so the current
 * funding is settled 8 hours before the next one, and each row of those hours
 * tells it again.
 */
#include "base/when.h"
#include "liq-fetch/bitfinex.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define CELLS 18 /* of a row without its key */
#define FUNDING_MS (8 * HOUR_MS)

enum cell { TIME, NEXT = 7, ACCRUED = 8, CURRENT = 11, MARK = 14, OI = 17 };

static bool
ask_history(struct ask *a, const struct page *p, int64_t until)
{
	ask_url(a, BITFINEX_HOST "/status/deriv/");
	ask_text(a, p->market.symbol);
	ask_url(a, "/hist");
	bitfinex_ask_span(a, p, until);
	return true;
}

bool
bitfinex_ask_oi(struct ask *a, const struct page *p)
{
	return ask_history(a, p, p->until);
}

/* The row that tells a funding comes after it. */
bool
bitfinex_ask_funding(struct ask *a, const struct page *p)
{
	return ask_history(a, p, p->until + FUNDING_MS);
}

bool
bitfinex_ask_status(struct ask *a, const struct page *p)
{
	(void)p;
	ask_url(a, BITFINEX_HOST "/status/deriv?keys=ALL");
	return true;
}

static const char *
give_oi(const struct str *cell, int64_t ts, struct reading *r)
{
	struct interest oi = { .unit = UNIT_COIN };
	const char *why = cell_need(&oi.n, cell[OI], "open interest");

	return why != NULL ? why : stats_oi(r, ts, 0, oi);
}

/* The mark of a settled one is not told. */
static const char *
give_funding(const struct str *cell, int64_t ts, enum funding_kind kind,
    struct reading *r)
{
	struct dec rate, mark = { 0 };
	const char *why;

	if (kind == FUNDING_SETTLED)
		why = cell_need(&rate, cell[CURRENT], "current funding");
	else if ((why = cell_need(&rate, cell[ACCRUED], "funding")) == NULL)
		why = cell_need(&mark, cell[MARK], "mark");
	return why != NULL ? why
			   : stats_funding(r, ts, rate, FUNDING_MS, mark, kind);
}

/* The cells of a row of history, and its time. */
static const char *
history_row(struct str row, struct str *cell, int64_t *ts, struct reading *r)
{
	return wire_cells(row, cell, CELLS) < CELLS
		   ? "a status has 18 cells or more"
		   : stats_time(r, cell[TIME], ts);
}

const char *
bitfinex_row_oi(struct str row, struct reading *r)
{
	struct str cell[CELLS];
	const char *why;
	int64_t ts;

	why = history_row(row, cell, &ts, r);
	return why != NULL ? why : give_oi(cell, ts, r);
}

const char *
bitfinex_row_next(struct str row, struct reading *r)
{
	struct str cell[CELLS];
	const char *why;
	int64_t ts;

	why = history_row(row, cell, &ts, r);
	return why != NULL ? why : give_funding(cell, ts, FUNDING_NEXT, r);
}

/* Rows of history, and the next funding that was told last. */
struct fundings {
	struct reading reading; /* first: rows are given this */
	int64_t last;
};

/* Of each funding the first row of an answer is given. */
static const char *
funding_row(struct str row, struct reading *r)
{
	struct fundings *f = (struct fundings *)r;
	struct str cell[CELLS];
	const char *why;
	int64_t ts, next;

	if ((why = history_row(row, cell, &ts, r)) != NULL)
		return why;
	if ((why = wire_time(&next, cell[NEXT], SECOND_MS)) != NULL)
		return why;
	if (next <= ts || next - ts > FUNDING_MS || next % HOUR_MS != 0)
		return "its next funding is not within 8 hours, on the hour";
	if (next == f->last)
		return NULL;
	why = give_funding(cell, next - FUNDING_MS, FUNDING_SETTLED, r);
	if (why == NULL)
		f->last = next;
	return why;
}

/* A row about any contract; NULL without cells: none of ours. */
static const char *
status_row(struct str row, struct str *cell, int64_t *ts, struct reading *r)
{
	struct market m;
	char symbol[sizeof(m.symbol)];
	const char *why;

	if (wire_cells(row, cell, CELLS + 1) < CELLS + 1)
		return "a status has 19 cells or more";
	if ((why = stats_time(r, cell[1 + TIME], ts)) != NULL)
		return why;
	if (!str_copy(symbol, sizeof(symbol), cell[0]))
		return "its key is too long";
	if (!exchange_bitfinex.market(&m, cell[0])) {
		cell[0].n = 0;
		return NULL;
	}
	return contract_find(
	    &r->contract, &exchange_bitfinex, r->context->instruments, symbol);
}

static const char *
oi_now_row(struct str row, struct reading *r)
{
	struct str cell[CELLS + 1];
	const char *why;
	int64_t ts;

	why = status_row(row, cell, &ts, r);
	return why != NULL || cell[0].n == 0 ? why : give_oi(cell + 1, ts, r);
}

static const char *
funding_next_row(struct str row, struct reading *r)
{
	struct str cell[CELLS + 1];
	const char *why;
	int64_t ts;

	why = status_row(row, cell, &ts, r);
	return why != NULL || cell[0].n == 0
		   ? why
		   : give_funding(cell + 1, ts, FUNDING_NEXT, r);
}

const char *
bitfinex_oi(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return bitfinex_rows(&r, body, bitfinex_row_oi);
}

const char *
bitfinex_funding(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct fundings f = { .reading = { .turn = turn, p, context, to } };

	return bitfinex_rows(&f.reading, body, funding_row);
}

const char *
bitfinex_oi_now(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return turn_rows(body, &r, oi_now_row);
}

const char *
bitfinex_funding_next(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return turn_rows(body, &r, funding_next_row);
}
