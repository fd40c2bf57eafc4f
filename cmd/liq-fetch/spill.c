#include "liq-fetch/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/x.h"
#include "io/log.h"

#define WINDOWS (8 << 20) /* bytes of all runs that are read at once */
#define WINDOW_MOST (256 << 10)
#define WINDOW_LEAST (4 << 10)

/* A sorted stretch of the file, and what was read of it. */
struct spill_run {
	int64_t at, until; /* still to be read */
	struct buf window;
	size_t used; /* of the window, up to the line that is next */
	struct spill_line line; /* the next; of the window */
};

static int
in_order(const void *a, const void *b)
{
	const struct spill_line *x = a, *y = b;
	int c = (x->effective > y->effective) - (x->effective < y->effective);

	if (c == 0)
		c = str_cmp(x->text, y->text);
	return c != 0 ? c : (x->number > y->number) - (x->number < y->number);
}

static const char *
folder(void)
{
	const char *name = getenv("TMPDIR");

	return name != NULL && name[0] != '\0' ? name : "/var/tmp";
}

static _Noreturn void
failed(const char *what)
{
	log_error("%s: %s: %s; TMPDIR says where there is room", folder(), what,
	    strerror(errno));
	exit(STATUS_FAILED);
}

/* Without a name, so that nothing stays behind however the program ends. */
static int
make_file(void)
{
	struct buf name = { 0 };
	int fd = open(folder(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0) { /* not every file system can */
		buf_printf(&name, "%s/liq-XXXXXX", folder());
		buf_putc(&name, '\0');
		if ((fd = mkostemp(name.s, O_CLOEXEC)) >= 0)
			unlink(name.s);
		buf_free(&name);
	}
	if (fd < 0)
		failed("a temporary file cannot be made");
	return fd;
}

static void
write_all(struct spill *s, struct buf *b)
{
	struct str rest = buf_view(b);
	ssize_t got;

	for (; rest.n > 0; rest = str_from(rest, (size_t)got)) {
		got = pwrite(s->fd, rest.s, rest.n, s->end);
		if (got < 0 && errno == EINTR)
			got = 0;
		if (got < 0)
			failed("a temporary file cannot be written");
		s->end += got;
	}
	buf_reset(b);
}

/* The texts no longer move: the lines find theirs. */
static void
sort(struct spill *s)
{
	const char *at = s->text.s;
	size_t i;

	for (i = 0; i < s->n; i++) {
		s->line[i].text.s = at;
		at += s->line[i].text.n;
	}
	if (s->n > 1)
		qsort(s->line, s->n, sizeof(*s->line), in_order);
}

/* What is in memory becomes a run. */
static void
put_run(struct spill *s)
{
	struct spill_run *r = xcalloc(1, sizeof(*r));
	struct buf b = { 0 };
	size_t i;

	if (s->runs == 0)
		s->fd = make_file();
	s->run = xgrow(s->run, s->runs, &s->run_cap, sizeof(*s->run));
	s->run[s->runs++] = r;
	r->at = s->end;
	sort(s);
	for (i = 0; i < s->n; i++) {
		buf_put(&b, &s->line[i], sizeof(s->line[i]));
		buf_str(&b, s->line[i].text);
		if (b.n >= WINDOW_MOST || i + 1 == s->n)
			write_all(s, &b);
	}
	r->until = s->end;
	s->n = 0;
	buf_reset(&s->text);
	buf_free(&b);
}

void
spill_add(struct spill *s, const struct spill_line *l)
{
	size_t most = s->most != 0 ? s->most : SPILL_BYTES;

	if (s->n > 0 && s->text.n + s->n * sizeof(*l) + l->text.n > most)
		put_run(s);
	s->line = xgrow(s->line, s->n, &s->cap, sizeof(*s->line));
	s->line[s->n] = *l;
	s->line[s->n++].number = ++s->count;
	buf_str(&s->text, l->text);
}

/* At least need bytes of it are in the window, behind what was used. */
static void
fill(struct spill *s, struct spill_run *r, size_t need)
{
	size_t want = WINDOWS / s->runs;
	ssize_t got;

	buf_cut(&r->window, r->used);
	r->used = 0;
	want = want > WINDOW_MOST ? WINDOW_MOST : want;
	want = want < WINDOW_LEAST ? WINDOW_LEAST : want;
	want = want < need ? need : want;
	while (r->window.n < need) {
		if ((int64_t)want > r->until - r->at)
			want = (size_t)(r->until - r->at);
		got = pread(s->fd, buf_room(&r->window, want), want, r->at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got == 0)
			errno = EIO; /* somebody has cut it */
		if (got <= 0)
			failed("a temporary file cannot be read");
		r->window.n += (size_t)got;
		r->at += got;
	}
}

/* The run's next line; false: it has none. */
static bool
next_of(struct spill *s, struct spill_run *r)
{
	const size_t head = sizeof(r->line);

	if (r->at == r->until && r->used == r->window.n)
		return false;
	if (r->window.n - r->used < head)
		fill(s, r, head);
	memcpy(&r->line, r->window.s + r->used, head);
	if (r->window.n - r->used < head + r->line.text.n)
		fill(s, r, head + r->line.text.n);
	r->line.text.s = r->window.s + r->used + head;
	r->used += head + r->line.text.n;
	return true;
}

/* The heap: a run's next line comes after that of its parent. */
static void
sink(struct spill *s, size_t i)
{
	struct spill_run *r = s->run[i];
	size_t child;

	for (; (child = 2 * i + 1) < s->runs; i = child) {
		if (child + 1 < s->runs && in_order(&s->run[child + 1]->line,
					       &s->run[child]->line) < 0)
			child++;
		if (in_order(&r->line, &s->run[child]->line) <= 0)
			break;
		s->run[i] = s->run[child];
	}
	s->run[i] = r;
}

void
spill_sort(struct spill *s)
{
	size_t i;

	s->at = 0;
	if (s->runs == 0) {
		sort(s);
		return;
	}
	put_run(s);
	buf_free(&s->text);
	free(s->line);
	s->line = NULL;
	s->cap = 0;
	for (i = 0; i < s->runs; i++)
		next_of(s, s->run[i]);
	for (i = s->runs; i-- > 0;)
		sink(s, i);
}

static void
drop_run(struct spill_run *r)
{
	buf_free(&r->window);
	free(r);
}

const struct spill_line *
spill_next(struct spill *s)
{
	if (s->fd == 0)
		return s->at < s->n ? &s->line[s->at++] : NULL;
	if (s->given != NULL && !next_of(s, s->given)) {
		drop_run(s->given);
		s->run[0] = s->run[--s->runs];
	}
	if (s->given != NULL && s->runs > 0)
		sink(s, 0);
	s->given = s->runs > 0 ? s->run[0] : NULL;
	return s->given != NULL ? &s->given->line : NULL;
}

void
spill_free(struct spill *s)
{
	size_t i;

	for (i = 0; i < s->runs; i++)
		drop_run(s->run[i]);
	free(s->run);
	free(s->line);
	buf_free(&s->text);
	if (s->fd > 0)
		close(s->fd);
	*s = (struct spill){ .most = s->most };
}
