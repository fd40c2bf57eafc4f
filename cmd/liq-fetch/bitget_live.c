/*
 * bitget_live.c - Bitget's feed, version 3: liquidations of every contract in
 * USDT, in USDC and inverse.
 *
 * {"op":"subscribe","args":[{"instType":"usdt-futures","topic":"liquidation"}
 * ]} is answered once an argument, {"event":"subscribe","arg":{...},"connId":
 * "..."}, or {"event":"error","code":30001,"msg":"..."}, which need not say of
 * what.  Who sends no text ping for 2 minutes is cut; the answer is the text
 * pong.  Arguments may be 4,096 bytes at a time, messages 10 a second, 240 an
 * hour; a connection takes 1,000 topics, and fewer are advised.  Messages of
 * 25 arguments and more were answered by the end of the connection (measured
 * by others, 2026-09), those of 20 were not.
 *
 * The canary is the ticker of bitcoin: every 100 to 400 ms, moved or not.
 */
#include "liq-fetch/bitget.h"
#include "liq-fetch/live_say.h"

#define URL "wss://ws.bitget.com/v3/ws/public"
#define SUBSCRIBE "{\"op\":\"subscribe\",\"args\":["
#define TICKER \
	"{\"instType\":\"usdt-futures\",\"topic\":\"ticker\"," \
	"\"symbol\":\"BTCUSDT\"}"

static const struct live_line script[] = {
	{ SUBSCRIBE TICKER "]}", 1 },
	{ SUBSCRIBE "{\"instType\":\"usdt-futures\","
		    "\"topic\":\"liquidation\"},"
		    "{\"instType\":\"usdc-futures\","
		    "\"topic\":\"liquidation\"},"
		    "{\"instType\":\"coin-futures\","
		    "\"topic\":\"liquidation\"}]}",
	    3 },
	{ 0 },
};

const char *
bitget_hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str topic, event;

	if (why != NULL || text.n == 0)
		return why;
	topic = wire_get(live_part(text, "arg"), "topic");
	event = wire_get(text, "event");
	if (str_is(event, "subscribe"))
		h->what = HEARD_ACK;
	else if (str_is(event, "error"))
		live_refused(
		    h, topic, wire_get(text, "msg"), wire_get(text, "code"));
	else if (event.n == 0 && str_is(topic, "liquidation"))
		return live_frame(h, &exchange_bitget, text, context, to);
	else if (event.n > 0 || !str_is(topic, "ticker"))
		return exchange_bitget.frame(text, context, to);
	else if (!live_canary(h, wire_get(text, "ts")))
		return "a ticker without its time";
	return NULL;
}

static bool
in_usdt(const struct market *m)
{
	return !m->inverse && strcmp(m->quote, "USDT") == 0;
}

static bool
in_usdc(const struct market *m)
{
	return !m->inverse && strcmp(m->quote, "USDC") == 0;
}

#define FEED(n, brings, of, asks, most, hears) \
	{ \
		.name = (n), .url = URL, .kinds = 1u << (brings), \
		.market = (of), .channels = (asks), .canary = TICKER, \
		.pace_ms = 150, .topics_max = (most), .ping = live_ping, \
		.ping_ms = 20000, .pongs = true, .canary_ms = 1000, \
		.hear = (hears) \
	}

const struct live bitget_live[] = {
	{ .name = "public",
	    .url = URL,
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .script = script,
	    .pace_ms = 150,
	    .ping = live_ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 1000,
	    .hear = bitget_hear },
	FEED("usdt-chart", RECORD_OI, in_usdt, bitget_usdt, 200,
	    bitget_hear_chart),
	FEED("usdc-chart", RECORD_OI, in_usdc, bitget_usdc, 200,
	    bitget_hear_chart),
	FEED("usdt-book", RECORD_BOOK, in_usdt, bitget_books_usdt, 100,
	    bitget_hear_book),
	FEED("usdc-book", RECORD_BOOK, in_usdc, bitget_books_usdc, 100,
	    bitget_hear_book),
	{ .name = NULL },
};
