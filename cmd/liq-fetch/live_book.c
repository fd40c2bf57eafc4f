/*
 * live_book.c - books of a feed: all that is told goes to the ladder, and a
 * record is made of it once an interval.
 */
#include "liq-fetch/live_say.h"
#include "liq-fetch/stats.h"

bool
live_ladder(struct heard *h, const struct exchange *x,
    const struct ladder_form *form, const struct ladder_told *told, int64_t ts)
{
	const char *why = ladder_tell(h->ladders, form, told);
	struct buf b = { 0 };

	h->what = HEARD_DATA;
	if (why == NULL)
		return live_due(h, x, RECORD_BOOK, told->symbol, ts);
	buf_printf(&b, "the book of %.*s: %s", (int)told->symbol.n,
	    told->symbol.s, why);
	h->what = HEARD_BROKEN;
	live_words(h, buf_view(&b));
	buf_free(&b);
	return false;
}

const char *
live_book(
    const struct heard *h, struct live_row *row, int64_t ts, enum unit unit)
{
	struct buf bids = { 0 }, asks = { 0 };
	const char *why = NULL;

	if (ladder_put(
		h->ladders, str_of(row->page.market.symbol), &bids, &asks))
		why = stats_book(
		    &row->reading, ts, buf_view(&bids), buf_view(&asks), unit);
	buf_free(&bids);
	buf_free(&asks);
	return why;
}
