/*
 * gen - liquidation records from a seed: gen LINES [SEED]
 *
 * Sizes have a long tail, coins a few favourites, times rise with some
 * disorder.  The same seed gives the same bytes everywhere.
 */
#include <stdio.h>
#include <stdlib.h>

#include "io/out.h"
#include "record/record.h"

static const struct coin {
	const char *name;
	int64_t price; /* in units of its last digit */
	short scale;
} coins[] = {
	{ "BTC", 9431220, 2 },
	{ "ETH", 342117, 2 },
	{ "SOL", 18733, 2 },
	{ "DOGE", 36220, 5 },
	{ "XRP", 25301, 4 },
	{ "PEPE", 141223, 10 },
	{ "SUI", 41220, 4 },
	{ "LINK", 22133, 3 },
};
#define COINS (sizeof(coins) / sizeof(coins[0]))

static const char *const exchanges[] = { "binance", "bybit", "okx" };

static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static uint64_t
below(uint64_t *state, uint64_t n)
{
	return next(state) % n;
}

static void
make(struct record *r, uint64_t *state, int64_t i)
{
	struct liquidation *l = &r->as.liquidation;
	const struct coin *c;
	uint64_t rank = below(state, COINS);
	int64_t size;

	record_clear(r, RECORD_LIQUIDATION);
	c = &coins[below(state, rank + 1)];
	l->ts = INT64_C(1738310400000) + i * 87 - (int64_t)below(state, 5000);
	snprintf(
	    l->exchange, sizeof(l->exchange), "%s", exchanges[below(state, 3)]);
	snprintf(l->symbol, sizeof(l->symbol), "%sUSDT", c->name);
	snprintf(l->base, sizeof(l->base), "%s", c->name);
	snprintf(l->quote, sizeof(l->quote), "USDT");
	l->side = below(state, 3) > 0 ? SIDE_LONG : SIDE_SHORT;
	l->price = (struct dec){ c->price + (int64_t)below(
						state, (uint64_t)c->price / 20),
		c->scale, true };
	size = 1 + (int64_t)below(state, 1U << below(state, 24));
	l->qty = (struct dec){ size, 3, true };
	dec_mul(&l->usd, l->price, l->qty);
	dec_round(&l->usd, l->usd, USD_SCALE);
	if (dec_sign(l->usd) == 0)
		l->usd = (struct dec){ 1, USD_SCALE, true };
	l->price_kind = PRICE_BANKRUPTCY;
	snprintf(l->source, sizeof(l->source), "ws");
	l->received = l->ts + (int64_t)below(state, 400);
	snprintf(l->id, sizeof(l->id), "%016llx%08llx",
	    (unsigned long long)next(state), (unsigned long long)i);
}

int
main(int argc, char *argv[])
{
	int64_t lines = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000, i;
	uint64_t state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	struct buf line = { 0 };
	struct record r;

	out_start("gen");
	for (i = 0; i < lines; i++) {
		make(&r, &state, i);
		record_put(&line, &r, false);
		out_take(&line);
	}
	buf_free(&line);
	return out_close(0, false);
}
