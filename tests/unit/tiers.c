/*
 * Tiers that stand in a table: floors and what is taken off follow from the
 * steps.  Where the exchange's own sums are known, they are these.
 */
#include "liq-fetch/tiers.h"
#include "liq-fetch/contract.h"
#include "tap.h"

struct told {
	struct tier of[32];
	int n;
};

static void
take(void *arg, const struct record *r)
{
	struct told *t = arg;

	if (r->type == RECORD_TIER && t->n < 32)
		t->of[t->n++] = r->as.tier;
}

static void
refuse(void *arg, const char *why)
{
	(void)arg;
	ok(false, "nothing is refused: %s", why);
}

static int
tell(struct told *t, const char *symbol)
{
	const struct context context = { NULL, "table", INT_NONE };
	const struct sink to = { take, refuse, NULL, NULL, t };
	struct market m;

	*t = (struct told){ .n = 0 };
	if (!exchange_binance.market(&m, str_of(symbol)))
		return -1;
	return tiers_give(
	    &exchange_binance, &m, INT64_C(1763800000000), &context, &to);
}

static bool
equal(struct dec d, const char *want)
{
	struct dec w;

	return dec_parse(&w, str_of(want)) == NULL && d.known &&
	       dec_cmp(d, w) == 0;
}

/* The last step, with the sum the exchange publishes for it. */
static const struct {
	const char *symbol;
	int n;
	const char *floor, *cap, *deduct;
} last[] = {
	{ "BTCUSDT", 12, "1200000000", "1800000000", "421482000" },
	{ "BTCUSDC", 10, "800000000", "1000000000", "288402550" },
	{ "ETHUSDT", 12, "800000000", "1200000000", "280507000" },
	{ "ETHUSDC", 11, "500000000", "800000000", "182804300" },
	{ "BNBUSDT", 10, "75000000", "150000000", "25024810" },
	{ "BNBUSDC", 10, "50000000", "100000000", "16681300" },
};

static void
sums(void)
{
	struct told t;
	const struct tier *end;
	size_t i;

	for (i = 0; i < sizeof(last) / sizeof(*last); i++) {
		ok(tell(&t, last[i].symbol) == last[i].n && t.n == last[i].n,
		    "%s has %d tiers", last[i].symbol, last[i].n);
		end = &t.of[t.n > 0 ? t.n - 1 : 0];
		ok(equal(end->floor_usd, last[i].floor) &&
			equal(end->cap_usd, last[i].cap) &&
			equal(end->deduct_usd, last[i].deduct),
		    "%s: its last step, and all that is taken off by then",
		    last[i].symbol);
	}
}

/* Each step begins where the last ended, and margins meet at the border. */
static void
joined(void)
{
	struct told t;
	struct dec below, above;
	bool meet = true, good = true;
	struct record r;
	int i;

	tell(&t, "BTCUSDT");
	for (i = 0; i < t.n; i++) {
		r.type = RECORD_TIER;
		r.as.tier = t.of[i];
		good =
		    good && market_check(&r) == NULL && t.of[i].tier == i + 1;
		if (i == 0)
			continue;
		good = good &&
		       dec_cmp(t.of[i].floor_usd, t.of[i - 1].cap_usd) == 0;
		meet = meet &&
		       dec_mul(&below, t.of[i].floor_usd, t.of[i - 1].mmr) &&
		       dec_sub(&below, below, t.of[i - 1].deduct_usd) &&
		       dec_mul(&above, t.of[i].floor_usd, t.of[i].mmr) &&
		       dec_sub(&above, above, t.of[i].deduct_usd) &&
		       dec_cmp(below, above) == 0;
	}
	ok(good, "each begins where the last ended");
	ok(meet, "and asks for as much there");
	is(t.of[0].symbol, "BTCUSDT", "they say of what");
	is(t.of[0].source, "table", "and where from");
	ok(equal(t.of[0].max_leverage, "150") && equal(t.of[0].mmr, "0.004") &&
		equal(t.of[0].floor_usd, "0") && equal(t.of[0].deduct_usd, "0"),
	    "the lowest");
}

int
main(void)
{
	struct told t;
	struct market m = { .symbol = "BTC-USDT-SWAP" };
	const struct context context = { NULL, "table", INT_NONE };
	const struct sink to = { take, refuse, NULL, NULL, &t };

	sums();
	joined();
	ok(tell(&t, "DOGEUSDT") == 0 && t.n == 0, "of others nothing is known");
	ok(tell(&t, "BTCUSD_PERP") == 0, "nor of COIN-M");
	ok(tiers_give(
	       &exchange_okx, &m, INT64_C(1763800000000), &context, &to) == 0,
	    "nor of an exchange without a table");
	return tap_end();
}
