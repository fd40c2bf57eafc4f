/*
 * binance_chart.c - Binance's feeds of candles and the next funding.
 *
 * "btcusdt@kline_5m" brings {"e":"kline","E":1638747660000,"s":"BTCUSDT","k":
 * {"t":1638747660000,"T","s":"BTCUSDT","i":"5m","f","L","o":"0.0010","c","h",
 * "l","v","n":100,"x":false,"q","V","Q","B"}}, every 250 ms in which it has
 * changed; "x" is true once it is done.  Its members are the cells of a row of
 * klines, in COIN-M too: v and V are contracts there, q and Q coins.
 *
 * "btcusdt@markPrice" brings {"e":"markPriceUpdate","E","s","p":"11794.15",
 * "r":"0.00038167","T":1562306400000}, every 3 s: mark, rate and when it will
 * be paid; r is empty or T is 0 where the contract is dated.
 *
 * Nothing is told of open interest.  Of books there are feeds of 20 levels, and
 * of changes without what they change: REST has more, and is asked.
 */
#include "liq-fetch/binance.h"
#include "liq-fetch/live_say.h"

#define BATCH 100

const struct live_channel binance_channels[] = {
	{ .kinds = 1u << RECORD_CANDLE,
	    .message = "{\"method\":\"SUBSCRIBE\",\"params\":[@],\"id\":1}",
	    .topic = "\"~@kline_#\"",
	    .widths = binance_widths,
	    .batch = BATCH },
	{ .kinds = 1u << RECORD_FUNDING,
	    .message = "{\"method\":\"SUBSCRIBE\",\"params\":[@],\"id\":2}",
	    .topic = "\"~@markPrice\"",
	    .batch = BATCH },
	{ .kinds = 0 },
};

static const char *
kline(struct str k, struct live_row *row)
{
	static const char *const keys[BAR_CELLS] = { [BAR_TIME] = "t",
		[BAR_OPEN] = "o",
		[BAR_HIGH] = "h",
		[BAR_LOW] = "l",
		[BAR_CLOSE] = "c",
		[BAR_VOLUME] = "v",
		[BAR_END] = "T",
		[BAR_QUOTE] = "q",
		[BAR_TRADES] = "n",
		[BAR_BUY] = "V",
		[BAR_BUY_QUOTE] = "Q" };
	struct str cell[BAR_CELLS], width = wire_get(k, "i");
	const char *why;
	size_t i;

	row->page.width = width_ms(binance_widths, width);
	if (row->page.width == 0)
		return wire_unknown("interval", width);
	why = live_market(row, &exchange_binance, wire_get(k, "s"));
	if (why != NULL || !str_is(wire_get(k, "x"), "true"))
		return why;
	for (i = 0; i < BAR_CELLS; i++)
		cell[i] = wire_get(k, keys[i]);
	return binance_candle(&row->reading, cell, true);
}

static const char *
mark(struct heard *h, struct str event, struct reading *r)
{
	const struct binance_mark m = { .symbol = wire_get(event, "s"),
		.rate = wire_get(event, "r"),
		.next = wire_get(event, "T"),
		.time = wire_get(event, "E"),
		.mark = wire_get(event, "p") };

	if (!live_canary(h, m.time))
		return "a mark price without its time";
	return live_due(h, &exchange_binance, RECORD_FUNDING, m.symbol, h->ts)
		   ? binance_next(r, &m)
		   : NULL;
}

const char *
binance_hear_chart(struct heard *h, struct str text,
    const struct context *context, const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct live_row row;
	struct str event, name;

	if (why != NULL || text.n == 0 || binance_word(h, text, STR("")))
		return why;
	event = live_part(text, "data");
	if (event.n == 0)
		event = text;
	live_row(&row, context, to);
	name = wire_get(event, "e");
	if (str_is(name, "markPriceUpdate"))
		return mark(h, event, &row.reading);
	if (!str_is(name, "kline"))
		return exchange_binance.frame(text, context, to);
	why = kline(live_part(event, "k"), &row);
	if (why == NULL)
		h->what = HEARD_DATA;
	return why;
}
