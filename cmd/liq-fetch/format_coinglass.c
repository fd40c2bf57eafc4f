/*
 * format_coinglass.c - CoinGlass' answers as they were saved, and tables with
 * their members as columns.
 *
 * A line is an answer, {"code":"0","data":[...]}, or one row of it; a file
 * whose first line is neither is CSV.  Orders say of which market they are;
 * of series --symbol says that (binance:BTCUSDT, or BTC for a sum over
 * exchanges) and --width the interval.  Open interest, funding and prices look
 * alike: --as says which.  What is told of a span that ends "now" is refused,
 * for when that was is not in it.
 */
#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/coinglass.h"
#include "liq-fetch/import.h"
#include "liq-fetch/market_symbol.h"
#include "liq-fetch/rekey.h"
#include "liq-fetch/wire.h"

static const struct rename columns[] = {
	{ "time", "time", true },
	{ "long_liquidation_usd", "long_liquidation_usd", false },
	{ "short_liquidation_usd", "short_liquidation_usd", false },
	{ "aggregated_long_liquidation_usd", "long_liquidation_usd", false },
	{ "aggregated_short_liquidation_usd", "short_liquidation_usd", false },
	{ "exchange_name", "exchange_name", false },
	{ "symbol", "symbol", false },
	{ "price", "price", false },
	{ "usd_value", "usd_value", false },
	{ "open", "open", false },
	{ "high", "high", false },
	{ "low", "low", false },
	{ "close", "close", false },
	{ "volume_usd", "volume_usd", false },
	{ 0 },
};

struct state {
	struct import import;
	struct turn turn;
	struct page page;
	struct csv csv;
	struct rekey rekey;
	struct buf object;
	bool begun, table; /* a line was read; they are cells */
};

/* The market of --symbol: of one exchange, or a coin of all. */
static const char *
market_of(struct contract *c, const char *symbol)
{
	struct str coin = str_of(symbol);

	*c = (struct contract){ .exchange = &exchange_coinglass };
	if (exchange_coinglass.market(&c->market, coin))
		return NULL;
	if (!market_name(&c->market, coin, coin, STR("")))
		return "--symbol is neither binance:BTCUSDT nor a coin";
	c->market.symbol[0] = '\0'; /* all together */
	return NULL;
}

static const char *
series(struct state *s, struct str row, const struct sink *to)
{
	struct reading r = {
		.turn = &s->turn, &s->page, &s->import.context, to
	};
	const char *why;

	if (s->import.symbol == NULL)
		return "its market is not said: give --symbol";
	if (s->import.width_ms == 0)
		return "its interval is not said: give --width";
	why = market_of(&r.contract, s->import.symbol);
	return why != NULL ? why : coinglass_series(row, &r, s->import.as);
}

static const char *
row(struct state *s, struct str text, const struct sink *to)
{
	struct str value;

	if (json_kind(text) != '{')
		return "a row is no object";
	if (json_get(text, "exchange_name", &value) ||
	    json_get(text, "exName", &value))
		return exchange_coinglass.liquidation(
		    text, &s->import.context, to);
	return json_get(text, "time", &value)
		   ? series(s, text, to)
		   : "when it was asked for is not said";
}

/* An answer, rows of one, or one row. */
static const char *
answer(struct state *s, struct str text, const struct sink *to)
{
	struct str data = text, one, code = wire_get(text, "code");
	const char *why;

	if (code.n > 0 && !str_is(code, "0"))
		return wire_error(code, wire_get(text, "msg"));
	if (json_kind(text) == '{' && !json_get(text, "data", &data))
		return row(s, text, to);
	if (json_kind(data) != '[')
		return "not an answer of rows";
	if (to->scope != NULL)
		to->scope(to->arg);
	while (json_element(&data, &one))
		if ((why = row(s, one, to)) != NULL)
			to->refuse(to->arg, why);
	if (to->scope != NULL)
		to->scope(to->arg);
	return NULL;
}

static const char *
cells(struct state *s, struct str text, const struct sink *to)
{
	const char *why = NULL;

	switch (csv_line(&s->csv, text, &why)) {
	case CSV_HEADER:
		if ((why = rekey_bind(&s->rekey, &s->csv)) != NULL)
			csv_refuse(&s->csv);
		return why;
	case CSV_ROW:
		buf_reset(&s->object);
		rekey_put(&s->object, &s->rekey, &s->csv);
		return row(s, buf_view(&s->object), to);
	default:
		return why;
	}
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	struct state *s = xcalloc(1, sizeof(*s));

	(void)file;
	*why = NULL;
	s->import = *import;
	s->import.context.source = format_coinglass.name;
	s->page.width = import->width_ms;
	s->rekey.names = columns;
	return s;
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	struct state *s = state;
	const char *why;

	text = str_trim(text);
	if (text.n == 0)
		return NULL;
	if (!s->begun)
		s->table = text.s[0] != '{' && text.s[0] != '[';
	s->begun = true;
	if (s->table)
		return cells(s, text, to);
	return (why = json_check(text)) != NULL ? why : answer(s, text, to);
}

static void
close(void *state, const struct sink *to)
{
	struct state *s = state;

	csv_end(&s->csv, to);
	buf_free(&s->object);
	free(s);
}

const struct format format_coinglass = {
	.name = "coinglass",
	.what = "CoinGlass' answers, one a line, or CSV with their members as "
		"columns",
	.needs = "",
	.open = open,
	.line = line,
	.close = close,
};
