/*
 * format_cryptofeed.c - cryptofeed's liquidations as JSON, and its captures of
 * what exchanges sent.
 *
 * {"exchange":"BINANCE_FUTURES","symbol":"BTC-USDT-PERP","side":"sell",
 * "quantity":0.014,"price":9910.0,"id":null,"status":"filled",
 * "timestamp":1568014460.893,"receipt_timestamp":1568014461.02}: times in
 * seconds, side, size and price as the exchange has them.  The table says what
 * they mean.  Of Binance the price is the limit and the quantity all that was
 * ordered, so that an order not filled has no size; OKX is polled, and an
 * unfilled order comes again when it is.  BitMEX' orders are told when they
 * are put, without a time: the receipt's stands for it.  Of Deribit it is not
 * told whether the taker or the maker was liquidated, so there is no side.
 *
 * A capture is {"t":"recv","conn":...,"ts":1626900000.5,"data":"..."}, a frame
 * as text; the first line, {"t":"header","exchange":"BYBIT"}, or -x says whose.
 * What else is in either kind of file (trades, books, what was sent) gives
 * nothing.
 */
#include <stdlib.h>

#include "base/when.h"
#include "base/x.h"
#include "json/json.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/cryptofeed_symbol.h"
#include "liq-fetch/import.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/native.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/wire.h"

enum counted { COUNTED_COIN, COUNTED_NATIVE, COUNTED_CONTRACT };
enum whose { WHOSE_ORDER, WHOSE_POSITION, WHOSE_UNSAID };

static const struct feed_of {
	const char *id; /* cryptofeed's */
	const char *name; /* ours */
	enum spelling spelling;
	enum counted counted; /* native: coins, or USD where inverse */
	enum whose side;
	enum price_kind price_kind;
	bool filled; /* an order that was not has no size of ours */
} feeds[] = {
	{ "BINANCE_DELIVERY", "binance", SPELL_COIN_M, COUNTED_CONTRACT,
	    WHOSE_ORDER, PRICE_ORDER, true },
	{ "BINANCE_FUTURES", "binance", SPELL_JOINED, COUNTED_COIN, WHOSE_ORDER,
	    PRICE_ORDER, true },
	{ "BITMEX", "bitmex", SPELL_BITMEX, COUNTED_NATIVE, WHOSE_ORDER,
	    PRICE_ORDER, false },
	{ "BYBIT", "bybit", SPELL_BYBIT, COUNTED_NATIVE, WHOSE_POSITION,
	    PRICE_BANKRUPTCY, false },
	{ "DERIBIT", "deribit", SPELL_DERIBIT, COUNTED_NATIVE, WHOSE_UNSAID,
	    PRICE_FILL, false },
	{ "OKEX", "okx", SPELL_OKX, COUNTED_CONTRACT, WHOSE_ORDER,
	    PRICE_BANKRUPTCY, true },
	{ "OKX", "okx", SPELL_OKX, COUNTED_CONTRACT, WHOSE_ORDER,
	    PRICE_BANKRUPTCY, true },
};

struct event {
	char exchange[32], symbol[64], status[16];
	int side;
	struct dec quantity, price, ts, received;
};

static const char *const sides[] = { "buy", "sell", NULL };

static const struct field event_fields[] = {
	{ FIELD("exchange", TEXT, 0, struct event, exchange) },
	{ FIELD("symbol", TEXT, 0, struct event, symbol) },
	{ FIELD_IN("side", 0, struct event, side, sides) },
	{ FIELD("quantity", DEC, 0, struct event, quantity) },
	{ FIELD("price", DEC, 0, struct event, price) },
	{ FIELD("status", TEXT, FIELD_NULL, struct event, status) },
	{ FIELD("timestamp", DEC, FIELD_NULL, struct event, ts) },
	{ FIELD("receipt_timestamp", DEC, FIELD_NULL, struct event, received) },
	{ 0 },
};

struct state {
	struct import import;
	const struct exchange *exchange; /* whose frames a capture has */
	struct buf text; /* of a frame */
};

static const struct feed_of *
feed_find(struct str id)
{
	size_t i;

	for (i = 0; i < sizeof(feeds) / sizeof(feeds[0]); i++)
		if (str_is(id, feeds[i].id))
			return &feeds[i];
	return NULL;
}

/* Seconds with a fraction; what cannot be read stays as it is. */
static void
seconds(int64_t *ms, struct dec d)
{
	struct buf b = { 0 };
	int64_t t;

	if (!d.known)
		return;
	dec_put(&b, d);
	if (wire_time(&t, buf_view(&b), 1) == NULL)
		*ms = t;
	buf_free(&b);
}

