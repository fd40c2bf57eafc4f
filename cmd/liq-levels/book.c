#include "liq-levels/book.h"

#include <stdlib.h>

#include "base/x.h"

static const char *const exchanges[] = { "binance", "bybit", "okx", "bitget",
	"gate", "hyperliquid", "htx", "kraken", "bitfinex", "deribit", NULL };
static const char *const quotes[] = { "USDT", "USDC", "USD", NULL };

static int
place(const char *const *names, const char *name)
{
	int i = 0;

	while (names[i] != NULL && strcmp(names[i], name) != 0)
		i++;
	return i;
}

/* Negative: a is to be preferred. */
static int
prefer(const struct series *a, const struct series *b)
{
	const size_t m = strlen(a->symbol), n = strlen(b->symbol);
	int c;

	if ((c = place(exchanges, a->exchange) -
		 place(exchanges, b->exchange)) != 0 ||
	    (c = place(quotes, a->quote) - place(quotes, b->quote)) != 0)
		return c;
	if (m != n)
		return m < n ? -1 : 1;
	return (a->rank > b->rank) - (a->rank < b->rank);
}

static bool
wanted(const struct series *s, const struct asked *a)
{
	return a->exchange.n == 0 || (str_is(a->exchange, s->exchange) &&
					 str_is(a->symbol, s->symbol));
}

const struct series *
book_choose(
    const struct history *h, size_t from, size_t to, const struct asked *a)
{
	bool *seen = xcalloc(h->names.n + 1, sizeof(*seen));
	const struct series *best = NULL, *s;
	size_t i;

	for (i = from; i < to; i++)
		if (h->of[i].kind == FACT_CANDLE)
			seen[h->of[i].series] = true;
	for (i = 0; i < h->names.n; i++) {
		s = &h->series[i];
		if (seen[i] && wanted(s, a) &&
		    (best == NULL || prefer(s, best) < 0))
			best = s;
	}
	free(seen);
	return best;
}

bool
book_prior(const struct series *s)
{
	return strcmp(s->exchange, "binance") == 0 &&
	       strcmp(s->quote, "USDT") == 0;
}
