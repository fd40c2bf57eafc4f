#include "liq-fetch/task.h"

#include <stdlib.h>

#include "base/x.h"

void
task_market(struct task *t, const struct market *m)
{
	t->of = xgrow(t->of, t->n, &t->cap, sizeof(*t->of));
	t->of[t->n++] = *m;
}

void
task_over(struct task *t, const struct job *j)
{
	cover_merge(&t->missing, &j->sweep.missing);
	if (j->sweep.newest > t->newest)
		t->newest = j->sweep.newest;
	if (t->why == GAP_NONE && j->sweep.missing.n > 0)
		t->why = GAP_PAGE_CAP;
	t->jobs--;
}

/* Up to where it can be said to be complete. */
static int64_t
end(const struct task *t)
{
	int64_t until = t->until;

	if (t->asked != INT_NONE && t->asked - TASK_SETTLE_MS < until)
		until = t->asked - TASK_SETTLE_MS;
	if (t->width > 0 && t->newest != INT_NONE &&
	    t->newest + t->width < until)
		until = t->newest + t->width;
	return until > t->since ? until : t->since;
}

static void
mark(struct record *r, const struct task *t, const char *symbol,
    const struct interval *v)
{
	struct mark *m = &r->as.mark;

	record_clear(r, RECORD_MARK);
	m->ts = m->until = v->until;
	m->since = v->since;
	str_copy(m->exchange, sizeof(m->exchange), str_of(t->exchange->name));
	str_copy(m->symbol, sizeof(m->symbol), str_of(symbol));
	str_copy(m->kind, sizeof(m->kind), str_of(record_names[t->rest->kind]));
}

static void
gap(struct record *r, const struct task *t, const char *symbol,
    const struct interval *v)
{
	struct gap *g = &r->as.gap;

	record_clear(r, RECORD_GAP);
	g->ts = g->until = v->until;
	g->since = v->since;
	g->why = (int)t->why;
	g->fix = FIX_NONE;
	str_copy(g->exchange, sizeof(g->exchange), str_of(t->exchange->name));
	str_copy(g->symbol, sizeof(g->symbol), str_of(symbol));
	str_copy(g->kind, sizeof(g->kind), str_of(record_names[t->rest->kind]));
}

static void
tell(const struct task *t, struct emit *e, const struct cover *c,
    void (*make)(struct record *, const struct task *, const char *,
	const struct interval *))
{
	struct record r;
	size_t i, k;

	for (i = 0; i < c->n; i++)
		for (k = 0; k < t->n || (k == 0 && t->n == 0); k++) {
			make(
			    &r, t, t->n == 0 ? "" : t->of[k].symbol, &c->of[i]);
			emit_control(e, &r);
		}
}

/* What earlier runs said was missing, and no longer is. */
static void
fill(const struct task *t, struct emit *e, const struct cover *had)
{
	struct cover filled = { 0 }, still = { 0 };
	struct record r;
	size_t i;

	cover_merge(&still, &t->lost);
	cover_subtract(&still, had);
	cover_merge(&filled, &t->lost);
	cover_subtract(&filled, &still);
	for (i = 0; i < filled.n; i++) {
		gap(&r, t, t->n > 0 ? t->of[0].symbol : "", &filled.of[i]);
		r.as.gap.why = t->lost_why;
		r.as.gap.fix = FIX_FILLED;
		emit_control(e, &r);
	}
	cover_free(&filled);
	cover_free(&still);
}

void
task_tell(const struct task *t, struct emit *e)
{
	struct cover had = { 0 };

	if (!t->rest->moment) {
		cover_add(&had, t->since, end(t));
		cover_subtract(&had, &t->missing);
		tell(t, e, &had, mark);
		fill(t, e, &had);
	}
	tell(t, e, &t->missing, gap);
	cover_free(&had);
}

bool
task_whole(const struct task *t)
{
	return t->missing.n == 0;
}

void
task_free(struct task *t)
{
	cover_free(&t->missing);
	cover_free(&t->lost);
	free(t->of);
	*t = (struct task){ 0 };
}
