/*
 * Instruments: records first, then the exchange's dated table, then nothing.
 */
#include "liq-fetch/instruments.h"

#include "gather.h"
#include "tap.h"

static struct instrument
instrument(
    const char *exchange, const char *symbol, const char *size, int64_t ts)
{
	struct record r;
	struct instrument *i = &r.as.instrument;

	record_clear(&r, RECORD_INSTRUMENT);
	i->ts = ts;
	str_copy(i->exchange, sizeof(i->exchange), str_of(exchange));
	str_copy(i->symbol, sizeof(i->symbol), str_of(symbol));
	if (size != NULL)
		dec_parse(&i->contract_size, str_of(size));
	return r.as.instrument;
}

static const char *
size_of(const struct instruments *t, const struct exchange *x, const char *name)
{
	static char text[64];
	struct buf b = { 0 };
	struct market m;
	struct dec size;
	const char *why;

	if ((why = market_known(&m, x, t, name)) != NULL ||
	    (why = contract_size(&size, x, t, &m)) != NULL)
		return why;
	dec_put(&b, size);
	str_copy(text, sizeof(text), buf_view(&b));
	buf_free(&b);
	return text;
}

static void
facts(void)
{
	static const struct {
		const struct exchange *exchange;
		const char *symbol, *want;
	} known[] = {
		{ &exchange_okx, "BTC-USDT-SWAP", "0.01" },
		{ &exchange_okx, "BTC-USDT-211231", "0.01" },
		{ &exchange_okx, "ETH-USDT-SWAP", "0.1" },
		{ &exchange_okx, "DOGE-USDT-SWAP", "1000.0" },
		{ &exchange_okx, "BTC-USD-SWAP", "100.0" },
		{ &exchange_okx, "DOGE-USD-SWAP", "10.0" },
		{ &exchange_okx, "BTC-USDC-SWAP",
		    "contract size of BTC-USDC-SWAP unknown: give its "
		    "instrument record" },
		{ &exchange_binance, "BTCUSD_PERP", "100.0" },
		{ &exchange_binance, "ETHUSD_250627", "10.0" },
		{ &exchange_htx, "BTC200703", "100.0" },
		{ &exchange_htx, "ETH-USD", "10.0" },
		{ &exchange_htx, "BTC-USDT", "0.001" },
		{ &exchange_bybit, "BTCUSDT",
		    "contract size of BTCUSDT unknown: give its instrument "
		    "record" },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		is(size_of(NULL, known[i].exchange, known[i].symbol),
		    known[i].want, known[i].symbol);
	for (i = 0; exchanges[i] != NULL; i++)
		ok((exchanges[i]->facts == NULL) ==
			(exchanges[i]->facts_date == NULL),
		    "%s: facts have their date", exchanges[i]->name);
}

static void
records(void)
{
	struct instruments t = { 0 };
	struct instrument i = instrument("okx", "BTC-USDT-SWAP", "0.02", 10);
	char name[64];
	int n;

	is(size_of(&t, &exchange_okx, "BTC-USDT-SWAP"), "0.01",
	    "an empty list knows nothing");
	instruments_add(&t, &i);
	is(size_of(&t, &exchange_okx, "BTC-USDT-SWAP"), "0.02",
	    "a record goes before the table");
	i = instrument("okx", "BTC-USDT-SWAP", "0.03", 9);
	instruments_add(&t, &i);
	is(size_of(&t, &exchange_okx, "BTC-USDT-SWAP"), "0.02",
	    "an older one does not go before it");
	i = instrument("okx", "BTC-USDT-SWAP", "0.04", 11);
	instruments_add(&t, &i);
	is(size_of(&t, &exchange_okx, "BTC-USDT-SWAP"), "0.04",
	    "a later one does");
	is(size_of(&t, &exchange_htx, "BTC-USDT"), "0.001",
	    "another exchange's is not meant");
	i = instrument("okx", "ETH-USDT-SWAP", NULL, 10);
	instruments_add(&t, &i);
	is(size_of(&t, &exchange_okx, "ETH-USDT-SWAP"), "0.1",
	    "a record without a size leaves the table's");
	for (n = 0; n < 3000; n++) {
		snprintf(name, sizeof(name), "C%d-USDT-SWAP", n);
		i = instrument("okx", name, "5", 10);
		instruments_add(&t, &i);
	}
	is(size_of(&t, &exchange_okx, "C2999-USDT-SWAP"), "5.0",
	    "one of thousands is found");
	ok(instruments_find(&t, "okx", "C3000-USDT-SWAP") == NULL &&
		instruments_find(&t, "okxC1-USDT-SWAP", "") == NULL,
	    "what is not there is not found");
	instruments_free(&t);
	instruments_free(&t);
	ok(instruments_find(&t, "okx", "BTC-USDT-SWAP") == NULL,
	    "freed, it is empty");
}

/* A contract that its record quotes in something else is worth no dollars. */
static void
not_dollars(void)
{
	struct instruments t = { 0 };
	struct instrument i = instrument("bybit", "BTCEUR", "1", 10);
	struct gather g = { 0 };
	struct sink to = gather_sink(&g);
	const struct context context = { &t, "test", INT_NONE };

	str_copy(i.base, sizeof(i.base), STR("BTC"));
	str_copy(i.quote, sizeof(i.quote), STR("EUR"));
	i.inverse = TRUTH_FALSE;
	i.kind = CONTRACT_PERPETUAL;
	i.multiplier = dec_int(1);
	instruments_add(&t, &i);
	exchange_bybit.frame(
	    STR("{\"topic\":\"allLiquidation.BTCEUR\",\"data\":[{\"T\":"
		"1750000000100,\"s\":\"BTCEUR\",\"S\":\"Buy\",\"v\":"
		"\"1\",\"p\":\"90000\"}]}"),
	    &context, &to);
	is(gather_said(&g), "refused: quoted in EUR, not in dollars",
	    "euros are not dollars");
	instruments_free(&t);
	buf_free(&g.said);
}

/* What a record says of a symbol goes before what its letters say. */
static void
corrected(void)
{
	struct instruments t = { 0 };
	struct instrument i = instrument("bybit", "1000000CATUSDT", "1", 10);
	struct market m;

	str_copy(i.base, sizeof(i.base), STR("1000000CAT"));
	str_copy(i.quote, sizeof(i.quote), STR("USDT"));
	i.inverse = TRUTH_FALSE;
	i.kind = CONTRACT_PERPETUAL;
	i.multiplier = dec_int(1);
	ok(market_known(&m, &exchange_bybit, &t, "1000000CATUSDT") == NULL &&
		m.multiplier == 1000000 && strcmp(m.base, "CAT") == 0,
	    "by its letters a million coins");
	instruments_add(&t, &i);
	ok(market_known(&m, &exchange_bybit, &t, "1000000CATUSDT") == NULL &&
		m.multiplier == 1 && strcmp(m.base, "1000000CAT") == 0,
	    "by its record one coin of that name");
	i.multiplier = dec_int(7);
	i.ts = 11;
	instruments_add(&t, &i);
	ok(market_known(&m, &exchange_bybit, &t, "1000000CATUSDT") == NULL &&
		m.multiplier == 1000000,
	    "a multiplier that is no power of ten is not believed");
	is(market_known(&m, &exchange_bybit, &t, "NOPE"),
	    "NOPE is not a crypto contract in dollars",
	    "neither letters nor record");
	instruments_free(&t);
}

int
main(void)
{
	facts();
	records();
	corrected();
	not_dollars();
	return tap_end();
}
