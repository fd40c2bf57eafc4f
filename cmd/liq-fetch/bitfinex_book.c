/*
 * bitfinex_book.c - Bitfinex's feed of order books.
 *
 * [10092,[[price,count,amount],...],seq,time] tells all of a book, 250 levels
 * a side, and then [10092,[price,count,amount],seq,time] one level each time:
 * bids above zero, asks below, a count of 0 where it is gone.  {"event":"conf",
 * "flags":98304} makes every array end with its number, which rises by one over
 * all of a connection, and its time in ms.  A row has no name: what was
 * subscribed to as the number before it is kept.
 */
#include <stdio.h>

#include "liq-fetch/bitfinex.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/sheet.h"

#include "base/when.h"

#define LEVELS 250

const struct live_channel bitfinex_books[] = {
	{ .kinds = 1u << RECORD_BOOK,
	    .message = "{\"event\":\"subscribe\",\"channel\":\"book\","
		       "\"prec\":\"P0\",\"freq\":\"F0\",\"len\":\"250\","
		       "\"symbol\":@}",
	    .topic = "\"$\"",
	    .batch = 1 },
	{ .kinds = 0 },
};

static const struct ladder_form form = { .rule = LADDER_LOOSE,
	.depth = LEVELS };

/* A message: [channel,payload,number,time]. */
struct told {
	struct str channel, payload;
	int64_t number, ts;
};

static const char *
read_told(struct told *t, struct str text)
{
	struct str cell[4];

	if (!json_element(&text, &t->channel) ||
	    !json_element(&text, &t->payload) ||
	    !json_element(&text, &cell[2]) || !json_element(&text, &cell[3]))
		return "a message without its number or its time";
	return cell_int(&t->number, cell[2]) != NULL || t->number == INT_NONE ||
		       wire_time(&t->ts, cell[3], SECOND_MS) != NULL
		   ? "a message without its number or its time"
		   : NULL;
}

/* Does it follow the last message of the connection?  Then it is the last. */
static bool
follows(struct heard *h, int64_t number)
{
	struct str page = sheet_tell(h->sheet, STR("seq"), STR("{}"), false);
	char text[48];
	int64_t last;

	if (page.n > 0 && (cell_int(&last, wire_get(page, "n")) != NULL ||
			      number - 1 != last))
		return false;
	snprintf(text, sizeof(text), "{\"n\":%lld}", (long long)number);
	sheet_tell(h->sheet, STR("seq"), str_of(text), true);
	return true;
}

/* [price,count,amount] as [price,size], on the side that the sign says. */
static const char *
put_level(struct buf side[2], struct str level)
{
	struct str cell[3], size;
	struct buf *b;
	bool ask;

	if (wire_cells(level, cell, 3) < 3 || cell[2].n == 0)
		return "a level of a book has three cells";
	ask = cell[2].s[0] == '-';
	b = &side[ask];
	size = str_is(cell[1], "0") ? STR("0")
	       : ask		    ? str_from(cell[2], 1)
				    : cell[2];
	buf_printf(b, "%s[%.*s,%.*s]", b->n > 1 ? "," : "", (int)cell[0].n,
	    cell[0].s, (int)size.n, size.s);
	return NULL;
}

/* NULL, or why a level cannot be read: what is in a string may be anything. */
static const char *
put_levels(struct buf side[2], struct str payload, bool whole)
{
	struct str level;
	const char *why = NULL;
	int i;

	buf_puts(&side[0], "[");
	buf_puts(&side[1], "[");
	if (!whole)
		why = put_level(side, payload);
	while (whole && why == NULL && json_element(&payload, &level))
		why = put_level(side, level);
	for (i = 0; i < 2; i++) {
		buf_puts(&side[i], "]");
		if (why == NULL)
			why = json_check(buf_view(&side[i]));
	}
	return why;
}

static void
broken(struct heard *h, const char *why)
{
	h->what = HEARD_BROKEN;
	live_words(h, str_of(why));
}

static const char *
book(struct heard *h, const struct told *t, struct str symbol,
    const struct context *context, const struct sink *to)
{
	struct ladder_told told = { .symbol = symbol };
	struct str levels = t->payload, first;
	struct buf side[2] = { { 0 }, { 0 } };
	struct live_row row;
	const char *why;

	told.whole = !json_element(&levels, &first) || json_kind(first) == '[';
	why = put_levels(side, t->payload, told.whole);
	told.bids = buf_view(&side[0]);
	told.asks = buf_view(&side[1]);
	live_row(&row, context, to);
	if (why != NULL) {
		broken(h, why);
		why = NULL;
	} else if (live_ladder(h, &exchange_bitfinex, &form, &told, t->ts)) {
		why = live_market(&row, &exchange_bitfinex, symbol);
		if (why == NULL)
			why = live_book(h, &row, t->ts, UNIT_COIN);
	}
	buf_free(&side[0]);
	buf_free(&side[1]);
	return why;
}

static const char *
row(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct told t;
	struct str page, rest, ms, symbol;
	const char *why = read_told(&t, text);

	if (why != NULL)
		return why;
	if (!follows(h, t.number)) {
		broken(h, "a message is missing");
		return NULL;
	}
	page = sheet_tell(h->sheet, t.channel, STR("{}"), false);
	if (page.n == 0 || json_kind(t.payload) != '[')
		return NULL;
	symbol = wire_get(page, "symbol");
	if (symbol.n > 0)
		return book(h, &t, symbol, context, to);
	rest = t.payload;
	return json_element(&rest, &ms) && live_canary(h, ms)
		   ? NULL
		   : "a status without its time";
}

const char *
bitfinex_hear_book(struct heard *h, struct str text,
    const struct context *context, const struct sink *to)
{
	const char *why = live_open(h, &text);

	if (why != NULL || text.n == 0)
		return why;
	if (json_kind(text) == '[')
		return row(h, text, context, to);
	if (str_is(wire_get(text, "event"), "conf") &&
	    str_is(wire_get(text, "status"), "OK")) {
		h->what = HEARD_ACK;
		return NULL;
	}
	if (!bitfinex_said(h, text))
		return exchange_bitfinex.frame(text, context, to);
	if (h->what == HEARD_ACK)
		sheet_tell(h->sheet, live_part(text, "chanId"), text, true);
	return NULL;
}
