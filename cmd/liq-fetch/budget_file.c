/*
 * budget_file.c - a budget shared by all processes of the user.
 *
 * Who holds the lock, a file of its own, reads the budget, changes it and
 * replaces it in one step.  Nobody waits long for the lock: who does not get
 * it asks again later, and keeps what it was told until then.
 */
#include "liq-fetch/budget.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/x.h"
#include "liq-fetch/budget_text.h"
#include "liq-fetch/http.h"
#include "liq-fetch/state_folder.h"

#define BYTES_MAX (64 << 10)
#define LOCK_TRIES 1000 /* with a nap between them */
#define NAP_NS 100000
#define LATER_MS 50

struct budget_file {
	const struct exchange *exchange;
	int dir, lock; /* -1: in this process alone */
	char name[64];
	struct budget budget;
	bool unsaved; /* something in it is not in the file */
	char note[256]; /* "": nothing to say */
	char said[256]; /* the one before */
	bool failed; /* writing did, and that was said */
};

static void
note(struct budget_file *f, const char *suffix, const char *why)
{
	snprintf(f->note, sizeof(f->note), "%s%s: %s", f->name, suffix, why);
}

static bool
hold(struct budget_file *f)
{
	const struct timespec nap = { 0, NAP_NS };
	int i;

	for (i = 0; f->lock >= 0 && i < LOCK_TRIES; i++) {
		if (flock(f->lock, LOCK_EX | LOCK_NB) == 0)
			return true;
		nanosleep(&nap, NULL);
	}
	return false;
}

static void
let_go(struct budget_file *f)
{
	flock(f->lock, LOCK_UN);
}

/* Beside the file: its name and a suffix. */
static const char *
beside(const struct budget_file *f, const char *suffix, char *room, size_t n)
{
	snprintf(room, n, "%s%s", f->name, suffix);
	return room;
}

