#include "liq-fetch/pace.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/x.h"

#define ROOM 128 /* a name */

static struct str
name(
    char *room, enum record_type kind, const char *exchange, const char *symbol)
{
	snprintf(room, ROOM, "%d %s %s", (int)kind, exchange, symbol);
	return str_of(room);
}

bool
pace_due(const struct pace *p, enum record_type kind, const char *exchange,
    const char *symbol, int64_t ts)
{
	char room[ROOM];
	uint32_t id;

	return p == NULL ||
	       !names_find(
		   &p->names, name(room, kind, exchange, symbol), &id) ||
	       ts / p->interval > p->last[id];
}

static bool
is_moment(const struct record *r)
{
	return r->type == RECORD_BOOK ||
	       (r->type == RECORD_OI && r->as.oi.width_ms == 0) ||
	       (r->type == RECORD_FUNDING &&
		   r->as.funding.kind == FUNDING_NEXT);
}

bool
pace_take(struct pace *p, const struct record *r)
{
	const struct head *h = &r->as.head;
	char room[ROOM];
	uint32_t id;

	if (!is_moment(r))
		return true;
	id = names_id(&p->names, name(room, r->type, h->exchange, h->symbol));
	if (id == p->n) {
		p->last = xgrow(p->last, p->n, &p->cap, sizeof(*p->last));
		p->last[p->n++] = INT64_MIN;
	}
	if (h->ts / p->interval <= p->last[id])
		return false;
	p->last[id] = h->ts / p->interval;
	return true;
}

void
pace_free(struct pace *p)
{
	names_free(&p->names);
	free(p->last);
	*p = (struct pace){ 0 };
}
