/*
 * kraken_book.c - Kraken Futures' feed of order books.
 *
 * {"feed":"book_snapshot","product_id":"PI_XBTUSD","timestamp":1612269825817,
 * "seq":326072249,"bids":[{"price":34892.5,"qty":6385},...],"asks"} tells all
 * of a book, and then {"feed":"book","product_id","side":"sell","seq","price",
 * "qty","timestamp"} one level each time, "qty" 0 where it is gone.  "seq" is
 * the number of the subscription's message (documented), and is seen by others
 * to rise by one.  Sizes are as over REST, where a book has all its levels,
 * too.
 */
#include "liq-fetch/columns.h"
#include "liq-fetch/kraken.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/stats.h"

#include "base/when.h"

static const struct level_names names = { "price", "qty" };

static const struct ladder_form form = {
	.rule = LADDER_NEXT, .depth = LADDER_LEVELS, .names = &names
};

static const char *
tell(struct heard *h, const struct ladder_told *told, int64_t ts,
    const struct context *context, const struct sink *to)
{
	struct live_row row;
	const char *why;

	if (!live_ladder(h, &exchange_kraken, &form, told, ts))
		return NULL;
	live_row(&row, context, to);
	why = live_market(&row, &exchange_kraken, told->symbol);
	return why != NULL ? why
			   : live_book(h, &row, ts, kraken_unit(&row.reading));
}

/* A change is one level: the message is that, too. */
static const char *
book(struct heard *h, struct str text, bool whole,
    const struct context *context, const struct sink *to)
{
	struct ladder_told told = { .symbol = wire_get(text, "product_id"),
		.whole = whole };
	struct str side = wire_get(text, "side");
	struct buf level = { 0 };
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(text, "timestamp"), SECOND_MS)) !=
	    NULL)
		return why;
	if (told.symbol.n == 0 ||
	    cell_int(&told.number, wire_get(text, "seq")) != NULL ||
	    told.number == INT_NONE)
		return "a book without its symbol or its number";
	if (!whole && !str_is(side, "buy") && !str_is(side, "sell"))
		return wire_unknown("side", side);
	buf_printf(&level, "[%.*s]", (int)text.n, text.s);
	if (whole)
		told.bids = live_part(text, "bids");
	else if (str_is(side, "buy"))
		told.bids = buf_view(&level);
	if (whole)
		told.asks = live_part(text, "asks");
	else if (str_is(side, "sell"))
		told.asks = buf_view(&level);
	why = tell(h, &told, ts, context, to);
	buf_free(&level);
	return why;
}

const char *
kraken_hear_book(struct heard *h, struct str text,
    const struct context *context, const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str event, feed;

	if (why != NULL || text.n == 0)
		return why;
	event = wire_get(text, "event");
	feed = wire_get(text, "feed");
	if (event.n > 0)
		return kraken_answer(h, text, event)
			   ? NULL
			   : exchange_kraken.frame(text, context, to);
	if (str_is(feed, "ticker"))
		return live_canary(h, wire_get(text, "time"))
			   ? NULL
			   : "a ticker without its time";
	if (str_is(feed, "book") || str_is(feed, "book_snapshot"))
		return book(
		    h, text, str_is(feed, "book_snapshot"), context, to);
	return NULL;
}
