#include "liq-fetch/wanted.h"

#include <stdlib.h>

#include "base/x.h"
#include "io/opt.h"

/* "bybit:" off the front, where it is an exchange. */
static const char *
whose(struct want *w, struct str *rest)
{
	struct str all = *rest, name;
	char room[24];
	const char *why;

	if (memchr(rest->s, ':', rest->n) == NULL)
		return NULL;
	str_split(rest, ':', &name);
	if (str_copy(room, sizeof(room), name) &&
	    (w->exchange = exchange_find(room)) != NULL)
		return NULL;
	if (str_nearest(name, exchange_names) != NULL) {
		why = opt_unknown("exchange", name, exchange_names);
		return why;
	}
	*rest = all; /* symbols have colons too: tBTCF0:USTF0 */
	return NULL;
}

const char *
wanted_add(struct wanted *all, const char *operand)
{
	struct want w = { 0 };
	struct str rest = str_of(operand), base;
	const char *why;

	if (!str_copy(w.operand, sizeof(w.operand), rest) || rest.n == 0)
		return "not a market such as BTC, BTC/USDT or bybit:BTCUSDT";
	if ((why = whose(&w, &rest)) != NULL)
		return why;
	if (memchr(rest.s, '/', rest.n) != NULL) {
		str_split(&rest, '/', &base);
		if (!str_copy(w.quote, sizeof(w.quote), rest) || rest.n == 0)
			return "not a market such as BTC/USDT";
		rest = base;
	}
	if (rest.n == 0 || !str_copy(w.base, sizeof(w.base), rest))
		return "not a market such as BTC, BTC/USDT or bybit:BTCUSDT";
	all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
	all->of[all->n++] = w;
	return NULL;
}

bool
wanted_all(const struct wanted *all, const struct exchange *x)
{
	const struct want *w = all->of;

	for (; w < all->of + all->n; w++)
		if ((w->exchange == NULL || w->exchange == x) &&
		    strcmp(w->base, "*") == 0 && w->quote[0] == '\0')
			return true;
	return false;
}

bool
wanted_exchange(const struct wanted *all, const struct exchange *x)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->of[i].exchange == NULL || all->of[i].exchange == x)
			return true;
	return false;
}

static enum meant
means(const struct want *w, const char *exchange, const char *symbol,
    const char *base, const char *quote)
{
	if (w->exchange != NULL && strcmp(w->exchange->name, exchange) != 0)
		return MEANT_NOT;
	if (w->quote[0] == '\0' && strcmp(w->base, symbol) == 0)
		return MEANT_NAME;
	if (w->quote[0] != '\0' && strcmp(w->quote, quote) != 0)
		return MEANT_NOT;
	return strcmp(w->base, "*") == 0 || strcmp(w->base, base) == 0
		   ? MEANT_COIN
		   : MEANT_NOT;
}

enum meant
wanted_market(
    struct wanted *all, const struct exchange *x, const struct market *m)
{
	enum meant best = MEANT_NOT, one;
	size_t i;

	for (i = 0; i < all->n; i++) {
		one = means(&all->of[i], x->name, m->symbol, m->base, m->quote);
		all->of[i].met += one != MEANT_NOT;
		best = one > best ? one : best;
	}
	return best;
}

enum meant
wanted_row(const struct wanted *all, const char *exchange, const char *symbol,
    const char *base, const char *quote)
{
	enum meant best = MEANT_NOT, one;
	size_t i;

	for (i = 0; i < all->n; i++) {
		one = means(&all->of[i], exchange, symbol, base, quote);
		best = one > best ? one : best;
	}
	return best;
}

void
wanted_free(struct wanted *all)
{
	free(all->of);
	*all = (struct wanted){ 0 };
}
