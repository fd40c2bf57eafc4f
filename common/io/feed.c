#include "io/feed.h"

#include <stddef.h>
#include <unistd.h>

#include "base/x.h"
#include "io/lines.h"
#include "io/log.h"
#include "io/stop.h"

static void
refuse(struct feed *f, const struct lines *in, const char *why)
{
	log_warn(
	    "%s:%lld: %s", lines_name(in), (long long)lines_number(in), why);
	f->rejected++;
	if (f->refused != NULL)
		f->refused(f->arg, why);
}

/* Does somebody append to the file?  Then it may end anywhere. */
static bool
grows(struct feed *f, const struct lines *in)
{
	return (lines_error(in) == NULL || lines_short(in)) &&
	       f->torn != NULL && f->torn(f->arg);
}

/*
 * A last line without its newline.  An object that is whole is taken; half
 * of one is no fault where somebody is appending to the file.
 */
static void
half_line(
    struct feed *f, const struct lines *in, struct str line, const char *why)
{
	if (f->line(f->arg, line) == NULL)
		return;
	if (grows(f, in))
		return;
	refuse(f, in, why);
}

/*
 * Output is flushed before input may have to be waited for.  False: nothing
 * more is to be read.
 */
static bool
idle(struct feed *f, const struct lines *in)
{
	int fd = lines_waits(in);

	if (f->idle != NULL && !lines_regular(in) && !lines_ready(in))
		f->idle();
	if (f->wait != NULL && fd >= 0 && !f->left)
		f->left = !f->wait(f->arg, fd);
	return !f->left;
}

/* What block takes of the lines to come; the next is for line. */
static void
whole_lines(struct feed *f, struct lines *in)
{
	struct str text;
	int64_t n = 0;
	size_t took;

	do {
		if (!idle(f, in) || !lines_block(in, &text))
			return;
		took = f->block(f->arg, text, &n);
		lines_took(in, took, n);
	} while (took == text.n);
}

static int
one_file(struct feed *f, const char *name)
{
	const char *why;
	struct lines *in = lines_open(name, &why);
	struct str line;
	bool growing;
	int rc;

	if (in == NULL) {
		log_error("%s: %s", name, why);
		f->failed = true;
		return STATUS_FAILED;
	}
	f->open(f->arg, lines_name(in), lines_regular(in));
	for (;;) {
		if (f->block != NULL)
			whole_lines(f, in);
		rc = idle(f, in) ? lines_next(in, &line, &why) : 0;
		if (rc <= 0)
			break;
		if (why == NULL)
			why = f->line(f->arg, line);
		else if (lines_cut(in)) {
			half_line(f, in, line, why);
			continue;
		}
		if (why != NULL)
			refuse(f, in, why);
	}
	growing = rc < 0 && grows(f, in);
	if (rc < 0 && !growing) {
		log_error("%s: %s", lines_name(in), lines_error(in));
		f->cut = true;
		f->failed = f->failed || lines_failed(in);
	}
	f->close(f->arg, stop_signal() != 0 ? "stopped by a signal"
			 : growing	    ? NULL
					    : lines_error(in));
	rc = rc == 0 || growing ? STATUS_OK
	     : lines_failed(in) ? STATUS_FAILED
				: STATUS_INCOMPLETE;
	lines_close(in);
	return rc;
}

int
feed_files(struct feed *f, char *const *names)
{
	char dash[] = "-";
	char *const standard[] = { dash, NULL };
	int status = STATUS_OK;

	if (names[0] == NULL) {
		if (isatty(STDIN_FILENO)) {
			log_error("no file named, and standard input is a "
				  "terminal; try -h");
			return STATUS_USAGE;
		}
		names = standard;
	}
	for (; *names != NULL && !f->left && stop_signal() == 0; names++)
		status = status_worst(status, one_file(f, *names));
	if (f->rejected > 0)
		status = status_worst(status, STATUS_INCOMPLETE);
	return status;
}
