/*
 * coinglass_live.c - CoinGlass's feed: liquidations of many exchanges.  It
 * wants a key, which goes into the address, and the plan Standard.
 *
 * {"method":"subscribe","channels":["liquidation_orders"]} is answered by
 * nothing that is documented.  The text ping, every 20 s, is answered by the
 * text pong.  CONFLICT: a page of 2025-03 calls the channel liquidationOrders;
 * the channel's own page, which is newer, as here.  Only one is asked for:
 * should both be one, each order would come twice, and look like twins.
 *
 * The canary is Binance's trades in bitcoin of 10,000 dollars and more, each
 * with its time: there are some of them in every second.  That it comes is the
 * acknowledgement, too.
 */
#include "liq-fetch/coinglass.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

static const struct live_line script[] = {
	{ "{\"method\":\"subscribe\",\"channels\":["
	  "\"futures_trades@Binance_BTCUSDT@10000\"]}",
	    1 },
	{ "{\"method\":\"subscribe\",\"channels\":["
	  "\"liquidation_orders\"]}",
	    0 },
	{ 0 },
};

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str channel, code;

	if (why != NULL || text.n == 0)
		return why;
	channel = wire_get(text, "channel");
	code = wire_get(text, "code");
	if (coinglass_has_orders(channel))
		return live_frame(h, &exchange_coinglass, text, context, to);
	if (channel.n == 0 && code.n > 0 && !str_is(code, "0")) {
		live_refused(h, STR(""), wire_get(text, "msg"), code);
		return NULL;
	}
	if (!str_starts(channel, STR("futures_trades@")))
		return exchange_coinglass.frame(text, context, to);
	if (!live_canary(h, wire_get(live_first(text, "data"), "time")))
		return "a trade without its time";
	h->what = HEARD_ACK;
	return NULL;
}

const struct live coinglass_live[] = {
	{ .name = "orders",
	    .url = "wss://open-ws.coinglass.com/ws-api?cg-api-key=%s",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .script = script,
	    .pace_ms = 250,
	    .ping = live_ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 15 * SECOND_MS,
	    .hear = hear },
	{ .name = NULL }
};
