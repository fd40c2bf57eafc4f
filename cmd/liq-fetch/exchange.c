#include "liq-fetch/exchange.h"

#include "liq-fetch/market_symbol.h"

const struct exchange *const exchanges[] = { &exchange_binance, &exchange_bybit,
	&exchange_htx, &exchange_okx, NULL };
const char *const exchange_names[] = { "binance", "bybit", "htx", "okx", NULL };

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
