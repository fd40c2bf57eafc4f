/*
 * okx_now.c - what is so at OKX now: instruments, open interest, the next
 * funding, the book, margin tiers.
 *
 * instruments: [{"instId":"BTC-USDT-SWAP","ctType":"linear","ctVal":"0.01",
 * "ctMult":"1","ctValCcy":"BTC","instCategory":"1","state":"live","tickSz",
 * "lotSz"}]; a contract is ctVal x ctMult of ctValCcy.  Categories 3 to 6 are
 * shares, metals, forex and bonds.
 *
 * open-interest: [{"instId","oi","oiCcy","oiUsd","ts"}], one-sided, in
 * contracts, coins and USD.
 *
 * funding-rate?instId=ANY: [{"instId","fundingRate","fundingTime",
 * "nextFundingTime","ts"}] of all swaps; between the two times lies what the
 * rate is for.
 *
 * books: [{"asks":[["41006.8","0.60038921","0","1"]],"bids","ts"}]: price,
 * contracts, nothing, orders.
 *
 * position-tiers: [{"instFamily","tier":"1","minSz":"0","maxSz":"1500","mmr":
 * "0.004","maxLever":"100"}]; the sizes are contracts, the rates fractions.
 * Those of inverse contracts are USD as they are; of linear ones they are
 * coins, and USD at page.price: where none is known, only the lowest tier is
 * told, whose floor is 0, without its cap.  Nothing is said of amounts taken
 * off so that the steps join.
 */
#include "liq-fetch/columns.h"
#include "liq-fetch/okx.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define BOOK_LEVELS 400

static const char *const types[] = { "SWAP", "FUTURES" }; /* by part */

struct entry {
	char symbol[64], type[16], currency[32], category[8], state[24];
	struct dec value, times, tick, lot;
};

static const struct field entry_fields[] = {
	{ FIELD("instId", TEXT, 0, struct entry, symbol) },
	{ FIELD("ctType", TEXT, FIELD_NULL, struct entry, type) },
	{ FIELD("ctValCcy", TEXT, FIELD_NULL, struct entry, currency) },
	{ FIELD("instCategory", TEXT, FIELD_NULL, struct entry, category) },
	{ FIELD("state", TEXT, FIELD_NULL, struct entry, state) },
	{ 0 },
};

bool
okx_ask_list(struct ask *a, const struct page *p)
{
	okx_url(a, "public/instruments");
	ask_url(a, "?instType=%s", types[p->part]);
	return true;
}

/* Numbers that are empty until a listing is complete. */
static const char *
figures(struct entry *l, struct str row)
{
	static const char *const keys[] = { "ctVal", "ctMult", "tickSz",
		"lotSz" };
	struct dec *const of[] = { &l->value, &l->times, &l->tick, &l->lot };
	struct str cell;
	size_t i;
	const char *why;

	for (i = 0; i < sizeof(of) / sizeof(*of); i++) {
		*of[i] = (struct dec){ 0 };
		cell = wire_get(row, keys[i]);
		if (cell.n > 0 &&
		    (why = cell_need(of[i], cell, keys[i])) != NULL)
			return why;
	}
	return NULL;
}

/* Coins, or USD where inverse; null where it counts in anything else. */
static const char *
size_of(struct dec *size, const struct entry *l, const struct market *m)
{
	*size = (struct dec){ 0 };
	if (strcmp(l->currency, m->inverse ? "USD" : m->base) != 0 ||
	    !l->value.known)
		return NULL;
	return dec_mul(size, l->value, l->times.known ? l->times : dec_int(1))
		   ? NULL
		   : "its contract size is out of range";
}

static const char *
listed(struct str row, struct reading *r)
{
	struct market *m = &r->contract.market;
	struct entry l;
	struct record out;
	struct instrument *i = &out.as.instrument;
	const char *why;

	if ((why = bind_get(&l, entry_fields, row)) != NULL)
		return why;
	if ((l.category[0] != '\0' && strcmp(l.category, "1") != 0) ||
	    !exchange_okx.market(m, str_of(l.symbol)))
		return NULL;
	if (l.type[0] != '\0' &&
	    strcmp(l.type, m->inverse ? "inverse" : "linear") != 0)
		return "its \"ctType\" does not fit its name";
	contract_record(&r->contract, r->context, &out, RECORD_INSTRUMENT,
	    r->context->received);
	if ((why = figures(&l, row)) != NULL ||
	    (why = size_of(&i->contract_size, &l, m)) != NULL)
		return why;
	i->kind = m->dated ? CONTRACT_DATED : CONTRACT_PERPETUAL;
	i->inverse = m->inverse ? TRUTH_TRUE : TRUTH_FALSE;
	i->multiplier = dec_int(m->multiplier);
	i->tick = l.tick;
	i->lot = l.lot;
	if ((why = contract_steps(&r->contract, i, UNIT_CONTRACT)) != NULL)
		return why;
	cell_status(i, l.state, "live");
	r->to->record(r->to->arg, &out);
	return NULL;
}

