#include "liq-fetch/brand.h"

#include "base/buf.h"
#include "liq-fetch/reason.h"

#define NAME_MAX_BYTES 40 /* of a name in a reason */

/* The first name of an exchange is the one it is asked for by. */
const struct brand brands[] = {
	{ "Binance", "binance" },
	{ "OKX", "okx" },
	{ "Bybit", "bybit" },
	{ "Bitget", "bitget" },
	{ "Gate", "gate" },
	{ "HTX", "htx" },
	{ "Deribit", "deribit" },
	{ "Bitfinex", "bitfinex" },
	{ "Kraken", "kraken" },
	{ "Hyperliquid", "hyperliquid" },
	{ "Bitmex", "bitmex" },
	{ "Aster", "aster" },
	{ "BingX", "bingx" },
	{ "Bitunix", "bitunix" },
	{ "CoinEx", "coinex" },
	{ "Coinbase", "coinbase" },
	{ "Crypto.com", "crypto.com" },
	{ "dYdX", "dydx" },
	{ "EdgeX", "edgex" },
	{ "KuCoin", "kucoin" },
	{ "Lighter", "lighter" },
	{ "MEXC", "mexc" },
	{ "Paradex", "paradex" },
	{ "Phemex", "phemex" },
	{ "WhiteBIT", "whitebit" },
	{ "WOO X", "woox" },
	{ "Gate.io", "gate" },
	{ "Huobi", "htx" },
	{ NULL, NULL },
};

static char
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
same(struct str s, const char *name)
{
	size_t i;

	for (i = 0; i < s.n && name[i] != '\0'; i++)
		if (fold(s.s[i]) != fold(name[i]))
			return false;
	return i == s.n && name[i] == '\0';
}

const struct brand *
brand_find(struct str name)
{
	const struct brand *b;

	for (b = brands; b->theirs != NULL; b++)
		if (same(name, b->theirs) || same(name, b->ours))
			return b;
	return NULL;
}

const char *
brand_symbol(char *room, size_t size, struct str brand, struct str pair)
{
	const struct brand *b = brand_find(brand);
	size_t n;

	if (pair.n == 0)
		return "its pair is missing";
	if (b == NULL)
		return reason("an exchange that is not known: \"%.*s\"",
		    (int)(brand.n < NAME_MAX_BYTES ? brand.n : NAME_MAX_BYTES),
		    brand.s);
	n = strlen(b->ours);
	if (n + 1 >= size || !str_copy(room + n + 1, size - n - 1, pair))
		return "its symbol is too long";
	memcpy(room, b->ours, n);
	room[n] = ':';
	return NULL;
}

const struct brand *
brand_split(const char *symbol, struct str *pair)
{
	struct str name;

	*pair = str_of(symbol);
	return str_split(pair, ':', &name) && pair->n > 0 ? brand_find(name)
							  : NULL;
}
