#include "liq-fetch/venue_plan.h"

#include <stdlib.h>

#include "base/x.h"
#include "liq-fetch/resume.h"
#include "liq-fetch/venue_note.h"

/* Kinds that a market has by being listed, and dated ones too. */
#define DATED_TOO (1u << RECORD_LIQUIDATION | 1u << RECORD_INSTRUMENT)

struct plan {
	struct venue *venue;
	const struct rest *rest;
	int64_t now; /* theirs */
	int64_t since, until, width;
};

int64_t
venue_width(const struct rest *r, int64_t asked)
{
	int64_t width = 0;
	int i;

	for (i = 0; r->widths != NULL && r->widths[i] != 0; i++) {
		width = r->widths[i];
		if (width >= asked)
			break;
	}
	return width;
}

static struct task *
add_task(struct plan *p)
{
	struct venue *v = p->venue;
	struct task *t = xcalloc(1, sizeof(*t));

	v->task = xgrow(v->task, v->tasks, &v->task_cap, sizeof(*v->task));
	v->task[v->tasks++] = t;
	*t = (struct task){ .exchange = v->exchange,
		.rest = p->rest,
		.since = p->since,
		.until = p->until,
		.width = p->width,
		.asked = INT_NONE,
		.newest = INT_NONE };
	return t;
}

/* The first time the exchange can tell of, or 0. */
static int64_t
earliest(const struct plan *p)
{
	int64_t reach = p->rest->reach, rows = p->rest->back * p->width;

	if (rows > 0 && (reach == 0 || rows < reach))
		reach = rows;
	return reach > 0 ? p->now - reach : 0;
}

/*
 * From where on a market has to be asked for, as far as the exchange reaches
 * back; the time before that is a gap, once.
 */
static int64_t
recall_market(const struct plan *p, const struct task *t, const char *symbol)
{
	const struct resume *had = p->venue->query->emit->resume;
	const char *exchange = t->exchange->name;
	enum record_type kind = p->rest->kind;
	int64_t reach = earliest(p), from;

	reach = reach > t->since ? reach : t->since;
	reach = reach < t->until ? reach : t->until;
	from = resume_since(had, exchange, kind, symbol, reach, t->until);
	if (from == reach &&
	    !resume_told(had, exchange, kind, symbol, t->since, reach))
		return t->since;
	return from;
}

/* What a file that is appended to has is not asked for again. */
static void
recall(struct plan *p, struct task *t)
{
	const struct resume *had = p->venue->query->emit->resume;
	int64_t from = t->until, one;
	size_t i;

	if (had == NULL || p->rest->moment)
		return;
	for (i = 0; i < t->n || (i == 0 && t->n == 0); i++) {
		one = recall_market(p, t, t->n > 0 ? t->of[i].symbol : "");
		from = one < from ? one : from;
	}
	t->since = from;
}

/* Its markets are known: from where on it has to be asked for. */
static void
place(struct plan *p, struct task *t)
{
	int64_t from;

	recall(p, t);
	from = earliest(p);
	if (from > t->since) {
		from = from < p->until ? from : p->until;
		cover_add(&t->beyond, t->since, from);
	}
}

static struct job *
add_job(struct plan *p, struct task *t, const struct market *m)
{
	struct venue *v = p->venue;
	struct job *j = xcalloc(1, sizeof(*j));
	int64_t from = t->since;

	v->job = xgrow(v->job, v->jobs, &v->job_cap, sizeof(*v->job));
	v->job[v->jobs++] = j;
	j->task = t;
	j->owner = "";
	if (m != NULL)
		j->market = *m;
	if (earliest(p) > from)
		from = earliest(p);
	sweep_start(&j->sweep, p->rest, from, p->until, p->width);
	t->jobs++;
	return j;
}

/* Is it offered for that market? */
static bool
offered(const struct plan *p, const struct market *m)
{
	struct page page = { .market = *m,
		.instrument = instruments_find(p->venue->query->instruments,
		    p->venue->exchange->name, m->symbol),
		.since = p->since,
		.until = p->until,
		.width = p->width,
		.rows = p->rest->rows,
		.token = "",
		.key = p->venue->query->key,
		.owner = "" };
	struct ask ask = { 0 };
	bool good = p->rest->ask(&ask, &page);

	buf_free(&ask.url);
	buf_free(&ask.body);
	buf_free(&ask.header);
	return good;
}

/* The task of the same request, where markets share one. */
static struct task *
shared(const struct plan *p, const struct market *m)
{
	struct venue *v = p->venue;
	struct buf mine = { 0 }, other = { 0 };
	struct task *found = NULL;
	size_t i;

	if (p->rest->group == NULL)
		return NULL;
	p->rest->group(&mine, m);
	for (i = v->tasks; i > 0 && found == NULL; i--) {
		if (v->task[i - 1]->rest != p->rest)
			break;
		buf_reset(&other);
		p->rest->group(&other, &v->task[i - 1]->of[0]);
		if (str_same(buf_view(&mine), buf_view(&other)))
			found = v->task[i - 1];
	}
	buf_free(&mine);
	buf_free(&other);
	return found;
}

bool
venue_wants(struct market *m, const struct query *q, const struct exchange *x,
    const struct instrument *i, enum record_type kind)
{
	enum meant meant;

	if (market_known(m, x, q->instruments, i->symbol) != NULL)
		return false;
	meant = wanted_row(q->wanted, x->name, m->symbol, m->base, m->quote);
	if (meant != MEANT_COIN)
		return meant != MEANT_NOT;
	return (!m->dated || DATED_TOO >> kind & 1) &&
	       (i->status[0] == '\0' || strcmp(i->status, "trading") == 0);
}

