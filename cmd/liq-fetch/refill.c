#include "liq-fetch/refill.h"

#include <stdlib.h>

#include "base/x.h"

struct refill *
refill_open(const struct query *q, const struct exchange *x,
    struct budget_file *budget, uint32_t kinds, int64_t since, int64_t until,
    int64_t now)
{
	struct refill *r = xcalloc(1, sizeof(*r));

	r->query = *q;
	r->query.kinds = kinds;
	r->query.since = (struct when){ .ms = since, .given = true };
	r->query.until = (struct when){ .ms = until, .given = true };
	r->query.now = now;
	venue_open(&r->venue, x, &r->query);
	r->venue.budget = budget;
	r->venue.listed = true;
	return r;
}

bool
refill_done(const struct refill *r)
{
	return venue_done(&r->venue);
}

/* What of the hole is still missing. */
static int64_t
missing(const struct refill *r)
{
	struct cover all = { 0 };
	int64_t length;
	size_t i;

	for (i = 0; i < r->venue.tasks; i++) {
		cover_merge(&all, &r->venue.task[i]->missing);
		cover_merge(&all, &r->venue.task[i]->beyond);
	}
	length = r->venue.tasks == 0
		     ? r->hole.until - r->hole.since
		     : cover_length(&all, r->hole.since, r->hole.until);
	cover_free(&all);
	return length;
}

static void
put_gap(const struct refill *r, const char *symbol, const struct interval *v,
    enum gap_fix fix)
{
	struct record record;
	struct gap *g = &record.as.gap;

	record_clear(&record, RECORD_GAP);
	g->ts = g->until = v->until;
	g->since = v->since;
	g->why = (int)r->hole.why;
	g->fix = (int)fix;
	str_copy(
	    g->exchange, sizeof(g->exchange), str_of(r->venue.exchange->name));
	str_copy(g->symbol, sizeof(g->symbol), str_of(symbol));
	str_copy(
	    g->kind, sizeof(g->kind), str_of(record_names[RECORD_LIQUIDATION]));
	emit_control(r->query.emit, &record);
}

static void
tell_part(const struct refill *r, const struct interval *v, enum gap_fix fix)
{
	size_t i;

	if (r->n == 0)
		put_gap(r, "", v, fix);
	for (i = 0; i < r->n; i++)
		put_gap(r, r->of[i].symbol, v, fix);
}

/* What another feed's refill brought of all markets is not missing. */
static void
tell_hole(const struct refill *r)
{
	const struct interval whole = { r->hole.since, r->hole.until };
	const int64_t lacks = missing(r);
	struct cover left = { 0 };
	size_t i;

	if (lacks == 0) {
		tell_part(r, &whole, FIX_FILLED);
		if (r->filled != NULL)
			cover_add(r->filled, whole.since, whole.until);
		return;
	}
	cover_add(&left, whole.since, whole.until);
	if (r->filled != NULL)
		cover_subtract(&left, r->filled);
	for (i = 0; i < left.n; i++)
		tell_part(r, &left.of[i],
		    lacks < whole.until - whole.since ? FIX_PARTIAL : FIX_NONE);
	cover_free(&left);
}

void
refill_tell(struct refill *r)
{
	if (r->hole.since != 0)
		tell_hole(r);
	else
		venue_tell(&r->venue);
}

void
refill_close(struct refill *r)
{
	r->venue.budget = NULL; /* it is shared */
	venue_close(&r->venue);
	free(r->of);
	free(r);
}
