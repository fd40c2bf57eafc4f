/*
 * bybit_live.c - Bybit's feeds: all liquidations of every symbol that is
 * named, linear and inverse on their own connections.
 *
 * {"op":"subscribe","args":["allLiquidation.BTCUSDT",...]}, ten at a time, is
 * answered with {"success":true,"ret_msg":"","op":"subscribe"} once a message;
 * {"op":"ping"} with "ret_msg":"pong".  The canary is the ticker of bitcoin,
 * every 100 ms when something moves, and once in 3 s when nothing does.
 */
#include "liq-fetch/bybit.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define BATCH 10
#define TOPICS 600 /* of one connection: 21,000 characters of arguments */
#define BOOKS 100 /* each 5 changes a second */
#define BOOK (1u << RECORD_BOOK)
#define CHART (1u << RECORD_CANDLE | 1u << RECORD_OI | 1u << RECORD_FUNDING)

static bool
linear(const struct market *m)
{
	return !m->inverse;
}

static bool
inverse(const struct market *m)
{
	return m->inverse;
}

static bool
say(struct buf *b, int *topics, const struct live_wants *w, int n,
    const char *canary)
{
	*topics = 1;
	if (n == 0) {
		buf_printf(b,
		    "{\"op\":\"subscribe\",\"args\":[\"tickers.%s\"]}", canary);
		return true;
	}
	buf_puts(b, "{\"op\":\"subscribe\",\"args\":[");
	if (!live_topics(b, w, n - 1, BATCH, "allLiquidation.", ""))
		return false;
	buf_puts(b, "]}");
	return true;
}

static bool
hello_linear(struct buf *b, int *topics, const struct live_wants *w, int n)
{
	return say(b, topics, w, n, "BTCUSDT");
}

static bool
hello_inverse(struct buf *b, int *topics, const struct live_wants *w, int n)
{
	return say(b, topics, w, n, "BTCUSD");
}

static void
ping(struct buf *b, int64_t now)
{
	(void)now;
	buf_puts(b, "{\"op\":\"ping\"}");
}

/* What answers us. */
void
bybit_answer(struct heard *h, struct str text)
{
	struct str op = wire_get(text, "op"), words = wire_get(text, "ret_msg");

	if (str_is(op, "ping") || str_is(op, "pong") || str_is(words, "pong")) {
		h->what = HEARD_PONG;
	} else if (str_is(wire_get(text, "success"), "false")) {
		h->what = HEARD_REFUSED;
		live_words(h, words);
	} else if (str_is(op, "subscribe")) {
		h->what = HEARD_ACK;
	}
}

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why;
	struct str topic;

	if (str_starts(text, STR("{\"topic\":\"allLiquidation.")))
		return live_frame(h, &exchange_bybit, text, context, to);
	if ((why = json_check(text)) != NULL)
		return why;
	topic = wire_get(text, "topic");
	if (topic.n == 0)
		bybit_answer(h, text);
	else if (!str_starts(topic, STR("tickers.")))
		return live_frame(h, &exchange_bybit, text, context, to);
	else if (!live_canary(h, wire_get(text, "ts")))
		return "a ticker without its time";
	return NULL;
}

/* One of a product's: what it brings, and how. */
#define FEED(feed, product, bitcoin, brings, says, most, hears) \
	{ \
		.name = (feed), \
		.url = "wss://stream.bybit.com/v5/public/" #product, \
		.kinds = (brings), .market = (product), .channels = (says), \
		.canary = "\"tickers." bitcoin "\"", .pace_ms = 100, \
		.topics_max = (most), .ping = ping, .ping_ms = 20000, \
		.pongs = true, .canary_ms = 3000, .hear = (hears) \
	}

const struct live bybit_live[] = {
	{ .name = "linear",
	    .url = "wss://stream.bybit.com/v5/public/linear",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .market = linear,
	    .hello = hello_linear,
	    .pace_ms = 100,
	    .topics_max = 700, /* 21,000 characters of arguments */
	    .ping = ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 3000,
	    .hear = hear },
	{ .name = "inverse",
	    .url = "wss://stream.bybit.com/v5/public/inverse",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .market = inverse,
	    .hello = hello_inverse,
	    .pace_ms = 100,
	    .topics_max = 700,
	    .ping = ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 3000,
	    .hear = hear },
	FEED("linear-chart", linear, "BTCUSDT", CHART, bybit_channels, TOPICS,
	    bybit_hear_chart),
	FEED("inverse-chart", inverse, "BTCUSD", CHART, bybit_channels, TOPICS,
	    bybit_hear_chart),
	FEED("linear-book", linear, "BTCUSDT", BOOK, bybit_books, BOOKS,
	    bybit_hear_book),
	FEED("inverse-book", inverse, "BTCUSD", BOOK, bybit_books, BOOKS,
	    bybit_hear_book),
	{ .name = NULL }
};
