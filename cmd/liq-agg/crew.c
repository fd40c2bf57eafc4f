#include "liq-agg/crew.h"

#include <signal.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/x.h"

#define PART (256 << 10) /* bytes: short enough for all to end together */
#define THREADS 16

/* Lines [from, from + lines) of a part. */
struct found {
	size_t bytes, from, lines;
	int64_t first, newest;
	bool stopped;
};

struct part {
	struct str text;
	bool done;
	struct reader *by;
	struct found *found;
	size_t n, cap, given;
	struct fast_line *line;
	uint64_t *hash;
	size_t lines, line_cap, hash_cap;
};

struct member {
	struct crew *crew;
	struct reader reader;
	struct fast_run run;
	pthread_t thread;
};

struct crew {
	const struct fast_kernel *kernel;
	enum crew_work asked;
	uint64_t secret[2];
	bool closing;
	struct member member[THREADS];
	int members;
	pthread_mutex_t lock; /* of what follows, and of what readers learn */
	pthread_cond_t work, done;
	struct part *part;
	size_t parts, cap, claimed, next; /* next: to be given out */
	size_t running; /* claimed, and not done */
};

static void
keep_hashes(struct part *p, const uint64_t *secret, const struct fast_run *run)
{
	size_t i;

	for (i = 0; i < run->n; i++) {
		p->hash = xgrow(
		    p->hash, p->lines + i, &p->hash_cap, sizeof(*p->hash));
		p->hash[p->lines + i] = hash64(secret, run->line[i].id);
	}
}

static void
keep_lines(struct part *p, const struct fast_run *run)
{
	while (p->line_cap - p->lines < run->n)
		p->line =
		    xgrow(p->line, p->line_cap, &p->line_cap, sizeof(*p->line));
	if (run->n > 0)
		memcpy(
		    p->line + p->lines, run->line, run->n * sizeof(*run->line));
	p->lines += run->n;
}

/* The run belongs to the stretch that is open. */
static void
note(struct found *f, const struct fast_run *run)
{
	size_t i;

	if (f->lines == 0 && run->n > 0)
		f->first = f->newest = run->line[0].ts;
	for (i = 0; i < run->n; i++)
		if (run->line[i].ts > f->newest)
			f->newest = run->line[i].ts;
	f->lines += run->n;
}

static struct found *
open_stretch(struct part *p)
{
	p->found = xgrow(p->found, p->n, &p->cap, sizeof(*p->found));
	p->found[p->n] = (struct found){ .from = p->lines };
	return &p->found[p->n++];
}

/* A line that is left to the strict reader may teach this one something. */
static struct str
pass(struct member *m, struct str text)
{
	const char *end = memchr(text.s, '\n', text.n);
	struct str line = text;

	if (end != NULL)
		line.n = (size_t)(end - text.s);
	if (m->reader.fast.unknown) {
		crew_hold(m->crew, true);
		fast_learn(&m->reader.fast, line);
		crew_hold(m->crew, false);
	}
	return str_from(text, line.n + 1);
}

static void
read_part(struct member *m, struct part *p)
{
	struct str text = p->text;
	struct found *f = open_stretch(p);
	size_t took;

	while (text.n > 0) {
		took = m->crew->kernel->take(&m->reader.fast, &m->run, text);
		note(f, &m->run);
		if (m->crew->asked == CREW_TALLY)
			tally_run(&m->reader.tally, m->run.line, m->run.n);
		if (m->crew->asked == CREW_HASHES)
			keep_hashes(p, m->crew->secret, &m->run);
		if (m->crew->asked != CREW_TALLY)
			keep_lines(p, &m->run);
		f->bytes += took;
		text = str_from(text, took);
		if (m->run.n == FAST_LINES || text.n == 0)
			continue;
		f->stopped = true;
		text = pass(m, text);
		f = open_stretch(p);
	}
}

