/*
 * kraken_live.c - Kraken Futures' feed: every trade of every product that is
 * named, for some of them are liquidations.
 *
 * {"event":"subscribe","feed":"trade","product_ids":["PF_XBTUSD",...]} is
 * answered once a product, {"event":"subscribed","feed":"trade","product_ids":
 * ["PF_XBTUSD"]}, or with an "alert", an "error", "subscribed_failed".  All
 * products go into one message: a second one to the same feed was seen to be
 * answered as if all were on already, while they were not.  The first trades
 * are old ones, a snapshot a product; their ids are their own.  Who sends
 * nothing for a minute is cut: ping frames will do.
 *
 * The canary is the ticker of the bitcoin perpetual, once a second.
 *
 * Another connection brings the tickers of all products, each once a second
 * at the most and whole: {"feed":"ticker","product_id":"PI_LTCUSD","time":
 * 1617235200598,"openInterest":2239386,"markPrice":197.05,"index":196.82,
 * "funding_rate_prediction":7.94427729016e-07,...}, in the units of REST's
 * tickers.  Rates that are zero are left out (documented).  There are no
 * candles here.
 */
#include "liq-fetch/kraken.h"
#include "liq-fetch/live_say.h"

#include "base/when.h"

#define BOOKS 100 /* of one connection */
#define CANARY "PF_XBTUSD"
#define SUBSCRIBE "{\"event\":\"subscribe\",\"feed\":\""

static const struct live_line script[] = {
	{ SUBSCRIBE "ticker\",\"product_ids\":[\"" CANARY "\"]}", 1 },
	{ SUBSCRIBE "heartbeat\"}", 1 },
	{ 0 },
};

static const struct live_line script_chart[] = {
	{ SUBSCRIBE "heartbeat\"}", 1 },
	{ 0 },
};

struct ticker {
	struct kraken_ticker figures;
	int64_t ts;
	char symbol[64];
};

static const struct field ticker_fields[] = {
	{ FIELD("product_id", TEXT, 0, struct ticker, symbol) },
	{ FIELD("time", INT, 0, struct ticker, ts) },
	{ FIELD("openInterest", DEC, 0, struct ticker, figures.interest) },
	{ FIELD("markPrice", DEC, FIELD_NULL, struct ticker, figures.mark) },
	{ FIELD("index", DEC, FIELD_NULL, struct ticker, figures.index) },
	{ FIELD("funding_rate_prediction", DEC, FIELD_NULL, struct ticker,
	    figures.funding) },
	{ 0 },
};

/* All of them in one message. */
static bool
hello_feed(struct buf *b, int *topics, const struct live_wants *w, int n,
    const char *feed)
{
	if (n > 0 || w->n == 0)
		return false;
	*topics = (int)w->n;
	buf_printf(b, SUBSCRIBE "%s\",\"product_ids\":[", feed);
	live_topics(b, w, 0, *topics, "", "");
	buf_puts(b, "]}");
	return true;
}

static bool
hello(struct buf *b, int *topics, const struct live_wants *w, int n)
{
	return hello_feed(b, topics, w, n, "trade");
}

static bool
hello_book(struct buf *b, int *topics, const struct live_wants *w, int n)
{
	return hello_feed(b, topics, w, n, "book");
}

/* The canary is one more product, if it is none of those. */
static bool
hello_chart(struct buf *b, int *topics, const struct live_wants *w, int n)
{
	bool has = false;
	size_t i;

	if (n > 0 || w->n == 0)
		return false;
	for (i = 0; i < w->n; i++)
		has = has || strcmp(w->of[i].symbol, CANARY) == 0;
	*topics = (int)w->n + !has;
	buf_puts(b, SUBSCRIBE "ticker\",\"product_ids\":[");
	buf_puts(b, has ? "" : "\"" CANARY "\",");
	live_topics(b, w, 0, (int)w->n, "", "");
	buf_puts(b, "]}");
	return true;
}

