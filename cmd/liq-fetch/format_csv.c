/*
 * format_csv.c - any CSV file whose header names members of a record.
 *
 * A header that cannot give a record (a column is missing, two mean the same)
 * is refused with its reason; the rows after it are counted and refused
 * together at the end of the file.
 */
#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/import.h"
#include "liq-fetch/instruments.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/settle.h"

#define EXCHANGE_SIZE sizeof(((struct head *)0)->exchange)
#define SYMBOL_SIZE sizeof(((struct head *)0)->symbol)

struct state {
	struct import import;
	struct csv csv;
	struct columns columns;
	struct settle settle;
	bool ours; /* the file's numbers are counted as records count */
	/* Whose market settle holds; "": nobody's. */
	char exchange[EXCHANGE_SIZE], symbol[SYMBOL_SIZE];
};

/* Members that need no column because another gives them. */
static const struct {
	enum record_type type;
	const char *key, *from; /* from NULL: the symbol */
} derived[] = {
	{ RECORD_LIQUIDATION, "qty", "usd" },
	{ RECORD_LIQUIDATION, "usd", "qty" },
	{ RECORD_RATIO, "short", "long" },
	{ RECORD_TOTAL, "usd", "long_usd" },
	{ RECORD_INSTRUMENT, "kind", NULL },
	{ RECORD_INSTRUMENT, "inverse", NULL },
	{ RECORD_INSTRUMENT, "multiplier", NULL },
};

static bool
has(const struct state *s, const char *key)
{
	return columns_find(&s->columns, key) != NULL;
}

/* The option that fills a member in; NULL: none does. */
static const char *
option_for(const char *key)
{
	if (strcmp(key, "exchange") == 0)
		return "-x";
	return strcmp(key, "width_ms") == 0 ? "--width" : NULL;
}

static bool
filled(const struct state *s, const char *key)
{
	size_t i;

	if (strcmp(key, "exchange") == 0)
		return s->import.exchange != NULL;
	if (strcmp(key, "width_ms") == 0)
		return s->import.width_ms > 0 || s->import.as == RECORD_OI;
	for (i = 0; i < sizeof(derived) / sizeof(derived[0]); i++)
		if (derived[i].type == s->import.as &&
		    strcmp(derived[i].key, key) == 0 &&
		    (derived[i].from == NULL || has(s, derived[i].from)))
			return true;
	return false;
}

/* A value at the end of its interval needs to know how long that is. */
static const char *
check_late(const struct state *s)
{
	size_t i;

	for (i = 0; i < s->columns.n; i++)
		if (s->columns.of[i].how == COLUMN_LATE &&
		    s->import.width_ms == 0)
			return "the only value is the one at the end of the "
			       "interval: give --width";
	return NULL;
}

static const char *
header(struct state *s)
{
	const struct field *f;
	const char *why, *option;

	if ((why = columns_bind(&s->columns, s->import.as, &s->csv)) != NULL ||
	    (why = check_late(s)) != NULL)
		return why;
	for (f = record_fields(s->import.as); f->kind != FIELD_END; f++) {
		if (f->flags & FIELD_NULL || has(s, f->key) ||
		    filled(s, f->key))
			continue;
		option = option_for(f->key);
		return reason("no column for \"%s\"%s%s", f->key,
		    option != NULL ? ": give " : "",
		    option != NULL ? option : "");
	}
	if (s->import.as != RECORD_TOTAL && s->import.symbol == NULL &&
	    !has(s, "symbol") && !has(s, "base"))
		return "no column for \"symbol\": give --symbol";
	if (s->import.as == RECORD_OI && !has(s, "oi") && !has(s, "usd"))
		return "no column for \"oi\" or \"usd\"";
	s->ours = has(s, "symbol") && has(s, "base") && has(s, "quote") &&
		  has(s, "source");
	return NULL;
}

/* Where a record says who. */
struct who {
	char *exchange, *symbol, *base, *quote;
};

static struct who
who(struct record *r)
{
	struct liquidation *l = &r->as.liquidation; /* as all of the market */
	struct total *t = &r->as.total;

	if (r->type == RECORD_TOTAL)
		return (
		    struct who){ t->exchange, t->symbol, t->base, t->quote };
	return (struct who){ l->exchange, l->symbol, l->base, l->quote };
}

/* The market of a symbol, and its contract size, into s->settle. */
static const char *
look_up(struct state *s, const struct who *w)
{
	const struct exchange other = { .name = w->exchange };
	const struct exchange *x = exchange_find(w->exchange);
	const struct instruments *list = s->import.context.instruments;
	struct market *m = &s->settle.market;
	const char *why = NULL;

	if (s->exchange[0] != '\0' && strcmp(w->exchange, s->exchange) == 0 &&
	    strcmp(w->symbol, s->symbol) == 0)
		return NULL;
	s->exchange[0] = '\0';
	if (x != NULL)
		why = market_known(m, x, list, w->symbol);
	else if (!market_find(m, w->exchange, str_of(w->symbol)))
		why = reason("%s is no contract of a coin", w->symbol);
	if (why != NULL) {
		*m = (struct market){ 0 };
		s->settle.contract.known = false;
		return why;
	}
	why =
	    contract_size(&s->settle.contract, x != NULL ? x : &other, list, m);
	s->settle.contract.known = why == NULL;
	str_copy(s->settle.unknown, sizeof(s->settle.unknown),
	    str_of(why != NULL ? why : ""));
	str_copy(s->exchange, sizeof(s->exchange), str_of(w->exchange));
	str_copy(s->symbol, sizeof(s->symbol), str_of(w->symbol));
	return NULL;
}

