/*
 * format_coinalyze.c - tables from Coinalyze with a column a market.
 *
 * t,BTC/USD - Bybit_short,BTC/USD - Bybit_long,...: USD liquidated; without
 * _long and _short open interest in USD or funding rates in per cent, as --as
 * says.  A row is a day (or --width).  An empty cell is not known; of
 * liquidations both sides must be.  It is not an exchange, so its records are
 * of "coinalyze", and a symbol names the exchange besides (bybit:BTC/USD).
 *
 * Two columns of one name are two contracts that nothing tells apart: neither
 * is read.
 */
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-fetch/brand.h"
#include "liq-fetch/cells.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/import.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/reason.h"

#define NAME "coinalyze"

/* A column: of which market, and which side of it. */
struct column_of {
	struct head head; /* but for ts */
	int side; /* SIDE_NONE: both */
	size_t other; /* the column of the other side; 0: none */
	bool used;
};

struct state {
	struct import import;
	struct csv csv;
	struct column_of *of; /* by the cell's number */
	size_t n;
	int64_t width;
};

static bool
same_market(const struct column_of *a, const struct column_of *b)
{
	return strcmp(a->head.symbol, b->head.symbol) == 0;
}

/* "BTC/USDT - OKX_long" */
static const char *
read_name(struct column_of *c, struct str name)
{
	struct str pair = name, venue, base, quote, rest;
	struct market m;
	const char *why;
	size_t i;

	if (str_ends(name, STR("_long")) || str_ends(name, STR("_short"))) {
		c->side = str_ends(name, STR("_long")) ? SIDE_LONG : SIDE_SHORT;
		pair.n -= c->side == SIDE_LONG ? 5 : 6;
	}
	for (i = 0; i + 3 < pair.n; i++)
		if (memcmp(pair.s + i, " - ", 3) == 0)
			break;
	venue = str_from(pair, i + 3);
	pair.n = i;
	rest = pair;
	if (venue.n == 0 || !str_split(&rest, '/', &base) ||
	    !str_split(&rest, '/', &quote))
		return "a column is no market, such as BTC/USDT - OKX";
	why = brand_symbol(c->head.symbol, sizeof(c->head.symbol), venue, pair);
	if (why != NULL)
		return why;
	if (!quote_is_dollar(quote))
		return "a column is of a market that is not in dollars";
	if (!market_name(&m, pair, base, quote))
		return "a column is of no coin";
	memcpy(c->head.base, m.base, sizeof(c->head.base));
	memcpy(c->head.quote, m.quote, sizeof(c->head.quote));
	str_copy(c->head.exchange, sizeof(c->head.exchange), STR(NAME));
	c->used = true;
	return NULL;
}

/* Columns that are named twice go; sides find each other. */
static void
pair_up(struct state *s, const struct sink *to)
{
	struct column_of *a, *b;
	size_t i, k;
	bool twice;

	for (i = 1; i < s->n; i++) {
		a = &s->of[i];
		twice = false;
		for (k = i + 1; a->used && k < s->n; k++) {
			b = &s->of[k];
			if (!b->used || !same_market(a, b))
				continue;
			if (a->side != b->side) {
				a->other = k;
				b->other = i;
				continue;
			}
			b->used = false;
			twice = true;
		}
		if (!twice)
			continue;
		a->used = false;
		to->refuse(to->arg,
		    reason("two columns of %s, which nothing tells apart",
			a->head.symbol));
	}
}

static const char *
header(struct state *s, const struct sink *to)
{
	const char *why;
	size_t i;
	bool sided = false;

	if (s->csv.n < 2 || !str_is(str_trim(s->csv.cell[0]), "t"))
		return "its first column is not \"t\"";
	s->n = s->csv.n;
	s->of = xcalloc(s->n, sizeof(*s->of));
	for (i = 1; i < s->n; i++) {
		why = read_name(&s->of[i], str_trim(s->csv.cell[i]));
		if (why != NULL)
			to->refuse(to->arg, why);
		sided = sided || s->of[i].side != SIDE_NONE;
	}
	if (!sided && s->import.as != RECORD_OI &&
	    s->import.as != RECORD_FUNDING)
		return "open interest or funding: give --as";
	pair_up(s, to);
	return NULL;
}

