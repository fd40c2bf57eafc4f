/*
 * okx_chart.c - OKX's feeds of candles, open interest and funding.
 *
 * "candle5m" of an instrument, at the business address, brings {"arg":
 * {"channel":"candle5m","instId":"BTC-USDT-SWAP"},"data":[row]}, the cells of
 * a row of candles over REST, with "1" in the last one once the candle is done.
 * "open-interest" (every 3 s, when it has changed) and "funding-rate" (every
 * half minute or so), at the public one, bring rows as they are over REST.
 */
#include "liq-fetch/live_say.h"
#include "liq-fetch/okx.h"

#define SUBSCRIBE "{\"op\":\"subscribe\",\"args\":[@]}"
#define TOPIC(channel) "{\"channel\":\"" channel "\",\"instId\":\"$\"}"
#define BATCH 50

const struct live_channel okx_channels[] = {
	{ .kinds = 1u << RECORD_CANDLE,
	    .message = SUBSCRIBE,
	    .topic = TOPIC("candle#"),
	    .widths = okx_widths,
	    .batch = BATCH,
	    .apart = true },
	{ .kinds = 1u << RECORD_OI,
	    .message = SUBSCRIBE,
	    .topic = TOPIC("open-interest"),
	    .batch = BATCH,
	    .apart = true },
	{ .kinds = 1u << RECORD_FUNDING,
	    .message = SUBSCRIBE,
	    .topic = TOPIC("funding-rate"),
	    .batch = BATCH,
	    .apart = true },
	{ .kinds = 0 },
};

static const char *
closed(struct str row, struct reading *r)
{
	enum { WHOLE = 8, CELLS };
	struct str cell[CELLS];

	if (wire_cells(row, cell, CELLS) == CELLS && str_is(cell[WHOLE], "0"))
		return NULL;
	return okx_candle(row, r, true);
}

static const char *
candles(struct live_row *row, struct str arg, struct str width, struct str data)
{
	const char *why;

	row->page.width = width_ms(okx_widths, width);
	if (row->page.width == 0)
		return wire_unknown("bar", width);
	why = live_market(row, &exchange_okx, wire_get(arg, "instId"));
	return why != NULL ? why : turn_rows(data, &row->reading, closed);
}

/* Rows of what is told all the time. */
static const char *
moments(struct heard *h, struct live_row *row, struct str arg, struct str data,
    enum record_type kind)
{
	struct str first = data, one;
	int64_t ts;

	if (json_kind(data) != '[' || !json_element(&first, &one))
		return "its rows are no array, or none";
	if (wire_time(&ts, wire_get(one, "ts"), 1000) == NULL &&
	    !live_due(h, &exchange_okx, kind, wire_get(arg, "instId"), ts))
		return NULL;
	return turn_rows(data, &row->reading,
	    kind == RECORD_OI ? okx_row_oi : okx_row_funding);
}

static const char *
canary(struct heard *h, struct live_row *row, struct str text)
{
	struct str channel = wire_get(live_part(text, "arg"), "channel");

	if (!str_is(channel, "trades-all") && !str_is(channel, "mark-price"))
		return exchange_okx.frame(
		    text, row->reading.context, row->reading.to);
	return live_canary(h, wire_get(live_first(text, "data"), "ts"))
		   ? NULL
		   : "a canary without its time";
}

static const char *
push(struct heard *h, struct live_row *row, struct str text)
{
	struct str arg = live_part(text, "arg"), data = live_part(text, "data");
	struct str channel = wire_get(arg, "channel");
	const char *why;

	if (str_starts(channel, STR("candle")))
		why = candles(row, arg, str_from(channel, 6), data);
	else if (str_is(channel, "open-interest"))
		why = moments(h, row, arg, data, RECORD_OI);
	else if (str_is(channel, "funding-rate"))
		why = moments(h, row, arg, data, RECORD_FUNDING);
	else
		return canary(h, row, text);
	if (why == NULL)
		h->what = HEARD_DATA;
	return why;
}

const char *
okx_hear_chart(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct live_row row;
	struct str event;

	if (why != NULL || text.n == 0)
		return why;
	event = wire_get(text, "event");
	if (event.n > 0)
		return okx_event(h, text, event)
			   ? NULL
			   : exchange_okx.frame(text, context, to);
	live_row(&row, context, to);
	row.reading.contract.exchange = &exchange_okx;
	return push(h, &row, text);
}
