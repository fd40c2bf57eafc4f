#include "liq-fetch/hours.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/when.h"
#include "base/x.h"
#include "liq-fetch/reason.h"

int64_t
hours_of(int64_t ms)
{
	return floor_div(ms, HOUR_MS) * HOUR_MS;
}

/* Its folder with the slash behind it, or nothing; and the name in it. */
static struct str
folder_of(const char *file, const char **name)
{
	const char *slash = strrchr(file, '/');

	*name = slash != NULL ? slash + 1 : file;
	return (struct str){ file, (size_t)(*name - file) };
}

void
hours_path(struct buf *b, const char *file, int64_t hour)
{
	const char *name;
	struct civil c;

	when_civil(&c, hour);
	buf_str(b, folder_of(file, &name));
	buf_printf(b, "dt=%04d-%02d-%02d/hour=%02d/%s", c.year, c.month, c.day,
	    c.hour, name);
	buf_putc(b, '\0');
}

static int64_t
written(const struct stat *st)
{
	return st->st_mtim.tv_sec * SECOND_MS + st->st_mtim.tv_nsec / 1000000;
}

static void
add_day(struct hours *h, const char *file, int64_t day)
{
	struct buf path = { 0 };
	int64_t hour;
	struct stat st, folder;

	for (hour = day; hour < day + DAY_MS; hour += HOUR_MS) {
		buf_reset(&path);
		hours_path(&path, file, hour);
		if (stat(path.s, &st) != 0) {
			*strrchr(path.s, '/') = '\0';
			if (stat(path.s, &folder) != 0)
				continue;
			st = folder;
		}
		h->of = xgrow(h->of, h->n, &h->cap, sizeof(*h->of));
		h->of[h->n++] = (struct hours_one){ hour, written(&st) };
	}
	buf_free(&path);
}

static int
rising(const void *a, const void *b)
{
	const struct hours_one *x = a, *y = b;

	return (x->hour > y->hour) - (x->hour < y->hour);
}

void
hours_find(struct hours *h, const char *file)
{
	const struct str head = STR("dt=");
	const char *name;
	struct buf base = { 0 };
	struct dirent *e;
	struct str text;
	int64_t day;
	DIR *d;

	buf_str(&base, folder_of(file, &name));
	buf_puts(&base, ".");
	buf_putc(&base, '\0');
	d = opendir(base.s);
	while (d != NULL && (e = readdir(d)) != NULL) {
		text = str_of(e->d_name);
		if (str_starts(text, head) && text.n == head.n + 10 &&
		    when_parse_iso(&day, str_from(text, head.n)) == NULL)
			add_day(h, file, day);
	}
	if (d != NULL)
		closedir(d);
	buf_free(&base);
	if (h->n > 0)
		qsort(h->of, h->n, sizeof(*h->of), rising);
}

void
hours_free(struct hours *h)
{
	free(h->of);
	*h = (struct hours){ 0 };
}

const char *
hours_make(const char *path)
{
	char *folder = xstrdup(path);
	size_t n = strlen(path), slashes = 0;
	int error = 0;

	while (slashes < 2) /* that of the hour, that of the day */
		slashes += folder[--n] == '/';
	for (; folder[n] != '\0' && error == 0; n += strcspn(folder + n, "/")) {
		folder[n] = '\0';
		if (mkdir(folder, 0777) != 0 && errno != EEXIST)
			error = errno;
		folder[n++] = '/';
	}
	free(folder);
	return error != 0 ? strerror(error) : NULL;
}

int
hours_lock(const char *file, bool *held, const char **why)
{
	const char *name;
	struct buf path = { 0 };
	int fd;

	*held = false;
	buf_str(&path, folder_of(file, &name));
	buf_printf(&path, ".%s.lock", name);
	buf_putc(&path, '\0');
	fd = open(path.s, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (fd < 0) {
		*why = reason("%s: %s", path.s, strerror(errno));
	} else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		*held = errno == EWOULDBLOCK;
		*why = *held ? "another run is writing it" : strerror(errno);
		close(fd);
		fd = -1;
	}
	buf_free(&path);
	return fd;
}
