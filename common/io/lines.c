#include "io/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/x.h"
#include "io/inflate.h"
#include "io/stop.h"

#define CHUNK (128 << 10) /* bytes of one read */
#define ROOM (LINE_MAX_BYTES + CHUNK + 2)

struct lines {
	const char *name, *error;
	int fd;
	bool regular, end, known; /* known: plain or gzip is decided */
	bool failed, cut; /* read(2) failed; the last line had no newline */
	struct inflate *gzip;
	unsigned char *raw; /* gzip only: what was read, not yet inflated */
	size_t raw_n, raw_used;
	char *text; /* [first, n) is there, [first, seen) has no newline */
	size_t first, seen, n;
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
	in->text = xmalloc(ROOM);
	return in;
}

/* Up to n bytes; 0 at the end (or when asked to stop); -1: in->error. */
static ssize_t
take(struct lines *in, void *p, size_t n)
{
	ssize_t got;

	do {
		if (stop_signal() != 0)
			return 0;
		got = read(in->fd, p, n);
		if (got < 0 && errno == EAGAIN)
			poll(&(struct pollfd){ in->fd, POLLIN, 0 }, 1, -1);
	} while (got < 0 && (errno == EINTR || errno == EAGAIN));
	if (got < 0) {
		in->error = strerror(errno);
		in->failed = true;
	}
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
	if ((in->gzip = inflate_new()) == NULL) {
		in->error = "out of memory";
		return false;
	}
	in->raw = xmalloc(CHUNK + 2);
	memcpy(in->raw, in->text, in->n);
	in->raw_n = in->n;
	in->n = 0;
	return true;
}

/* More bytes behind text[n); 1, 0 at the end, -1. */
static int
more_gzip(struct lines *in)
{
	size_t got;
	ssize_t n;

	for (;;) {
		if (in->raw_used == in->raw_n) {
			if ((n = take(in, in->raw, CHUNK)) < 0)
				return -1;
			if (n == 0 && !inflate_whole(in->gzip) &&
			    stop_signal() == 0) {
				in->error = "gzip data is cut short";
				return -1;
			}
			if (n == 0)
				return 0;
			in->raw_n = (size_t)n;
			in->raw_used = 0;
		}
		got = inflate_run(in->gzip, in->raw, in->raw_n, &in->raw_used,
		    (unsigned char *)in->text + in->n, CHUNK, &in->error);
		in->n += got;
		if (in->error != NULL)
			return -1;
		if (got > 0)
			return 1;
	}
}

static int
more(struct lines *in)
{
	ssize_t got;

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
lines_ready(const struct lines *in)
{
	return in->seen < in->n &&
	       memchr(in->text + in->seen, '\n', in->n - in->seen) != NULL;
}

void
lines_close(struct lines *in)
{
	if (in == NULL)
		return;
	if (in->fd != STDIN_FILENO)
		close(in->fd);
	inflate_free(in->gzip);
	free(in->raw);
	free(in->text);
	free(in);
}
