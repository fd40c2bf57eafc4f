/*
 * format_hyperliquid_2023.c - Hyperliquid's first dump, of two tables:
 * liquidations.csv (time,user,liquidated_ntl_pos,liquidated_account_value,
 * leverage_type) and non_mm_trades.csv (time,user,coin,side,px,sz,crossed).
 *
 * A liquidation has no coin and no price.  Its trades have: those of the same
 * account in the same second that did not cross the book, for the liquidator
 * does.  (Each liquidation of the dump has one or a few, whose value is within
 * 2 % of liquidated_ntl_pos, but for some of isolated positions, where it is
 * less.)  Ask sells and closes a long.  Both tables are needed, in any order,
 * as files or as one stream; what one lacks of the other is told at the end.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "base/x.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/import.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/native.h"
#include "liq-fetch/reason.h"

static const char *const headers[] = {
	"time,user,liquidated_ntl_pos,liquidated_account_value,leverage_type",
	"time,user,coin,side,px,sz,crossed",
};
enum table { LIQUIDATIONS, TRADES, UNKNOWN };

struct trade {
	uint32_t key; /* of its account and second */
	int64_t ts;
	int side;
	struct dec price, size;
	char coin[32];
};

/* Of an account and a second. */
struct moment {
	bool liquidated;
	int64_t trades; /* that became records */
};

struct state {
	struct context context;
	struct csv csv;
	enum table table;
	struct names keys;
	struct moment *moment; /* by the number of its key */
	size_t moments, moment_cap;
	struct trade *trade;
	size_t trades, trade_cap;
};

/* The number of "user time", new ones added. */
static uint32_t
key_of(struct state *s)
{
	struct buf b = { 0 };
	uint32_t id;

	buf_str(&b, str_trim(s->csv.cell[1]));
	buf_putc(&b, ' ');
	buf_str(&b, str_trim(s->csv.cell[0]));
	id = names_id(&s->keys, buf_view(&b));
	buf_free(&b);
	if (id == s->moments) {
		s->moment = xgrow(
		    s->moment, s->moments, &s->moment_cap, sizeof(*s->moment));
		s->moment[s->moments++] = (struct moment){ .trades = 0 };
	}
	return id;
}

static const char *
trade(struct state *s)
{
	const struct str *cell = s->csv.cell;
	struct trade t = { .side = SIDE_NONE };
	const char *why;

	if (str_is(str_trim(cell[6]), "true"))
		return NULL; /* it took what was in the book */
	if (!str_is(str_trim(cell[6]), "false"))
		return "\"crossed\" is neither true nor false";
	if (str_is(str_trim(cell[3]), "Ask"))
		t.side = SIDE_LONG;
	else if (str_is(str_trim(cell[3]), "Bid"))
		t.side = SIDE_SHORT;
	else
		return "\"side\" is neither Ask nor Bid";
	if ((why = cell_time(&t.ts, cell[0])) != NULL)
		return why;
	if (cell_dec(&t.price, cell[4]) != NULL ||
	    cell_dec(&t.size, cell[5]) != NULL)
		return "\"px\" or \"sz\" is not a number";
	if (!str_copy(t.coin, sizeof(t.coin), str_trim(cell[2])))
		return "\"coin\" is too long";
	t.key = key_of(s);
	s->trade = xgrow(s->trade, s->trades, &s->trade_cap, sizeof(*s->trade));
	s->trade[s->trades++] = t;
	return NULL;
}

static const char *
row(struct state *s)
{
	uint32_t key;
	int64_t ts;
	const char *why;

	if (s->table == TRADES)
		return trade(s);
	if ((why = cell_time(&ts, s->csv.cell[0])) != NULL)
		return why;
	key = key_of(s);
	s->moment[key].liquidated = true;
	return NULL;
}

static const char *
header(struct state *s)
{
	for (s->table = LIQUIDATIONS; s->table < UNKNOWN; s->table++)
		if (str_is(buf_view(&s->csv.header), headers[s->table]))
			return NULL;
	csv_refuse(&s->csv);
	return "neither of the dump's two tables";
}

static const char *
give(struct state *s, const struct trade *t, const struct sink *to)
{
	struct native n = { .ts = t->ts,
		.side = t->side,
		.price = t->price,
		.price_kind = PRICE_FILL,
		.size = t->size,
		.id = INT_NONE };
	const char *why = market_known(
	    &n.market, &exchange_hyperliquid, s->context.instruments, t->coin);

	return why != NULL
		   ? why
		   : native_give(&n, &exchange_hyperliquid, &s->context, to);
}

/* Which trades closed a position, and what has none. */
static void
join(struct state *s, const struct sink *to)
{
	struct moment *m;
	size_t i, liquidated = 0;
	const char *why;

	for (i = 0; i < s->trades; i++) {
		m = &s->moment[s->trade[i].key];
		if (!m->liquidated)
			continue;
		m->trades++;
		if ((why = give(s, &s->trade[i], to)) != NULL)
			to->refuse(to->arg, why);
	}
	for (i = 0; i < s->moments; i++) {
		liquidated += s->moment[i].liquidated;
		if (s->moment[i].liquidated && s->moment[i].trades == 0)
			to->refuse(to->arg,
			    "a liquidation without its trades has no coin");
	}
	if (liquidated == 0 && s->trades > 0)
		to->refuse(to->arg, "trades without liquidations are none");
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	struct state *s = xcalloc(1, sizeof(*s));

	(void)file;
	*why = NULL;
	s->context = import->context;
	s->context.source = format_hyperliquid_2023.name;
	s->table = UNKNOWN;
	return s;
}

/* The other table's header, in the same stream or a file of its own. */
static bool
begins(const struct state *s, struct str text)
{
	int i;

	for (i = 0; i < UNKNOWN; i++)
		if (i != (int)s->table && str_is(str_trim(text), headers[i]))
			return true;
	return false;
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	struct state *s = state;
	const char *why = NULL;

	if (s->table != UNKNOWN && begins(s, text)) {
		csv_end(&s->csv, to);
		s->csv = (struct csv){ 0 };
	}
	switch (csv_line(&s->csv, text, &why)) {
	case CSV_HEADER:
		return header(s);
	case CSV_ROW:
		return row(s);
	default:
		return why;
	}
}

static void
close(void *state, const struct sink *to)
{
	struct state *s = state;

	csv_end(&s->csv, to);
	join(s, to);
	names_free(&s->keys);
	free(s->moment);
	free(s->trade);
	free(s);
}

const struct format format_hyperliquid_2023 = {
	.name = "hyperliquid-2023",
	.what = "Hyperliquid's dump of 2023: liquidations.csv and "
		"non_mm_trades.csv together",
	.needs = "",
	.across = true,
	.open = open,
	.line = line,
	.close = close,
};
