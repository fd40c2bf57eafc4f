/*
 * okx_book.c - OKX's feeds of order books.
 *
 * "books" of an instrument brings {"arg":{"channel":"books","instId":
 * "BTC-USDT-SWAP"},"action":"snapshot","data":[{"asks":[["8476.98","415","0",
 * "13"],...],"bids","ts":"1597026383085","prevSeqId":-1,"seqId":123456}]}, 400
 * levels a side, and then "update", each 100 ms at the most: what has changed,
 * "0" where a level is gone.  prevSeqId is the seqId before it; after a minute
 * without a change both are the same, and nothing is in it; after a service is
 * begun anew seqId may be less, prevSeqId still names the last one.  Sizes are
 * contracts, as over REST.  Checksums are always 0 since 2026-06.
 */
#include "liq-fetch/columns.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/okx.h"

#include "base/when.h"

const struct live_channel okx_books[] = {
	{ .kinds = 1u << RECORD_BOOK,
	    .message = "{\"op\":\"subscribe\",\"args\":[@]}",
	    .topic = "{\"channel\":\"books\",\"instId\":\"$\"}",
	    .batch = 50,
	    .apart = true },
	{ .kinds = 0 },
};

static const struct ladder_form form = { .rule = LADDER_LINKED, .depth = 400 };

static const char *
book(struct heard *h, struct str text, struct live_row *row)
{
	struct str data = live_first(text, "data");
	struct ladder_told told = { .symbol = wire_get(
					live_part(text, "arg"), "instId") };
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(data, "ts"), SECOND_MS)) != NULL)
		return why;
	if (told.symbol.n == 0 ||
	    cell_int(&told.number, wire_get(data, "seqId")) != NULL ||
	    cell_int(&told.before, wire_get(data, "prevSeqId")) != NULL ||
	    told.number == INT_NONE || told.before == INT_NONE)
		return "a book without its symbol or its numbers";
	told.whole = str_is(wire_get(text, "action"), "snapshot");
	told.bids = live_part(data, "bids");
	told.asks = live_part(data, "asks");
	if (!live_ladder(h, &exchange_okx, &form, &told, ts))
		return NULL;
	why = live_market(row, &exchange_okx, told.symbol);
	return why != NULL ? why : live_book(h, row, ts, UNIT_CONTRACT);
}

const char *
okx_hear_book(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct str inside = text;
	const char *why = live_open(h, &inside);
	struct live_row row;

	if (why != NULL)
		return why;
	if (wire_get(inside, "event").n > 0 ||
	    !str_is(wire_get(live_part(inside, "arg"), "channel"), "books"))
		return okx_hear_chart(h, text, context, to);
	live_row(&row, context, to);
	return book(h, inside, &row);
}
