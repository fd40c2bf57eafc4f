/*
 * binance_live.c - Binance's feed: one stream of every forced order.
 *
 * Since 2026-06-30 !forceOrder@arr brings USD-M and COIN-M alike, at fstream
 * and at dstream: one of them is listened to, or all would count twice.  It is
 * on the /market route; where it was before 2026-04-23 a subscription is still
 * acknowledged, and nothing comes.
 *
 * {"method":"SUBSCRIBE","params":[...],"id":2} is answered with
 * {"result":null,"id":2}, or with "error":{"code","msg"}; a stream that nobody
 * knows is acknowledged too.  The server pings by frames, every 3 minutes, and
 * cuts after 24 hours; {"e":"serverShutdown"} comes before it goes down.
 *
 * The canary is the mark price of bitcoin, every second.
 *
 * Streams of one symbol are at the address of its product, on the same route.
 * A connection takes 1,024 of them.
 */
#include "liq-fetch/binance.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define CANARY "btcusdt@markPrice@1s"
#define ORDERS "!forceOrder@arr"

static const struct live_line script[] = {
	{ "{\"method\":\"SUBSCRIBE\",\"params\":[\"" CANARY "\"],\"id\":1}",
	    1 },
	{ "{\"method\":\"SUBSCRIBE\",\"params\":[\"" ORDERS "\"],\"id\":2}",
	    1 },
	{ 0 },
};

static struct str
asked(struct str id)
{
	return str_is(id, "1")	 ? STR(CANARY)
	       : str_is(id, "2") ? STR(ORDERS)
				 : STR("");
}

bool
binance_word(struct heard *h, struct str text, struct str stream)
{
	struct str error = live_part(text, "error");

	if (error.n == 0 && wire_get(text, "code").n > 0)
		error = text;
	if (error.n > 0)
		live_refused(
		    h, stream, wire_get(error, "msg"), wire_get(error, "code"));
	else if (wire_get(text, "id").n > 0 && live_part(text, "result").n > 0)
		h->what = HEARD_ACK;
	else if (str_is(wire_get(text, "e"), "serverShutdown"))
		live_leaving(h, wire_get(text, "e"));
	return h->what != HEARD_NOTHING;
}

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str event, name;

	if (why != NULL || text.n == 0 ||
	    binance_word(h, text, asked(wire_get(text, "id"))))
		return why;
	event = live_part(text, "data");
	if (event.n == 0)
		event = text;
	name = wire_get(event, "e");
	if (str_is(name, "forceOrder"))
		return live_frame(h, &exchange_binance, text, context, to);
	if (!str_is(name, "markPriceUpdate"))
		return exchange_binance.frame(text, context, to);
	return live_canary(h, wire_get(event, "E"))
		   ? NULL
		   : "a mark price without its time";
}

static bool
usd_m(const struct market *m)
{
	return !m->inverse;
}

static bool
coin_m(const struct market *m)
{
	return m->inverse;
}

const struct live binance_live[] = {
	{ .name = "market",
	    .url = "wss://fstream.binance.com/market/ws",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .script = script,
	    .pace_ms = 250, /* 5 messages a second, pings among them */
	    .ping_ms = 20000,
	    .pongs = true,
	    .life_ms = DAY_MS,
	    .canary_ms = SECOND_MS,
	    .hear = hear },
	{ .name = "usd-m-chart",
	    .url = "wss://fstream.binance.com/market/ws",
	    .kinds = 1u << RECORD_CANDLE | 1u << RECORD_FUNDING,
	    .market = usd_m,
	    .channels = binance_channels,
	    .canary = "\"" CANARY "\"",
	    .pace_ms = 250,
	    .topics_max = 800,
	    .ping_ms = 20000,
	    .pongs = true,
	    .life_ms = DAY_MS,
	    .canary_ms = SECOND_MS,
	    .hear = binance_hear_chart },
	{ .name = "coin-m-chart",
	    .url = "wss://dstream.binance.com/market/ws",
	    .kinds = 1u << RECORD_CANDLE | 1u << RECORD_FUNDING,
	    .market = coin_m,
	    .channels = binance_channels,
	    .canary = "\"btcusd_perp@markPrice@1s\"",
	    .pace_ms = 250,
	    .topics_max = 800,
	    .ping_ms = 20000,
	    .pongs = true,
	    .life_ms = DAY_MS,
	    .canary_ms = SECOND_MS,
	    .hear = binance_hear_chart },
	{ .name = NULL }
};
