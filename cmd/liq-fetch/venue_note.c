#include "liq-fetch/venue_note.h"

#include "base/x.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/tiers.h"

void
venue_note(struct venue *v, const char *symbol, const char *code,
    const char *text, int64_t now)
{
	struct record r;

	record_clear(&r, RECORD_NOTE);
	r.as.note.ts = now;
	str_copy(r.as.note.exchange, sizeof(r.as.note.exchange),
	    str_of(v->exchange->name));
	str_copy(r.as.note.symbol, sizeof(r.as.note.symbol), str_of(symbol));
	str_copy(r.as.note.code, sizeof(r.as.note.code), str_of(code));
	str_copy(r.as.note.message, sizeof(r.as.note.message), str_of(text));
	emit_control(v->query->emit, &r);
}

void
venue_gap(struct venue *v, enum record_type kind, enum gap_why why,
    int64_t since, int64_t until)
{
	struct record r;
	struct gap *g = &r.as.gap;

	record_clear(&r, RECORD_GAP);
	str_copy(g->exchange, sizeof(g->exchange), str_of(v->exchange->name));
	str_copy(g->kind, sizeof(g->kind), str_of(record_names[kind]));
	g->since = since;
	g->ts = g->until = until;
	g->why = (int)why;
	g->fix = FIX_NONE;
	emit_control(v->query->emit, &r);
}

/* A kind it has no history of: said, and missing where that matters. */
void
venue_not_offered(struct venue *v, enum record_type kind, int64_t since,
    int64_t until, int64_t now)
{
	const struct exchange *x = v->exchange;
	bool live = kind == RECORD_LIQUIDATION && x->frame != NULL;
	const char *text;

	text = reason(live ? "%s publishes no history of %s records: only "
			     "who listens has them"
			   : "%s publishes no %s records",
	    x->name, record_names[kind]);
	venue_note(v, "", "not_offered", text, now);
	if (!live)
		return; /* what does not exist is not missing */
	venue_gap(v, kind, GAP_UNAVAILABLE, since, until);
	v->status = status_worst(v->status, STATUS_INCOMPLETE);
}

static void
give_tier(void *venue, const struct record *r)
{
	emit_record(((struct venue *)venue)->query->emit, r);
}

/* Tiers that the exchange tells nobody, as a dated table has them. */
void
venue_table(struct venue *v, int64_t now)
{
	const struct query *q = v->query;
	const struct context context = { NULL, "table", INT_NONE };
	const struct sink to = { .record = give_tier, .arg = v };
	const struct instrument *i = q->instruments->of;
	const struct exchange *x = v->exchange;
	struct market m;
	int n = 0;

	for (; i < q->instruments->of + q->instruments->n; i++)
		if (strcmp(i->exchange, x->name) == 0 &&
		    market_known(&m, x, q->instruments, i->symbol) == NULL &&
		    wanted_row(q->wanted, x->name, m.symbol, m.base, m.quote) !=
			MEANT_NOT)
			n += tiers_give(x, &m, now, &context, &to);
	venue_note(v, "", "table",
	    reason(n > 0 ? "%s tells margin tiers to its customers only: "
			   "these are of %s"
			 : "%s tells margin tiers to its customers only, and "
			   "of these markets none are known (%s)",
		x->name, x->tiers_date),
	    now);
}
