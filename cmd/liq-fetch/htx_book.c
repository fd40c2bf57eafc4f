/*
 * htx_book.c - HTX's feeds of order books, at the addresses of its markets.
 *
 * Every message is gzip.  {"sub":"market.BTC-USDT.depth.size_150.high_freq",
 * "data_type":"incremental","id":"1"} is answered with {"id":"1","subbed":...,
 * "status":"ok"}, or {"status":"error","err-code","err-msg"}.  Then {"ch",
 * "tick":{"event":"snapshot","bids":[[price,contracts],...],"asks","version",
 * "ts"}} tells all of a book, 150 levels a side, and "update" what has changed,
 * each 30 ms at the most, 0 where a level is gone; "version" rises by one.  An
 * empty side may be left out.  The server pings, {"ping":1492420473058}, and
 * wants a pong with the same number.
 *
 * The canary is a book of bitcoin with 20 levels, which is told each second
 * whether it has changed or not (documented).
 */
#include "liq-fetch/columns.h"
#include "liq-fetch/htx.h"
#include "liq-fetch/live_say.h"
#include "liq-fetch/stats.h"

#include "base/when.h"

#define DEPTH 150

const struct live_channel htx_books[] = {
	{ .kinds = 1u << RECORD_BOOK,
	    .message = "{\"sub\":@,\"data_type\":\"incremental\",\"id\":\"1\"}",
	    .topic = "\"market.$.depth.size_150.high_freq\"",
	    .batch = 1 },
	{ .kinds = 0 },
};

static const struct ladder_form form = { .rule = LADDER_NEXT, .depth = DEPTH };

static const char *
book(struct heard *h, struct str tick, struct str symbol,
    const struct context *context, const struct sink *to)
{
	struct ladder_told told = { .symbol = symbol };
	struct live_row row;
	const char *why;
	int64_t ts;

	if ((why = wire_time(&ts, wire_get(tick, "ts"), SECOND_MS)) != NULL)
		return why;
	if (cell_int(&told.number, wire_get(tick, "version")) != NULL ||
	    told.number == INT_NONE)
		return "a book without its version";
	told.whole = str_is(wire_get(tick, "event"), "snapshot");
	told.bids = live_part(tick, "bids");
	told.asks = live_part(tick, "asks");
	if (!live_ladder(h, &exchange_htx, &form, &told, ts))
		return NULL;
	live_row(&row, context, to);
	why = live_market(&row, &exchange_htx, symbol);
	return why != NULL ? why : live_book(h, &row, ts, UNIT_CONTRACT);
}

/* market.BTC-USDT.depth.size_150.high_freq, or the canary's. */
static const char *
channel(struct heard *h, struct str text, struct str name,
    const struct context *context, const struct sink *to)
{
	struct str word, symbol;

	if (!str_split(&name, '.', &word) || !str_split(&name, '.', &symbol))
		return NULL;
	if (str_is(name, "depth.step6"))
		return live_canary(h, wire_get(text, "ts"))
			   ? NULL
			   : "a book without its time";
	return str_is(name, "depth.size_150.high_freq")
		   ? book(h, live_part(text, "tick"), symbol, context, to)
		   : NULL;
}

/* Its number as it stands. */
static const char *
pinged(struct heard *h, struct str number)
{
	if (json_kind(number) != '0')
		return "a ping without its number";
	h->what = HEARD_PING;
	buf_puts(&h->reply, "{\"pong\":");
	buf_str(&h->reply, number);
	buf_puts(&h->reply, "}");
	return NULL;
}

const char *
htx_hear_book(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str name, v;

	if (why != NULL || text.n == 0)
		return why;
	if (json_get(text, "ping", &v))
		return pinged(h, v);
	name = wire_get(text, "ch");
	if (name.n > 0)
		return channel(h, text, name, context, to);
	if (str_is(wire_get(text, "status"), "error"))
		live_refused(h, wire_get(text, "id"), wire_get(text, "err-msg"),
		    wire_get(text, "err-code"));
	else if (wire_get(text, "subbed").n > 0)
		h->what = HEARD_ACK;
	else
		return exchange_htx.frame(text, context, to);
	return NULL;
}
