/*
 * Every row of the exchanges' tables of feeds: it is whole, a long list of
 * markets stays within every limit, and a market is of one feed at the most.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"
#include "json/json.h"
#include "liq-fetch/live_say.h"
#include "tap.h"

#define LIQUIDATIONS (1u << RECORD_LIQUIDATION)
#define LISTED 1200 /* markets */

/* Of one connection: bytes a message and of all its lists, messages. */
struct limit {
	const char *exchange;
	size_t message, all;
	int messages;
};

static const struct limit limits[] = {
	{ "binance", 4096, 1 << 20, 100 },
	{ "bitfinex", 4096, 1 << 20, 25 }, /* channels */
	{ "bitget", 4096, 1 << 20, 240 },
	{ "bybit", 4096, 21000, 500 }, /* characters of arguments */
	{ "coinglass", 4096, 1 << 20, 100 },
	{ "deribit", 4096, 1 << 20, 10 },
	{ "gate", 4096, 1 << 20, 100 },
	{ "htx", 4096, 1 << 20, 200 }, /* 40 a second: pace_ms */
	{ "hyperliquid", 4096, 1 << 20, 251 }, /* 30 ms apart: 8 s */
	{ "kraken", 64 << 10, 1 << 20, 100 },
	{ "okx", 64 << 10, 64 << 10, 480 },
};

static const struct limit *
limit_of(const struct exchange *x)
{
	size_t i;

	for (i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		if (strcmp(limits[i].exchange, x->name) == 0)
			return &limits[i];
	return NULL;
}

static bool
is_json(struct str text)
{
	const char *why = json_check(text);

	if (why != NULL)
		printf("# %.*s: %s\n", (int)text.n, text.s, why);
	return why == NULL;
}

/* Everything a feed says to so many markets with names of that length. */
static void
long_hello(const struct exchange *x, const struct live *live)
{
	const struct limit *limit = limit_of(x);
	struct market *of = calloc(LISTED, sizeof(*of));
	struct live_wants wants = { .kinds = live->kinds,
		.of = of,
		.n = LISTED,
		.width = 5 * MINUTE_MS,
		.key = "" };
	size_t each = live->channels == NULL
			  ? 1
			  : (size_t)live_channels_of(live->channels, &wants);
	size_t all = 0, longest = 0, i, topics = 0;
	struct buf b = { 0 };
	const char *list;
	bool json = true;
	int n, more;

	if (live->topics_max > 0 && live->topics_max < wants.n * each)
		wants.n = live->topics_max / each; /* the others: another one */
	for (i = 0; i < wants.n; i++)
		snprintf(of[i].symbol, sizeof(of[i].symbol), "C%05zuUSDT", i);
	for (n = 0;; n++) {
		buf_reset(&b);
		more = 0;
		if (!live_hello(live, &b, &more, &wants, n))
			break;
		json = json && is_json(buf_view(&b));
		topics += (size_t)more;
		if ((list = memchr(b.s, '[', b.n)) != NULL)
			all += b.n - (size_t)(list - b.s);
		longest = b.n > longest ? b.n : longest;
	}
	ok(limit != NULL && json && longest <= limit->message &&
		all <= limit->all && n <= limit->messages,
	    "%s %s: %zu markets are %d messages of %zu bytes at the most",
	    x->name, live->name, wants.n, n, longest);
	ok(topics > 0 && n * live->pace_ms < 60000,
	    "%s %s: %zu topics, asked for within a minute", x->name, live->name,
	    topics);
	buf_free(&b);
	free(of);
}

static void
sound(const struct exchange *x, const struct live *live)
{
	ok(str_starts(str_of(live->url), STR("wss://")) &&
		(live->kinds == LIQUIDATIONS ||
		    !(live->kinds & LIQUIDATIONS)) &&
		live->kinds != 0 && live->pace_ms > 0 && live->hear != NULL &&
		live->canary_ms > 0,
	    "%s %s is whole", x->name, live->name);
	ok((live->ping == NULL || live->ping_ms > 0) &&
		live->ping_ms <= 25000 && (!live->pongs || live->ping_ms > 0),
	    "%s %s: pings come often enough", x->name, live->name);
}

/*
 * Each market of an exchange belongs to one of its feeds of liquidations, or
 * to none.
 */
static void
belongs(const char *exchange, const char *symbol, const char *feed)
{
	const struct exchange *x = exchange_find(exchange);
	const struct live *l;
	const char *found = "none";
	struct market m;
	int n = 0;

	if (!ok(x->market(&m, str_of(symbol)), "%s is a market", symbol))
		return;
	for (l = x->live; l->name != NULL; l++)
		if (l->kinds == LIQUIDATIONS &&
		    (l->market == NULL || l->market(&m))) {
			found = l->name;
			n++;
		}
	is(found, feed, symbol);
	ok(n <= 1, "of one feed at the most");
}

static void
of_feeds(void)
{
	belongs("binance", "BTCUSDT", "market");
	belongs("binance", "BTCUSD_PERP", "market");
	belongs("bybit", "BTCUSDT", "linear");
	belongs("bybit", "BTCUSD", "inverse");
	belongs("gate", "BTC_USDT", "usdt");
	belongs("gate", "BTC_USD1", "usd1");
	belongs("gate", "BTC_USD", "btc");
	belongs("gate", "BTC_USDT_20251226", "none");
	belongs("htx", "BTC-USDT", "linear");
	belongs("htx", "BTC-USDT-211210", "linear");
	belongs("htx", "BTC-USD", "swap");
	belongs("htx", "BTC200703", "futures");
	belongs("bitget", "BTCUSD_CM", "public");
}

int
main(void)
{
	const struct live *live;
	int x;

	for (x = 0; exchanges[x] != NULL; x++) {
		live = exchanges[x]->live;
		for (; live != NULL && live->name != NULL; live++) {
			sound(exchanges[x], live);
			long_hello(exchanges[x], live);
		}
	}
	ok(!(live_kinds(exchange_hyperliquid.live) & LIQUIDATIONS),
	    "Hyperliquid tells nobody of all its liquidations");
	of_feeds();
	return tap_end();
}
