#include "liq-fetch/roster.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/x.h"

/* Room for both, and a line feed between them. */
#define NAME_SIZE \
	(sizeof(((struct roster_market *)NULL)->exchange) + \
	    sizeof(((struct roster_market *)NULL)->symbol))

static struct str
name(char *room, const char *exchange, const char *symbol)
{
	int n = snprintf(room, NAME_SIZE, "%s\n%s", exchange, symbol);

	return (struct str){ room, (size_t)n };
}

struct roster_market *
roster_enter(struct roster *t, const char *exchange, const char *symbol)
{
	char room[NAME_SIZE];
	uint32_t id = names_id(&t->names, name(room, exchange, symbol));
	struct roster_market *one;

	if (id < t->n)
		return &t->of[id];
	t->of = xgrow(t->of, t->n, &t->cap, sizeof(*t->of));
	one = &t->of[t->n++];
	*one = (struct roster_market){ .events = false };
	str_copy(one->exchange, sizeof(one->exchange), str_of(exchange));
	str_copy(one->symbol, sizeof(one->symbol), str_of(symbol));
	return one;
}

bool
roster_gone(const struct roster *t, const char *exchange, const char *symbol)
{
	char room[NAME_SIZE];
	uint32_t id;

	return names_find(&t->names, name(room, exchange, symbol), &id) &&
	       t->of[id].gone;
}

/* A note's message begins with the size, up to a space. */
static void
hear(struct roster *t, const struct note *n)
{
	struct str rest = str_of(n->message), first = rest;
	struct roster_market *one;
	struct dec size;

	if (n->exchange[0] == '\0' || n->symbol[0] == '\0')
		return;
	if (strcmp(n->code, NOTE_GONE) == 0) {
		roster_enter(t, n->exchange, n->symbol)->gone = true;
		return;
	}
	if (strcmp(n->code, NOTE_SIZE) != 0 &&
	    strcmp(n->code, NOTE_CHANGE) != 0)
		return;
	one = roster_enter(t, n->exchange, n->symbol);
	str_split(&rest, ' ', &first);
	if (dec_parse(&size, first) == NULL && dec_sign(size) > 0)
		one->size = size;
}

void
roster_meet(struct roster *t, const struct record *r)
{
	const struct head *h = &r->as.head;
	struct roster_market *one;

	if (r->type == RECORD_NOTE)
		hear(t, &r->as.note);
	if (r->type == RECORD_NONE || r->type > RECORD_KINDS ||
	    h->exchange[0] == '\0' || h->symbol[0] == '\0')
		return;
	one = roster_enter(t, h->exchange, h->symbol);
	memcpy(one->base, h->base, sizeof(one->base));
	memcpy(one->quote, h->quote, sizeof(one->quote));
	one->gone = false;
	if (r->type == RECORD_LIQUIDATION)
		one->events = true;
	if (r->type == RECORD_INSTRUMENT &&
	    dec_sign(r->as.instrument.contract_size) > 0)
		one->size = r->as.instrument.contract_size;
}

void
roster_inherit(struct roster *t, const struct roster *before)
{
	const struct roster_market *old;
	struct roster_market *m;
	size_t i, n = t->n;

	for (i = 0; i < before->n; i++) {
		old = &before->of[i];
		m = roster_enter(t, old->exchange, old->symbol);
		if (t->n > n) {
			*m = *old;
			n = t->n;
			continue;
		}
		if (!m->size.known)
			m->size = old->size;
		m->events = m->events || old->events;
	}
}

void
roster_free(struct roster *t)
{
	names_free(&t->names);
	free(t->of);
	*t = (struct roster){ 0 };
}
