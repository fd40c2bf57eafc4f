#include "liq-fetch/state_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "liq-fetch/reason.h"

#define CHUNK (64 << 10)

/* The path, terminated; false: nobody says where. */
static bool
find(struct buf *path, const char *given)
{
	const char *xdg = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

	if (given != NULL)
		buf_puts(path, given);
	else if (xdg != NULL && xdg[0] == '/')
		buf_printf(path, "%s/liq", xdg);
	else if (home != NULL && home[0] == '/')
		buf_printf(path, "%s/.local/state/liq", home);
	else
		return false;
	buf_putc(path, '\0');
	return true;
}

/* Each folder on the way that is not there. */
static bool
make(char *path)
{
	char *p, sep;

	for (p = path + (*path == '/');; p++) {
		if ((sep = *p) != '/' && sep != '\0')
			continue;
		*p = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST)
			return false;
		if ((*p = sep) == '\0')
			return true;
	}
}

int
state_folder_open(const char *given, const char **why)
{
	struct buf path = { 0 };
	int fd = -1;

	if (!find(&path, given))
		*why = "there is no HOME for bans and budgets: they are kept "
		       "in this process alone";
	else if (!make(path.s) ||
		 (fd = open(path.s, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
		*why = reason("%s: %s", path.s, strerror(errno));
	buf_free(&path);
	return fd;
}

bool
state_folder_get(int folder, const char *name, size_t most, struct buf *text)
{
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t got = 1;

	while (fd >= 0 && got > 0 && text->n <= most)
		if ((got = read(fd, buf_room(text, CHUNK), CHUNK)) > 0)
			text->n += (size_t)got;
	if (fd >= 0)
		close(fd);
	return fd >= 0 && got == 0;
}

bool
state_folder_put(int folder, const char *name, struct str text)
{
	char fresh[256];
	bool good;
	int fd;

	snprintf(fresh, sizeof(fresh), "%s.new", name);
	fd = openat(folder, fresh,
	    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	good = file_fill(fd, text) && fsync(fd) == 0;
	close(fd);
	good = good && renameat(folder, fresh, folder, name) == 0;
	if (!good)
		(void)unlinkat(folder, fresh, 0);
	return good;
}