const char *
okx_list(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, listed);
}

bool
okx_ask_moment(struct ask *a, const struct page *p)
{
	okx_url(a, "public/open-interest");
	ask_url(a, "?instType=%s", types[p->part]);
	return true;
}

const char *
okx_row_oi(struct str row, struct reading *r)
{
	struct record out;
	struct oi *oi = &out.as.oi;
	struct dec usd;
	const char *why;
	int64_t ts;

	if (!okx_row(r, row, &why))
		return why;
	if ((why = wire_time(&ts, wire_get(row, "ts"), 1000)) != NULL)
		return why;
	turn_row(r->turn, ts);
	contract_record(&r->contract, r->context, &out, RECORD_OI, ts);
	oi->width_ms = 0;
	if ((why = cell_need(&oi->oi, wire_get(row, "oiCcy"), "oiCcy")) !=
		NULL ||
	    (why = cell_need(&usd, wire_get(row, "oiUsd"), "oiUsd")) != NULL)
		return why;
	if (!dec_round(&oi->usd, usd, USD_SCALE))
		return "its value is out of range";
	r->to->record(r->to->arg, &out);
	return NULL;
}

const char *
okx_moment(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, okx_row_oi);
}

bool
okx_ask_next(struct ask *a, const struct page *p)
{
	(void)p;
	okx_url(a, "public/funding-rate?instId=ANY");
	return true;
}

/* From one settlement to the one after it. */
static int64_t
interval(struct str row)
{
	int64_t from, to;

	if (wire_time(&from, wire_get(row, "fundingTime"), 1000) != NULL ||
	    wire_time(&to, wire_get(row, "nextFundingTime"), 1000) != NULL)
		return INT_NONE;
	return to > from ? to - from : INT_NONE;
}

const char *
okx_row_funding(struct str row, struct reading *r)
{
	struct record out;
	struct funding *f = &out.as.funding;
	const char *why;
	int64_t ts;

	if (!okx_row(r, row, &why))
		return why;
	if ((why = wire_time(&ts, wire_get(row, "ts"), 1000)) != NULL)
		return why;
	turn_row(r->turn, ts);
	contract_record(&r->contract, r->context, &out, RECORD_FUNDING, ts);
	f->kind = FUNDING_NEXT;
	f->width_ms = interval(row);
	why = cell_need(&f->rate, wire_get(row, "fundingRate"), "fundingRate");
	if (why == NULL)
		r->to->record(r->to->arg, &out);
	return why;
}

const char *
okx_next(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, okx_row_funding);
}

bool
okx_ask_book(struct ask *a, const struct page *p)
{
	okx_url(a, "market/books");
	okx_symbol(a, "?instId=", p);
	ask_url(a, "&sz=%d", BOOK_LEVELS);
	return true;
}

static const char *
book(struct str row, struct reading *r)
{
	int64_t ts;
	const char *why = stats_time(r, wire_get(row, "ts"), &ts);

	return why != NULL ? why
			   : stats_book(r, ts, wire_get(row, "bids"),
				 wire_get(row, "asks"), UNIT_CONTRACT);
}

const char *
okx_book(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, book);
}

bool
okx_ask_tiers(struct ask *a, const struct page *p)
{
	okx_url(a, "public/position-tiers");
	ask_url(
	    a, "?instType=%s&tdMode=cross&instFamily=", types[p->market.dated]);
	okx_family(a, &p->market);
	return true;
}

/* Contracts as USD; null where that needs a price. */
static const char *
worth(struct dec *usd, struct str row, const char *key, const struct reading *r)
{
	struct dec n, coins;
	const char *why = cell_need(&n, wire_get(row, key), key);

	if (why != NULL)
		return why;
	if (dec_sign(n) == 0) {
		*usd = dec_int(0);
		return NULL;
	}
	return contract_size_of(
	    &r->contract, n, UNIT_CONTRACT, r->page->price, &coins, usd);
}

static const char *
tier(struct str row, struct reading *r)
{
	struct record out;
	struct tier *t = &out.as.tier;
	const char *why;

	contract_record(
	    &r->contract, r->context, &out, RECORD_TIER, r->context->received);
	if ((why = cell_int(&t->tier, wire_get(row, "tier"))) != NULL ||
	    (why = cell_need(&t->mmr, wire_get(row, "mmr"), "mmr")) != NULL ||
	    (why = cell_need(&t->max_leverage, wire_get(row, "maxLever"),
		 "maxLever")) != NULL ||
	    (why = worth(&t->floor_usd, row, "minSz", r)) != NULL ||
	    (why = worth(&t->cap_usd, row, "maxSz", r)) != NULL)
		return why;
	if (t->floor_usd.known)
		r->to->record(r->to->arg, &out);
	else if (t->tier == 2) /* once is enough */
		return "its tiers but the lowest are in contracts, and no "
		       "price is known";
	return NULL;
}

const char *
okx_tiers(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	return okx_answer(turn, body, p, context, to, tier);
}