static void
head_of(struct record *r, const struct column_of *c, int64_t ts)
{
	struct liquidation *l = &r->as.liquidation; /* as all of the market */

	l->ts = ts;
	memcpy(l->exchange, c->head.exchange, sizeof(l->exchange));
	memcpy(l->symbol, c->head.symbol, sizeof(l->symbol));
	memcpy(l->base, c->head.base, sizeof(l->base));
	memcpy(l->quote, c->head.quote, sizeof(l->quote));
}

static const char *
give_total(const struct state *s, const struct column_of *c, int64_t ts,
    struct str cell, const struct sink *to)
{
	struct record r;
	struct total *t = &r.as.total;
	struct str other = str_trim(s->csv.cell[c->other]);

	if (c->side != SIDE_LONG)
		return NULL; /* with its other side */
	if (c->other == 0 || (cell.n == 0) != (other.n == 0))
		return "one side alone is no total";
	if (cell.n == 0)
		return NULL;
	record_clear(&r, RECORD_TOTAL);
	t->ts = ts;
	t->width_ms = s->width;
	memcpy(t->exchange, c->head.exchange, sizeof(t->exchange));
	memcpy(t->symbol, c->head.symbol, sizeof(t->symbol));
	memcpy(t->base, c->head.base, sizeof(t->base));
	memcpy(t->quote, c->head.quote, sizeof(t->quote));
	t->final = TRUTH_TRUE;
	if (cell_dec(&t->long_usd, cell) != NULL ||
	    cell_dec(&t->short_usd, other) != NULL ||
	    !dec_round(&t->long_usd, t->long_usd, USD_SCALE) ||
	    !dec_round(&t->short_usd, t->short_usd, USD_SCALE) ||
	    !dec_add(&t->usd, t->long_usd, t->short_usd))
		return "a cell is not a number in range";
	t->usd = dec_trim(t->usd);
	to->record(to->arg, &r);
	return NULL;
}

static const char *
give_figure(const struct state *s, const struct column_of *c, int64_t ts,
    struct str cell, const struct sink *to)
{
	struct record r;
	struct oi *oi = &r.as.oi;
	struct funding *f = &r.as.funding;
	struct dec n;

	if (cell.n == 0)
		return NULL;
	if (cell_dec(&n, cell) != NULL)
		return "a cell is not a number in range";
	record_clear(&r, s->import.as);
	head_of(&r, c, ts);
	if (s->import.as == RECORD_OI) {
		oi->width_ms = s->width;
		if (!dec_round(&oi->usd, n, USD_SCALE))
			return "a cell is not a number in range";
	} else if (!dec_shift(&f->rate, n, -2)) {
		return "a cell is not a number in range";
	}
	columns_origin(&r, NAME, s->import.context.received);
	to->record(to->arg, &r);
	return NULL;
}

static const char *
row(const struct state *s, const struct sink *to)
{
	const struct column_of *c;
	struct str cell;
	const char *why;
	int64_t ts;
	size_t i;

	if ((why = cell_time(&ts, s->csv.cell[0])) != NULL)
		return why;
	for (i = 1; i < s->n; i++) {
		c = &s->of[i];
		if (!c->used)
			continue;
		cell = str_trim(s->csv.cell[i]);
		why = c->side != SIDE_NONE ? give_total(s, c, ts, cell, to)
					   : give_figure(s, c, ts, cell, to);
		if (why != NULL)
			to->refuse(
			    to->arg, reason("%s: %s", c->head.symbol, why));
	}
	return NULL;
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	struct state *s = xcalloc(1, sizeof(*s));

	(void)file;
	*why = NULL;
	s->import = *import;
	s->width = import->width_ms > 0 ? import->width_ms : DAY_MS;
	return s;
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	struct state *s = state;
	const char *why = NULL;

	switch (csv_line(&s->csv, text, &why)) {
	case CSV_HEADER:
		if ((why = header(s, to)) != NULL)
			csv_refuse(&s->csv);
		return why;
	case CSV_ROW:
		return row(s, to);
	default:
		return why;
	}
}

static void
close(void *state, const struct sink *to)
{
	struct state *s = state;

	csv_end(&s->csv, to);
	free(s->of);
	free(s);
}

const struct format format_coinalyze = {
	.name = NAME,
	.what = "Coinalyze's tables, a column a market: liquidations, or with "
		"--as oi, funding",
	.needs = "",
	.open = open,
	.line = line,
	.close = close,
};
