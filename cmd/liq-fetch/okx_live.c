/*
 * okx_live.c - OKX's feed: liquidation orders of all swaps and all futures.
 *
 * {"op":"subscribe","args":[{"channel":"liquidation-orders","instType":
 * "SWAP"}]} is answered once an argument, {"event":"subscribe","arg":{...},
 * "connId":"a4d3ae55"}, or {"event":"error","code":"60018","msg":"..."}.  Who
 * is silent for 30 s is cut: the text ping is answered by the text pong.
 * {"event":"notice","code":"64008"} comes about a minute before it closes.
 *
 * The canary is the mark price of bitcoin: every 200 ms when it moves, and
 * every 10 s when it does not.  Where candles are, it is each trade of bitcoin:
 * nothing else there has a time that is not a candle's.
 *
 * A connection takes 480 requests an hour and 64 KB of arguments.
 */
#include "liq-fetch/live_say.h"
#include "liq-fetch/okx.h"

#include "base/when.h"

#define BUSINESS "wss://ws.okx.com:8443/ws/v5/business"
#define PUBLIC "wss://ws.okx.com:8443/ws/v5/public"
#define BOOKS 100 /* of one connection, each 10 changes a second */
#define SUBSCRIBE "{\"op\":\"subscribe\",\"args\":["
#define TRADES "{\"channel\":\"trades-all\",\"instId\":\"BTC-USDT-SWAP\"}"
#define MARK "{\"channel\":\"mark-price\",\"instId\":\"BTC-USDT-SWAP\"}"

static const struct live_line script[] = {
	{ SUBSCRIBE MARK "]}", 1 },
	{ SUBSCRIBE "{\"channel\":\"liquidation-orders\","
		    "\"instType\":\"SWAP\"},"
		    "{\"channel\":\"liquidation-orders\","
		    "\"instType\":\"FUTURES\"}]}",
	    2 },
	{ 0 },
};

bool
okx_event(struct heard *h, struct str text, struct str event)
{
	struct str channel = wire_get(live_part(text, "arg"), "channel");

	if (str_is(event, "subscribe"))
		h->what = HEARD_ACK;
	else if (str_is(event, "error"))
		live_refused(
		    h, channel, wire_get(text, "msg"), wire_get(text, "code"));
	else if (str_is(event, "notice"))
		live_leaving(h, wire_get(text, "msg"));
	return h->what != HEARD_NOTHING;
}

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str channel, event;

	if (why != NULL || text.n == 0)
		return why;
	channel = wire_get(live_part(text, "arg"), "channel");
	event = wire_get(text, "event");
	if (event.n > 0)
		return okx_event(h, text, event)
			   ? NULL
			   : exchange_okx.frame(text, context, to);
	if (str_is(channel, "liquidation-orders"))
		return live_frame(h, &exchange_okx, text, context, to);
	if (!str_is(channel, "mark-price"))
		return exchange_okx.frame(text, context, to);
	return live_canary(h, wire_get(live_first(text, "data"), "ts"))
		   ? NULL
		   : "a mark price without its time";
}

static bool
swap(const struct market *m)
{
	return !m->dated;
}

static bool
dated(const struct market *m)
{
	return m->dated;
}

#define CHART(n, at, brings, of, bird) \
	{ \
		.name = (n), .url = (at), .kinds = (brings), .market = (of), \
		.channels = okx_channels, .canary = (bird), .pace_ms = 350, \
		.topics_max = 800, .ping = live_ping, .ping_ms = 20000, \
		.pongs = true, .canary_ms = 10 * SECOND_MS, \
		.hear = okx_hear_chart \
	}

const struct live okx_live[] = {
	{ .name = "public",
	    .url = PUBLIC,
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .script = script,
	    .pace_ms = 350, /* 3 a second; 480 an hour */
	    .ping = live_ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 10 * SECOND_MS,
	    .hear = hear },
	CHART("business-chart", BUSINESS, 1u << RECORD_CANDLE, NULL, TRADES),
	CHART("swap-chart", PUBLIC, 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    swap, MARK),
	CHART("futures-chart", PUBLIC, 1u << RECORD_OI, dated, MARK),
	{ .name = "public-book",
	    .url = PUBLIC,
	    .kinds = 1u << RECORD_BOOK,
	    .channels = okx_books,
	    .canary = MARK,
	    .pace_ms = 350,
	    .topics_max = BOOKS,
	    .ping = live_ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 10 * SECOND_MS,
	    .hear = okx_hear_book },
	{ .name = NULL },
};
