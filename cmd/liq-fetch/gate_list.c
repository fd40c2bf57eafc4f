/*
 * gate_list.c - Gate's list of contracts, and what it says of them now.
 *
 * {"name":"BTC_USDT","type":"direct","quanto_multiplier":"0.0001",
 * "order_price_round":"0.1","order_size_min":"1","mark_price":"37985.6",
 * "funding_rate":"0.002053","funding_interval":28800,"position_size":"5223816",
 * "status":"trading","contract_type":"",...}.  The multiplier is coins a
 * contract; 0 is BTC_USD, a dollar.  position_size is the longs, contracts.
 * contract_type is empty for coins.  The list has no time of its own.
 *
 * Documentation has pages of 100, other clients get all of them by asking for
 * none: so none is asked for, and where the answer could be cut, the next.
 */
#include "base/when.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/gate.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define PAGE_ROWS 100

/* A token is how many contracts were had. */
bool
gate_ask_list(struct ask *a, const struct page *p)
{
	gate_ask(a, "contracts", p);
	if (p->token[0] != '\0') {
		ask_url(a, "?limit=%d&offset=", PAGE_ROWS);
		ask_text(a, p->token);
	}
	return true;
}

bool
gate_ask_dated(struct ask *a, const struct page *p)
{
	struct page dated = *p;

	dated.market.dated = true;
	gate_ask(a, "contracts", &dated);
	return true;
}

static void
next_page(struct turn *turn, const struct page *p)
{
	struct buf b = { 0 };
	bool first = p->token[0] == '\0';
	int64_t had;

	if (turn->rows == 0 || turn->rows % PAGE_ROWS != 0 ||
	    (!first && turn->rows != PAGE_ROWS) ||
	    cell_int(&had, str_of(first ? "0" : p->token)) != NULL)
		return;
	buf_int(&b, had + turn->rows);
	str_copy(turn->token, sizeof(turn->token), buf_view(&b));
	buf_free(&b);
}

static const char *
rows(struct reading *r, struct str body,
    const char *(*read)(struct str row, struct reading *))
{
	const char *why;

	r->at = r->context->received;
	if ((why = turn_rows(body, r, read)) == NULL)
		next_page(r->turn, r->page);
	return why;
}

/* Each kind of thing a contract may be of, and if that is a coin. */
static const char *
is_coin(struct str row, bool *coin)
{
	static const char *const others[] = { "commodities", "forex", "indices",
		"metals", "stocks", NULL };
	struct str type = wire_get(row, "contract_type");

	*coin = type.n == 0;
	return *coin || wire_listed(type, others)
		   ? NULL
		   : wire_unknown("contract_type", type);
}

static const char *
figures(struct instrument *i, struct str row, bool inverse)
{
	const char *why;

	if ((why = cell_need(&i->contract_size,
		 wire_get(row, "quanto_multiplier"), "quanto_multiplier")) !=
		NULL ||
	    (why = cell_need(&i->tick, wire_get(row, "order_price_round"),
		 "order_price_round")) != NULL ||
	    (why = cell_need(&i->lot, wire_get(row, "order_size_min"),
		 "order_size_min")) != NULL)
		return why;
	if (inverse && dec_sign(i->contract_size) == 0)
		i->contract_size = dec_int(1);
	return dec_sign(i->contract_size) > 0
		   ? NULL
		   : "\"quanto_multiplier\" is not above zero";
}

static const char *
status(struct instrument *i, struct str row)
{
	struct str word = wire_get(row, "status");
	char room[24];

	if (word.n == 0) /* dated ones have none */
		word = str_is(wire_get(row, "in_delisting"), "true")
			   ? STR("delisting")
			   : STR("trading");
	if (!str_copy(room, sizeof(room), word))
		return "\"status\" is too long";
	cell_status(i, room, "trading");
	return NULL;
}

static const char *
instrument(struct str row, struct reading *r)
{
	struct record record;
	struct instrument *i = &record.as.instrument;
	struct market *m = &r->contract.market;
	const char *why;
	bool coin;

	if ((why = is_coin(row, &coin)) != NULL || !coin)
		return why;
	r->contract = (struct contract){ .exchange = &exchange_gate };
	if (!exchange_gate.market(m, wire_get(row, "name")))
		return NULL;
	contract_record(
	    &r->contract, r->context, &record, RECORD_INSTRUMENT, r->at);
	if ((why = figures(i, row, m->inverse)) != NULL ||
	    (why = status(i, row)) != NULL)
		return why;
	i->kind = m->dated ? CONTRACT_DATED : CONTRACT_PERPETUAL;
	i->inverse = m->inverse ? TRUTH_TRUE : TRUTH_FALSE;
	i->multiplier = dec_int(m->multiplier);
	if ((why = contract_steps(&r->contract, i, UNIT_CONTRACT)) != NULL)
		return why;
	r->to->record(r->to->arg, &record);
	return NULL;
}

const char *
gate_list(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return rows(&r, body, instrument);
}

const char *
gate_interest(struct reading *r, const struct gate_interest *g)
{
	struct interest i = { .unit = UNIT_CONTRACT };
	const char *why;

	if (!row_contract(r, &exchange_gate, g->symbol, &why))
		return why;
	if ((why = cell_need(&i.n, g->contracts, g->name)) != NULL)
		return why;
	if (r->contract.market.inverse &&
	    (why = cell_need(&i.price, g->mark, "mark_price")) != NULL)
		return why;
	return stats_oi(r, r->at, 0, i);
}

static const char *
oi(struct str row, struct reading *r)
{
	const struct gate_interest g = { .symbol = wire_get(row, "name"),
		.contracts = wire_get(row, "position_size"),
		.name = "position_size",
		.mark = wire_get(row, "mark_price") };

	return gate_interest(r, &g);
}

const char *
gate_oi_now(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return rows(&r, body, oi);
}

static const char *
funding(struct str row, struct reading *r)
{
	struct dec rate, mark;
	const char *why;
	int64_t seconds;

	if (!row_contract(r, &exchange_gate, wire_get(row, "name"), &why))
		return why;
	if ((why = cell_need(&rate, wire_get(row, "funding_rate"),
		 "funding_rate")) != NULL ||
	    (why = cell_need(
		 &mark, wire_get(row, "mark_price"), "mark_price")) != NULL)
		return why;
	if (cell_int(&seconds, wire_get(row, "funding_interval")) != NULL ||
	    seconds > 86400)
		return "\"funding_interval\" is no number of seconds";
	return stats_funding(r, r->at, rate,
	    seconds > 0 ? seconds * SECOND_MS : 0, mark, FUNDING_NEXT);
}

const char *
gate_funding_next(struct turn *turn, struct str body, const struct page *p,
    const struct context *context, const struct sink *to)
{
	struct reading r = { .turn = turn, p, context, to };

	return rows(&r, body, funding);
}
