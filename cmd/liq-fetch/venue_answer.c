/*
 * venue_answer.c - what came back: an answer, a trouble, or nothing.
 */
#include <stdlib.h>

#include "base/x.h"
#include "io/log.h"
#include "liq-fetch/venue_flight.h"
#include "liq-fetch/venue_read.h"

/* Behind the others, to be sent again. */
static void
retry(struct venue *v, struct flight *f)
{
	struct flight **at = &v->again;

	while (*at != NULL)
		at = &(*at)->next;
	f->next = NULL;
	*at = f;
}

static void
landed(struct venue *v, const struct flight *f)
{
	struct flight **at = &v->out;

	while (*at != f)
		at = &(*at)->next;
	*at = f->next;
}

static void
learn_clock(struct venue *v, const struct http_answer *a)
{
	int64_t ours = a->sent + (a->received - a->sent) / 2;

	if (a->date == INT_NONE || v->timed)
		return;
	v->timed = true;
	v->offset = a->date + SECOND_MS / 2 - ours; /* Date has no fraction */
	if (v->offset > -2 * SECOND_MS && v->offset < 2 * SECOND_MS)
		v->offset = 0;
	else
		log_note("%s: its clock is %+lld ms from ours",
		    v->exchange->name, (long long)v->offset);
}

/* A fault of the wire, in the terms of an exchange's own troubles. */
static void
of_fault(struct trouble *t, const struct http_answer *a)
{
	*t = (struct trouble){ .kind = TROUBLE_BUSY };
	if (a->fault == HTTP_GARBLED || a->fault == HTTP_TOO_LARGE)
		t->kind = TROUBLE_BROKEN;
	trouble_words(t, str_of(http_say(a)));
}

static void
find_trouble(struct venue *v, struct trouble *t, const struct http_answer *a)
{
	const struct reply reply = { .status = a->status,
		.body = a->body,
		.type = a->type,
		.retry_after = a->retry_after,
		.now = a->received,
		.date = a->date };

	if (a->fault != HTTP_OK)
		of_fault(t, a);
	else
		v->exchange->trouble(t, &reply);
}

static void
say(const struct venue *v, const struct flight *f, const struct trouble *t,
    const struct http_answer *a)
{
	static const char *const what[] = { "", "asked too often",
		"this address is banned", "refused to where we are",
		"the key is wanting or wrong", "busy, or down",
		"no such market", "the request was not understood",
		"that was no answer" };

	if (a->fault != HTTP_OK)
		log_warn("%s: %s: %s", v->exchange->name,
		    f->job->task->rest->name, http_say(a));
	else
		log_warn("%s: %s: %s%s%s (%d)", v->exchange->name,
		    f->job->task->rest->name, what[t->kind],
		    t->words[0] != '\0' ? ": " : "", t->words, a->status);
}

/* What the wire lost is no word of the exchange. */
static enum gap_why
why_of(const struct trouble *t, const struct http_answer *a)
{
	if (a->fault != HTTP_OK)
		return GAP_UNAVAILABLE;
	switch (t->kind) {
	case TROUBLE_RATE:
		return GAP_RATE_LIMIT;
	case TROUBLE_BAN:
		return GAP_BAN;
	case TROUBLE_GEO:
		return GAP_GEO;
	case TROUBLE_BUSY:
		return GAP_MAINTENANCE;
	default:
		return GAP_UNAVAILABLE;
	}
}

/* There is no way to the exchange: asking on would not help. */
static bool
unreachable(const struct flight *f, const struct http_answer *a)
{
	switch (a->fault) {
	case HTTP_TLS:
	case HTTP_PROXY:
	case HTTP_PROXY_REFUSED:
	case HTTP_PROXY_TLS:
		return true;
	case HTTP_NO_NAME:
	case HTTP_NO_CONNECT:
		return f->tries > 1;
	default:
		return false;
	}
}

/* No answer: wait and ask again, leave this market, or the exchange. */
static void
trouble(struct venue *v, struct flight *f, const struct trouble *t,
    const struct http_answer *a)
{
	int64_t now = a->received;
	uint64_t seed = (uint64_t)now ^ (uint64_t)(uintptr_t)f << 16;
	bool aloud =
	    v->budget == NULL || budget_file_told(v->budget, t, now, seed);

	aloud = aloud && a->status != 0; /* of a lost connection, once */
	if (aloud)
		say(v, f, t, a);
	if (t->kind == TROUBLE_GEO || t->kind == TROUBLE_BAN ||
	    t->kind == TROUBLE_KEY) {
		retry(v, f);
		venue_lose(v, why_of(t, a), STATUS_REFUSED);
		return;
	}
	if ((t->kind == TROUBLE_RATE || t->kind == TROUBLE_BUSY ||
		t->kind == TROUBLE_BROKEN) &&
	    f->tries < VENUE_TRIES) {
		retry(v, f);
		return;
	}
	if (!aloud)
		say(v, f, t, a);
	flight_give_up(v, f, why_of(t, a),
	    t->kind == TROUBLE_SYMBOL || t->kind == TROUBLE_ASK
		? STATUS_INCOMPLETE
		: STATUS_TEMPORARY);
}

static void
count(struct venue *v, const struct flight *f, const struct http_answer *a)
{
	if (f->job->task->rest->kind != RECORD_INSTRUMENT) {
		v->pages++;
		return;
	}
	v->lists++;
	if (v->listed_at == 0 || a->received < v->listed_at)
		v->listed_at = a->received;
}

void
venue_answer(struct venue *v, struct flight *f, const struct http_answer *a)
{
	struct task *task = f->job->task;
	struct trouble t;
	struct turn turn;
	int64_t asked;
	const char *why;

	landed(v, f);
	learn_clock(v, a);
	asked = a->sent + v->offset;
	if (task->asked == INT_NONE || asked < task->asked)
		task->asked = asked;
	if (v->budget != NULL)
		budget_file_heard(v->budget, a->head, a->received);
	find_trouble(v, &t, a);
	if (v->lost) {
		flight_give_up(v, f, v->why, STATUS_OK);
		return;
	}
	if (unreachable(f, a)) {
		log_warn("%s: %s", v->exchange->name, http_say(a));
		retry(v, f);
		venue_lose(v, GAP_UNAVAILABLE, http_status(a->fault));
		return;
	}
	if (t.kind != TROUBLE_NONE) {
		trouble(v, f, &t, a);
		return;
	}
	if ((why = venue_read(v, f, a, &turn)) != NULL) {
		t.kind = TROUBLE_BROKEN;
		trouble_words(&t, str_of(why));
		trouble(v, f, &t, a);
		return;
	}
	if (v->budget != NULL)
		budget_file_told(v->budget, &t, a->received, 0);
	count(v, f, a);
	sweep_turn(&f->job->sweep, &f->page, &turn);
	venue_settle(v, f->job);
	flight_free(f);
}