/* Of what an answer speaks: its product, else its feed. */
static struct str
about(struct str text)
{
	struct str product = live_first(text, "product_ids");

	return product.n > 0 ? json_bare(product) : wire_get(text, "feed");
}

bool
kraken_answer(struct heard *h, struct str text, struct str event)
{
	struct str products = live_part(text, "product_ids"), one;

	if (str_is(event, "subscribed")) {
		h->what = HEARD_ACK;
		while (products.n > 0 && json_element(&products, &one))
			h->count++;
	} else if (kraken_subscribed_before(text)) {
		h->what = HEARD_ACK;
	} else if (str_is(event, "alert") || str_is(event, "error") ||
		   str_is(event, "subscribed_failed")) {
		live_refused(h, about(text), wire_get(text, "message"), event);
	}
	return h->what != HEARD_NOTHING;
}

static const char *
hear(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str event, feed;

	if (why != NULL || text.n == 0)
		return why;
	event = wire_get(text, "event");
	feed = wire_get(text, "feed");
	if (event.n > 0 && kraken_answer(h, text, event))
		return NULL;
	if (event.n == 0 &&
	    (str_is(feed, "trade") || str_is(feed, "trade_snapshot")))
		return live_frame(h, &exchange_kraken, text, context, to);
	if (event.n > 0 || !str_is(feed, "ticker"))
		return exchange_kraken.frame(text, context, to);
	return live_canary(h, wire_get(text, "time"))
		   ? NULL
		   : "a ticker without its time";
}

static const char *
ticker(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	struct ticker t;
	struct live_row row;
	struct str symbol = wire_get(text, "product_id");
	const char *why;

	if (!live_canary(h, wire_get(text, "time")))
		return "a ticker without its time";
	live_row(&row, context, to);
	if ((why = live_market(&row, &exchange_kraken, symbol)) != NULL ||
	    (why = bind_get(&t, ticker_fields, text)) != NULL)
		return why;
	if (!t.figures.funding.known)
		t.figures.funding = dec_int(0);
	if (live_due(h, &exchange_kraken, RECORD_OI, symbol, t.ts))
		why = kraken_interest(&t.figures, t.ts, &row.reading);
	if (why == NULL &&
	    live_due(h, &exchange_kraken, RECORD_FUNDING, symbol, t.ts))
		why = kraken_funding(&t.figures, t.ts, &row.reading);
	return why;
}

static const char *
hear_chart(struct heard *h, struct str text, const struct context *context,
    const struct sink *to)
{
	const char *why = live_open(h, &text);
	struct str event;

	if (why != NULL || text.n == 0)
		return why;
	event = wire_get(text, "event");
	if (event.n > 0)
		return kraken_answer(h, text, event)
			   ? NULL
			   : exchange_kraken.frame(text, context, to);
	return str_is(wire_get(text, "feed"), "ticker")
		   ? ticker(h, text, context, to)
		   : NULL;
}

const struct live kraken_live[] = {
	{ .name = "trades",
	    .url = "wss://futures.kraken.com/ws/v1",
	    .kinds = 1u << RECORD_LIQUIDATION,
	    .script = script,
	    .hello = hello,
	    .pace_ms = 100, /* 100 at once, then one a second */
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 5 * SECOND_MS,
	    .hear = hear },
	{ .name = "chart",
	    .url = "wss://futures.kraken.com/ws/v1",
	    .kinds = 1u << RECORD_OI | 1u << RECORD_FUNDING,
	    .script = script_chart,
	    .hello = hello_chart,
	    .pace_ms = 100,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 5 * SECOND_MS,
	    .hear = hear_chart },
	{ .name = "book",
	    .url = "wss://futures.kraken.com/ws/v1",
	    .kinds = 1u << RECORD_BOOK,
	    .script = script,
	    .hello = hello_book,
	    .pace_ms = 100,
	    .topics_max = BOOKS,
	    .ping_ms = 20000,
	    .pongs = true,
	    .canary_ms = 5 * SECOND_MS,
	    .hear = kraken_hear_book },
	{ .name = NULL }
};
