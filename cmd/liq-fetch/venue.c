#include "liq-fetch/venue.h"

#include <stdlib.h>

#include "base/x.h"
#include "io/log.h"
#include "liq-fetch/permit.h"
#include "liq-fetch/tally.h"
#include "liq-fetch/venue_catalog.h"
#include "liq-fetch/venue_flight.h"
#include "liq-fetch/venue_plan.h"
#include "liq-fetch/venue_roster.h"

void
venue_open(struct venue *v, const struct exchange *x, const struct query *q)
{
	*v = (struct venue){ .exchange = x, .query = q };
}

void
flight_free(struct flight *f)
{
	buf_free(&f->ask.url);
	buf_free(&f->ask.body);
	buf_free(&f->ask.header);
	f->venue->flights--;
	free(f);
}

void
venue_fail(struct venue *v, int status)
{
	v->status = status_worst(v->status, status);
}

void
venue_settle(struct venue *v, struct job *j)
{
	if (!sweep_done(&j->sweep))
		return;
	task_over(j->task, j);
	if (j->sweep.missing.n > 0)
		venue_fail(v, STATUS_INCOMPLETE);
}

void
flight_give_up(struct venue *v, struct flight *f, enum gap_why why, int status)
{
	struct job *j = f->job;

	if (j->task->why == GAP_NONE)
		j->task->why = why;
	sweep_failed(&j->sweep, &f->page);
	venue_fail(v, status);
	venue_settle(v, j);
	flight_free(f);
}

void
venue_lose(struct venue *v, enum gap_why why, int status)
{
	struct flight *f;
	struct page page = { 0 };
	size_t i;

	/* It gave not even its lists. */
	if (!v->asked && !v->lost && !v->query->hole)
		venue_plan_nothing(v, why);
	v->lost = true;
	v->why = why;
	while ((f = v->again) != NULL) {
		v->again = f->next;
		flight_give_up(v, f, why, status);
	}
	for (i = 0; i < v->jobs; i++) {
		struct job *j = v->job[i];

		if (sweep_done(&j->sweep))
			continue;
		if (j->task->why == GAP_NONE)
			j->task->why = why;
		while (sweep_next(&j->sweep, &page))
			sweep_failed(&j->sweep, &page);
		venue_settle(v, j);
	}
	venue_fail(v, status);
}

void
venue_stop(struct venue *v, enum gap_why why)
{
	struct flight *f;

	while ((f = v->out) != NULL) {
		v->out = f->next;
		flight_give_up(v, f, why, STATUS_OK);
	}
	venue_lose(v, why, STATUS_OK);
}

static struct flight *
make(struct venue *v, struct job *j)
{
	struct flight *f = xcalloc(1, sizeof(*f));
	struct page page = { .market = j->market,
		.instrument = instruments_find(
		    v->query->instruments, v->exchange->name, j->market.symbol),
		.part = j->part,
		.key = v->query->key,
		.owner = j->owner,
		.now = v->query->now + v->offset,
		.price = price_of_coin(v->query->prices, j->market.base) };

	if (!sweep_next(&j->sweep, &page)) {
		free(f);
		return NULL;
	}
	*f = (struct flight){ .venue = v, .job = j, .page = page };
	str_copy(f->token, sizeof(f->token), str_of(page.token));
	f->page.token = f->token;
	f->ask.cost = j->task->rest->cost;
	v->flights++;
	if (!j->task->rest->ask(&f->ask, &f->page)) {
		flight_give_up(v, f, GAP_UNAVAILABLE, STATUS_INCOMPLETE);
		return NULL;
	}
	return f;
}

/* Margin tiers may need a price: they come when all else has been asked. */
static bool
waits(const struct venue *v, const struct job *j)
{
	return j->task->rest->kind == RECORD_TIER && v->flights > 0;
}

/* The next new request, markets in turn. */
static struct flight *
fresh(struct venue *v)
{
	struct flight *f;
	bool tiers;
	size_t i;

	for (tiers = false;; tiers = true) {
		for (i = 0; i < v->jobs; i++) {
			struct job *j;

			v->turn = (v->turn + 1) % v->jobs;
			j = v->job[v->turn];
			if ((j->task->rest->kind == RECORD_TIER) != tiers ||
			    waits(v, j))
				continue;
			if ((f = make(v, j)) != NULL)
				return f;
		}
		if (tiers)
			return NULL;
	}
}

static bool
sweeps_done(const struct venue *v)
{
	size_t i;

	for (i = 0; i < v->jobs; i++)
		if (!sweep_done(&v->job[i]->sweep))
			return false;
	return true;
}

/* Why none of its lists came. */
static enum gap_why
why_unlisted(const struct venue *v)
{
	size_t i;

	for (i = 0; i < v->tasks; i++)
		if (v->task[i]->why != GAP_NONE)
			return v->task[i]->why;
	return GAP_UNAVAILABLE;
}

