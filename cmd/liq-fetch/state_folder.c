#include "liq-fetch/state_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "liq-fetch/reason.h"

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
