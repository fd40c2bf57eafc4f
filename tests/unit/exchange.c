/*
 * Exchanges: what each frame of tests/data/frames/EXCHANGE.txt says, three
 * lines a case (what, the frame, the events or the reason), and what symbols
 * stand for.
 */
#include "liq-fetch/exchange.h"

#include "gather.h"
#include "tap.h"

static void
frame_is(const struct exchange *x, struct str frame, const char *want,
    const char *what)
{
	const struct context context = { .source = "test",
		.received = INT_NONE };
	struct gather g = { 0 };
	struct sink to = gather_sink(&g);
	const char *why = x->frame(frame, &context, &to);
	char name[256];

	if (why != NULL) {
		gather_next(&g);
		buf_printf(&g.said, "refused whole: %s", why);
	}
	if (g.said.n == 0)
		buf_puts(&g.said, "-");
	snprintf(name, sizeof(name), "%s: %s", x->name, what);
	is(gather_said(&g), want, name);
	buf_free(&g.said);
}

static void
sound(void *arg, const struct record *r)
{
	const struct liquidation *l = &r->as.liquidation;
	bool *good = arg;

	*good = *good && r->type == RECORD_LIQUIDATION &&
		(l->side == SIDE_LONG || l->side == SIDE_SHORT ||
		    strcmp(l->exchange, "coinglass") == 0) && /* unsaid */
		dec_sign(l->price) > 0 &&
		dec_sign(l->qty) > 0 && dec_sign(l->usd) > 0 &&
		l->usd.scale <= 8 && l->base[0] != '\0';
}

static void
pass(void *arg, const char *why)
{
	(void)arg;
	(void)why;
}

/* Each byte of a frame changed: no harm, and no record that is none. */
static bool
harmless(const struct exchange *x, struct str frame)
{
	static const char bytes[] = "0-9e\"{}[],:.x\\\200";
	const struct context context = { .source = "test",
		.received = INT_NONE };
	bool good = true;
	struct sink to = { .record = sound, .refuse = pass, .arg = &good };
	char *copy = malloc(frame.n + 1); /* so that a read beyond is seen */
	size_t i, b;

	for (i = 0; i < frame.n; i++)
		for (b = 0; b < sizeof(bytes); b++) {
			memcpy(copy, frame.s, frame.n);
			copy[i] = bytes[b];
			x->frame((struct str){ copy, frame.n }, &context, &to);
		}
	free(copy);
	return good;
}

static void
cases(const struct exchange *x)
{
	bool good = true;
	char name[64], *line[3] = { NULL, NULL, NULL };
	size_t room[3] = { 0, 0, 0 }, i, n = 0;
	struct str part[3];
	FILE *in;

	snprintf(name, sizeof(name), "frames/%s.txt", x->name);
	in = open_data(name);
	if (!ok(in != NULL, "%s has its cases", x->name))
		return;
	while (read_line(in, &line[n % 3], &room[n % 3], &part[n % 3]))
		if (++n % 3 == 0) {
			frame_is(x, part[1], line[2], line[0]);
			good = good && harmless(x, part[1]);
		}
	ok(n > 0 && n % 3 == 0, "%s: three lines a case", x->name);
	ok(good, "%s: a byte changed anywhere makes no bad record", x->name);
	for (i = 0; i < 3; i++)
		free(line[i]);
	fclose(in);
}

/* Every cut of a frame is refused or says nothing wrong, and ends. */
static void
cuts(void)
{
	const struct context context = { .source = "test",
		.received = INT_NONE };
	const char *const frame =
	    "{\"topic\":\"allLiquidation.BTCUSDT\",\"data\":[{\"T\":"
	    "1750000000100,\"s\":\"BTCUSDT\",\"S\":\"Buy\",\"v\":\"0.5\","
	    "\"p\":\"9950.5\"}]}";
	size_t i, x, n = strlen(frame), refused = 0;
	struct gather g = { 0 };
	struct sink to = gather_sink(&g);
	char *copy;

	for (x = 0; exchanges[x] != NULL; x++)
		for (i = 1; i < n; i++) {
			copy = malloc(i); /* so that a read beyond is seen */
			memcpy(copy, frame, i);
			refused += exchanges[x]->frame((struct str){ copy, i },
				       &context, &to) != NULL;
			free(copy);
		}
	ok(x > 0 && refused == x * (n - 1) && g.records == 0,
	    "a frame cut anywhere is refused by every exchange");
	buf_free(&g.said);
}

