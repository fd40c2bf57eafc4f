#include "liq-fetch/cells.h"

#include <stdarg.h>
#include <stdio.h>

#include "json/json.h"
#include "liq-fetch/columns.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/reason.h"

void
turn_row(struct turn *t, int64_t ts)
{
	t->rows++;
	if (ts == INT_NONE)
		return;
	if (t->oldest == INT_NONE || ts < t->oldest)
		t->oldest = ts;
	if (t->newest == INT_NONE || ts > t->newest)
		t->newest = ts;
}

const char *
turn_rows(struct str array, struct reading *r,
    const char *(*read)(struct str row, struct reading *))
{
	struct str row;
	const char *why;
	int64_t rows;

	if (json_kind(array) != '[')
		return "its rows are no array";
	while (json_element(&array, &row)) {
		rows = r->turn->rows;
		if ((why = read(row, r)) != NULL)
			r->to->refuse(r->to->arg, why);
		if (r->turn->rows == rows)
			turn_row(r->turn, INT_NONE);
	}
	return NULL;
}

void
ask_url(struct ask *a, const char *format, ...)
{
	char part[512]; /* what is longer was no symbol, and no request */
	va_list ap;

	va_start(ap, format);
	vsnprintf(part, sizeof(part), format, ap);
	va_end(ap);
	buf_puts(&a->url, part);
}

/* What RFC 3986 lets stand for itself in a path and in a query. */
static bool
is_plain(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || strchr("-._~:", c) != NULL;
}

void
ask_text(struct ask *a, const char *text)
{
	for (; *text != '\0'; text++)
		if (is_plain((unsigned char)*text))
			buf_putc(&a->url, *text);
		else
			buf_printf(&a->url, "%%%02X", (unsigned char)*text);
}

void
ask_coded(struct ask *a, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '%' || is_plain((unsigned char)*text))
			buf_putc(&a->url, *text);
		else
			buf_printf(&a->url, "%%%02X", (unsigned char)*text);
}

const char *
width_name(const struct width *w, int64_t ms)
{
	while (w->name != NULL && w->ms != ms)
		w++;
	return w->name;
}

int64_t
width_ms(const struct width *w, struct str name)
{
	while (w->name != NULL && !str_is(name, w->name))
		w++;
	return w->ms;
}

const char *
cell_need(struct dec *d, struct str s, const char *name)
{
	if (s.n == 0)
		return reason("\"%s\" is missing", name);
	return dec_parse(d, s) == NULL ? NULL
				       : reason("\"%s\" is not a number", name);
}

static const char *
prices(struct candle *k, const struct cells_candle *c, const struct contract *m)
{
	const char *why;

	if ((why = cell_need(&k->open, c->open, "open")) != NULL ||
	    (why = cell_need(&k->high, c->high, "high")) != NULL ||
	    (why = cell_need(&k->low, c->low, "low")) != NULL ||
	    (why = cell_need(&k->close, c->close, "close")) != NULL)
		return why;
	return contract_price(m, &k->open) && contract_price(m, &k->high) &&
		       contract_price(m, &k->low) &&
		       contract_price(m, &k->close)
		   ? NULL
		   : "its prices are out of range";
}

/* A volume in coins, and what it is worth where the unit says so. */
static const char *
volume(struct dec *coins, struct dec *usd, struct str cell, enum unit unit,
    const struct contract *m, struct dec close)
{
	struct dec n, worth;
	const char *why;

	if (cell_dec(&n, cell) != NULL)
		return "its volume is not a number";
	why = contract_size_of(m, n, unit, close, coins, &worth);
	if (why == NULL &&
	    (unit == UNIT_USD || (unit == UNIT_CONTRACT && m->market.inverse)))
		*usd = worth;
	return why;
}

