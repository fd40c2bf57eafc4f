/*
 * hyperliquid_live.c - Hyperliquid's feeds of open interest, funding and
 * books; none tells of all liquidations.
 *
 * {"method":"subscribe","subscription":{"type":"l2Book","coin":"BTC"}}, one a
 * message, is answered with {"channel":"subscriptionResponse",...}, {"method":
 * "ping"} with {"channel":"pong"}; {"channel":"error","data":"..."} says what
 * was wrong.  A coin that there is not ends the connection without a word.
 *
 * l2Book brings what it is over REST, all of a book of 20 levels, each five
 * seconds and with a new time even where nothing has changed (2026-09; half a
 * second, as is documented, only a "fast" one of 5 levels): bitcoin's is the
 * canary.  activeAssetCtx brings {"coin","ctx":{...}} each second, the context
 * of metaAndAssetCtxs, and no time as there: it is that of receipt.
 *
 * An address may have 1000 subscriptions over 10 connections and say 2000
 * messages a minute.
 *
 * Open: no candle says that it is done, nor does anybody say whether its last
 * trade may be told after the next candle has begun.  So candles are polled.
 */
#include "base/when.h"
#include "liq-fetch/hyperliquid.h"
#include "liq-fetch/live_say.h"

#define URL "wss://api.hyperliquid.xyz/ws"
#define WELCOME "Websocket connection established."
#define CANARY "BTC"
#define SUBSCRIBE "{\"method\":\"subscribe\",\"subscription\":@}"
#define BOOK_OF(coin) "{\"type\":\"l2Book\",\"coin\":\"" coin "\"}"

static const struct live_channel contexts[] = {
	{ .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .message = SUBSCRIBE,
	    .topic = "{\"type\":\"activeAssetCtx\",\"coin\":\"$\"}",
	    .batch = 1 },
	{ .kinds = 0 },
};

static const struct live_channel books[] = {
	{ .kinds = 1u << RECORD_BOOK,
	    .message = SUBSCRIBE,
	    .topic = BOOK_OF("$"),
	    .batch = 1 },
	{ .kinds = 0 },
};

static void
ping(struct buf *b, int64_t now)
{
	(void)now;
	buf_puts(b, "{\"method\":\"ping\"}");
}

static const char *
canary(struct heard *h, struct str data)
{
	if (!str_is(wire_get(data, "coin"), CANARY) ||
	    live_canary(h, wire_get(data, "time")))
		return NULL;
	return "a book without its time";
}

static const char *
context_of(struct heard *h, struct str data, struct live_row *row)
{
	struct str coin = wire_get(data, "coin"), own = live_part(data, "ctx");
	struct reading *r = &row->reading;
	int64_t ts = r->context->received;
	bool oi = live_due(h, &exchange_hyperliquid, RECORD_OI, coin, ts);
	bool next =
	    live_due(h, &exchange_hyperliquid, RECORD_FUNDING, coin, ts);
	const char *why = NULL;

	h->what = HEARD_DATA;
	if (oi || next)
		why = live_market(row, &exchange_hyperliquid, coin);
	if (why == NULL && oi)
		why = hyperliquid_row_oi(r, own);
	if (why == NULL && next)
		why = hyperliquid_row_funding(r, own);
	return why;
}

static const char *
book(struct heard *h, struct str data, struct live_row *row)
{
	struct str coin = wire_get(data, "coin");
	const char *why = canary(h, data);
	int64_t ts;

	if (why == NULL &&
	    wire_time(&ts, wire_get(data, "time"), SECOND_MS) != NULL)
		why = "a book without its time";
	if (why != NULL ||
	    !live_due(h, &exchange_hyperliquid, RECORD_BOOK, coin, ts))
		return why;
	h->what = HEARD_DATA;
	why = live_market(row, &exchange_hyperliquid, coin);
	return why != NULL ? why : hyperliquid_row_book(&row->reading, data);
}

/* What answers us; false: it is data. */
static bool
answers(struct heard *h, struct str channel, struct str data)
{
	const struct str none = { "", 0 };

	if (str_is(channel, "pong"))
		h->what = HEARD_PONG;
	else if (str_is(channel, "subscriptionResponse"))
		h->what = HEARD_ACK;
	else if (str_is(channel, "error"))
		live_refused(h, none, json_bare(data), none);
	return h->what != HEARD_NOTHING;
}

static const char *
hear(struct heard *h, struct str text, struct live_row *row, bool of_books)
{
	struct str channel, data;
	const char *why;

	if (str_is(str_trim(text), WELCOME))
		return NULL;
	if ((why = json_check(text)) != NULL)
		return why;
	channel = wire_get(text, "channel");
	data = live_part(text, "data");
	if (answers(h, channel, data))
		return NULL;
	if (str_is(channel, "l2Book"))
		return of_books ? book(h, data, row) : canary(h, data);
	if (str_is(channel, "activeAssetCtx") && !of_books)
		return context_of(h, data, row);
	return NULL;
}

static const char *
hear_contexts(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct live_row row;

	live_row(&row, context, to);
	return hear(h, text, &row, false);
}

static const char *
hear_books(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct live_row row;

	live_row(&row, context, to);
	return hear(h, text, &row, true);
}

#define FEED \
	.url = URL, .canary = BOOK_OF(CANARY), .pace_ms = 30, \
	.topics_max = 250, .ping = ping, .ping_ms = 20000, .pongs = true, \
	.canary_ms = 6000

const struct live hyperliquid_live[] = {
	{ FEED, .name = "chart",
	    .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .channels = contexts, .hear = hear_contexts },
	{ FEED, .name = "book", .kinds = 1u << RECORD_BOOK, .channels = books,
	    .hear = hear_books },
	{ .name = NULL },
};
