/*
 * format_native.c - files of rows in an exchange's own names: Binance's
 * forced orders as recorders of the stream keep them, OKX's REST rows.
 *
 * What the members mean is said in binance.c and okx.c; OKX's rows have the
 * order's side alone.
 */
#include "liq-fetch/rows.h"

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

static void *
open_forceorder(const struct import *import, const char *file, const char **why)
{
	(void)file;
	*why = NULL;
	return rows_open(import, &format_binance_forceorder, forceorder,
	    exchange_binance.liquidation);
}

static void *
open_okx(const struct import *import, const char *file, const char **why)
{
	(void)file;
	*why = NULL;
	return rows_open(
	    import, &format_okx_liquidation, okx, exchange_okx.liquidation);
}

const struct format format_binance_forceorder = {
	.name = "binance-forceorder",
	.what = "Binance forced orders, columns as in the stream: s,S,q,p,ap,X,"
		"l,z,T",
	.needs = "",
	.open = open_forceorder,
	.line = rows_line,
	.close = rows_close,
};

const struct format format_okx_liquidation = {
	.name = "okx-liquidation",
	.what = "OKX liquidation orders in contracts: ts_ms,instId,side,"
		"sz_contracts,bkPx",
	.needs = "",
	.open = open_okx,
	.line = rows_line,
	.close = rows_close,
};
