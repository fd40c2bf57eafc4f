/*
 * bybit_book.c - Bybit's feeds of order books.
 *
 * "orderbook.1000.BTCUSDT" brings {"type":"snapshot","ts","data":{"s":
 * "BTCUSDT","b":[["65114.20","10.129"],...],"a":[...],"u":15076952,"seq"},
 * "cts"}, 1000 levels a side, and then "delta", each 200 ms at the most: what
 * has changed, "0" where a level is gone.  "u" rises by one (in recorded
 * frames; the documents call it a sequence), and is 1 in a snapshot of a
 * service that has begun anew.  "ts" is when the message was made, as over
 * REST.  Before its launch a contract has no book.
 */
#include "liq-fetch/bybit.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define DEPTH 1000

const struct live_channel bybit_books[] = {
	{ .kinds = 1u << RECORD_BOOK,
	    .message = "{\"op\":\"subscribe\",\"args\":[@]}",
	    .topic = "\"orderbook.1000.$\"",
	    .batch = 10 },
	{ .kinds = 0 },
};

static const struct ladder_form form = { .rule = LADDER_NEXT, .depth = DEPTH };

static const char *
book(struct heard *h, struct str text, struct live_row *row)
{
	struct str data = live_part(text, "data");
	struct ladder_told told = { .symbol = wire_get(data, "s") };
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(text, "ts"), SECOND_MS)) != NULL)
		return why;
	if (told.symbol.n == 0 ||
	    cell_int(&told.number, wire_get(data, "u")) != NULL ||
	    told.number == INT_NONE)
		return "a book without its symbol or its number";
	told.whole =
	    told.number == 1 || str_is(wire_get(text, "type"), "snapshot");
	told.bids = live_part(data, "b");
	told.asks = live_part(data, "a");
	if (!live_ladder(h, &exchange_bybit, &form, &told, ts))
		return NULL;
	why = live_market(row, &exchange_bybit, told.symbol);
	return why != NULL ? why
			   : live_book(h, row, ts, bybit_unit(&row->reading));
}

const char *
bybit_hear_book(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = json_check(text);
	struct live_row row;
	struct str topic;

	if (why != NULL)
		return why;
	topic = wire_get(text, "topic");
	if (topic.n == 0)
		bybit_answer(h, text);
	if (str_starts(topic, STR("tickers.")))
		return live_canary(h, wire_get(text, "ts"))
			   ? NULL
			   : "a ticker without its time";
	if (!str_starts(topic, STR("orderbook.")))
		return NULL;
	live_row(&row, context, to);
	return book(h, text, &row);
}
