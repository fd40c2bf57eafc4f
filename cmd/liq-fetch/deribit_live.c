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
 *
 * Another connection brings the ticker of every market, each two seconds: it
 * has the figures of a row of summaries over REST, and "timestamp" is when.  No
 * more than 500 channels may be subscribed to.
 *
 * Candles are asked for over REST.  "chart.trades.BTC-PERPETUAL.5" tells of
 * the candle that is open, as often as it changes, and does not say that one
 * is done; whether the last word on one always comes, and before the first on
 * the next, is not documented.
 */
#include "liq-fetch/deribit.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define CALL(id, method) \
	"{\"jsonrpc\":\"2.0\",\"id\":" id ",\"method\":\"public/" method "\""
#define BOOKS 100 /* of one connection, each 10 changes a second */
#define CANARY "ticker.BTC-PERPETUAL.100ms"
#define TRADES "trades.future.any.100ms"
#define CHANNELS(channel) ",\"params\":{\"channels\":[\"" channel "\"]}}"

static const struct live_line script[] = {
	{ CALL("1", "set_heartbeat") ",\"params\":{\"interval\":10}}", 1 },
	{ CALL("2", "subscribe") CHANNELS(CANARY), 1 },
	{ CALL("3", "subscribe") CHANNELS(TRADES), 1 },
	{ 0 },
};

static const struct live_line script_other[] = {
	{ CALL("1", "set_heartbeat") ",\"params\":{\"interval\":10}}", 1 },
	{ 0 },
};

static const struct live_channel channels[] = {
	{ .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .message = DERIBIT_SUBSCRIBE,
	    .topic = "\"ticker.$.agg2\"",
	    .batch = 100 },
	{ .kinds = 0 },
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

/* Of one market, as a row of summaries. */
static const char *
ticker(struct heard *h, struct str text, struct str params,
    const struct context *context, const struct sink *to)
{
	struct str data = live_part(params, "data"),
		   symbol = wire_get(data, "instrument_name");
	struct live_row row;
	const char *why = NULL;

	(void)text;
	if (!str_starts(wire_get(params, "channel"), STR("ticker.")))
		return NULL;
	if (!live_canary(h, wire_get(data, "timestamp")))
		return "a ticker without its time";
	live_row(&row, context, to);
	row.reading.at = h->ts;
	if (live_due(h, &exchange_deribit, RECORD_OI, symbol, h->ts))
		why = deribit_row_oi(data, &row.reading);
	if (why == NULL &&
	    live_due(h, &exchange_deribit, RECORD_FUNDING, symbol, h->ts))
		why = deribit_row_funding(data, &row.reading);
	return why;
}

const char *
deribit_listen(struct heard *h, struct str text, const struct context *context,
    const struct sink *to,
    const char *(*tell)(struct heard *, struct str text, struct str params,
	const struct context *, const struct sink *))
{
	const char *why = live_open(h, &text);
	struct str method, params, v;

	if (why != NULL || text.n == 0)
		return why;
	params = live_part(text, "params");
	method = wire_get(text, "method");
	if (str_is(method, "subscription"))
		return tell(h, text, params, context, to);
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

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	return deribit_listen(h, text, context, to, push);
}

static const char *
hear_chart(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = deribit_listen(h, text, context, to, ticker);

	/* One message is answered, whichever contracts have just expired. */
	if (h->what == HEARD_ACK)
		h->count = 1;
	return why;
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
	{ .name = "chart",
	    .url = "wss://www.deribit.com/ws/api/v2",
	    .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .script = script_other,
	    .channels = channels,
	    .canary = "\"ticker.BTC-PERPETUAL.agg2\"",
	    .pace_ms = 350,
	    .topics_max = 500,
	    .ping = ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 10 * SECOND_MS,
	    .hear = hear_chart },
	{ .name = "book",
	    .url = "wss://www.deribit.com/ws/api/v2",
	    .kinds = 1u << RECORD_BOOK,
	    .script = script_other,
	    .channels = deribit_books,
	    .canary = "\"ticker.BTC-PERPETUAL.agg2\"",
	    .pace_ms = 350,
	    .topics_max = BOOKS,
	    .ping = ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 10 * SECOND_MS,
	    .hear = deribit_hear_book },
	{ .name = NULL }
};
