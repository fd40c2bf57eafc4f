#include "io/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/x.h"
#include "io/gunzip.h"
#include "io/input.h"
#include "io/map.h"
#include "io/stop.h"

#define CHUNK GUNZIP_BYTES /* of one read */
#define ROOM (LINE_MAX_BYTES + CHUNK + 2 + LINES_SLACK)
#define PIPE (1 << 20) /* bytes a pipe holds, where the system allows it */
#define WINDOW (4 << 20) /* bytes of a file that are mapped at once */
#define WINDOW_LEAST (1 << 20) /* less is read */

struct lines {
	const char *name, *error;
	int fd;
	bool regular, end, known; /* known: plain or gzip is decided */
	bool failed, cut; /* read(2) failed; the last line had no newline */
	struct gunzip *gzip;
	char *text; /* [first, n) is there, [first, seen) has no newline */
	size_t first, seen, n;
	char *own; /* what was allocated: text, unless a window is mapped */
	bool blocks; /* asked for: a regular file may be mapped */
	off_t mapped; /* where the window is in the file */
	int64_t number;
};

struct lines *
lines_open(const char *name, const char **why)
{
	struct lines *in;
	struct stat st;
	int fd;

	fd = strcmp(name, "-") == 0 ? STDIN_FILENO
				    : open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0) {
		*why = strerror(errno);
		return NULL;
	}
	if (S_ISDIR(st.st_mode)) {
		*why = strerror(EISDIR);
		if (fd != STDIN_FILENO)
			close(fd);
		return NULL;
	}
	in = xcalloc(1, sizeof(*in));
	in->name = fd == STDIN_FILENO ? "<stdin>" : name;
	in->fd = fd;
	in->regular = S_ISREG(st.st_mode);
	in->text = in->own = xcalloc(1, ROOM);
	return in;
}

/* Up to n bytes; 0 at the end (or when asked to stop); -1: in->error. */
static ssize_t
take(struct lines *in, void *p, size_t n)
{
	ssize_t got = input_read(in->fd, p, n, &in->error);

	if (got < 0)
		in->failed = true;
	return got;
}

/* gzip or plain, by the first two bytes; those stay in text or raw. */
static bool
decide(struct lines *in)
{
	ssize_t got;

	while (in->n < 2) {
		got = take(in, in->text + in->n, CHUNK);
		if (got < 0)
			return false;
		if (got == 0)
			break;
		in->n += (size_t)got;
		if (in->text[0] != '\x1f')
			break;
	}
	in->known = true;
	if (in->n < 2 || memcmp(in->text, "\x1f\x8b", 2) != 0)
		return true;
	in->gzip = gunzip_open(in->fd, in->text, in->n);
	in->n = 0;
	if (in->gzip == NULL)
		in->error = "out of memory";
	return in->gzip != NULL;
}

/* More bytes behind text[n); 1, 0 at the end, -1. */
static int
more_gzip(struct lines *in)
{
	ssize_t got;

	if (in->blocks && in->regular)
		gunzip_ahead(in->gzip);
	got = gunzip_next(in->gzip, in->text + in->n, &in->error, &in->failed);
	if (got > 0)
		in->n += (size_t)got;
	return got > 0 ? 1 : (int)got;
}

/*
 * The window is used up: reading goes on behind it.  One that shrank stays
 * mapped to the end, as others may still be looking at it.
 */
static bool
unmap(struct lines *in)
{
	if (map_shrunk(in->fd)) {
		in->error = "the file became shorter while it was read";
	} else if (lseek(in->fd, in->mapped + (off_t)in->first, SEEK_SET) < 0) {
		in->error = strerror(errno);
		in->failed = true;
	} else {
		map_close();
	}
	in->text = in->own;
	in->first = in->seen = in->n = 0;
	return in->error == NULL;
}

/*
 * The next stretch of a regular file as memory, from the half line that was
 * read on: whole lines, so that nothing is left over when it is used up.  What
 * is too short for that, or has no such lines, is read.
 */
static bool
map_more(struct lines *in)
{
	const size_t half = in->n - in->first;
	const char *text, *end;
	struct stat st;
	off_t at;
	size_t n;

	if (!in->blocks || !in->regular || in->gzip != NULL ||
	    half >= LINE_MAX_BYTES || stop_signal() != 0 ||
	    fstat(in->fd, &st) != 0 || (at = lseek(in->fd, 0, SEEK_CUR)) < 0)
		return false;
	at -= (off_t)half;
	if (st.st_size - at < WINDOW_LEAST + LINES_SLACK)
		return false;
	n = st.st_size - at < WINDOW + LINES_SLACK ? (size_t)(st.st_size - at)
						   : WINDOW + LINES_SLACK;
	if ((text = map_open(in->fd, at, n)) == NULL)
		return false;
	if ((end = memrchr(text, '\n', n - LINES_SLACK)) == NULL) {
		map_close();
		return false;
	}
	in->text = (char *)text;
	in->mapped = at;
	in->first = in->seen = 0;
	in->n = (size_t)(end - text) + 1;
	return true;
}

