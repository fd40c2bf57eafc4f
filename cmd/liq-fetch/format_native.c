/*
 * format_native.c - files of rows in an exchange's own names: Binance's
 * forced orders as recorders of the stream keep them, OKX's REST rows.
 *
 * What the members mean is said in binance.c and okx.c; OKX's rows have the
 * order's side alone.
 */
#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/import.h"
#include "liq-fetch/rekey.h"

struct state {
	struct csv csv;
	struct rekey rekey;
	struct buf object;
	struct context context;
	const struct exchange *exchange;
};

static const struct rename forceorder[] = {
	{ "s", "s", true },
	{ "S", "S", true },
	{ "o", "o", false },
	{ "f", "f", false },
	{ "q", "q", false },
	{ "p", "p", false },
	{ "ap", "ap", false },
	{ "X", "X", false },
	{ "l", "l", false },
	{ "z", "z", true },
	{ "T", "T", true },
	{ 0 },
};

static const struct rename okx[] = {
	{ "ts_ms", "ts", true },
	{ "instId", "instId", true },
	{ "side", "side", true },
	{ "sz_contracts", "sz", true },
	{ "bkPx", "bkPx", true },
	{ 0 },
};

static struct state *
make(const struct import *import, const struct format *format,
    const struct exchange *exchange, const struct rename *names)
{
	struct state *s = xcalloc(1, sizeof(*s));

	s->context = import->context;
	s->context.source = format->name;
	s->exchange = exchange;
	s->rekey.names = names;
	return s;
}

static void *
open_forceorder(const struct import *import, const char *file, const char **why)
{
	(void)file;
	*why = NULL;
	return make(
	    import, &format_binance_forceorder, &exchange_binance, forceorder);
}

static void *
open_okx(const struct import *import, const char *file, const char **why)
{
	(void)file;
	*why = NULL;
	return make(import, &format_okx_liquidation, &exchange_okx, okx);
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	struct state *s = state;
	const char *why = NULL;

	switch (csv_line(&s->csv, text, &why)) {
	case CSV_HEADER:
		if ((why = rekey_bind(&s->rekey, &s->csv)) != NULL)
			csv_refuse(&s->csv);
		return why;
	case CSV_ROW:
		buf_reset(&s->object);
		rekey_put(&s->object, &s->rekey, &s->csv);
		return s->exchange->liquidation(
		    buf_view(&s->object), &s->context, to);
	default:
		return why;
	}
}

static void
close(void *state, const struct sink *to)
{
	struct state *s = state;
	const char *why = csv_lost(&s->csv);

	if (why != NULL)
		to->refuse(to->arg, why);
	csv_free(&s->csv);
	buf_free(&s->object);
	free(s);
}

const struct format format_binance_forceorder = {
	.name = "binance-forceorder",
	.what = "Binance forced orders, columns as in the stream: s,S,q,p,ap,X,"
		"l,z,T",
	.needs = "",
	.open = open_forceorder,
	.line = line,
	.close = close,
};

const struct format format_okx_liquidation = {
	.name = "okx-liquidation",
	.what = "OKX liquidation orders in contracts: ts_ms,instId,side,"
		"sz_contracts,bkPx",
	.needs = "",
	.open = open_okx,
	.line = line,
	.close = close,
};