static void
plan_market(struct plan *p, const struct instrument *i)
{
	struct market m;
	struct task *t;

	if (!venue_wants(
		&m, p->venue->query, p->venue->exchange, i, p->rest->kind) ||
	    !offered(p, &m))
		return;
	if ((t = shared(p, &m)) == NULL)
		t = add_task(p);
	task_market(t, &m);
}

/* Each market, or group of them: from where on it is asked for needs all. */
static void
plan_markets(struct plan *p)
{
	struct venue *v = p->venue;
	const struct instruments *all = v->query->instruments;
	size_t first = v->tasks, i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->of[i].exchange, v->exchange->name) == 0)
			plan_market(p, &all->of[i]);
	for (i = first; i < v->tasks; i++) {
		place(p, v->task[i]);
		add_job(p, v->task[i], &v->task[i]->of[0]);
	}
}

/* The markets that are meant, where those are not all. */
static void
name_markets(struct plan *p, struct task *t)
{
	const struct query *q = p->venue->query;
	const struct instrument *i = q->instruments->of;
	const struct exchange *x = p->venue->exchange;
	struct market m;

	if (p->rest->kind == RECORD_INSTRUMENT || wanted_all(q->wanted, x))
		return;
	for (; i < q->instruments->of + q->instruments->n; i++)
		if (strcmp(i->exchange, x->name) == 0 &&
		    market_known(&m, x, q->instruments, i->symbol) == NULL &&
		    wanted_row(q->wanted, x->name, m.symbol, m.base, m.quote) !=
			MEANT_NOT)
			task_market(t, &m);
}

static void
plan_parts(struct plan *p)
{
	struct task *t = add_task(p);
	int i;

	name_markets(p, t);
	if (t->n == 0 && p->rest->kind != RECORD_INSTRUMENT &&
	    !wanted_all(p->venue->query->wanted, p->venue->exchange)) {
		p->venue->tasks--; /* none of its markets is meant */
		free(t);
		return;
	}
	place(p, t);
	for (i = 0; i < p->rest->parts; i++)
		add_job(p, t, NULL)->part = i;
}

static void
plan_owners(struct plan *p)
{
	const char *const *owner = p->venue->query->owners;
	struct task *t;

	if (owner == NULL || *owner == NULL) {
		venue_note(p->venue, "", "owner",
		    "positions are public by address: give --owner=ADDRESS",
		    p->now);
		return;
	}
	t = add_task(p);
	for (; *owner != NULL; owner++)
		add_job(p, t, NULL)->owner = *owner;
}

static void
plan_rest(struct plan *p)
{
	if (p->rest->kind == RECORD_POSITION)
		plan_owners(p);
	else if (p->rest->parts > 0)
		plan_parts(p);
	else
		plan_markets(p);
}

/* Times in their clock. */
static void
times(struct plan *p)
{
	const struct query *q = p->venue->query;

	p->now = q->now + p->venue->offset;
	p->until = q->until.given ? when_at(q->until, p->now) : p->now;
	p->since =
	    q->since.given ? when_at(q->since, p->now) : p->until - DAY_MS;
}

void
venue_plan_lists(struct venue *v)
{
	struct plan p = { .venue = v, .rest = v->exchange->rest };

	for (; p.rest != NULL && p.rest->kind != RECORD_NONE; p.rest++)
		if (p.rest->kind == RECORD_INSTRUMENT) {
			p.now = p.until = v->query->now;
			p.since = p.now - 1;
			plan_parts(&p);
		}
}

/* Operands learn which of them mean something. */
static void
meet(struct venue *v)
{
	const struct instruments *all = v->query->instruments;
	struct market m;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (strcmp(all->of[i].exchange, v->exchange->name) == 0 &&
		    market_known(&m, v->exchange, all, all->of[i].symbol) ==
			NULL)
			wanted_market(v->query->wanted, v->exchange, &m);
}

void
venue_plan_query(struct venue *v)
{
	struct plan p = { .venue = v };
	uint32_t kinds = v->query->kinds, had = 1u << RECORD_INSTRUMENT;
	int kind;

	meet(v);
	times(&p);
	p.rest = v->exchange->rest;
	for (; p.rest != NULL && p.rest->kind != RECORD_NONE; p.rest++) {
		if (!(kinds >> p.rest->kind & 1) ||
		    p.rest->kind == RECORD_INSTRUMENT)
			continue;
		had |= 1u << p.rest->kind;
		if (p.rest->moment && v->query->fed >> p.rest->kind & 1)
			continue;
		p.width = venue_width(p.rest, v->query->interval);
		if (!p.rest->moment || p.until >= p.now)
			plan_rest(&p);
	}
	if (kinds >> RECORD_TIER & 1 && v->exchange->tiers != NULL) {
		had |= 1u << RECORD_TIER;
		venue_table(v, p.now);
	}
	for (kind = 1; kind <= RECORD_KINDS; kind++)
		if (kinds >> kind & 1 && !(had >> kind & 1))
			venue_not_offered(
			    v, (enum record_type)kind, p.since, p.until, p.now);
		else if (kinds >> kind & 1)
			emit_source(v->query->emit, v->exchange->name,
			    kind == RECORD_LIQUIDATION
				? (int)v->exchange->class_at(p.until)
				: CLASS_NONE,
			    1u << kind);
}

void
venue_plan_nothing(struct venue *v, enum gap_why why)
{
	struct plan p = { .venue = v };
	int kind;

	times(&p);
	for (kind = 1; kind <= RECORD_KINDS; kind++)
		if (v->query->kinds >> kind & 1)
			venue_gap(
			    v, (enum record_type)kind, why, p.since, p.until);
}
