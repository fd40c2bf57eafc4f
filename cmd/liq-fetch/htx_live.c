/*
 * htx_live.c - HTX's feeds: liquidation orders of every contract, an address
 * for each of its products.
 *
 * Every message is gzip.  {"op":"sub","cid":"1","topic":
 * "public.*.liquidation_orders"} is answered with the same op and topic and
 * "err-code":0, or another code and "err-msg".  The server pings every 5 s,
 * {"op":"ping","ts":"1789676447110"}, wants a pong with the same ts and cuts
 * who misses four; ours it does not answer.  {"op":"close"} comes before it
 * closes.
 *
 * These addresses have no prices.  Swaps have a rate of funding, which is
 * pushed about every 5 s (measured by others; documented is: on change), and
 * that is the canary.  Coin-M futures have none: there the time in the
 * server's pings has to do, which tells a dead line, not a dead topic.
 *
 * Books come from other addresses (htx_book.c).  What else there is is asked
 * for over REST.  The rate of funding that is pushed
 * here comes without the time of the next but one, so that the span it is for
 * is not said, and by its time of settlement it is the row that REST gives.
 * Open interest has no topic that is documented; those in recorded sessions
 * were made by who recorded them, and say so.  Candles ("market.BTC-USDT.kline.
 * 5min", where the books are) are told of while they are open, each half second
 * of trade; whether a last word on one always comes, before the first on the
 * next, is not documented.
 */
#include "liq-fetch/htx.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define BOOKS 100 /* of one connection */
#define SUB "{\"op\":\"sub\",\"cid\":\"1\",\"topic\":\"public."
#define ORDERS SUB "*.liquidation_orders\"}"

static bool
is_linear(const struct market *m)
{
	return !m->inverse;
}

static bool
is_coin_swap(const struct market *m)
{
	return m->inverse && !m->dated;
}

static bool
is_coin_future(const struct market *m)
{
	return m->inverse && m->dated;
}

static const struct live_line script_linear[] = {
	{ SUB "BTC-USDT.funding_rate\"}", 1 },
	{ ORDERS, 1 },
	{ 0 },
};

static const struct live_line script_swap[] = {
	{ SUB "BTC-USD.funding_rate\"}", 1 },
	{ ORDERS, 1 },
	{ 0 },
};

static const struct live_line script_future[] = {
	{ ORDERS, 1 },
	{ 0 },
};

#define DEPTH(symbol) \
	{ \
		"{\"sub\":\"market." symbol ".depth.step6\",\"id\":\"1\"}", 1 \
	}

static const struct live_line book_linear[] = { DEPTH("BTC-USDT"), { 0 } };
static const struct live_line book_swap[] = { DEPTH("BTC-USD"), { 0 } };
static const struct live_line book_future[] = { DEPTH("BTC_CQ"), { 0 } };

/* Its ts as it stands, a string or a number. */
static const char *
pinged(struct heard *h, struct str text)
{
	int64_t ms;

	if (wire_time(&ms, wire_get(text, "ts"), SECOND_MS) != NULL)
		return "a ping without its time";
	h->what = HEARD_PING;
	buf_puts(&h->reply, "{\"op\":\"pong\",\"ts\":");
	buf_str(&h->reply, live_part(text, "ts"));
	buf_puts(&h->reply, "}");
	return NULL;
}

static void
subscribed(struct heard *h, struct str text)
{
	struct str code = wire_get(text, "err-code");

	if (code.n == 0 || str_is(code, "0"))
		h->what = HEARD_ACK;
	else
		live_refused(h, wire_get(text, "topic"),
		    wire_get(text, "err-msg"), code);
}

static const char *
notified(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct str topic = wire_get(text, "topic");

	if (str_ends(topic, STR(".liquidation_orders")))
		return live_frame(h, &exchange_htx, text, context, to);
	if (!str_ends(topic, STR(".funding_rate")))
		return exchange_htx.frame(text, context, to);
	return live_canary(h, wire_get(text, "ts"))
		   ? NULL
		   : "a rate of funding without its time";
}

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str op;

	if (why != NULL || text.n == 0)
		return why;
	op = wire_get(text, "op");
	if (str_is(op, "ping"))
		return pinged(h, text);
	if (str_is(op, "notify"))
		return notified(h, text, context, to);
	if (str_is(op, "sub"))
		subscribed(h, text);
	else if (str_is(op, "error"))
		live_refused(h, op, wire_get(text, "err-msg"),
		    wire_get(text, "err-code"));
	else if (str_is(op, "close"))
		live_leaving(h, op);
	else
		return exchange_htx.frame(text, context, to);
	return NULL;
}

/* The same where a ping is all there is of time. */
static const char *
hear_future(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = hear(h, text, context, to);

	if (h->what == HEARD_PING)
		wire_time(&h->ts, wire_get(str_trim(text), "ts"), SECOND_MS);
	return why;
}

/* Of books. */
#define FEED(feed, path, wanted, said) \
	{ \
		.name = feed, .url = "wss://api.hbdm.com/" path, \
		.kinds = 1u << RECORD_BOOK, .market = wanted, .script = said, \
		.channels = htx_books, .pace_ms = 50, .topics_max = BOOKS, \
		.packed = true, .canary_ms = 5 * SECOND_MS, \
		.hear = htx_hear_book \
	}

const struct live htx_live[] = {
	{ .name = "linear",
	    .url = "wss://api.hbdm.com/linear-swap-notification",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .market = is_linear,
	    .script = script_linear,
	    .pace_ms = 100, /* 40 a second */
	    .packed = true,
	    .canary_ms = 15 * SECOND_MS,
	    .hear = hear },
	{ .name = "swap",
	    .url = "wss://api.hbdm.com/swap-notification",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .market = is_coin_swap,
	    .script = script_swap,
	    .pace_ms = 100,
	    .packed = true,
	    .canary_ms = 15 * SECOND_MS,
	    .hear = hear },
	{ .name = "futures",
	    .url = "wss://api.hbdm.com/notification",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .market = is_coin_future,
	    .script = script_future,
	    .pace_ms = 100,
	    .packed = true,
	    .canary_ms = 15 * SECOND_MS,
	    .hear = hear_future },
	FEED("linear-book", "linear-swap-ws", is_linear, book_linear),
	FEED("swap-book", "swap-ws", is_coin_swap, book_swap),
	FEED("futures-book", "ws", is_coin_future, book_future),
	{ .name = NULL }
};
