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
#include "io/lines.h"

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

static const char *
mend_gzip(struct append *a, off_t size)
{
	struct file file;
	struct lines *in;
	const char *why;
	bool torn = false;
	gzFile out;

	if (size == 0)
		return NULL;
	if ((in = lines_open(a->name, &why)) == NULL)
		return why;
	if ((why = file_create(&file, a->name)) != NULL) {
		lines_close(in);
		return why;
	}
	out = gzdopen(dup(file.fd), "wb");
	why = out == NULL ? strerror(ENOMEM) : pack(in, out, &torn);
	lines_close(in);
	if (why != NULL || !torn) {
		file_abandon(&file);
		return why;
	}
	a->mended = true;
	why = file_commit(&file);
	return why != NULL ? why : reopen(a);
}

const char *
append_open(struct append *a, const char *name, bool *held)
{
	struct stat st;
	const char *why;

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
	} else {
		why = a->gzip ? mend_gzip(a, st.st_size)
			      : mend_plain(a, st.st_size);
	}
	if (why != NULL)
		append_close(a);
	return why;
}

static const char *
tail_gzip(struct append *a, void (*line)(void *, struct str), void *arg)
{
	struct lines *in;
	struct str s;
	const char *why, *bad;

	if ((in = lines_open(a->name, &why)) == NULL)
		return why;
	while (lines_next(in, &s, &bad) > 0)
		if (bad == NULL)
			line(arg, s);
	why = lines_failed(in) ? "cannot be read" : NULL;
	lines_close(in);
	return why;
}

const char *
append_tail(struct append *a, void (*line)(void *, struct str), void *arg)
{
	struct stat st;
	struct str text, one;
	off_t from;
	ssize_t n;
	char *room;

	if (a->gzip)
		return tail_gzip(a, line, arg);
	if (fstat(a->fd, &st) != 0)
		return strerror(errno);
	from = st.st_size > APPEND_TAIL ? st.st_size - APPEND_TAIL : 0;
	if (st.st_size == 0)
		return NULL;
	room = xmalloc((size_t)(st.st_size - from));
	n = read_at(a->fd, room, (size_t)(st.st_size - from), from);
	if (n < 0) {
		free(room);
		return strerror(errno);
	}
	text = (struct str){ room, (size_t)n };
	if (from > 0)
		str_split(&text, '\n', &one); /* it began before */
	while (str_split(&text, '\n', &one))
		if (one.n > 0)
			line(arg, one);
	free(room);
	return NULL;
}

const char *
append_sync(struct append *a)
{
	return fdatasync(a->fd) != 0 ? strerror(errno) : NULL;
}

void
append_close(struct append *a)
{
	if (a->fd >= 0)
		close(a->fd);
	a->fd = -1;
}
