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
 *
 * Other connections bring the status of every contract, a row of its history
 * over REST.  A row has no name: what was subscribed to as the number before
 * it is kept.  25 channels a connection are allowed, and 20 new connections a
 * minute; one is the canary's, and two are left for contracts that are new.
 *
 * Candles are asked for over REST: their feed does not say which are done, and
 * was seen to go on about one after the next had begun.
 */
#include "liq-fetch/bitfinex.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/sheet.h"

#include "base/when.h"

#define SUBSCRIBE "{\"event\":\"subscribe\",\"channel\":\"status\",\"key\":\""

static const struct live_line script[] = {
	{ SUBSCRIBE "deriv:tBTCF0:USTF0\"}", 1 },
	{ SUBSCRIBE "liq:global\"}", 1 },
	{ 0 },
};

static const struct live_line script_book[] = {
	{ "{\"event\":\"conf\",\"flags\":98304}", 1 },
	{ SUBSCRIBE "deriv:tBTCF0:USTF0\"}", 1 },
	{ 0 },
};

static const struct live_channel channels[] = {
	{ .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .message =
		"{\"event\":\"subscribe\",\"channel\":\"status\",\"key\":@}",
	    .topic = "\"deriv:$\"",
	    .batch = 1 },
	{ .kinds = 0 },
};

static void
ping(struct buf *b, int64_t now)
{
	(void)now;
	buf_puts(b, "{\"event\":\"ping\",\"cid\":1}");
}

bool
bitfinex_said(struct heard *h, struct str text)
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

	if (why != NULL || text.n == 0 || bitfinex_said(h, text))
		return why;
	if (json_kind(text) == '[')
		return row(h, text, context, to);
	return exchange_bitfinex.frame(text, context, to);
}

/* What was subscribed to as that channel: its contract; empty: none was. */
static struct str
contract_of(struct heard *h, struct str channel)
{
	struct str page = sheet_tell(h->sheet, channel, STR("{}"), false), key,
		   kind;

	if (page.n == 0)
		return page;
	key = wire_get(page, "key");
	return str_split(&key, ':', &kind) && str_is(kind, "deriv") ? key
								    : STR("");
}

/* [channel,[time,...]]: what is no row is a heartbeat. */
static const char *
status(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct str rest = text, channel, cells, payload, ms, symbol;
	struct live_row row;
	const char *why;

	if (!json_element(&rest, &channel) || !json_element(&rest, &payload) ||
	    json_kind(payload) != '[')
		return NULL;
	symbol = contract_of(h, channel);
	if (symbol.n == 0)
		return NULL;
	cells = payload;
	if (!json_element(&cells, &ms) || !live_canary(h, ms))
		return "a status without its time";
	live_row(&row, context, to);
	why = live_market(&row, &exchange_bitfinex, symbol);
	if (why == NULL &&
	    live_due(h, &exchange_bitfinex, RECORD_OI, symbol, h->ts))
		why = bitfinex_row_oi(payload, &row.reading);
	if (why == NULL &&
	    live_due(h, &exchange_bitfinex, RECORD_FUNDING, symbol, h->ts))
		why = bitfinex_row_next(payload, &row.reading);
	return why;
}

static const char *
hear_chart(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);

	if (why != NULL || text.n == 0)
		return why;
	if (json_kind(text) == '[')
		return status(h, text, context, to);
	if (!bitfinex_said(h, text))
		return exchange_bitfinex.frame(text, context, to);
	if (h->what == HEARD_ACK)
		sheet_tell(h->sheet, live_part(text, "chanId"), text, true);
	return NULL;
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
	{ .name = "chart",
	    .url = "wss://api-pub.bitfinex.com/ws/2",
	    .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .channels = channels,
	    .canary = "\"deriv:tBTCF0:USTF0\"",
	    .pace_ms = 100,
	    .topics_max = 22,
	    .ping = ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 10 * SECOND_MS,
	    .hear = hear_chart },
	{ .name = "book",
	    .url = "wss://api-pub.bitfinex.com/ws/2",
	    .kinds = 1u << RECORD_BOOK,
	    .script = script_book,
	    .channels = bitfinex_books,
	    .pace_ms = 100,
	    .topics_max = 22,
	    .ping = ping,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 10 * SECOND_MS,
	    .hear = bitfinex_hear_book },
	{ .name = NULL } };