static int
more(struct lines *in)
{
	ssize_t got;

	if (in->text != in->own && !unmap(in))
		return -1;
	if (in->known && map_more(in))
		return 1;
	if (!in->known) {
		if (!decide(in))
			return -1;
		if (in->n > 0)
			return 1;
		if (in->gzip == NULL)
			return 0;
	}
	if (in->gzip != NULL)
		return more_gzip(in);
	if ((got = take(in, in->text + in->n, CHUNK)) > 0)
		in->n += (size_t)got;
	return got > 0 ? 1 : (int)got;
}

/* The line [first, end) without its end; behind it is the next. */
static struct str
cut(struct lines *in, size_t end, size_t next)
{
	struct str s = { in->text + in->first, end - in->first };

	if (s.n > 0 && s.s[s.n - 1] == '\r')
		s.n--;
	if (in->number == 1 && str_starts(s, STR("\xef\xbb\xbf")))
		s = str_from(s, 3);
	in->first = in->seen = next;
	return s;
}

/* Room for another chunk: drop what was given, or the middle of too long. */
static void
make_room(struct lines *in, bool *too_long)
{
	if (in->text != in->own)
		return; /* a window has no half line at its end */
	if (in->first > 0) {
		memmove(in->text, in->text + in->first, in->n - in->first);
		in->n -= in->first;
		in->seen -= in->first;
		in->first = 0;
	}
	if (in->n > LINE_MAX_BYTES) {
		*too_long = true;
		in->n = in->seen = LINE_MAX_BYTES; /* a part is kept to show */
	}
}

int
lines_next(struct lines *in, struct str *line, const char **why)
{
	bool too_long = false;
	char *end;
	int rc;

	*why = NULL;
	in->number++;
	for (;;) {
		end = in->n > in->seen
			  ? memchr(in->text + in->seen, '\n', in->n - in->seen)
			  : NULL;
		if (end != NULL)
			break;
		in->seen = in->n;
		if (in->end || in->error != NULL)
			break;
		make_room(in, &too_long);
		if ((rc = more(in)) <= 0)
			in->end = rc == 0;
	}
	if (end != NULL) {
		size_t at = (size_t)(end - in->text);

		too_long = too_long || at - in->first > LINE_MAX_BYTES;
		*line = cut(in, at, at + 1);
	} else if (in->first < in->n && stop_signal() == 0) {
		*line = cut(in, in->n, in->n);
		*why = "cut: no newline at its end";
		in->cut = !too_long; /* what was kept is not all of it */
	} else {
		in->number--;
		return in->error != NULL ? -1 : 0;
	}
	if (too_long)
		*why = "longer than 1 MiB";
	return 1;
}

/* The first time: a pipe may hold more from now on. */
static void
begin_blocks(struct lines *in)
{
	if (in->blocks)
		return;
	in->blocks = true;
	if (!in->regular)
		(void)fcntl(in->fd, F_SETPIPE_SZ, PIPE);
}

bool
lines_block(struct lines *in, struct str *text)
{
	const char *end;
	bool none;

	begin_blocks(in);
	for (;;) {
		end = in->n > in->seen
			  ? memrchr(in->text + in->seen, '\n', in->n - in->seen)
			  : NULL;
		if (end != NULL)
			break;
		in->seen = in->n;
		if (in->end || in->error != NULL ||
		    in->n - in->first > LINE_MAX_BYTES)
			return false;
		make_room(in, &none);
		in->end = more(in) == 0;
	}
	*text = (struct str){ in->text + in->first,
		(size_t)(end - in->text) + 1 - in->first };
	return true;
}

void
lines_took(struct lines *in, size_t bytes, int64_t lines)
{
	in->first += bytes;
	in->seen = in->first;
	in->number += lines;
}

const char *
lines_error(const struct lines *in)
{
	return in->error;
}

const char *
lines_name(const struct lines *in)
{
	return in->name;
}

int64_t
lines_number(const struct lines *in)
{
	return in->number;
}

bool
lines_regular(const struct lines *in)
{
	return in->regular;
}

bool
lines_failed(const struct lines *in)
{
	return in->failed;
}

bool
lines_cut(const struct lines *in)
{
	return in->cut;
}

bool
lines_short(const struct lines *in)
{
	return in->error == gunzip_short;
}

bool
lines_ready(const struct lines *in)
{
	return in->seen < in->n &&
	       memchr(in->text + in->seen, '\n', in->n - in->seen) != NULL;
}

int
lines_waits(const struct lines *in)
{
	bool packed = in->gzip != NULL && gunzip_ready(in->gzip);

	return packed || in->end || in->error != NULL || lines_ready(in)
		   ? -1
		   : in->fd;
}

void
lines_close(struct lines *in)
{
	if (in == NULL)
		return;
	gunzip_close(in->gzip);
	if (in->blocks)
		map_close();
	if (in->fd != STDIN_FILENO)
		close(in->fd);
	free(in->own);
	free(in);
}
