/*
 * deribit_live.c - Deribit's feed: every trade of every future, for some of
 * them are liquidations.
 *
 * JSON-RPC: public/subscribe is answered with the list of channels that are
 * on; one that nobody knows is left out of it, without a word.
 * public/set_heartbeat makes the server ask {"method":"heartbeat","params":
 * {"type":"test_request"}}, and cut who does not answer with public/test.
 * Raw channels are for those who have logged in: these are pushed every 100
 * ms.
 *
 * The canary is the ticker of the bitcoin perpetual, which comes two or three
 * times a second (measured by others).
 */
#include "liq-fetch/deribit.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define CALL(id, method) \
	"{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"public/" method "\""
#define CANARY "ticker.BTC-PERPETUAL.100ms"
#define TRADES "trades.future.any.100ms"
#define CHANNELS(channel) ",\"params\":{\"channels\":[\"" channel "\"]}}"

static const struct live_line script[] = {
	{ CALL("1", "set_heartbeat") ",\"params\":{\"interval\":10}}", 1 },
	{ CALL("2", "subscribe") CHANNELS(CANARY), 1 },
	{ CALL("3", "subscribe") CHANNELS(TRADES), 1 },
	{ 0 },
};

static void
ping(struct buf *b, int64_t now)
{
	(void)now;
	buf_puts(b, CALL("4", "test") ",\"params\":{}}");
}

static struct str
asked(struct str id)
{
	return str_is(id, "1")	 ? STR("set_heartbeat")
	       : str_is(id, "2") ? STR(CANARY)
	       : str_is(id, "3") ? STR(TRADES)
				 : STR("");
}

/* "ok", a list of channels, or what public/test says. */
static bool
result(struct heard *h, struct str text, struct str value)
{
	struct str one;

	if (str_is(json_bare(value), "ok")) {
		h->what = HEARD_ACK;
	} else if (json_kind(value) == '[') {
		h->what = HEARD_ACK;
		while (json_element(&value, &one))
			h->count++;
		if (h->count == 0)
			live_refused(h, asked(wire_get(text, "id")),
			    STR("there is no such channel"), STR(""));
	} else if (wire_get(value, "version").n > 0) {
		h->what = HEARD_PONG;
	}
	return h->what != HEARD_NOTHING;
}

static const char *
push(struct heard *h, struct str text, struct str params,
    const struct context *context, const struct sink *to)
{
	struct str channel = wire_get(params, "channel");

	if (str_starts(channel, STR("trades.")))
		return live_frame(h, &exchange_deribit, text, context, to);
	if (!str_is(channel, CANARY))
		return exchange_deribit.frame(text, context, to);
	return live_canary(h, wire_get(live_part(params, "data"), "timestamp"))
		   ? NULL
		   : "a ticker without its time";
}

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str method, params, v;

	if (why != NULL || text.n == 0)
		return why;
	params = live_part(text, "params");
	method = wire_get(text, "method");
	if (str_is(method, "subscription"))
		return push(h, text, params, context, to);
	if (str_is(method, "heartbeat") &&
	    str_is(wire_get(params, "type"), "test_request")) {
		h->what = HEARD_PING;
		ping(&h->reply, 0);
		return NULL;
	}
	if (json_get(text, "error", &v))
		live_refused(h, asked(wire_get(text, "id")),
		    wire_get(v, "message"), wire_get(v, "code"));
	else if (!json_get(text, "result", &v) || !result(h, text, v))
		return exchange_deribit.frame(text, context, to);
	return NULL;
}

const struct live deribit_live[] = {
	{ .name = "trades",
	    .url = "wss://www.deribit.com/ws/api/v2",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .script = script,
	    .pace_ms = 350, /* subscriptions: 10 at once, then 3 a second */
	    .ping = ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 10 * SECOND_MS,
	    .hear = hear },
	{ .name = NULL }
};
