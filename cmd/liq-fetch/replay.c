#include "liq-fetch/replay.h"

#include <stdlib.h>

#include "base/x.h"
#include "io/log.h"
#include "liq-fetch/journal.h"
#include "liq-fetch/reason.h"

/* An answer that nobody has asked for yet. */
struct unasked {
	int number;
	struct hash128 question;
};

struct replay {
	const char *folder;
	struct journal *journal;
	struct entry begin, next; /* next: not dealt with yet; kind 0: none */
	enum replay_over over;
	bool idle; /* at the end: nothing was asked in the last turn */
	int64_t now;
	struct entry *wait; /* of this turn */
	size_t waits, wait_cap;
	struct unasked *unasked; /* in the order they came */
	size_t n, cap;
	struct saved saved; /* the answer that was given last */
	struct buf body;
	int64_t refused, passed;
};

const struct entry *
replay_begin(const struct replay *r)
{
	return &r->begin;
}

/* A file that was moved or changed since its name was looked at. */
static void
lose_answer(struct replay *r, int number, const char *why)
{
	log_warn("%s/%06d.answer: %s", r->folder, number, why);
	r->refused++;
}

static void
add_answer(struct replay *r, int number)
{
	struct unasked u = { .number = number };
	const char *why = saved_get(r->folder, number, &r->saved, NULL);

	if (why != NULL) {
		lose_answer(r, number, why);
		return;
	}
	u.question = question_hash(&r->saved.question);
	r->unasked = xgrow(r->unasked, r->n, &r->cap, sizeof(*r->unasked));
	r->unasked[r->n++] = u;
}

/* The entry that is next; kind 0: the journal is at its end. */
static const struct entry *
look(struct replay *r)
{
	struct entry *e = &r->next;

	while (e->kind == ENTRY_NONE && journal_next(r->journal, e)) {
		if (e->kind == ENTRY_ANSWER)
			add_answer(r, (int)e->number);
		if (e->kind == ENTRY_ANSWER || e->kind == ENTRY_OPEN ||
		    e->kind == ENTRY_BEGIN)
			e->kind = ENTRY_NONE;
	}
	return e;
}

void
replay_took(struct replay *r)
{
	r->next.kind = ENTRY_NONE;
}

/* Past everything that belongs to the turn before. */
static const struct entry *
next_turn(struct replay *r)
{
	const struct entry *e;

	while ((e = look(r))->kind != ENTRY_NONE && e->kind != ENTRY_TURN &&
	       e->kind != ENTRY_STOP && e->kind != ENTRY_END) {
		r->passed += entry_speaks(e);
		replay_took(r);
	}
	return e;
}

/* Every answer there should be is there, and whole. */
static const char *
check_answers(struct replay *r)
{
	const char *why;
	int number;

	for (number = 1; saved_is(r->folder, number); number++)
		if ((why = saved_get(r->folder, number, &r->saved, NULL)) !=
		    NULL)
			return reason(
			    "%s/%06d.answer: %s", r->folder, number, why);
	return NULL;
}

struct replay *
replay_open(const char *folder, const char **why)
{
	struct replay *r = xcalloc(1, sizeof(*r));

	r->folder = folder;
	if ((r->journal = journal_open(folder, why)) == NULL) {
		replay_close(r);
		return NULL;
	}
	*why = NULL;
	if (!journal_next(r->journal, &r->begin) ||
	    r->begin.kind != ENTRY_BEGIN)
		*why = reason("%s: it is no recording", folder);
	else
		*why = check_answers(r);
	if (*why != NULL) {
		replay_close(r);
		return NULL;
	}
	r->begin.command = (struct str){ 0 }; /* was in the line */
	r->now = r->begin.at;
	return r;
}

bool
replay_turn(struct replay *r, int64_t *now, int64_t *wall)
{
	const struct entry *e = next_turn(r);

	r->waits = 0;
	while (e->kind == ENTRY_TURN && e->at < r->now) {
		log_warn("%s: a clock that cannot be set was", r->folder);
		r->refused++;
		replay_took(r);
		e = next_turn(r);
	}
	if (e->kind == ENTRY_TURN) {
		*now = r->now = e->at;
		*wall = e->ts;
		replay_took(r);
		return true;
	}
	if (e->kind == ENTRY_STOP) {
		*now = r->now = e->at > r->now ? e->at : r->now;
		*wall = e->ts;
		r->over = e->why == STOP_SIGNAL ? REPLAY_SIGNAL : REPLAY_TIME;
		return false;
	}
	if (e->kind == ENTRY_END && r->begin.live != TRUTH_TRUE && !r->idle)
		return true;
	r->over = e->kind == ENTRY_END && r->begin.live != TRUTH_TRUE
		      ? REPLAY_TIME
		      : REPLAY_CUT;
	return false;
}

enum replay_over
replay_over(const struct replay *r)
{
	return r->over;
}

const struct entry *
replay_event(struct replay *r)
{
	const struct entry *e = look(r);

	return entry_speaks(e) ? e : NULL;
}

const struct entry *
replay_wait(struct replay *r, const char *exchange, int64_t n)
{
	const struct entry *e;
	size_t i;

	while ((e = look(r))->kind == ENTRY_WAIT) {
		r->wait =
		    xgrow(r->wait, r->waits, &r->wait_cap, sizeof(*r->wait));
		r->wait[r->waits++] = *e;
		replay_took(r);
	}
	for (i = 0; i < r->waits; i++)
		if (r->wait[i].number == n &&
		    strcmp(r->wait[i].exchange, exchange) == 0)
			return &r->wait[i];
	return NULL;
}

bool
replay_at_end(const struct replay *r)
{
	return r->next.kind == ENTRY_END && r->begin.live != TRUTH_TRUE;
}

/* The i-th of those unasked, to its question. */
static bool
give(struct replay *r, size_t i, struct http_answer *a)
{
	int number = r->unasked[i].number;
	const char *why = saved_get(r->folder, number, &r->saved, &r->body);

	memmove(r->unasked + i, r->unasked + i + 1,
	    (--r->n - i) * sizeof(*r->unasked));
	if (why != NULL) {
		lose_answer(r, number, why);
		return false;
	}
	saved_answer(&r->saved, buf_view(&r->body), a);
	return true;
}

static bool
is_same(struct hash128 a, struct hash128 b)
{
	return a.a == b.a && a.b == b.b;
}

int
replay_answer(struct replay *r, const struct hash128 *questions, size_t n,
    struct http_answer *a)
{
	size_t i, k;

	next_turn(r);
	r->idle = n == 0;
	for (i = 0; i < r->n; i++)
		for (k = 0; k < n; k++)
			if (is_same(r->unasked[i].question, questions[k]) &&
			    give(r, i, a))
				return (int)k;
	return -1;
}

int64_t
replay_refused(const struct replay *r)
{
	return r->refused + journal_refused(r->journal);
}

void
replay_close(struct replay *r)
{
	if (r == NULL)
		return;
	if (r->passed > 0)
		log_note("%s: %lld events of what is not asked for", r->folder,
		    (long long)r->passed);
	journal_close(r->journal);
	free(r->wait);
	free(r->unasked);
	buf_free(&r->body);
	free(r);
}
