#include "liq-fetch/import.h"

#include <string.h>

const struct format *const formats[] = {
	&format_csv,
	&format_frames,
	&format_binance_forceorder,
	&format_binance_vision,
	&format_ccxt,
	&format_coinalyze,
	&format_coinglass,
	&format_cryptofeed,
	&format_hyperliquid_2023,
	&format_hyperliquid_levels,
	&format_okx_liquidation,
	&format_tardis,
	NULL,
};

const char *const format_names[] = {
	"csv",
	"frames",
	"binance-forceorder",
	"binance-vision",
	"ccxt",
	"coinalyze",
	"coinglass",
	"cryptofeed",
	"hyperliquid-2023",
	"hyperliquid-levels",
	"okx-liquidation",
	"tardis",
	NULL,
};

const struct format *
format_find(const char *name)
{
	size_t i;

	for (i = 0; formats[i] != NULL; i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}