static const struct {
	const char *exchange, *symbol, *want;
} symbols[] = {
	{ "binance", "BTCUSDT", "BTC/USDT 1" },
	{ "binance", "BTCUSDC", "BTC/USDC 1" },
	{ "binance", "BTCUSD_PERP", "BTC/USD 1 inverse" },
	{ "binance", "BNBUSD_PERP", "BNB/USD 1 inverse" },
	{ "binance", "BNBUSD_210326", "BNB/USD 1 inverse dated" },
	{ "binance", "BTCBUSD_210129", "BTC/BUSD 1 dated" },
	{ "binance", "BTCUSDT_251226", "BTC/USDT 1 dated" },
	{ "binance", "BTCUSD_200925", "BTC/USD 1 inverse dated" },
	{ "binance", "1000SHIBUSDC", "SHIB/USDC 1000" },
	{ "binance", "1000000MOGUSDT", "MOG/USDT 1000000" },
	{ "binance", "1000XUSDT", "X/USDT 1000" },
	{ "binance", "1MBABYDOGEUSDT", "BABYDOGE/USDT 1000000" },
	{ "binance", "1INCHUSDT", "1INCH/USDT 1" },
	{ "binance", "0GUSDT", "0G/USDT 1" },
	{ "binance", "4USDT", "4/USDT 1" },
	{ "binance", "\345\270\201USDT", "\345\270\201/USDT 1" },
	{ "binance", "USDT", "-" },
	{ "binance", "BTCUSD", "-" },
	{ "binance", "BTCUSDT_251326", "-" },
	{ "binance", "BTC USDT", "-" },
	{ "binance", "", "-" },
	{ "bybit", "BTCUSDT", "BTC/USDT 1" },
	{ "bybit", "BTCUSD", "BTC/USD 1 inverse" },
	{ "bybit", "DOTUSD", "DOT/USD 1 inverse" },
	{ "bybit", "BTCPERP", "BTC/USDC 1" },
	{ "bybit", "BTCUSDM21", "BTC/USD 1 inverse dated" },
	{ "bybit", "BTCUSDT-26DEC25", "BTC/USDT 1 dated" },
	{ "bybit", "BTC-5SEP25", "BTC/USDC 1 dated" },
	{ "bybit", "BTC-26DEX25", "-" },
	{ "bybit", "BTC-32DEC25", "-" },
	{ "bybit", "SHIB1000USDT", "SHIB/USDT 1000" },
	{ "bybit", "1000PEPEUSDT", "PEPE/USDT 1000" },
	{ "bybit", "10000000AIDOGEUSDT", "AIDOGE/USDT 10000000" },
	{ "bybit", "BTC", "-" },
	{ "okx", "BTC-USDT-SWAP", "BTC/USDT 1" },
	{ "okx", "BTC-USD-SWAP", "BTC/USD 1 inverse" },
	{ "okx", "BTC-USDT-211231", "BTC/USDT 1 dated" },
	{ "okx", "BTC-USD-221332", "-" },
	{ "okx", "BTC-USD-220624-30000-C", "-" },
	{ "okx", "XAU-USD_UM_XPERP-310502", "-" },
	{ "okx", "BTC-USDT", "-" },
	{ "htx", "BTC-USDT", "BTC/USDT 1" },
	{ "htx", "BTC-USD", "BTC/USD 1 inverse" },
	{ "htx", "BTC-USDT-211210", "BTC/USDT 1 dated" },
	{ "htx", "BTC-USDT-CQ", "BTC/USDT 1 dated" },
	{ "htx", "BTC200703", "BTC/USD 1 inverse dated" },
	{ "htx", "BTC_CW", "BTC/USD 1 inverse dated" },
	{ "htx", "200703", "-" },
	{ "htx", "_CW", "-" },
	{ "htx", "BTC-USDT-211210-X", "-" },
	{ "deribit", "BTC-PERPETUAL", "BTC/USD 1 inverse" },
	{ "deribit", "BTC_USDC-PERPETUAL", "BTC/USDC 1" },
	{ "deribit", "BTC-27JUN25", "BTC/USD 1 inverse dated" },
	{ "deribit", "ETH_USDC-5SEP25", "ETH/USDC 1 dated" },
	{ "deribit", "BTC-27JUN25-100000-C", "-" },
	{ "deribit", "BTC-FS-27JUN25_PERP", "-" },
	{ "deribit", "BTC_USDC", "-" },
	{ "deribit", "USDC_EURR-PERPETUAL", "-" },
	{ "deribit", "BTC-", "-" },
	{ "kraken", "PF_XBTUSD", "BTC/USD 1" },
	{ "kraken", "PI_XBTUSD", "BTC/USD 1 inverse" },
	{ "kraken", "FI_XBTUSD_250627", "BTC/USD 1 inverse dated" },
	{ "kraken", "FF_XBTUSD_250627", "BTC/USD 1 dated" },
	{ "kraken", "PF_XDGUSD", "DOGE/USD 1" },
	{ "kraken", "PF_XBTEUR", "-" },
	{ "kraken", "PF_EURUSD", "-" },
	{ "kraken", "PV_XRPXBT", "-" },
	{ "kraken", "PF_XBTUSD_250627", "-" },
	{ "kraken", "FI_XBTUSD", "-" },
	{ "kraken", "in_xbtusd", "-" },
	{ "bitfinex", "tBTCF0:USTF0", "BTC/USDT 1" },
	{ "bitfinex", "BTCF0:USTF0", "BTC/USDT 1" },
	{ "bitfinex", "tIOTF0:USTF0", "IOTA/USDT 1" },
	{ "bitfinex", "t1INCHF0:USTF0", "1INCH/USDT 1" },
	{ "bitfinex", "tBTCUSD", "-" },
	{ "bitfinex", "tETHF0:BTCF0", "-" },
	{ "bitfinex", "tEUROPE50IXF0:USTF0", "-" },
	{ "bitfinex", "tXAGF0:USTF0", "-" },
	{ "bitfinex", "tEURF0:USTF0", "-" },
	{ "bitfinex", "tBTCDOMF0:USTF0", "-" },
	{ "bitfinex", "tTESTBTCF0:TESTUSDTF0", "-" },
	{ "bitfinex", "tF0:USTF0", "-" },
	{ "bitfinex", "", "-" },
	{ "coinglass", "binance:BTCUSDT", "BTC/USDT 1" },
	{ "coinglass", "binance:1000PEPEUSDT", "PEPE/USDT 1000" },
	{ "coinglass", "okx:BTC-USD-SWAP", "BTC/USD 1 inverse" },
	{ "coinglass", "hyperliquid:kPEPE", "PEPE/USDC 1000" },
	{ "coinglass", "bitmex:XBTUSD", "BTC/USD 1 inverse" },
	{ "coinglass", "BTCUSDT", "-" },
	{ "coinglass", "Binance:BTCUSDT", "-" },
	{ "coinglass", "binance:", "-" },
	{ "coinglass", "nowhere:BTCUSDT", "-" },
	{ "coinglass", "gate.io:BTC_USDT", "-" },
	{ "coinglass", "lighter:BTC", "-" },
	{ "bitmex", "XBTUSD", "BTC/USD 1 inverse" },
	{ "bitmex", "XBTUSDT", "BTC/USDT 1" },
	{ "bitmex", "XBTM25", "BTC/USD 1 inverse dated" },
	{ "bitmex", "ETHUSD", "-" },
	{ "bitget", "BTCUSDT", "BTC/USDT 1" },
	{ "bitget", "BTCPERP", "BTC/USDC 1" },
	{ "bitget", "BTCUSD_CM", "BTC/USD 1 inverse" },
	{ "bitget", "BTCUSD", "BTC/USD 1 inverse" },
	{ "bitget", "BTCUSDH26_CM", "BTC/USD 1 inverse dated" },
	{ "bitget", "1000BONKUSDT", "BONK/USDT 1000" },
	{ "bitget", "1MBABYDOGEUSDT", "BABYDOGE/USDT 1000000" },
	{ "bitget", "BTCEUR", "-" },
	{ "bitget", "BTCPERPH26", "-" },
	{ "bitget", "_CM", "-" },
	{ "gate", "BTC_USDT", "BTC/USDT 1" },
	{ "gate", "BTC_USD1", "BTC/USD1 1" },
	{ "gate", "BTC_USD", "BTC/USD 1 inverse" },
	{ "gate", "BTC_USDT_20251226", "BTC/USDT 1 dated" },
	{ "gate", "1000SATS_USDT", "SATS/USDT 1000" },
	{ "gate", "ETH_USD", "-" },
	{ "gate", "BTC_EUR", "-" },
	{ "gate", "BTC_USDT_20251326", "-" },
	{ "gate", "BTC_USDT_20251226_C", "-" },
	{ "gate", "BTC", "-" },
	{ "hyperliquid", "BTC", "BTC/USDC 1" },
	{ "hyperliquid", "kPEPE", "PEPE/USDC 1000" },
	{ "hyperliquid", "xyz:NVDA", "-" },
	{ "hyperliquid", "@107", "-" },
	{ "hyperliquid", "PURR/USDC", "-" },
	{ "hyperliquid", "\377SOL", "-" },
	{ "hyperliquid", "", "-" },
	{ "dydx-v4", "BTC-USD", "BTC/USD 1" },
	{ "aster", "1000BONKUSDT", "BONK/USDT 1000" },
	{ "lighter", "BTC", "BTC/ 1" },
	{ "elsewhere", "BTC-USDT-SWAP", "BTC/USDT 1" },
	{ "elsewhere", "BTC/USDT", "BTC/USDT 1" },
	{ "elsewhere", "BTC-PERP", "BTC/USD 1" },
	{ "elsewhere", "KAS", "KAS/ 1" },
	{ "elsewhere", "BTC-EUR", "-" },
	{ "elsewhere", "", "-" },
};

