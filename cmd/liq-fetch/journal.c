#include "liq-fetch/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/x.h"
#include "io/file.h"
#include "io/log.h"
#include "liq-fetch/reason.h"
#include "liq-fetch/ws.h"

#define CHUNK (256 << 10)
/* A message where each byte is \u0000, and what stands around it. */
#define LINE_MOST ((size_t)6 * WS_MESSAGE_MAX + 4096)

struct journal {
	int fd;
	char *path;
	struct buf line; /* writing: the one; reading: bytes from at on */
	size_t at, looked; /* looked: no newline before it */
	bool over; /* there is nothing more to be read */
	bool passing; /* the rest of a line that is too long */
	int64_t number, refused;
	struct buf text;
};

static struct journal *
start(const char *folder, int flags, const char **why)
{
	struct journal *j = xcalloc(1, sizeof(*j));
	struct buf path = { 0 };

	buf_printf(&path, "%s/" JOURNAL_NAME, folder);
	buf_putc(&path, '\0');
	j->path = path.s;
	j->fd = open(j->path, flags | O_CLOEXEC, 0666);
	if (j->fd >= 0)
		return j;
	*why = reason("%s: %s", j->path, strerror(errno));
	journal_close(j);
	return NULL;
}

struct journal *
journal_create(const char *folder, const char **why)
{
	return start(folder, O_WRONLY | O_CREAT | O_EXCL | O_APPEND, why);
}

struct journal *
journal_open(const char *folder, const char **why)
{
	return start(folder, O_RDONLY, why);
}

bool
journal_put(struct journal *j, const struct entry *e)
{
	buf_reset(&j->line);
	entry_put(&j->line, e);
	return file_fill(j->fd, buf_view(&j->line));
}

/* More bytes behind those at hand; false: there are none. */
static bool
more(struct journal *j)
{
	ssize_t n;

	buf_cut(&j->line, j->at);
	j->at = 0;
	do
		n = read(j->fd, buf_room(&j->line, CHUNK), CHUNK);
	while (n < 0 && errno == EINTR);
	if (n < 0) {
		log_warn("%s: %s", j->path, strerror(errno));
		j->refused++;
	}
	j->line.n += n > 0 ? (size_t)n : 0;
	return n > 0;
}

static void
refuse(struct journal *j, const char *why)
{
	log_warn("%s:%lld: %s", j->path, (long long)j->number, why);
	j->refused++;
}

/* The next whole line, without its newline; false: the end. */
static bool
next_line(struct journal *j, struct str *line)
{
	const char *newline = NULL;
	size_t n;

	for (;;) {
		n = j->line.n - j->at;
		if (n > j->looked)
			newline = memchr(
			    j->line.s + j->at + j->looked, '\n', n - j->looked);
		if (newline != NULL)
			break;
		j->looked = n;
		if (n > LINE_MOST) {
			j->passing = true;
			j->at = j->line.n;
			j->looked = 0;
		}
		if (more(j))
			continue;
		if (j->line.n > 0 || j->passing)
			log_warn(
			    "%s: its end was torn, and is left out", j->path);
		j->over = true;
		return false;
	}
	*line = (struct str){ j->line.s + j->at,
		(size_t)(newline - j->line.s) - j->at };
	j->at += line->n + 1;
	j->looked = 0;
	j->number++;
	return true;
}

bool
journal_next(struct journal *j, struct entry *e)
{
	struct str line;
	const char *why;
	bool passed;

	while (!j->over && next_line(j, &line)) {
		passed = j->passing;
		j->passing = false;
		why = passed ? "the line is too long"
			     : entry_parse(e, line, &j->text);
		if (why == NULL)
			return true;
		refuse(j, why);
	}
	return false;
}

int64_t
journal_refused(const struct journal *j)
{
	return j->refused;
}

void
journal_close(struct journal *j)
{
	if (j == NULL)
		return;
	if (j->fd >= 0)
		close(j->fd);
	buf_free(&j->line);
	buf_free(&j->text);
	free(j->path);
	free(j);
}
