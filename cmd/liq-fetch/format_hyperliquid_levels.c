/*
 * format_hyperliquid_levels.c - liquidation prices of open positions that
 * somebody asked Hyperliquid for, binned by price.
 *
 * {"time":"2026-01-26T10:42:06.536703Z","traders":200,"coins":{"BTC":{"price":
 * 87848.0,"long":[[73616.62,2224951.48,0,0,2224951.48,0],...],"short":[...]}}}:
 * of each bin its price, the USD that would be liquidated there, and of it the
 * part of positions up to 10x, 25x, 50x and 100x.  Each part is a level, its
 * leverage the highest it may be; where no part has it the leverage is not
 * known.  They are positions, of some traders, not an estimate.
 */
#include <stdlib.h>

#include "base/x.h"
#include "json/json.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/contract.h"
#include "liq-fetch/import.h"
#include "liq-fetch/wire.h"

#define MODEL "positions"
#define PARTS 4
#define CELLS (2 + PARTS)

static const int64_t leverages[PARTS] = { 10, 25, 50, 100 };

/* A snapshot that is read. */
struct snapshot {
	const struct import *import;
	const struct sink *to;
	struct contract contract;
	int64_t ts;
	int side;
};

static const char *
level(const struct snapshot *s, struct dec price, struct dec usd,
    struct dec leverage)
{
	struct record r;
	struct level *l = &r.as.level;

	contract_record(
	    &s->contract, &s->import->context, &r, RECORD_LEVEL, s->ts);
	l->side = s->side;
	l->price = price;
	l->leverage = leverage;
	str_copy(l->model, sizeof(l->model), STR(MODEL));
	if (!contract_price(&s->contract, &l->price) ||
	    !dec_round(&l->usd, usd, USD_SCALE))
		return "its numbers are out of range";
	s->to->record(s->to->arg, &r);
	return NULL;
}

static const char *
bin(const struct snapshot *s, struct str row)
{
	struct dec price, usd, part[PARTS], none = { 0 };
	struct str cell[CELLS];
	const char *why;
	bool any = false;
	int i;

	if (wire_cells(row, cell, CELLS) < CELLS)
		return "a bin has six cells";
	if (dec_parse(&price, cell[0]) != NULL || dec_sign(price) <= 0 ||
	    dec_parse(&usd, cell[1]) != NULL || dec_sign(usd) < 0)
		return "a bin has no price or no USD";
	for (i = 0; i < PARTS; i++)
		if (dec_parse(&part[i], cell[2 + i]) != NULL ||
		    dec_sign(part[i]) < 0)
			return "a part of a bin is not a number";
	for (i = 0; i < PARTS; i++) {
		if (dec_sign(part[i]) == 0)
			continue;
		why = level(s, price, part[i], dec_int(leverages[i]));
		if (why != NULL)
			return why;
		any = true;
	}
	return any || dec_sign(usd) == 0 ? NULL : level(s, price, usd, none);
}

static void
side(struct snapshot *s, struct str coin, const char *key, int of)
{
	struct str bins, row;
	const char *why;

	s->side = of;
	if (!json_get(coin, key, &bins) || json_kind(bins) != '[') {
		s->to->refuse(s->to->arg, "a side of a coin is missing");
		return;
	}
	while (json_element(&bins, &row))
		if ((why = bin(s, row)) != NULL)
			s->to->refuse(s->to->arg, why);
}

static const char *
coins(struct snapshot *s, struct str text)
{
	struct str all, key, coin;
	char symbol[sizeof(s->contract.market.symbol)];
	const char *why;

	if (!json_get(text, "coins", &all) || json_kind(all) != '{')
		return "\"coins\" is missing";
	if ((why = cell_time(&s->ts, wire_get(text, "time"))) != NULL)
		return why;
	while (json_member(&all, &key, &coin)) {
		if (!json_text(symbol, sizeof(symbol), key))
			why = "the name of a coin is too long";
		else
			why = contract_find(&s->contract, &exchange_hyperliquid,
			    s->import->context.instruments, symbol);
		if (why != NULL) {
			s->to->refuse(s->to->arg, why);
			continue;
		}
		side(s, coin, "long", SIDE_LONG);
		side(s, coin, "short", SIDE_SHORT);
	}
	return NULL;
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	struct import *mine = xcalloc(1, sizeof(*mine));

	(void)file;
	*why = NULL;
	*mine = *import;
	return mine;
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	struct snapshot s = { .import = state, .to = to };
	const char *why;

	text = str_trim(text);
	if (text.n == 0)
		return NULL;
	why = json_check(text);
	return why != NULL ? why : coins(&s, text);
}

static void
close(void *state, const struct sink *to)
{
	(void)to;
	free(state);
}

const struct format format_hyperliquid_levels = {
	.name = "hyperliquid-levels",
	.what = "liquidation prices of Hyperliquid's positions by bins, a "
		"snapshot a line",
	.needs = "",
	.open = open,
	.line = line,
	.close = close,
};
