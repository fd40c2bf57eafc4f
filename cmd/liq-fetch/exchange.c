#include "liq-fetch/exchange.h"

#include "liq-fetch/market_symbol.h"

const struct exchange *const exchanges[] = { &exchange_binance,
	&exchange_bitfinex, &exchange_bitget, &exchange_bybit,
	&exchange_coinglass, &exchange_deribit, &exchange_gate, &exchange_htx,
	&exchange_hyperliquid, &exchange_kraken, &exchange_okx, NULL };
const char *const exchange_names[] = { "binance", "bitfinex", "bitget", "bybit",
	"coinglass", "deribit", "gate", "htx", "hyperliquid", "kraken", "okx",
	NULL };

const struct exchange *
exchange_find(const char *name)
{
	size_t i;

	for (i = 0; exchanges[i] != NULL; i++)
		if (strcmp(exchanges[i]->name, name) == 0)
			return exchanges[i];
	return NULL;
}

bool
market_find(struct market *m, const char *exchange, struct str symbol)
{
	const struct exchange *x = exchange_find(exchange);

	return x != NULL ? x->market(m, symbol)
			 : market_common(m, exchange, symbol);
}