static void *
work(void *arg)
{
	struct member *m = arg;
	struct crew *c = m->crew;
	struct part *p;

	pthread_mutex_lock(&c->lock);
	for (;;) {
		while (!c->closing && c->claimed == c->parts)
			pthread_cond_wait(&c->work, &c->lock);
		if (c->closing)
			break;
		p = &c->part[c->claimed++];
		p->by = &m->reader;
		c->running++;
		pthread_mutex_unlock(&c->lock);
		read_part(m, p);
		pthread_mutex_lock(&c->lock);
		p->done = true;
		c->running--;
		pthread_cond_signal(&c->done);
	}
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

/* Signals are for the thread that waits for input. */
static bool
start(struct member *m)
{
	sigset_t all, old;
	bool good;

	sigfillset(&all);
	sigdelset(&all, SIGBUS); /* map.h mends what is read here */
	pthread_sigmask(SIG_SETMASK, &all, &old);
	good = pthread_create(&m->thread, NULL, work, m) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return good;
}

struct crew *
crew_open(int threads, enum crew_work asked, const uint64_t secret[2])
{
	struct crew *c = xcalloc(1, sizeof(*c));
	struct member *m;

	c->kernel = fast_kernel();
	c->asked = asked;
	memcpy(c->secret, secret, sizeof(c->secret));
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->work, NULL);
	pthread_cond_init(&c->done, NULL);
	for (; c->members < threads && c->members < THREADS; c->members++) {
		m = &c->member[c->members];
		m->crew = c;
		if (!start(m))
			break; /* those that there are will do */
	}
	if (c->members > 0)
		return c;
	crew_close(c);
	return NULL;
}

/* Nothing is left of a part whose last stretch is empty. */
static bool
spent(const struct part *p)
{
	const struct found *last = &p->found[p->n - 1];

	return p->given == p->n ||
	       (p->given == p->n - 1 && last->lines == 0 && !last->stopped);
}

bool
crew_busy(struct crew *c)
{
	bool busy;

	pthread_mutex_lock(&c->lock);
	while (c->next < c->parts && c->part[c->next].done &&
	       spent(&c->part[c->next]))
		c->next++;
	busy = c->next < c->parts;
	pthread_mutex_unlock(&c->lock);
	return busy;
}

/* From the front of text, about PART bytes of whole lines. */
static struct str
cut(struct str *text)
{
	struct str part = *text;
	const char *end;

	if (part.n > PART) {
		end = memchr(part.s + PART, '\n', part.n - PART);
		if (end != NULL)
			part.n = (size_t)(end - part.s) + 1;
	}
	*text = str_from(*text, part.n);
	return part;
}

void
crew_begin(struct crew *c, struct str text)
{
	struct part *p;

	pthread_mutex_lock(&c->lock);
	c->parts = c->claimed = c->next = 0;
	while (text.n > 0) {
		if (c->parts == c->cap) {
			c->part =
			    xgrow(c->part, c->parts, &c->cap, sizeof(*c->part));
			memset(c->part + c->parts, 0,
			    (c->cap - c->parts) * sizeof(*c->part));
		}
		p = &c->part[c->parts++];
		p->text = cut(&text);
		p->done = false;
		p->n = p->given = p->lines = 0;
	}
	pthread_cond_broadcast(&c->work);
	pthread_mutex_unlock(&c->lock);
}

void
crew_next(struct crew *c, struct crew_stretch *s)
{
	struct part *p;
	const struct found *f;

	pthread_mutex_lock(&c->lock);
	p = &c->part[c->next];
	while (!p->done)
		pthread_cond_wait(&c->done, &c->lock);
	pthread_mutex_unlock(&c->lock);
	f = &p->found[p->given++];
	*s = (struct crew_stretch){ .bytes = f->bytes,
		.lines = f->lines,
		.first = f->first,
		.newest = f->newest,
		.stopped = f->stopped,
		.line = p->line != NULL ? p->line + f->from : NULL,
		.hash = p->hash != NULL ? p->hash + f->from : NULL,
		.by = p->by };
}

void
crew_rest(struct crew *c)
{
	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->claimed = c->parts;
	while (c->running > 0)
		pthread_cond_wait(&c->done, &c->lock);
	c->parts = c->claimed = c->next = 0;
	pthread_mutex_unlock(&c->lock);
}

void
crew_hold(struct crew *c, bool held)
{
	if (held)
		pthread_mutex_lock(&c->lock);
	else
		pthread_mutex_unlock(&c->lock);
}

struct reader *
crew_reader(struct crew *c, int thread)
{
	return thread < c->members ? &c->member[thread].reader : NULL;
}

void
crew_close(struct crew *c)
{
	size_t i;
	int k;

	if (c == NULL)
		return;
	pthread_mutex_lock(&c->lock);
	c->closing = true;
	pthread_cond_broadcast(&c->work);
	pthread_mutex_unlock(&c->lock);
	for (k = 0; k < c->members; k++) {
		pthread_join(c->member[k].thread, NULL);
		reader_free(&c->member[k].reader);
	}
	for (i = 0; i < c->cap; i++) {
		free(c->part[i].found);
		free(c->part[i].line);
		free(c->part[i].hash);
	}
	free(c->part);
	pthread_mutex_destroy(&c->lock);
	pthread_cond_destroy(&c->work);
	pthread_cond_destroy(&c->done);
	free(c);
}