const char *
cell_candle(struct record *r, const struct cells_candle *c,
    const struct contract *m, const struct context *context, int64_t ts,
    int64_t width)
{
	struct candle *k = &r->as.candle;
	const char *why;
	struct dec none, usd;

	contract_record(m, context, r, RECORD_CANDLE, ts);
	k->width_ms = width;
	if ((why = prices(k, c, m)) != NULL ||
	    (why = volume(&k->volume, &k->usd, c->volume, c->unit, m,
		 k->close)) != NULL ||
	    (why = volume(
		 &k->buy_volume, &none, c->buy, c->unit, m, k->close)) != NULL)
		return why;
	if (cell_dec(&usd, c->usd) != NULL ||
	    (usd.known && !dec_round(&k->usd, usd, USD_SCALE)))
		return "its turnover is not a number";
	if (cell_int(&k->trades, c->trades) != NULL)
		return "its count of trades is not a number";
	k->final = c->closed || context->received == INT_NONE ||
			   ts + width <= context->received
		       ? TRUTH_TRUE
		       : TRUTH_FALSE;
	return NULL;
}

const char *
book_level(struct buf *b, const struct contract *m, struct str price,
    struct str size, enum unit unit)
{
	struct dec p, n, coins, usd;
	const char *why;

	if ((why = cell_need(&p, price, "price")) != NULL ||
	    (why = cell_need(&n, size, "size")) != NULL)
		return why;
	if (!contract_price(m, &p))
		return "its prices are out of range";
	if ((why = contract_size_of(m, n, unit, p, &coins, &usd)) != NULL)
		return why;
	buf_puts(b, b->n == 0 ? "[[" : ",[");
	dec_put(b, p);
	buf_putc(b, ',');
	dec_put(b, coins);
	buf_putc(b, ']');
	return NULL;
}

void
book_end(struct buf *b)
{
	buf_puts(b, b->n == 0 ? "[]" : "]");
}

#define SENTENCE_MAX 4096 /* bytes of a body that is an error */

const char *
cell_shares(struct ratio *r, struct dec lng, struct dec shrt)
{
	struct dec whole;

	if (dec_sign(lng) < 0 || dec_sign(shrt) < 0 ||
	    !dec_add(&whole, lng, shrt) || dec_sign(whole) <= 0)
		return "its parts make no whole";
	r->lng = lng;
	r->shrt = shrt;
	if (dec_cmp(whole, dec_int(1)) == 0)
		return NULL;
	return dec_div(&r->lng, lng, whole, QTY_DECIMALS) &&
		       dec_sub(&r->shrt, dec_int(1), r->lng)
		   ? NULL
		   : "its parts are out of range";
}

void
cell_status(struct instrument *i, const char *word, const char *live)
{
	struct str s = str_of(strcmp(word, live) == 0 ? "trading" : word);

	s.n = s.n < sizeof(i->status) ? s.n : sizeof(i->status) - 1;
	str_copy(i->status, sizeof(i->status), s);
}

bool
row_listed(
    const struct reading *r, const struct exchange *x, const char *symbol)
{
	const struct instruments *t = r->context->instruments;

	return t == NULL || t->n == 0 ||
	       instruments_find(t, x->name, symbol) != NULL;
}

bool
row_contract(struct reading *r, const struct exchange *x, struct str symbol,
    const char **why)
{
	char name[sizeof(r->contract.market.symbol)];

	*why = NULL;
	if (symbol.n == 0 || !str_copy(name, sizeof(name), symbol)) {
		*why = "its symbol is missing, or too long";
		return false;
	}
	if (!row_listed(r, x, name))
		return false;
	*why = contract_find(&r->contract, x, r->context->instruments, name);
	return *why == NULL;
}

bool
reply_object(const struct reply *r, struct str *object)
{
	*object = str_trim(r->body);
	return object->n <= SENTENCE_MAX && json_check(*object) == NULL &&
	       json_kind(*object) == '{';
}

void
trouble_by_code(
    struct trouble *t, const struct error_code *codes, struct str name)
{
	while (codes->name != NULL && !str_is(name, codes->name))
		codes++;
	if (codes->name != NULL)
		t->kind = codes->kind;
	else if (t->kind == TROUBLE_NONE)
		t->kind = TROUBLE_ASK;
}