/* A coin named beside a symbol must be the symbol's. */
static const char *
agree(const struct who *w, const struct market *m)
{
	if (w->base[0] == '\0' || strcmp(w->base, m->base) == 0 ||
	    strcmp(w->base, w->symbol) == 0)
		return NULL;
	return reason("%s is not the coin of %s", w->base, w->symbol);
}

/* A sum over exchanges has a coin, and no symbol. */
static const char *
identify_total(const struct who *w)
{
	struct market m;
	const char *why, *name = w->symbol[0] != '\0' ? w->symbol : w->base;

	if (!market_find(&m, w->exchange, str_of(name)))
		return w->symbol[0] == '\0'
			   ? NULL
			   : reason("%s is no contract of a coin", w->symbol);
	if (w->symbol[0] != '\0' && (why = agree(w, &m)) != NULL)
		return why;
	memcpy(w->base, m.base, sizeof(m.base));
	if (w->exchange[0] == '\0')
		w->symbol[0] = '\0';
	else if (w->symbol[0] != '\0')
		memcpy(w->quote, m.quote, sizeof(m.quote));
	return NULL;
}

/* Exchanges are written small in records: Binance. */
static void
lower(char *name)
{
	for (; *name != '\0'; name++)
		if (*name >= 'A' && *name <= 'Z')
			*name = (char)(*name - 'A' + 'a');
}

/* exchange, symbol, base and quote of a row: its own, else the options'. */
static const char *
identify(struct state *s, struct record *r)
{
	const struct import *i = &s->import;
	struct market *m = &s->settle.market;
	struct who w = who(r);
	const char *why;

	if (w.exchange[0] == '\0' && i->exchange != NULL)
		str_copy(w.exchange, EXCHANGE_SIZE, str_of(i->exchange));
	lower(w.exchange);
	if (w.symbol[0] == '\0' && i->symbol != NULL)
		str_copy(w.symbol, SYMBOL_SIZE, str_of(i->symbol));
	if (r->type == RECORD_TOTAL)
		return identify_total(&w);
	if (w.symbol[0] == '\0')
		str_copy(w.symbol, SYMBOL_SIZE, str_of(w.base));
	if (w.symbol[0] == '\0' && !s->ours)
		return "\"symbol\" is missing";
	why = look_up(s, &w);
	if (s->ours) {
		m->multiplier = 1;
		return NULL;
	}
	if (why != NULL || (why = agree(&w, m)) != NULL)
		return why;
	memcpy(w.base, m->base, sizeof(m->base));
	memcpy(w.quote, m->quote, sizeof(m->quote));
	return NULL;
}

static const char *
row(struct state *s, const struct sink *to)
{
	struct record r;
	const char *why;

	if ((why = columns_read(&s->columns, &s->csv, &r)) != NULL ||
	    (why = identify(s, &r)) != NULL ||
	    (why = settle(&s->settle, &r)) != NULL ||
	    (why = columns_missing(&r)) != NULL ||
	    (why = market_check(&r)) != NULL ||
	    (why = derived_check(&r)) != NULL)
		return why;
	columns_origin(&r, format_csv.name, s->import.context.received);
	to->record(to->arg, &r);
	return NULL;
}

static const char *
options(const struct import *i)
{
	if (i->as == RECORD_NONE)
		return "--import=csv needs --as=TYPE";
	if (i->as == RECORD_BOOK)
		return "a book is no row of cells: --as=book cannot be";
	if (i->as != RECORD_TOTAL && i->as > RECORD_KINDS)
		return reason(
		    "--as=%s: no exchange publishes that", record_name(i->as));
	if (i->exchange != NULL && strlen(i->exchange) >= EXCHANGE_SIZE)
		return "the name of the exchange is too long";
	if (i->symbol != NULL && strlen(i->symbol) >= SYMBOL_SIZE)
		return "the symbol is too long";
	return NULL;
}

static void *
open(const struct import *import, const char *file, const char **why)
{
	struct state *s;

	(void)file;
	if ((*why = options(import)) != NULL)
		return NULL;
	s = xcalloc(1, sizeof(*s));
	s->import = *import;
	s->settle.import = &s->import;
	s->settle.columns = &s->columns;
	return s;
}

static const char *
line(void *state, struct str text, const struct sink *to)
{
	struct state *s = state;
	const char *why = NULL;

	switch (csv_line(&s->csv, text, &why)) {
	case CSV_HEADER:
		if ((why = header(s)) != NULL)
			csv_refuse(&s->csv);
		return why;
	case CSV_ROW:
		return row(s, to);
	default:
		return why;
	}
}

static void
close(void *state, const struct sink *to)
{
	struct state *s = state;

	csv_end(&s->csv, to);
	free(s);
}

const struct format format_csv = {
	.name = "csv",
	.what = "any CSV whose header names keys of records; --as says which",
	.needs = "--as",
	.open = open,
	.line = line,
	.close = close,
};