/* The file's bytes; NULL, or why they cannot be had. */
static const char *
slurp(struct budget_file *f, struct buf *text)
{
	int fd = openat(f->dir, f->name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t got = 1;
	int saved;

	while (fd >= 0 && got > 0 && text->n <= BYTES_MAX)
		if ((got = read(fd, buf_room(text, 4096), 4096)) > 0)
			text->n += (size_t)got;
	saved = errno;
	if (fd >= 0)
		close(fd);
	return fd < 0 || got < 0 ? strerror(saved) : NULL;
}

/* What both know: nobody is asked sooner than either says. */
static void
join(struct budget *b, const struct budget *own)
{
	if (own->ban_until > b->ban_until ||
	    own->refused_until > b->refused_until)
		str_copy(b->words, sizeof(b->words), str_of(own->words));
	if (own->ban_until > b->ban_until)
		b->ban_until = own->ban_until;
	if (own->refused_until > b->refused_until)
		b->refused_until = own->refused_until;
	if (own->wait_until > b->wait_until) {
		b->wait_until = own->wait_until;
		b->busy_until = own->busy_until;
		b->tries = own->tries;
	}
}

/* Where there is no file the process's own knowledge stands. */
static void
load(struct budget_file *f)
{
	struct budget own = f->budget;
	struct buf text = { 0 };
	struct stat st;
	char bad[72];
	const char *why;

	if (fstatat(f->dir, f->name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	if ((why = slurp(f, &text)) == NULL)
		why = budget_parse(&f->budget, f->exchange, buf_view(&text));
	buf_free(&text);
	if (why == NULL && f->unsaved)
		join(&f->budget, &own);
	if (why == NULL)
		return;
	note(f, " is set aside as .bad", why);
	(void)renameat(
	    f->dir, f->name, f->dir, beside(f, ".bad", bad, sizeof(bad)));
}

static bool
spill(int fd, struct str text, bool safe)
{
	ssize_t got = write(fd, text.s, text.n);
	int saved = got < 0 ? errno : ENOSPC;
	bool good = got == (ssize_t)text.n;

	if (good && safe && fsync(fd) != 0) {
		saved = errno;
		good = false;
	}
	close(fd);
	errno = saved;
	return good;
}

/* safe: against a loss of power, too, as a ban has to be. */
static void
save(struct budget_file *f, bool safe)
{
	struct buf text = { 0 };
	char fresh[72];
	int fd;

	beside(f, ".new", fresh, sizeof(fresh));
	budget_put(&text, &f->budget, f->exchange);
	fd = openat(f->dir, fresh,
	    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	f->unsaved = fd < 0 || !spill(fd, buf_view(&text), safe) ||
		     renameat(f->dir, fresh, f->dir, f->name) != 0;
	if (f->unsaved && !f->failed) {
		note(f, "", strerror(errno));
		f->failed = true;
	}
	buf_free(&text);
}

struct budget_file *
budget_open(const char *state, const struct exchange *x, const char **why)
{
	struct budget_file *f = xcalloc(1, sizeof(*f));
	char lock[72];

	*why = NULL;
	f->exchange = x;
	snprintf(f->name, sizeof(f->name), "budget-%s", x->name);
	f->lock = -1;
	if ((f->dir = state_folder_open(state, why)) < 0)
		return f;
	f->lock = openat(f->dir, beside(f, ".lock", lock, sizeof(lock)),
	    O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (f->lock < 0)
		note(f, ".lock", strerror(errno));
	if (hold(f)) {
		load(f);
		let_go(f);
	}
	*why = budget_note(f);
	return f;
}

int64_t
budget_file_take(
    struct budget_file *f, const struct rest *rest, int cost, int64_t now)
{
	struct budget *b = &f->budget;
	int64_t when, until[3];

	if (f->lock < 0)
		return budget_take(b, f->exchange, rest, cost, now);
	if (!hold(f))
		return now + LATER_MS;
	load(f);
	until[0] = b->ban_until;
	until[1] = b->refused_until;
	until[2] = b->wait_until;
	when = budget_take(b, f->exchange, rest, cost, now);
	if (when == 0 || f->unsaved || until[0] != b->ban_until ||
	    until[1] != b->refused_until || until[2] != b->wait_until)
		save(f, false);
	let_go(f);
	return when;
}

bool
budget_file_told(
    struct budget_file *f, const struct trouble *t, int64_t now, uint64_t seed)
{
	bool held, news;

	if (t->kind == TROUBLE_NONE && f->budget.tries == 0)
		return false;
	if ((held = hold(f)))
		load(f);
	news = budget_told(&f->budget, t, now, seed);
	f->unsaved = true;
	if (held) {
		save(f, t->kind == TROUBLE_BAN || t->kind == TROUBLE_GEO);
		let_go(f);
	}
	return news;
}

/* A header's number: what stands in it, and nothing else. */
static int64_t
number(struct str s)
{
	int64_t n = 0;

	if (s.n == 0 || s.n > 15)
		return -1;
	for (; s.n > 0; s = str_from(s, 1)) {
		if (s.s[0] < '0' || s.s[0] > '9')
			return -1;
		n = n * 10 + (s.s[0] - '0');
	}
	return n;
}

/* True: other programs ask the exchange, too. */
static bool
heard(struct budget_file *f, struct str head, int64_t now)
{
	const struct counter *c = f->exchange->counters;
	bool others = false;
	size_t i;

	for (; c != NULL && c->header != NULL; c++)
		budget_heard(&f->budget, f->exchange, c->bucket,
		    number(http_header(head, c->header)), now);
	for (i = 0; i < BUDGET_BUCKETS; i++)
		others = others || f->budget.use[i].others > 0;
	return others;
}

void
budget_file_heard(struct budget_file *f, struct str head, int64_t now)
{
	/* They may be our own, whose requests are known to the file. */
	if (!heard(f, head, now) || !hold(f))
		return;
	load(f);
	heard(f, head, now);
	save(f, false);
	let_go(f);
}

const struct budget *
budget_of(const struct budget_file *f)
{
	return &f->budget;
}

const char *
budget_note(struct budget_file *f)
{
	if (f->note[0] == '\0')
		return NULL;
	str_copy(f->said, sizeof(f->said), str_of(f->note));
	f->note[0] = '\0';
	return f->said;
}

void
budget_close(struct budget_file *f)
{
	if (f == NULL)
		return;
	if (f->lock >= 0)
		close(f->lock);
	if (f->dir >= 0)
		close(f->dir);
	free(f);
}
