#include "liq-fetch/shed.h"

#include <stdlib.h>

#include "base/x.h"

/* Of an exchange and a kind. */
struct shed_kind {
	char exchange[24], kind[16];
	int64_t told; /* the last mark ends there; 0: there was none */
	int64_t floor; /* the last gap ends there */
	bool lost; /* since, until: what no mark may cover */
	int64_t since, until, count;
};

static struct shed_kind *
kind_of(struct shed *s, const char *exchange, const char *kind)
{
	struct shed_kind *k;
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->of[i].exchange, exchange) == 0 &&
		    strcmp(s->of[i].kind, kind) == 0)
			return &s->of[i];
	s->of = xgrow(s->of, s->n, &s->cap, sizeof(*s->of));
	k = &s->of[s->n++];
	*k = (struct shed_kind){ .lost = false };
	str_copy(k->exchange, sizeof(k->exchange), str_of(exchange));
	str_copy(k->kind, sizeof(k->kind), str_of(kind));
	return k;
}

/* That much more is missing: all from the last mark's end on is. */
static void
lose(struct shed_kind *k, int64_t since, int64_t until)
{
	if (!k->lost) {
		k->since = k->told != 0 && k->told < since ? k->told : since;
		k->until = until;
		k->count = 0;
		k->lost = true;
	}
	k->since = since < k->since ? since : k->since;
	k->until = until > k->until ? until : k->until;
}

bool
shed_record(struct shed *s, const struct record *r, size_t n, size_t waits)
{
	struct shed_kind *k;
	int64_t until = record_effective(r);

	/* An eighth is for what has to be said of the rest. */
	if (s->max != 0 && waits + n > s->max - s->max / 8)
		s->full = true;
	if (!s->full)
		return true;
	k = kind_of(s, r->as.head.exchange, record_names[r->type]);
	lose(k, r->as.ts, until > r->as.ts ? until : r->as.ts + 1);
	k->count++;
	return false;
}

static bool
mark(struct shed *s, struct mark *m, bool room)
{
	struct shed_kind *k = kind_of(s, m->exchange, m->kind);

	if (k->lost || !room) {
		lose(k, m->since, m->until);
		return false;
	}
	m->since = m->since > k->floor ? m->since : k->floor;
	k->told = m->until > k->told ? m->until : k->told;
	return m->since < m->until;
}

bool
shed_control(struct shed *s, struct record *r, size_t waits)
{
	const struct gap *g = &r->as.gap;
	bool room = waits < s->max;

	if (s->max == 0)
		return true;
	if (r->type == RECORD_MARK)
		return mark(s, &r->as.mark, room);
	if (r->type == RECORD_GAP && !room) {
		lose(kind_of(s, g->exchange, g->kind), g->since, g->until);
		return false;
	}
	return true;
}

static void
put_gap(struct shed_kind *k, struct record *r)
{
	struct gap *g = &r->as.gap;

	record_clear(r, RECORD_GAP);
	g->ts = g->until = k->until;
	g->since = k->since;
	g->why = GAP_SLOW_READER;
	g->fix = FIX_NONE;
	g->count = k->count > 0 ? k->count : INT_NONE;
	str_copy(g->exchange, sizeof(g->exchange), str_of(k->exchange));
	str_copy(g->kind, sizeof(g->kind), str_of(k->kind));
	k->lost = false;
	k->floor = k->until > k->floor ? k->until : k->floor;
}

bool
shed_gap(struct shed *s, struct record *gap, size_t waits, bool last)
{
	size_t i;

	if (s->max == 0 || (!last && waits > s->max / 2))
		return false;
	s->full = false;
	for (i = 0; i < s->n; i++)
		if (s->of[i].lost) {
			put_gap(&s->of[i], gap);
			return true;
		}
	return false;
}

void
shed_free(struct shed *s)
{
	free(s->of);
	*s = (struct shed){ 0 };
}
