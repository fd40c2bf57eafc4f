#include "io/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/x.h"

#define STALE_SECONDS 3600 /* a left-over this old has no owner any more */

static char *
text_of(struct buf *b)
{
	buf_putc(b, '\0');
	return b->s;
}

/* ".NAME.liq-", the start of every temporary name for NAME. */
static void
put_prefix(struct buf *b, const char *name)
{
	const char *base = strrchr(name, '/');

	buf_putc(b, '.');
	buf_puts(b, base != NULL ? base + 1 : name);
	buf_puts(b, ".liq-");
}

static char *
temp_name(const char *name)
{
	struct buf b = { 0 };
	uint64_t random;

	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		random = (uint64_t)getpid() << 32 ^ (uint64_t)time(NULL);
	put_prefix(&b, name);
	buf_printf(&b, "%016llx", (unsigned long long)random);
	return text_of(&b);
}

/* Remove what runs that were killed have left behind. */
static void
sweep(int dir, const char *name)
{
	struct buf prefix = { 0 };
	struct dirent *e;
	struct stat st;
	DIR *d;
	int fd;

	put_prefix(&prefix, name);
	fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	d = fd >= 0 ? fdopendir(fd) : NULL;
	while (d != NULL && (e = readdir(d)) != NULL) {
		if (!str_starts(str_of(e->d_name), buf_view(&prefix)) ||
		    fstatat(dir, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISREG(st.st_mode) ||
		    time(NULL) - st.st_mtime < STALE_SECONDS)
			continue;
		fd = openat(dir, e->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			unlinkat(dir, e->d_name, 0);
		if (fd >= 0)
			close(fd);
	}
	if (d != NULL)
		closedir(d);
	buf_free(&prefix);
}

static int
folder_of(const char *name)
{
	const char *slash = strrchr(name, '/');
	struct buf b = { 0 };
	int fd;

	if (slash == NULL)
		buf_putc(&b, '.');
	else
		buf_put(&b, name, (size_t)(slash - name) + 1);
	fd = open(text_of(&b), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	buf_free(&b);
	return fd;
}

/* /dev/stdout is a link to whatever it is, and no link to be replaced. */
static bool
is_descriptor(const char *name)
{
	struct str s = str_of(name);

	return str_starts(s, STR("/dev/std")) || str_starts(s, STR("/dev/fd/"));
}

const char *
file_create(struct file *f, const char *name)
{
	struct stat st;
	mode_t mask;

	*f = (struct file){ -1, -1, NULL, NULL };
	if (lstat(name, &st) == 0 && S_ISDIR(st.st_mode))
		return strerror(EISDIR);
	if (is_descriptor(name) ||
	    (stat(name, &st) == 0 && !S_ISREG(st.st_mode))) {
		f->fd = open(name, O_WRONLY | O_TRUNC | O_CLOEXEC);
		return f->fd >= 0 ? NULL : strerror(errno);
	}
	if ((f->dir = folder_of(name)) < 0)
		return strerror(errno);
	sweep(f->dir, name);
	f->name = xstrdup(name);
	f->temp = temp_name(name);
	f->fd = openat(f->dir, f->temp,
	    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (f->fd < 0) {
		int saved = errno;

		file_abandon(f);
		return strerror(saved);
	}
	(void)flock(f->fd, LOCK_EX | LOCK_NB);
	umask(mask = umask(0));
	(void)fchmod(f->fd, 0666 & ~mask);
	return NULL;
}

static void
forget(struct file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	if (f->dir >= 0)
		close(f->dir);
	free(f->name);
	free(f->temp);
	*f = (struct file){ -1, -1, NULL, NULL };
}

const char *
file_commit(struct file *f)
{
	const char *why = NULL, *slash;
	int fd = f->fd;

	f->fd = -1;
	if (f->dir < 0) {
		if (close(fd) != 0)
			why = strerror(errno);
		forget(f);
		return why;
	}
	slash = strrchr(f->name, '/');
	if (fsync(fd) != 0 || close(fd) != 0 ||
	    renameat(f->dir, f->temp, f->dir,
		slash != NULL ? slash + 1 : f->name) != 0) {
		why = strerror(errno);
		unlinkat(f->dir, f->temp, 0);
	}
	(void)fsync(f->dir);
	forget(f);
	return why;
}

void
file_abandon(struct file *f)
{
	if (f->dir >= 0 && f->temp != NULL)
		unlinkat(f->dir, f->temp, 0);
	forget(f);
}

bool
file_fill(int fd, struct str text)
{
	ssize_t n;

	while (text.n > 0) {
		n = write(fd, text.s, text.n);
		if (n < 0 && errno != EINTR)
			return false;
		text = str_from(text, n > 0 ? (size_t)n : 0);
	}
	return true;
}
