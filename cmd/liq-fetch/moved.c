#include "liq-fetch/moved.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/buf.h"
#include "base/x.h"
#include "io/lines.h"

/* .1 or -20261122, and .gz behind it? */
static bool
is_ending(struct str s)
{
	size_t n = 1;

	if (str_ends(s, STR(".gz")))
		s.n -= 3;
	if (s.n < 2 || (s.s[0] != '.' && s.s[0] != '-'))
		return false;
	while (n < s.n && s.s[n] >= '0' && s.s[n] <= '9')
		n++;
	return n == s.n;
}

/* Has FILE nothing, or a begin that goes on from another run? */
static bool
is_heir(const char *file)
{
	const char *why;
	struct lines *in = lines_open(file, &why);
	struct str line;
	bool heir;

	if (in == NULL)
		return true;
	heir = lines_next(in, &line, &why) <= 0 ||
	       (str_starts(line, STR("{\"type\":\"begin\"")) &&
		   memmem(line.s, line.n, "\"previous\":\"", 12) != NULL);
	lines_close(in);
	return heir;
}

/* Is it being packed, from the one that path without .gz is? */
static bool
is_packing(struct str path)
{
	struct buf plain = { 0 };
	struct stat st;
	bool there;

	if (!str_ends(path, STR(".gz")))
		return false;
	buf_put(&plain, path.s, path.n - 3);
	buf_putc(&plain, '\0');
	there = stat(plain.s, &st) == 0;
	buf_free(&plain);
	return there;
}

/* The one that was written to last; NULL: there is none. */
static char *
find(const char *file)
{
	const char *slash = strrchr(file, '/');
	struct str name = str_of(slash != NULL ? slash + 1 : file), s;
	struct str folder = { file,
		slash != NULL ? (size_t)(slash - file) + 1 : 0 };
	struct buf path = { 0 };
	struct timespec best = { 0, 0 };
	char *found = NULL;
	struct dirent *e;
	struct stat st;
	DIR *d;

	buf_str(&path, folder);
	buf_puts(&path, ".");
	buf_putc(&path, '\0');
	d = opendir(path.s);
	while (d != NULL && (e = readdir(d)) != NULL) {
		s = str_of(e->d_name);
		if (!str_starts(s, name) || !is_ending(str_from(s, name.n)))
			continue;
		buf_reset(&path);
		buf_str(&path, folder);
		buf_str(&path, s);
		if (is_packing(buf_view(&path)))
			continue;
		buf_putc(&path, '\0');
		if (stat(path.s, &st) != 0 || !S_ISREG(st.st_mode) ||
		    st.st_mtim.tv_sec < best.tv_sec ||
		    (st.st_mtim.tv_sec == best.tv_sec &&
			st.st_mtim.tv_nsec < best.tv_nsec))
			continue;
		best = st.st_mtim;
		free(found);
		found = xstrdup(path.s);
	}
	if (d != NULL)
		closedir(d);
	buf_free(&path);
	return found;
}

char *
moved_find(const char *file)
{
	return is_heir(file) ? find(file) : NULL;
}
