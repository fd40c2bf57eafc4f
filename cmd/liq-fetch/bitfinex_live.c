/*
 * bitfinex_live.c - Bitfinex's feed: liquidations of every contract.
 *
 * {"event":"subscribe","channel":"status","key":"liq:global"} is answered with
 * {"event":"subscribed",...,"chanId":91684,"key":"liq:global"}, or
 * {"event":"error","msg":"...","code":10300}, or, where a key is unknown, not
 * at all.  Then rows come as [91684,[[...]]]; the canary, the status of the
 * bitcoin contract, as [335856,[1790133734000,null,...]]: they are told apart
 * by their shape, no channel's number has to be kept.  [91684,"hb"] every 15 s
 * says nothing.  {"event":"ping"} is answered by {"event":"pong"}.
 * {"event":"info","code":20051} asks to connect anew, 20061, after a
 * maintenance, to subscribe anew; 20060 begins one: silence.
 *
 * The canary comes every second and moves every three (measured by others).
 */
#include "liq-fetch/bitfinex.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define SUBSCRIBE "{\"event\":\"subscribe\",\"channel\":\"status\",\"key\":\""

static const struct live_line script[] = {
	{ SUBSCRIBE "deriv:tBTCF0:USTF0\"}", 1 },
	{ SUBSCRIBE "liq:global\"}", 1 },
	{ 0 },
};

static void
ping(struct buf *b, int64_t now)
{
	(void)now;
	buf_puts(b, "{\"event\":\"ping\",\"cid\":1}");
}

/* What is said by name; false: it is none of that. */
static bool
said(struct heard *h, struct str text)
{
	struct str event = wire_get(text, "event"),
		   code = wire_get(text, "code");

	if (str_is(event, "subscribed"))
		h->what = HEARD_ACK;
	else if (str_is(event, "pong"))
		h->what = HEARD_PONG;
	else if (str_is(event, "error"))
		live_refused(
		    h, wire_get(text, "key"), wire_get(text, "msg"), code);
	else if (str_is(event, "info") &&
		 (str_is(code, "20051") || str_is(code, "20061")))
		live_leaving(h, wire_get(text, "msg"));
	return h->what != HEARD_NOTHING;
}

/* [channel, payload, ...]: a payload of rows, or of one status. */
static const char *
row(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct str rest = text, payload, first;

	if (!json_element(&rest, &first) || json_kind(first) != '0' ||
	    !json_element(&rest, &payload) || json_kind(payload) != '[')
		return exchange_bitfinex.frame(text, context, to);
	if (!json_element(&payload, &first) || json_kind(first) == '[')
		return live_frame(h, &exchange_bitfinex, text, context, to);
	/* Second, where a book or a trade has a number, a status has null. */
	if (json_element(&payload, &rest) && json_kind(rest) == 'n')
		live_canary(h, first);
	return NULL;
}

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);

	if (why != NULL || text.n == 0 || said(h, text))
		return why;
	if (json_kind(text) == '[')
		return row(h, text, context, to);
	return exchange_bitfinex.frame(text, context, to);
}

const struct live bitfinex_live[] = { { .name = "status",
					  .url =
					      "wss://api-pub.bitfinex.com/ws/2",
					  .kinds = 1u << RECORD_LIQUIDATION,
					  .script = script,
					  .pace_ms = 100,
					  .ping = ping,
					  .ping_ms = 20000,
					  .pongs = true,
					  .canary_ms = 10 * SECOND_MS,
					  .hear = hear },
	{ .name = NULL } };
