/*
 * bitget_book.c - Bitget's feeds of order books, version 3.
 *
 * {"instType":"usdt-futures","topic":"books","symbol":"MAVUSDT"} brings
 * {"action":"snapshot","arg":{...},"data":[{"a":[["0.01039","4499.23"],...],
 * "b","seq":427583461144,"pseq":0,"ts":"1789456512452"}],"ts"}, up to 1000
 * levels a side, and then "update", each 50 ms at the most: what has changed,
 * "0" where a level is gone.  pseq is the seq before it: always so in 200,000
 * messages that others have measured in 2026-09, also behind a snapshot, where
 * documentation promises less.  After a service has begun anew pseq may be 0,
 * and so the book is asked for again.  Sizes are coins, as over REST; of
 * inverse contracts that is not documented.
 */
#include "liq-fetch/bitget.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define BOOKS(line) \
	{ \
		{ .kinds = 1u << RECORD_BOOK, \
			.message = "{\"op\":\"subscribe\",\"args\":[@]}", \
			.topic = "{\"instType\":\"" line "\"," \
				 "\"topic\":\"books\",\"symbol\":\"$\"}", \
			.batch = 15, \
			.apart = true }, \
		    { .kinds = 0 }, \
	}

const struct live_channel bitget_books_usdt[] = BOOKS("usdt-futures");
const struct live_channel bitget_books_usdc[] = BOOKS("usdc-futures");

static const struct ladder_form form = { .rule = LADDER_LINKED, .depth = 1000 };

static const char *
book(struct heard *h, struct str text, struct live_row *row)
{
	struct str data = live_first(text, "data");
	struct ladder_told told = { .symbol = wire_get(
					live_part(text, "arg"), "symbol") };
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(data, "ts"), SECOND_MS)) != NULL)
		return why;
	if (told.symbol.n == 0 ||
	    cell_int(&told.number, wire_get(data, "seq")) != NULL ||
	    cell_int(&told.before, wire_get(data, "pseq")) != NULL ||
	    told.number == INT_NONE || told.before == INT_NONE)
		return "a book without its symbol or its numbers";
	told.whole = str_is(wire_get(text, "action"), "snapshot");
	told.bids = live_part(data, "b");
	told.asks = live_part(data, "a");
	if (!live_ladder(h, &exchange_bitget, &form, &told, ts))
		return NULL;
	why = live_market(row, &exchange_bitget, told.symbol);
	return why != NULL ? why : live_book(h, row, ts, UNIT_COIN);
}

const char *
bitget_hear_book(struct heard *h, struct str text,
    const struct context *context, const struct sink *to)
{
	struct str inside = text;
	const char *why = live_open(h, &inside);
	struct live_row row;

	if (why != NULL)
		return why;
	if (wire_get(inside, "event").n > 0 ||
	    !str_is(wire_get(live_part(inside, "arg"), "topic"), "books"))
		return bitget_hear(h, text, context, to);
	live_row(&row, context, to);
	return book(h, inside, &row);
}
