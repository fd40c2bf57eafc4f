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

/* What answers us; false: it is none of that. */
static bool
answer(struct heard *h, struct str text)
{
	struct str id = wire_get(text, "id"), error = live_part(text, "error");

	if (error.n == 0 && wire_get(text, "code").n > 0)
		error = text;
	if (error.n > 0)
		live_refused(h, asked(id), wire_get(error, "msg"),
		    wire_get(error, "code"));
	else if (id.n > 0 && live_part(text, "result").n > 0)
		h->what = HEARD_ACK;
	return h->what != HEARD_NOTHING;
}

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str event, name;

	if (why != NULL || text.n == 0 || answer(h, text))
		return why;
	event = live_part(text, "data");
	if (event.n == 0)
		event = text;
	name = wire_get(event, "e");
	if (str_is(name, "forceOrder"))
		return live_frame(h, &exchange_binance, text, context, to);
	if (str_is(name, "serverShutdown"))
		live_leaving(h, name);
	else if (!str_is(name, "markPriceUpdate"))
		return exchange_binance.frame(text, context, to);
	else if (!live_canary(h, wire_get(event, "E")))
		return "a mark price without its time";
	return NULL;
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
	{ .name = NULL }
};
