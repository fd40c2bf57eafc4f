#include "liq-fetch/tape.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>

#include "base/when.h"
#include "base/x.h"
#include "io/log.h"
#include "io/stop.h"
#include "json/json.h"
#include "liq-fetch/journal.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/replay.h"

/* A request that is out. */
struct asked {
	void *tag;
	struct question question;
	struct asked *next;
};

/* How often an exchange's budget was asked. */
struct asks {
	char exchange[24];
	int64_t n;
};

struct tape {
	struct http *http; /* NULL: replay */
	struct replay *replay; /* NULL: the network */
	struct journal *journal; /* NULL: nothing is kept */
	const char *folder;
	struct entry begin;
	int64_t answers, wall;
	enum replay_over over; /* of the network's runs, too */
	struct asked *out; /* oldest first; when they are kept, or replayed */
	struct asks *asks;
	size_t n, cap;
};

static int64_t
clock_ms(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return t.tv_sec * SECOND_MS + t.tv_nsec / 1000000;
}

static void
fail(const struct tape *t)
{
	log_error("%s: %s", t->folder, strerror(errno));
	exit(STATUS_FAILED);
}

void
tape_keep(struct tape *t, const struct entry *e)
{
	if (t->journal != NULL && !journal_put(t->journal, e))
		fail(t);
}

static void
begin(struct tape *t, const struct tape_run *run)
{
	struct buf words = { 0 };
	char *const *word = run->command;
	uint64_t seed = 0;

	if (getrandom(&seed, sizeof(seed), 0) != (ssize_t)sizeof(seed))
		seed = (uint64_t)clock_ms(CLOCK_MONOTONIC);
	t->begin = (struct entry){ .kind = ENTRY_BEGIN,
		.ts = clock_ms(CLOCK_REALTIME),
		.at = clock_ms(CLOCK_MONOTONIC),
		.seed = (int64_t)(seed >> 11),
		.version = VERSION,
		.live = run->live ? TRUTH_TRUE : TRUTH_FALSE,
		.keyed = run->keyed ? TRUTH_TRUE : TRUTH_FALSE };
	for (; *word != NULL; word++) {
		buf_putc(&words, words.n > 0 ? ',' : '[');
		json_put_text(&words, str_of(*word));
	}
	buf_puts(&words, words.n > 0 ? "]" : "[]");
	t->begin.command = buf_view(&words);
	tape_keep(t, &t->begin);
	t->begin.command = (struct str){ 0 };
	buf_free(&words);
}

struct tape *
tape_network(const struct http_setup *setup, const char *folder,
    const struct tape_run *run, const char **why)
{
	struct tape *t;

	if (folder != NULL && mkdir(folder, 0777) != 0) {
		*why = errno == EEXIST
			   ? reason("%s exists: --record wants a new folder",
				 folder)
			   : reason("%s: %s", folder, strerror(errno));
		return NULL;
	}
	t = xcalloc(1, sizeof(*t));
	t->folder = folder;
	if ((folder != NULL &&
		(t->journal = journal_create(folder, why)) == NULL) ||
	    (t->http = http_open(setup, why)) == NULL) {
		journal_close(t->journal);
		free(t);
		return NULL;
	}
	begin(t, run);
	return t;
}

struct tape *
tape_replay(const char *folder, const char **why)
{
	struct replay *replay = replay_open(folder, why);
	struct tape *t;

	if (replay == NULL)
		return NULL;
	t = xcalloc(1, sizeof(*t));
	t->folder = folder;
	t->replay = replay;
	t->begin = *replay_begin(replay);
	t->wall = t->begin.ts;
	return t;
}

bool
tape_turn(struct tape *t, int64_t until, int64_t *now, int64_t *wall)
{
	struct entry e = { .kind = ENTRY_TURN };
	bool over;

	if (t->replay != NULL) {
		*now = *now != 0 ? *now : t->begin.at;
		*wall = *wall != 0 ? *wall : t->begin.ts;
		over = !replay_turn(t->replay, now, wall);
		t->over =
		    stop_signal() != 0 ? REPLAY_SIGNAL : replay_over(t->replay);
		t->wall = *wall;
		return !over && stop_signal() == 0;
	}
	*now = e.at = clock_ms(CLOCK_MONOTONIC);
	*wall = e.ts = clock_ms(CLOCK_REALTIME);
	if (stop_signal() != 0)
		t->over = REPLAY_SIGNAL;
	else if (until != 0 && *now >= until)
		t->over = REPLAY_TIME;
	if (t->over != REPLAY_GOES_ON) {
		e.kind = ENTRY_STOP;
		e.why = t->over == REPLAY_SIGNAL ? STOP_SIGNAL : STOP_TIME;
	}
	tape_keep(t, &e);
	return t->over == REPLAY_GOES_ON;
}

const char *
tape_why(const struct tape *t)
{
	return t->over == REPLAY_SIGNAL ? "stopped by a signal"
	       : t->over == REPLAY_CUT	? "the recording is cut short"
					: "";
}

