#include "liq-fetch/tally.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/x.h"
#include "liq-fetch/resume.h"

/* One kind of one market; symbol "": of all of the exchange's. */
struct part {
	enum record_type kind;
	char symbol[64];
	struct cover had; /* by all tasks of it */
};

struct tally {
	const char *exchange;
	struct names names; /* kind, symbol */
	struct part *of;
	size_t n, cap;
};

static const char *
symbol_of(const struct task *t, size_t i)
{
	return t->n > 0 ? t->of[i].symbol : "";
}

static size_t
symbols(const struct task *t)
{
	return t->n > 0 ? t->n : 1;
}

/* Only what both have stays. */
static void
intersect(struct cover *c, const struct cover *other)
{
	struct cover rest = { 0 };

	cover_merge(&rest, c);
	cover_subtract(&rest, other);
	cover_subtract(c, &rest);
	cover_free(&rest);
}

static void
add(struct tally *all, enum record_type kind, const char *symbol,
    const struct cover *had)
{
	struct buf key = { 0 };
	struct part *p;
	uint32_t id;

	buf_printf(&key, "%d %s", (int)kind, symbol);
	id = names_id(&all->names, buf_view(&key));
	buf_free(&key);
	if (id < all->n) {
		intersect(&all->of[id].had, had);
		return;
	}
	all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
	p = &all->of[all->n++];
	*p = (struct part){ .kind = kind };
	str_copy(p->symbol, sizeof(p->symbol), str_of(symbol));
	cover_merge(&p->had, had);
}

static void
put_gap(const struct tally *all, struct emit *e, enum record_type kind,
    const char *symbol, struct interval v, int why, enum gap_fix fix)
{
	struct record r;
	struct gap *g = &r.as.gap;

	record_clear(&r, RECORD_GAP);
	g->ts = g->until = v.until;
	g->since = v.since;
	g->why = why;
	g->fix = (int)fix;
	str_copy(g->exchange, sizeof(g->exchange), str_of(all->exchange));
	str_copy(g->symbol, sizeof(g->symbol), str_of(symbol));
	str_copy(g->kind, sizeof(g->kind), str_of(record_names[kind]));
	emit_control(e, &r);
}

static void
put_marks(const struct tally *all, struct emit *e, const struct part *p)
{
	struct record r;
	struct mark *m = &r.as.mark;
	size_t i;

	for (i = 0; i < p->had.n; i++) {
		record_clear(&r, RECORD_MARK);
		m->ts = m->until = p->had.of[i].until;
		m->since = p->had.of[i].since;
		str_copy(
		    m->exchange, sizeof(m->exchange), str_of(all->exchange));
		str_copy(m->symbol, sizeof(m->symbol), str_of(p->symbol));
		str_copy(
		    m->kind, sizeof(m->kind), str_of(record_names[p->kind]));
		emit_control(e, &r);
	}
}

/* What earlier runs said was missing, and no longer is. */
static void
put_filled(const struct tally *all, struct emit *e, const struct part *p)
{
	const struct cover *lost = NULL;
	struct cover filled = { 0 };
	int why;
	size_t i;

	if (e->resume != NULL)
		lost = resume_lost(
		    e->resume, all->exchange, p->kind, p->symbol, &why);
	if (lost == NULL)
		return;
	cover_merge(&filled, lost);
	intersect(&filled, &p->had);
	for (i = 0; i < filled.n; i++)
		put_gap(
		    all, e, p->kind, p->symbol, filled.of[i], why, FIX_FILLED);
	cover_free(&filled);
}

static void
put_missing(const struct tally *all, struct emit *e, const struct task *t,
    const struct cover *c, enum gap_why why)
{
	size_t i, k;

	for (i = 0; i < c->n; i++)
		for (k = 0; k < symbols(t); k++)
			put_gap(all, e, t->rest->kind, symbol_of(t, k),
			    c->of[i], (int)why, FIX_NONE);
}

/* Up to where the history of it, or of any market, is had. */
static int64_t
reaches(const struct tally *all, enum record_type kind, const char *symbol)
{
	int64_t until = 0;
	size_t i;

	for (i = 0; i < all->n; i++) {
		const struct part *p = &all->of[i];

		if (p->kind != kind || p->had.n == 0 ||
		    (symbol[0] != '\0' && p->symbol[0] != '\0' &&
			strcmp(p->symbol, symbol) != 0))
			continue;
		if (p->had.of[p->had.n - 1].until > until)
			until = p->had.of[p->had.n - 1].until;
	}
	return until;
}

static void
put_moment(const struct tally *all, struct emit *e, const struct task *t)
{
	struct interval v = { .until = t->until };
	size_t k;

	if (t->missing.n == 0)
		return;
	for (k = 0; k < symbols(t); k++) {
		v.since = reaches(all, t->rest->kind, symbol_of(t, k));
		v.since = v.since > t->since ? v.since : t->since;
		v.since = v.since < v.until ? v.since : v.until;
		put_gap(all, e, t->rest->kind, symbol_of(t, k), v, (int)t->why,
		    FIX_NONE);
	}
}

static void
put_gaps(const struct tally *all, struct emit *e, const struct task *t)
{
	if (t->rest->kind == RECORD_INSTRUMENT)
		return;
	if (t->rest->moment) {
		put_moment(all, e, t);
		return;
	}
	put_missing(all, e, t, &t->missing, t->why);
	put_missing(all, e, t, &t->beyond, GAP_UNAVAILABLE);
}

void
tally_tell(struct task *const *of, size_t n, struct emit *e)
{
	struct tally all = { .exchange = n > 0 ? of[0]->exchange->name : "" };
	struct cover had = { 0 };
	size_t i, k;

	for (i = 0; i < n; i++) {
		if (of[i]->rest->moment ||
		    of[i]->rest->kind == RECORD_INSTRUMENT)
			continue;
		task_had(of[i], &had);
		for (k = 0; k < symbols(of[i]); k++)
			add(&all, of[i]->rest->kind, symbol_of(of[i], k), &had);
		cover_free(&had);
	}
	for (i = 0; i < all.n; i++) {
		put_marks(&all, e, &all.of[i]);
		put_filled(&all, e, &all.of[i]);
	}
	for (i = 0; i < n; i++)
		put_gaps(&all, e, of[i]);
	for (i = 0; i < all.n; i++)
		cover_free(&all.of[i].had);
	free(all.of);
	names_free(&all.names);
}