/* What comes next in the life of a venue: its lists, then the query. */
static void
proceed(struct venue *v)
{
	if (v->flights > 0 || v->again != NULL)
		return;
	if (v->exchange->key_variable != NULL && v->query->key[0] == '\0') {
		log_warn("%s: it wants a key: set %s, or give --key-file",
		    v->exchange->name, v->exchange->key_variable);
		venue_lose(v, GAP_UNAVAILABLE, STATUS_REFUSED);
		return;
	}
	if (!v->listed && v->jobs == 0 && !venue_recall_lists(v))
		venue_plan_lists(v);
	if (!v->listed && sweeps_done(v)) {
		v->listed = true;
		v->list_whole = v->lists > 0 && v->status == STATUS_OK;
		venue_keep_lists(v);
		if (v->jobs > 0 && v->lists == 0) {
			venue_lose(v, why_unlisted(v), v->status);
			return;
		}
	}
	if (v->listed && !v->asked && !v->lost) {
		v->asked = true;
		venue_plan_query(v);
	}
}

/* It will not be asked in this run. */
static void
shut_out(struct venue *v, enum entry_wait why, int64_t now)
{
	const char *words =
	    v->budget != NULL ? budget_say(budget_of(v->budget), now) : NULL;

	if (words == NULL)
		words = why == WAIT_LIMIT ? "its limit is used up for now"
					  : "it is not to be asked now";
	log_warn("%s: %s", v->exchange->name, words);
	venue_lose(v,
	    why == WAIT_GEO    ? GAP_GEO
	    : why == WAIT_BAN  ? GAP_BAN
	    : why == WAIT_BUSY ? GAP_MAINTENANCE
			       : GAP_RATE_LIMIT,
	    why == WAIT_GEO || why == WAIT_BAN ? STATUS_REFUSED
					       : STATUS_TEMPORARY);
}

/* Its budget is asked, and asked again only when that time has come. */
static bool
may_go(struct venue *v, struct flight *f, int64_t now, enum entry_wait *why)
{
	struct permit p;

	if (now < f->after && f->after - now <= PERMIT_PATIENCE_MS)
		return false;
	p = permit_ask(v->query->tape, v->budget, v->exchange,
	    f->job->task->rest, f->ask.cost, now);
	f->after = p.until;
	*why = p.why;
	return p.until == 0;
}

/* Of one exchange's many, the first the budget lets go; or a new one. */
struct flight *
venue_next(struct venue *v, int64_t now)
{
	struct flight *f, **at;
	enum entry_wait why = WAIT_NONE;
	int waiting = 0;

	v->wake = 0;
	if (v->lost)
		return NULL;
	proceed(v);
	if (v->lost || (v->query->plan && v->asked))
		return NULL;
	for (at = &v->again;; at = &(*at)->next, waiting++) {
		if (*at == NULL) {
			if (waiting > 0 || v->flights >= VENUE_FLIGHTS ||
			    (*at = fresh(v)) == NULL)
				return NULL;
		}
		f = *at;
		if (may_go(v, f, now, &why))
			break;
		if (f->after - now > PERMIT_PATIENCE_MS) {
			shut_out(v, why, now);
			return NULL;
		}
		if (v->wake == 0 || f->after < v->wake)
			v->wake = f->after;
	}
	*at = f->next;
	f->next = v->out;
	v->out = f;
	f->tries++;
	return f;
}

bool
venue_done(const struct venue *v)
{
	if (v->query->plan && v->asked)
		return true;
	return v->flights == 0 && (v->lost || v->asked) && sweeps_done(v);
}

void
venue_tell(struct venue *v)
{
	size_t i;

	venue_roster(v, v->query->now + v->offset);
	for (i = 0; i < v->tasks; i++) {
		struct task *t = v->task[i];

		if (t->jobs > 0) { /* the run ended before they did */
			cover_add(&t->missing, t->since, t->until);
			t->why = t->why != GAP_NONE ? t->why : GAP_UNAVAILABLE;
		}
	}
	tally_tell(v->task, v->tasks, v->query->emit);
}

static void
free_all(struct flight *f)
{
	struct flight *next;

	for (; f != NULL; f = next) {
		next = f->next;
		flight_free(f);
	}
}

void
venue_close(struct venue *v)
{
	size_t i;

	free_all(v->again);
	free_all(v->out);
	for (i = 0; i < v->jobs; i++) {
		sweep_free(&v->job[i]->sweep);
		free(v->job[i]);
	}
	for (i = 0; i < v->tasks; i++) {
		task_free(v->task[i]);
		free(v->task[i]);
	}
	free(v->job);
	free(v->task);
	if (v->budget != NULL)
		budget_close(v->budget);
	*v = (struct venue){ 0 };
}
