/*
 * Operands, the markets they mean, and a feed's events known again.
 */
#include "liq-fetch/wanted.h"
#include "liq-fetch/price_list.h"
#include "liq-fetch/recent.h"

#include "tap.h"

static void
operands(void)
{
	static const struct {
		const char *operand, *exchange, *symbol, *base, *quote;
		int meant;
	} cases[] = {
		{ "BTC", "bybit", "BTCUSDT", "BTC", "USDT", MEANT_COIN },
		{ "BTC", "okx", "BTC-USD-SWAP", "BTC", "USD", MEANT_COIN },
		{ "BTC", "bybit", "ETHUSDT", "ETH", "USDT", MEANT_NOT },
		{ "BTC/USDT", "bybit", "BTCUSDT", "BTC", "USDT", MEANT_COIN },
		{ "BTC/USDT", "bybit", "BTCPERP", "BTC", "USDC", MEANT_NOT },
		{ "bybit:BTC", "bybit", "BTCUSDT", "BTC", "USDT", MEANT_COIN },
		{ "bybit:BTC", "okx", "BTC-USDT-SWAP", "BTC", "USDT",
		    MEANT_NOT },
		{ "bybit:BTCUSDT", "bybit", "BTCUSDT", "BTC", "USDT",
		    MEANT_NAME },
		{ "BTCUSDT", "binance", "BTCUSDT", "BTC", "USDT", MEANT_NAME },
		{ "*", "gate", "PEPE_USDT", "PEPE", "USDT", MEANT_COIN },
		{ "gate:*", "gate", "PEPE_USDT", "PEPE", "USDT", MEANT_COIN },
		{ "gate:*", "okx", "PEPE-USDT-SWAP", "PEPE", "USDT",
		    MEANT_NOT },
		{ "tBTCF0:USTF0", "bitfinex", "tBTCF0:USTF0", "BTC", "USDT",
		    MEANT_NAME },
		{ "*/USDC", "okx", "BTC-USDC-SWAP", "BTC", "USDC", MEANT_COIN },
		{ "*/USDC", "okx", "BTC-USDT-SWAP", "BTC", "USDT", MEANT_NOT },
		{ "btc", "bybit", "BTCUSDT", "BTC", "USDT", MEANT_NOT },
	};
	static const char *const bad[] = { "", "bybit:", "/USDT", "BTC/",
		"bybt:BTC" };
	struct wanted w = { 0 };
	const char *why;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		why = wanted_add(&w, cases[i].operand);
		ok(why == NULL &&
			(int)wanted_row(&w, cases[i].exchange, cases[i].symbol,
			    cases[i].base, cases[i].quote) == cases[i].meant,
		    "%s and %s %s", cases[i].operand, cases[i].exchange,
		    cases[i].symbol);
		wanted_free(&w);
	}
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		why = wanted_add(&w, bad[i]);
		ok(why != NULL && w.n == 0, "\"%s\" is refused: %s", bad[i],
		    why != NULL ? why : "it is not");
		wanted_free(&w);
	}
	wanted_add(&w, "bybit:*");
	ok(wanted_all(&w, &exchange_bybit) && !wanted_all(&w, &exchange_okx) &&
		wanted_exchange(&w, &exchange_bybit) &&
		!wanted_exchange(&w, &exchange_okx),
	    "all of one exchange is not all of another");
	wanted_free(&w);
}

static struct liquidation
event(int64_t ts, int side, int64_t qty)
{
	struct liquidation l = {
		.ts = ts, .side = side, .exchange = "gate", .symbol = "BTC_USDT"
	};

	l.qty = dec_int(qty);
	l.price = dec_int(ts);
	return l;
}

static void
recents(void)
{
	struct recent r = { 0 };
	struct liquidation l = event(1000, SIDE_LONG, 5);

	ok(!recent_match(&r, &l, 1), "nothing was told");
	recent_add(&r, &l);
	l = event(3000, SIDE_LONG, 5);
	recent_add(&r, &l);
	l = event(2100, SIDE_LONG, 5);
	ok(recent_match(&r, &l, 1), "the one that is near");
	ok(!recent_match(&r, &l, 1), "is matched once in a delivery");
	ok(recent_match(&r, &l, 2), "and again in another");
	l = event(1999, SIDE_SHORT, 5);
	ok(!recent_match(&r, &l, 1), "another side is another event");
	l = event(1999, SIDE_LONG, 6);
	ok(!recent_match(&r, &l, 1), "another size, too");
	l = event(2001, SIDE_LONG, 5);
	ok(!recent_match(&r, &l, 2), "more than a second is too far");
	l = event(500, SIDE_LONG, 5);
	l.qty = (struct dec){ 500, 2, true };
	ok(recent_match(&r, &l, 1), "5.00 is 5");
	recent_free(&r);
}

static void
prices(void)
{
	struct price_list l = { 0 };
	struct record r;

	record_clear(&r, RECORD_CANDLE);
	r.as.ts = 2000;
	str_copy(r.as.head.base, sizeof(r.as.head.base), STR("BTC"));
	r.as.candle.close = dec_int(90000);
	price_learn(&l, &r);
	r.as.ts = 1000;
	r.as.candle.close = dec_int(80000);
	price_learn(&l, &r);
	ok(dec_cmp(price_of_coin(&l, "BTC"), dec_int(90000)) == 0,
	    "the later price stays");
	ok(!price_of_coin(&l, "ETH").known, "of another coin none is known");
	record_clear(&r, RECORD_BOOK);
	r.as.ts = 3000;
	str_copy(r.as.head.base, sizeof(r.as.head.base), STR("ETH"));
	r.as.book.bids = STR("[]");
	price_learn(&l, &r);
	ok(!price_of_coin(&l, "ETH").known, "an empty book has none");
	r.as.book.bids = STR("[[3000.5,1.0],[3000.0,2.0]]");
	price_learn(&l, &r);
	ok(dec_cmp(price_of_coin(&l, "ETH"), (struct dec){ 30005, 1, true }) ==
		0,
	    "the best bid is a price");
	price_free(&l);
}

int
main(void)
{
	operands();
	recents();
	prices();
	return tap_end();
}