/* The side of the position: a sell closed a long, Bybit's buy is a long. */
static int
side_of(const struct feed_of *f, int side)
{
	if (f->side == WHOSE_UNSAID)
		return SIDE_NONE;
	return (side == 1) == (f->side == WHOSE_POSITION) ? SIDE_LONG
							  : SIDE_SHORT;
}

static const char *
size_of(struct native *n, const struct feed_of *f, const struct exchange *x,
    const struct context *context, struct dec quantity)
{
	struct dec size;
	const char *why;

	if (f->counted == COUNTED_CONTRACT) {
		why = contract_size(&size, x, context->instruments, &n->market);
		if (why != NULL)
			return why;
		if (!dec_mul(&quantity, quantity, size))
			return "its numbers are out of range";
	}
	if (f->counted != COUNTED_COIN && n->market.inverse)
		n->usd = quantity;
	else
		n->size = quantity;
	return NULL;
}

static const char *
give(const struct event *e, const struct context *given, const struct sink *to)
{
	const struct feed_of *f = feed_find(str_of(e->exchange));
	struct exchange other = { 0 };
	const struct exchange *x;
	struct context context = *given;
	struct native n = { .ts = INT_NONE, .price = e->price, .id = INT_NONE };
	char symbol[sizeof(n.market.symbol)];
	const char *why = NULL;

	if (f == NULL)
		return reason(
		    "what a size of %s counts is not known", e->exchange);
	if (f->filled && strcmp(e->status, "filled") != 0)
		return "an order that was not filled";
	if (!cryptofeed_symbol(
		symbol, sizeof(symbol), f->spelling, str_of(e->symbol)))
		return reason("%s of %s is not known", e->symbol, e->exchange);
	other.name = f->name;
	if ((x = exchange_find(f->name)) != NULL)
		why = market_known(&n.market, x, context.instruments, symbol);
	else if (!market_find(&n.market, f->name, str_of(symbol)))
		why = reason("%s is no contract of a coin", symbol);
	x = x != NULL ? x : &other;
	if (why != NULL ||
	    (why = size_of(&n, f, x, &context, e->quantity)) != NULL)
		return why;
	seconds(&context.received, e->received);
	n.ts = e->ts.known ? n.ts : context.received;
	seconds(&n.ts, e->ts);
	n.side = side_of(f, e->side);
	n.sideless = n.side == SIDE_NONE;
	n.price_kind = f->price_kind;
	return native_give(&n, x, &context, to);
}

/* A line of a capture: what was received, and whose it is. */
static const char *
capture(
    struct state *s, struct str text, struct str kind, const struct sink *to)
{
	struct context context = s->import.context;
	const struct feed_of *f;
	struct str data;
	struct dec ts;

	if (str_is(kind, "header")) {
		f = feed_find(wire_get(text, "exchange"));
		if (s->exchange == NULL && f != NULL)
			s->exchange = exchange_find(f->name);
		return NULL;
	}
	if (!str_is(kind, "recv"))
		return NULL;
	if (s->exchange == NULL)
		return "whose frames they are is not known: give -x";
	if (!json_get(text, "data", &data) || json_kind(data) != '"')
		return "\"data\" is no frame";
	if (cell_dec(&ts, wire_get(text, "ts")) == NULL)
		seconds(&context.received, ts);
	buf_reset(&s->text);
	return json_text(buf_room(&s->text, data.n), data.n, data)
		   ? s->exchange->frame(str_of(s->text.s), &context, to)
		   : "\"data\" is no frame";
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	struct state *s;

	(void)file;
	if (import->exchange != NULL &&
	    exchange_find(import->exchange) == NULL) {
		*why = "no exchange of that name is known";
		return NULL;
	}
	s = xcalloc(1, sizeof(*s));
	s->import = *import;
	s->import.context.source = format_cryptofeed.name;
	if (import->exchange != NULL)
		s->exchange = exchange_find(import->exchange);
	return s;
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	struct state *s = state;
	struct event e;
	struct str v;
	const char *why;

	text = str_trim(text);
	if (text.n == 0)
		return NULL;
	if ((why = json_check(text)) != NULL)
		return why;
	if (json_kind(text) != '{')
		return "neither an event nor a line of a capture";
	v = wire_get(text, "t");
	if (v.n > 0)
		return capture(s, text, v, to);
	if (!json_get(text, "quantity", &v) || !json_get(text, "side", &v))
		return NULL;
	why = bind_get(&e, event_fields, text);
	return why != NULL ? why : give(&e, &s->import.context, to);
}

static void
close(void *state, const struct sink *to)
{
	struct state *s = state;

	(void)to;
	buf_free(&s->text);
	free(s);
}

const struct format format_cryptofeed = {
	.name = "cryptofeed",
	.what = "cryptofeed's liquidations, an object a line, and its captures "
		"of frames",
	.needs = "",
	.open = open,
	.line = line,
	.close = close,
};
