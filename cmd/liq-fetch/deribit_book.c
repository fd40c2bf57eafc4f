/*
 * deribit_book.c - Deribit's feed of order books.
 *
 * "book.BTC-PERPETUAL.100ms" brings {"type":"snapshot","timestamp",
 * "instrument_name","change_id","bids":[["new",60000.5,1200],...],"asks"}, all
 * levels there are, and then {"type":"change","prev_change_id",...}, what has
 * changed: ["delete",60000.5,0] where a level is gone.  "prev_change_id" is
 * the "change_id" of the message before (documented).  Sizes are as over REST,
 * of which a book has the best 1000 levels.
 */
#include "liq-fetch/columns.h"
#include "liq-fetch/deribit.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/stats.h"

#include "base/when.h"

#define DEPTH 1000

const struct live_channel deribit_books[] = {
	{ .kinds = 1u << RECORD_BOOK,
	    .message = DERIBIT_SUBSCRIBE,
	    .topic = "\"book.$.100ms\"",
	    .batch = 50 },
	{ .kinds = 0 },
};

static const struct ladder_form form = {
	.rule = LADDER_LINKED, .depth = LADDER_LEVELS, .given = DEPTH, .skip = 1
};

static const char *
book(struct heard *h, struct str data, const struct context *context,
    const struct sink *to)
{
	struct ladder_told told = { .symbol =
					wire_get(data, "instrument_name") };
	struct live_row row;
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(data, "timestamp"), SECOND_MS)) !=
	    NULL)
		return why;
	if (told.symbol.n == 0 ||
	    cell_int(&told.number, wire_get(data, "change_id")) != NULL ||
	    told.number == INT_NONE ||
	    cell_int(&told.before, wire_get(data, "prev_change_id")) != NULL)
		return "a book without its symbol or its number";
	told.whole = str_is(wire_get(data, "type"), "snapshot");
	told.bids = live_part(data, "bids");
	told.asks = live_part(data, "asks");
	if (!live_ladder(h, &exchange_deribit, &form, &told, ts))
		return NULL;
	live_row(&row, context, to);
	why = live_market(&row, &exchange_deribit, told.symbol);
	return why != NULL ? why
			   : live_book(h, &row, ts, deribit_unit(&row.reading));
}

static const char *
push(struct heard *h, struct str text, struct str params,
    const struct context *context, const struct sink *to)
{
	struct str channel = wire_get(params, "channel"),
		   data = live_part(params, "data");

	(void)text;
	if (str_starts(channel, STR("ticker.")))
		return live_canary(h, wire_get(data, "timestamp"))
			   ? NULL
			   : "a ticker without its time";
	return str_starts(channel, STR("book.")) ? book(h, data, context, to)
						 : NULL;
}

const char *
deribit_hear_book(struct heard *h, struct str text,
    const struct context *context, const struct sink *to)
{
	const char *why = deribit_listen(h, text, context, to, push);

	/* As of tickers: one message is answered. */
	if (h->what == HEARD_ACK)
		h->count = 1;
	return why;
}
