#include "liq-fetch/instruments.h"

#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/reason.h"

static struct str
key(char *room, size_t size, const char *exchange, const char *symbol)
{
	struct str s = { room, 0 };
	size_t n = strlen(exchange), m = strlen(symbol);

	if (n + 1 + m > size)
		return s;
	memcpy(room, exchange, n);
	room[n] = '\n';
	memcpy(room + n + 1, symbol, m);
	s.n = n + 1 + m;
	return s;
}

void
instruments_add(struct instruments *t, const struct instrument *i)
{
	char room[sizeof(i->exchange) + sizeof(i->symbol)];
	struct str k = key(room, sizeof(room), i->exchange, i->symbol);
	uint32_t id = names_id(&t->names, k);

	if (id == t->n) {
		t->of = xgrow(t->of, t->n, &t->cap, sizeof(*t->of));
		t->of[t->n++] = *i;
	} else if (i->ts >= t->of[id].ts) {
		t->of[id] = *i;
	}
}

const struct instrument *
instruments_find(
    const struct instruments *t, const char *exchange, const char *symbol)
{
	char room[sizeof(t->of->exchange) + sizeof(t->of->symbol)];
	uint32_t id;

	if (t == NULL || !names_find(&t->names,
			     key(room, sizeof(room), exchange, symbol), &id))
		return NULL;
	return &t->of[id];
}

/* A power of ten from 1 to 10^9, or 0. */
static int64_t
multiplier(struct dec d)
{
	int64_t times;

	for (times = 1; times <= 1000000000; times *= 10)
		if (d.known && dec_cmp(d, dec_int(times)) == 0)
			return times;
	return 0;
}

static bool
correct(struct market *m, const struct instrument *i)
{
	int64_t times = multiplier(i->multiplier);

	if (i->base[0] == '\0' || i->quote[0] == '\0' || times == 0 ||
	    i->inverse == TRUTH_NULL || i->kind == CONTRACT_NONE)
		return false;
	memcpy(m->symbol, i->symbol, sizeof(m->symbol));
	memcpy(m->base, i->base, sizeof(m->base));
	memcpy(m->quote, i->quote, sizeof(m->quote));
	m->inverse = i->inverse == TRUTH_TRUE;
	m->dated = i->kind == CONTRACT_DATED;
	m->multiplier = times;
	return true;
}

const char *
market_known(struct market *m, const struct exchange *x,
    const struct instruments *t, const char *symbol)
{
	const struct instrument *i = instruments_find(t, x->name, symbol);

	if ((i == NULL || !correct(m, i)) && !x->market(m, str_of(symbol)))
		return reason("%s is not a crypto contract in dollars", symbol);
	return NULL;
}

static bool
fits(const struct contract_fact *f, const struct market *m)
{
	return (f->base == NULL || strcmp(f->base, m->base) == 0) &&
	       strcmp(f->quote, m->quote) == 0;
}

const char *
contract_size(struct dec *size, const struct exchange *x,
    const struct instruments *t, const struct market *m)
{
	const struct instrument *i = instruments_find(t, x->name, m->symbol);
	const struct contract_fact *f;

	if (i != NULL && dec_sign(i->contract_size) > 0) {
		*size = i->contract_size;
		return NULL;
	}
	for (f = x->facts; f != NULL && f->size != NULL; f++)
		if (fits(f, m))
			return dec_parse(size, str_of(f->size));
	return reason("contract size of %s unknown: give its instrument record",
	    m->symbol);
}

void
instruments_free(struct instruments *t)
{
	names_free(&t->names);
	free(t->of);
	*t = (struct instruments){ 0 };
}
