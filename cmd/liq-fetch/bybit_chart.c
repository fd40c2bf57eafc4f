/*
 * bybit_chart.c - Bybit's feeds of candles, open interest and funding.
 *
 * "kline.5.BTCUSDT" brings {"data":[{"start","end","interval":"5","open",
 * "high","low","close","volume","turnover","confirm":false,"timestamp"}]},
 * with "confirm":true once the candle is done.  "tickers.BTCUSDT" brings the
 * members of a row of tickers over REST, all of them first ("type":
 * "snapshot"), then those that have changed ("delta").  "ts" is when a message
 * was made.
 */
#include "liq-fetch/bybit.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/sheet.h"

const struct live_channel bybit_channels[] = {
	{ .kinds = 1u << RECORD_CANDLE,
	    .message = "{\"op\":\"subscribe\",\"args\":[@]}",
	    .topic = "\"kline.#.$\"",
	    .widths = bybit_widths,
	    .batch = 10 },
	{ .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .message = "{\"op\":\"subscribe\",\"args\":[@]}",
	    .topic = "\"tickers.$\"",
	    .batch = 10 },
	{ .kinds = 0 },
};

static const char *
candle(struct str row, struct reading *r)
{
	struct cells_candle c = { .closed = true };

	if (!str_is(wire_get(row, "confirm"), "true"))
		return NULL;
	c.open = wire_get(row, "open");
	c.high = wire_get(row, "high");
	c.low = wire_get(row, "low");
	c.close = wire_get(row, "close");
	return bybit_candle(r, wire_get(row, "start"), wire_get(row, "volume"),
	    wire_get(row, "turnover"), &c);
}

static const char *
ticker(struct heard *h, struct str text, struct str symbol, struct reading *r)
{
	bool whole = str_is(wire_get(text, "type"), "snapshot");
	const char *why = NULL;
	struct str all;

	if (!live_canary(h, wire_get(text, "ts")))
		return "a ticker without its time";
	r->at = h->ts;
	all = sheet_tell(h->sheet, symbol, live_part(text, "data"), whole);
	if (all.n == 0)
		return NULL;
	if (live_due(h, &exchange_bybit, RECORD_OI, symbol, h->ts))
		why = bybit_row_oi(all, r);
	if (why == NULL &&
	    live_due(h, &exchange_bybit, RECORD_FUNDING, symbol, h->ts))
		why = bybit_row_funding(all, r);
	return why;
}

const char *
bybit_hear_chart(struct heard *h, struct str text,
    const struct context *context, const struct sink *to)
{
	const char *why = json_check(text);
	struct live_row row;
	struct str topic, sort, width;

	if (why != NULL)
		return why;
	topic = wire_get(text, "topic");
	if (topic.n == 0) {
		bybit_answer(h, text);
		return NULL;
	}
	live_row(&row, context, to);
	str_split(&topic, '.', &sort);
	if (str_is(sort, "tickers"))
		return ticker(h, text, topic, &row.reading);
	if (!str_is(sort, "kline") || !str_split(&topic, '.', &width))
		return NULL;
	row.page.width = width_ms(bybit_widths, width);
	if (row.page.width == 0)
		return wire_unknown("interval", width);
	if ((why = live_market(&row, &exchange_bybit, topic)) != NULL)
		return why;
	h->what = HEARD_DATA;
	return turn_rows(live_part(text, "data"), &row.reading, candle);
}