bool
tape_cut(const struct tape *t)
{
	return t->over == REPLAY_CUT;
}

bool
tape_over(const struct tape *t)
{
	return t->over != REPLAY_GOES_ON;
}

void
tape_start(struct tape *t, const struct http_ask *a)
{
	struct asked *k, **at = &t->out;

	if (t->journal != NULL || t->replay != NULL) {
		k = xcalloc(1, sizeof(*k));
		k->tag = a->tag;
		question_set(&k->question, a);
		while (*at != NULL)
			at = &(*at)->next;
		*at = k;
	}
	if (t->http != NULL)
		http_start(t->http, a);
}

static void
forget(struct asked **at)
{
	struct asked *k = *at;

	*at = k->next;
	free(k);
}

/* An answer to one of the questions that are out. */
static int
answer(struct tape *t, struct http_answer *a)
{
	struct hash128 *of = NULL;
	struct asked *k, **at;
	size_t n = 0, cap = 0;
	int which;

	for (k = t->out; k != NULL; k = k->next) {
		of = xgrow(of, n, &cap, sizeof(*of));
		of[n++] = question_hash(&k->question);
	}
	which = replay_answer(t->replay, of, n, a);
	free(of);
	if (which < 0 && (n == 0 || !replay_at_end(t->replay)))
		return 0;
	if (which < 0)
		*a = (struct http_answer){ .fault = HTTP_TLS,
			.words = "this was not recorded",
			.sent = t->wall,
			.received = t->wall,
			.date = INT_NONE };
	for (at = &t->out; which > 0; which--)
		at = &(*at)->next;
	a->tag = (*at)->tag;
	forget(at);
	return 1;
}

/* Its file first: the journal never names one that is not there. */
static void
keep_answer(struct tape *t, const struct http_answer *a)
{
	struct asked **at = &t->out;
	struct saved s = { 0 };
	struct entry e = { .kind = ENTRY_ANSWER, .ts = a->received };

	while (*at != NULL && (*at)->tag != a->tag)
		at = &(*at)->next;
	if (*at == NULL)
		return;
	s.question = (*at)->question;
	saved_set(&s, a);
	e.number = ++t->answers;
	if (!saved_put(t->folder, (int)e.number, &s, a->body))
		fail(t);
	tape_keep(t, &e);
	forget(at);
}

int
tape_next(struct tape *t, int64_t timeout_ms, struct http_answer *a)
{
	int got;

	if (t->replay != NULL)
		return stop_signal() != 0 ? -1 : answer(t, a);
	got = http_next(t->http, timeout_ms, a);
	if (got > 0 && t->journal != NULL)
		keep_answer(t, a);
	return got;
}

const struct entry *
tape_event(struct tape *t)
{
	return t->replay != NULL ? replay_event(t->replay) : NULL;
}

void
tape_took(struct tape *t)
{
	replay_took(t->replay);
}

int64_t
tape_asks(struct tape *t, const char *exchange, const struct entry **wait)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (strcmp(t->asks[i].exchange, exchange) == 0)
			break;
	if (i == t->n) {
		t->asks = xgrow(t->asks, t->n, &t->cap, sizeof(*t->asks));
		t->asks[t->n++] = (struct asks){ .n = 0 };
		str_copy(t->asks[i].exchange, sizeof(t->asks[i].exchange),
		    str_of(exchange));
	}
	t->asks[i].n++;
	*wait = t->replay != NULL
		    ? replay_wait(t->replay, exchange, t->asks[i].n)
		    : NULL;
	return t->asks[i].n;
}

void
tape_dice(struct tape *t, const char *exchange, const char *feed,
    const char *what, int64_t n, unsigned char room[32])
{
	struct buf b = { 0 };
	struct hash128 h;
	int half;

	for (half = 0; half < 2; half++) {
		buf_reset(&b);
		buf_printf(&b, "%lld %s %s %s %lld %d",
		    (long long)t->begin.seed, exchange, feed, what,
		    (long long)n, half);
		h = hash128(buf_view(&b));
		memcpy(room + half * sizeof(h), &h, sizeof(h));
	}
	buf_free(&b);
}

int64_t
tape_began(const struct tape *t)
{
	return t->begin.ts;
}

struct http *
tape_http(const struct tape *t)
{
	return t->http;
}

bool
tape_live(const struct tape *t)
{
	return t->replay == NULL;
}

const struct entry *
tape_begin(const struct tape *t)
{
	return &t->begin;
}

int64_t
tape_refused(const struct tape *t)
{
	return t->replay != NULL ? replay_refused(t->replay) : 0;
}

void
tape_close(struct tape *t)
{
	const struct entry end = { .kind = ENTRY_END,
		.ts = clock_ms(CLOCK_REALTIME) };

	if (t == NULL)
		return;
	tape_keep(t, &end);
	http_close(t->http);
	journal_close(t->journal);
	replay_close(t->replay);
	while (t->out != NULL)
		forget(&t->out);
	free(t->asks);
	free(t);
}
