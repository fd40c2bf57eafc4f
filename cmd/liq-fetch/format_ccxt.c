/*
 * format_ccxt.c - what ccxt's methods return, as JSON.
 *
 * A line is one object or an array of them: liquidations, {"info":{...},
 * "symbol":"BTC/USDT:USDT","contracts":...,"price":...,"side":...,
 * "timestamp":...}, funding rates, {"symbol","fundingRate","timestamp",...},
 * and candles, [ms,open,high,low,close,volume].
 *
 * ccxt's side of a liquidation is the order's, the position's, or neither, as
 * each exchange gives it, and so are its sizes; "info" is the exchange's own
 * row, and that alone is read.  Candles and funding rates are of --symbol, in
 * the exchange's own spelling; a volume counts what --volume-unit says.  What
 * open interest counts differs by exchange and is not said: it is refused.
 */
#include <stdlib.h>

#include "base/x.h"
#include "json/json.h"
#include "liq-fetch/import.h"
#include "liq-fetch/stats.h"
#include "liq-fetch/wire.h"

#define DEPTH 2 /* arrays within arrays: pages of rows */

struct state {
	struct import import;
	const struct exchange *exchange;
	struct turn turn;
	struct page page;
	struct contract contract;
	bool known; /* contract is that of --symbol */
	struct buf text;
};

/* OKX's rows come with their instrument around them, as in its stream. */
static const char *
liquidation(struct state *s, struct str info, const struct sink *to)
{
	struct str details;

	if (s->exchange != &exchange_okx ||
	    !json_get(info, "details", &details))
		return s->exchange->liquidation(info, &s->import.context, to);
	buf_reset(&s->text);
	buf_puts(&s->text,
	    "{\"arg\":{\"channel\":\"liquidation-orders\"},\"data\":[");
	buf_str(&s->text, info);
	buf_puts(&s->text, "]}");
	return s->exchange->frame(buf_view(&s->text), &s->import.context, to);
}

/* The contract of --symbol, looked up once. */
static const char *
of_symbol(struct state *s)
{
	const char *why;

	if (s->known)
		return NULL;
	if (s->import.symbol == NULL)
		return "its market is not said: give --symbol";
	why = contract_find(&s->contract, s->exchange,
	    s->import.context.instruments, s->import.symbol);
	s->known = why == NULL;
	return why;
}

static struct reading
reading(struct state *s, const struct sink *to)
{
	return (struct reading){ .turn = &s->turn,
		.page = &s->page,
		.context = &s->import.context,
		.to = to,
		.contract = s->contract };
}

static const char *
candle(struct state *s, struct str row, const struct sink *to)
{
	static const enum unit units[] = { [VOLUME_COIN] = UNIT_COIN,
		[VOLUME_USD] = UNIT_USD,
		[VOLUME_CONTRACT] = UNIT_CONTRACT };
	struct cells_candle c = { .unit = units[s->import.volume_unit] };
	struct record record;
	struct str cell[6];
	const char *why;
	int64_t ts;

	if (wire_cells(row, cell, 6) < 6)
		return "a candle has six cells";
	if (s->import.width_ms == 0)
		return "its width is not said: give --width";
	if ((why = of_symbol(s)) != NULL ||
	    (why = wire_time(&ts, cell[0], 1000)) != NULL)
		return why;
	c.open = cell[1];
	c.high = cell[2];
	c.low = cell[3];
	c.close = cell[4];
	c.volume = cell[5];
	why = cell_candle(&record, &c, &s->contract, &s->import.context, ts,
	    s->import.width_ms);
	if (why == NULL && (why = market_check(&record)) == NULL)
		to->record(to->arg, &record);
	return why;
}

static const char *
funding(struct state *s, struct str row, const struct sink *to)
{
	struct dec rate, none = { 0 };
	struct reading r;
	const char *why;
	int64_t ts;

	if ((why = of_symbol(s)) != NULL)
		return why;
	r = reading(s, to);
	if ((why = stats_time(&r, wire_get(row, "timestamp"), &ts)) != NULL ||
	    (why = cell_need(
		 &rate, wire_get(row, "fundingRate"), "fundingRate")) != NULL)
		return why;
	return stats_funding(
	    &r, ts, rate, s->import.width_ms, none, FUNDING_SETTLED);
}

static const char *
object(struct state *s, struct str text, const struct sink *to)
{
	struct str v, info;

	if (json_get(text, "fundingRate", &v))
		return funding(s, text, to);
	if (json_get(text, "openInterestAmount", &v) ||
	    json_get(text, "openInterestValue", &v))
		return "what its open interest counts is not said";
	if (!json_get(text, "contracts", &v) &&
	    !json_get(text, "baseValue", &v) &&
	    !json_get(text, "quoteValue", &v))
		return "neither a liquidation nor a funding rate";
	if (!json_get(text, "info", &info) || json_kind(info) == 'n')
		return "without \"info\" its side cannot be told";
	return liquidation(s, info, to);
}

static const char *value(
    struct state *, struct str text, const struct sink *, int depth);

/* A candle, or rows of anything, each for itself. */
static const char *
array(struct state *s, struct str text, const struct sink *to, int depth)
{
	struct str rest = text, one;
	const char *why;

	if (!json_element(&rest, &one))
		return NULL;
	if (json_kind(one) != '{' && json_kind(one) != '[')
		return candle(s, text, to);
	if (depth == 0)
		return "arrays within arrays within arrays";
	if (to->scope != NULL)
		to->scope(to->arg);
	while (json_element(&text, &one))
		if ((why = value(s, one, to, depth - 1)) != NULL)
			to->refuse(to->arg, why);
	if (to->scope != NULL)
		to->scope(to->arg);
	return NULL;
}

static const char *
value(struct state *s, struct str text, const struct sink *to, int depth)
{
	switch (json_kind(text)) {
	case '{':
		return object(s, text, to);
	case '[':
		return array(s, text, to, depth);
	default:
		return "neither an object nor an array";
	}
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	struct state *s;

	(void)file;
	if (import->exchange == NULL ||
	    exchange_find(import->exchange) == NULL) {
		*why = "ccxt's objects need -x with an exchange that is known";
		return NULL;
	}
	s = xcalloc(1, sizeof(*s));
	s->import = *import;
	s->import.context.source = format_ccxt.name;
	s->exchange = exchange_find(import->exchange);
	return s;
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	const char *why;

	text = str_trim(text);
	if (text.n == 0)
		return NULL;
	why = json_check(text);
	return why != NULL ? why : value(state, text, to, DEPTH);
}

static void
close(void *state, const struct sink *to)
{
	struct state *s = state;

	(void)to;
	buf_free(&s->text);
	free(s);
}

const struct format format_ccxt = {
	.name = "ccxt",
	.what = "what ccxt returns, as JSON: liquidations, candles, funding "
		"rates",
	.needs = "-x",
	.open = open,
	.line = line,
	.close = close,
};
