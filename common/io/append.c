#include "io/append.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/buf.h"
#include "base/x.h"
#include "io/file.h"
#include "io/inflate.h"
#include "io/lines.h"

#define CHUNK (64 << 10) /* bytes that are read at once */

/* As much as there is, at most n bytes; -1: it failed. */
static ssize_t
read_at(int fd, char *to, size_t n, off_t at)
{
	size_t done = 0;
	ssize_t got;

	while (done < n) {
		got = pread(fd, to + done, n - done, at + (off_t)done);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

/* Where the last whole line ends. */
static off_t
whole(int fd, off_t size)
{
	char block[64 << 10];
	size_t n;
	ssize_t i;

	while (size > 0) {
		n = size < (off_t)sizeof(block) ? (size_t)size : sizeof(block);
		i = read_at(fd, block, n, size - (off_t)n);
		if (i < 0)
			return -1;
		for (; i > 0; i--)
			if (block[i - 1] == '\n')
				return size - (off_t)n + i;
		size -= (off_t)n;
	}
	return 0;
}

static const char *
mend_plain(struct append *a, off_t size)
{
	off_t end = whole(a->fd, size);

	if (end < 0 || (end < size && ftruncate(a->fd, end) != 0))
		return strerror(errno);
	a->mended = end < size;
	return NULL;
}

const char *
append_open(struct append *a, const char *name, bool *held)
{
	struct stat st;
	const char *why = NULL;

	*a = (struct append){ .name = name };
	*held = false;
	a->gzip = str_ends(str_of(name), STR(".gz"));
	a->fd = open(name, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (a->fd < 0)
		return strerror(errno);
	if (flock(a->fd, LOCK_EX | LOCK_NB) != 0) {
		*held = errno == EWOULDBLOCK;
		why = *held ? "another run is writing it" : strerror(errno);
	} else if (fstat(a->fd, &st) != 0) {
		why = strerror(errno);
	} else if (!S_ISREG(st.st_mode)) {
		why = "not a regular file";
	} else if (!a->gzip) {
		why = mend_plain(a, st.st_size);
	}
	if (why != NULL)
		append_close(a);
	return why;
}

const char *
append_peek(struct append *a, const char *name)
{
	unsigned char magic[2] = { 0 };

	*a = (struct append){ .name = name };
	a->fd = open(name, O_RDONLY | O_CLOEXEC);
	if (a->fd < 0)
		return strerror(errno);
	a->gzip = pread(a->fd, magic, 2, 0) == 2 && magic[0] == 0x1f &&
		  magic[1] == 0x8b;
	return NULL;
}

/* A stretch of the file, as it was before it was packed. */
struct source {
	const struct append *file;
	int64_t at, until; /* still to be read */
	struct inflate *gzip; /* NULL: plain */
	size_t n, used; /* of raw */
	unsigned char raw[CHUNK];
};

/* More of it in room; how much, 0 at the end, -1 with *why. */
static ssize_t
more(struct source *s, void *room, const char **why)
{
	size_t n =
	    s->until - s->at < CHUNK ? (size_t)(s->until - s->at) : CHUNK;
	ssize_t got = read_at(s->file->fd, room, n, s->at);

	if (got < 0)
		*why = strerror(errno);
	else
		s->at += got;
	return got;
}

static ssize_t
next(struct source *s, char *room, const char **why, bool *torn)
{
	ssize_t got;
	size_t n;

	if (s->gzip == NULL)
		return more(s, room, why);
	for (;;) {
		if (s->used == s->n) {
			if ((got = more(s, s->raw, why)) <= 0) {
				*torn = !inflate_whole(s->gzip);
				return got;
			}
			s->n = (size_t)got;
			s->used = 0;
		}
		n = inflate_run(s->gzip, s->raw, s->n, &s->used,
		    (unsigned char *)room, CHUNK, why);
		*torn = *why != NULL;
		*why = NULL;
		if (n > 0 || *torn)
			return (ssize_t)n;
	}
}

/* The lines of what came; the half one at its end waits in half. */
static bool
split(struct buf *half, struct str text, int64_t *end, bool gzip,
    bool (*line)(void *, struct str, int64_t), void *arg)
{
	const char *at;
	bool more = true;
	size_t n;

	while (
	    (at = text.n > 0 ? memchr(text.s, '\n', text.n) : NULL) != NULL) {
		n = (size_t)(at - text.s);
		*end += gzip ? 0 : (int64_t)n + 1;
		if (half->n > 0) {
			buf_put(half, text.s,
			    half->n + n > LINE_MAX_BYTES
				? LINE_MAX_BYTES - half->n
				: n);
			more = line(arg, buf_view(half), *end);
			buf_reset(half);
		} else {
			more = line(arg, (struct str){ text.s, n }, *end);
		}
		if (!more)
			return false;
		text = str_from(text, n + 1);
	}
	*end += gzip ? 0 : (int64_t)text.n;
	if (half->n + text.n > LINE_MAX_BYTES)
		text.n = LINE_MAX_BYTES - half->n;
	buf_str(half, text);
	return true;
}

const char *
append_lines(const struct append *a, int64_t from, int64_t until,
    bool (*line)(void *, struct str, int64_t), void *arg, bool *torn)
{
	struct source *s = xcalloc(1, sizeof(*s));
	struct buf half = { 0 };
	char *room = xmalloc(CHUNK);
	const char *why = NULL;
	int64_t end = a->gzip ? until : from;
	ssize_t got;

	*torn = false;
	s->file = a;
	s->at = from;
	s->until = until;
	if (a->gzip && (s->gzip = inflate_new()) == NULL)
		why = strerror(ENOMEM);
	while (why == NULL && (got = next(s, room, &why, torn)) > 0)
		if (!split(&half, (struct str){ room, (size_t)got }, &end,
			a->gzip, line, arg))
			break;
	*torn = *torn || half.n > 0;
	inflate_free(s->gzip);
	buf_free(&half);
	free(room);
	free(s);
	return why;
}

static const char *
pack(struct lines *in, gzFile out, bool *torn)
{
	struct str line;
	const char *why = NULL, *bad;
	int got;

	while (why == NULL && (got = lines_next(in, &line, &bad)) > 0) {
		if (bad != NULL)
			break; /* a half line */
		if (gzwrite(out, line.s, (unsigned)line.n) != (int)line.n ||
		    gzputc(out, '\n') != '\n')
			why = strerror(errno);
	}
	*torn = got < 0 || lines_cut(in);
	if (got < 0 && lines_failed(in))
		why = lines_error(in);
	if (gzclose(out) != Z_OK && why == NULL)
		why = "packing it anew failed";
	return why;
}

/* The descriptor of the new file in the place of the old; locked, too. */
static const char *
reopen(struct append *a)
{
	int fd = open(a->name, O_RDWR | O_APPEND | O_CLOEXEC);

	if (fd < 0)
		return strerror(errno);
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		close(fd);
		return strerror(errno);
	}
	close(a->fd);
	a->fd = fd;
	return NULL;
}

const char *
append_mend(struct append *a)
{
	struct file file;
	struct lines *in;
	const char *why;
	bool torn = false;
	gzFile out;

	if ((in = lines_open(a->name, &why)) == NULL)
		return why;
	if ((why = file_create(&file, a->name)) != NULL) {
		lines_close(in);
		return why;
	}
	out = gzdopen(dup(file.fd), "wb");
	why = out == NULL ? strerror(ENOMEM) : pack(in, out, &torn);
	lines_close(in);
	if (why != NULL || !torn) { /* whole after all */
		file_abandon(&file);
		return why;
	}
	a->mended = true;
	why = file_commit(&file);
	return why != NULL ? why : reopen(a);
}

const char *
append_sync(struct append *a)
{
	if (fdatasync(a->fd) != 0)
		return strerror(errno);
	if (a->written != NULL)
		a->written(a->arg);
	return NULL;
}

void
append_close(struct append *a)
{
	if (a->fd >= 0)
		close(a->fd);
	a->fd = -1;
}
