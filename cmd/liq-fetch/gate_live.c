/*
 * gate_live.c - Gate's feeds: liquidations of every contract, a connection for
 * each currency of settlement.  Dated contracts have none.
 *
 * {"time":123456,"channel":"futures.public_liquidates","event":"subscribe",
 * "payload":["!all"]} is answered with the same channel and event and
 * "result":{"status":"success"}, or with "error":{"code":2,"message":"..."}.
 * Nobody looks at that time.  futures.ping is answered by futures.pong; who
 * neither speaks nor listens is cut after 30 s.  On futures.system a "result"
 * of type "upgrade" says that the connection will be closed soon.
 *
 * The canaries are the ticker of bitcoin, when there is something new, and its
 * best bid and ask, when they change: in USDT once and twenty times a second
 * (measured by others).  How quiet those in USD1 may be nobody has said; its
 * book moves once in some seconds.
 */
#include "liq-fetch/gate.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

static bool
settled_in_usdt(const struct market *m)
{
	return !m->inverse && !m->dated && strcmp(m->quote, "USDT") == 0;
}

static bool
settled_in_usd1(const struct market *m)
{
	return !m->inverse && !m->dated && strcmp(m->quote, "USD1") == 0;
}

static bool
settled_in_coins(const struct market *m)
{
	return m->inverse && !m->dated;
}

static bool
say(struct buf *b, int *topics, int n, const char *bitcoin)
{
	static const char *const channels[] = { "tickers", "book_ticker",
		"public_liquidates" };

	if (n >= (int)(sizeof(channels) / sizeof(*channels)))
		return false;
	*topics = 1;
	buf_printf(b,
	    "{\"time\":123456,\"channel\":\"futures.%s\","
	    "\"event\":\"subscribe\",\"payload\":[\"%s\"]}",
	    channels[n], n < 2 ? bitcoin : "!all");
	return true;
}

static bool
hello_usdt(struct buf *b, int *topics, const struct live_wants *w, int n)
{
	(void)w;
	return say(b, topics, n, "BTC_USDT");
}

static bool
hello_btc(struct buf *b, int *topics, const struct live_wants *w, int n)
{
	(void)w;
	return say(b, topics, n, "BTC_USD");
}

static bool
hello_usd1(struct buf *b, int *topics, const struct live_wants *w, int n)
{
	(void)w;
	return say(b, topics, n, "BTC_USD1");
}

static void
ping(struct buf *b, int64_t now)
{
	buf_printf(b, "{\"time\":%lld,\"channel\":\"futures.ping\"}",
	    (long long)(now / SECOND_MS));
}

const char *
gate_canary(struct heard *h, struct str text, struct str result)
{
	struct str ms = wire_get(result, "t");

	if (ms.n == 0)
		ms = wire_get(text, "time_ms");
	if (live_canary(h, ms))
		return NULL;
	if (wire_time(&h->ts, wire_get(text, "time"), 1) != NULL)
		return "a ticker without its time";
	h->what = HEARD_CANARY;
	return NULL;
}

static const char *
update(struct heard *h, struct str text, struct str channel,
    const struct context *context, const struct sink *to)
{
	struct str result = live_part(text, "result");

	if (str_is(channel, "futures.tickers") ||
	    str_is(channel, "futures.book_ticker"))
		return gate_canary(h, text, result);
	if (str_is(channel, "futures.public_liquidates"))
		return live_frame(h, &exchange_gate, text, context, to);
	if (str_is(channel, "futures.system") &&
	    str_is(wire_get(result, "type"), "upgrade"))
		live_leaving(h, wire_get(result, "msg"));
	return exchange_gate.frame(text, context, to);
}

const char *
gate_hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str channel, event, error;

	if (why != NULL || text.n == 0)
		return why;
	channel = wire_get(text, "channel");
	event = wire_get(text, "event");
	error = live_part(text, "error");
	if (error.n > 0 && json_kind(error) == '{')
		live_refused(h, channel, wire_get(error, "message"),
		    wire_get(error, "code"));
	else if (str_is(channel, "futures.pong"))
		h->what = HEARD_PONG;
	else if (str_is(event, "subscribe"))
		h->what = HEARD_ACK;
	else if (str_is(event, "update"))
		return update(h, text, channel, context, to);
	else
		return exchange_gate.frame(text, context, to);
	return NULL;
}

/* Bitcoin's book, the other canary. */
#define BOOK(symbol) \
	{ \
		"{\"time\":123456,\"channel\":\"futures.book_ticker\"," \
		"\"event\":\"subscribe\",\"payload\":[\"" symbol "\"]}", \
		    1 \
	}

static const struct live_line book_usdt[] = { BOOK("BTC_USDT"), { 0 } };
static const struct live_line book_btc[] = { BOOK("BTC_USD"), { 0 } };
static const struct live_line book_usd1[] = { BOOK("BTC_USD1"), { 0 } };

#define FEED(n, coin, of, says, most) \
	{ \
		.name = (n), .url = "wss://fx-ws.gateio.ws/v4/ws/" coin, \
		.kinds = 1u << RECORD_LIQUIDATION, .market = (of), \
		.hello = (says), .pace_ms = 100, .ping = ping, \
		.ping_ms = 15000, .pongs = true, .canary_ms = (most), \
		.hear = gate_hear \
	}

#define CHART(n, coin, of, book, bird, most) \
	{ \
		.name = (n), .url = "wss://fx-ws.gateio.ws/v4/ws/" coin, \
		.kinds = 1u << RECORD_OI, .market = (of), .script = (book), \
		.channels = gate_channels, .canary = (bird), .pace_ms = 100, \
		.ping = ping, .ping_ms = 15000, .pongs = true, \
		.canary_ms = (most), .hear = gate_hear_chart \
	}

const struct live gate_live[] = {
	FEED("usdt", "usdt", settled_in_usdt, hello_usdt, 15 * SECOND_MS),
	FEED("btc", "btc", settled_in_coins, hello_btc, 15 * SECOND_MS),
	FEED("usd1", "usd1", settled_in_usd1, hello_usd1, MINUTE_MS),
	CHART("usdt-chart", "usdt", settled_in_usdt, book_usdt, "\"BTC_USDT\"",
	    15 * SECOND_MS),
	CHART("btc-chart", "btc", settled_in_coins, book_btc, "\"BTC_USD\"",
	    15 * SECOND_MS),
	CHART("usd1-chart", "usd1", settled_in_usd1, book_usd1, "\"BTC_USD1\"",
	    MINUTE_MS),
	{ .name = NULL },
};