static void
symbol_is(size_t i)
{
	struct market m;
	char got[128] = "-", what[128];

	if (market_find(&m, symbols[i].exchange, str_of(symbols[i].symbol)))
		snprintf(got, sizeof(got), "%s/%s %d%s%s", m.base, m.quote,
		    (int)m.multiplier, m.inverse ? " inverse" : "",
		    m.dated ? " dated" : "");
	snprintf(what, sizeof(what), "%s: symbol \"%s\"", symbols[i].exchange,
	    symbols[i].symbol);
	is(got, symbols[i].want, what);
}

static enum source_class
class_of(const char *exchange, int64_t ts)
{
	return exchange_find(exchange)->class_at(ts);
}

int
main(void)
{
	size_t i;

	for (i = 0; exchanges[i] != NULL; i++) {
		cases(exchanges[i]);
		is(exchange_names[i], exchanges[i]->name, "named in order");
		ok(exchange_find(exchange_names[i]) == exchanges[i],
		    "%s is found by name", exchange_names[i]);
	}
	ok(exchange_names[i] == NULL, "no name without an exchange");
	ok(exchange_find("nowhere") == NULL, "no exchange without a file");
	cuts();
	for (i = 0; i < sizeof(symbols) / sizeof(*symbols); i++)
		symbol_is(i);
	ok(class_of("bybit", INT64_C(1740009599999)) == CLASS_SAMPLED &&
		class_of("bybit", INT64_C(1740009600000)) == CLASS_COMPLETE,
	    "bybit is complete since 2025-02-20");
	ok(class_of("gate", INT64_C(1787183999999)) == CLASS_SAMPLED &&
		class_of("gate", INT64_C(1787184000000)) == CLASS_COMPLETE,
	    "gate is complete since 2026-08-20");
	ok(class_of("binance", 0) == CLASS_SAMPLED &&
		class_of("okx", 0) == CLASS_SAMPLED &&
		class_of("bitget", INT64_MAX) == CLASS_SAMPLED &&
		class_of("deribit", 0) == CLASS_COMPLETE &&
		class_of("kraken", 0) == CLASS_COMPLETE &&
		class_of("htx", 0) == CLASS_UNKNOWN,
	    "the others are as complete as they say");
	return tap_end();
}
