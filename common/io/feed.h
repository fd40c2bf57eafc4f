/*
 * feed.h - the loop over files that every filter is.
 *
 * Opens each, hands over its lines, says what was refused (file, line,
 * reason), flushes the output before it may wait for input.
 *
 * Layer: io.  Owns: nothing beyond a run.
 */
#ifndef IO_FEED_H
#define IO_FEED_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct feed {
	/* The caller's.  line: NULL, or why it is refused. */
	void (*open)(void *, const char *name, bool regular);
	const char *(*line)(void *, struct str);
	/*
	 * Whole lines, as many as are at hand, with LINES_SLACK readable bytes
	 * behind (lines.h): takes what it can off the front and returns its
	 * bytes, *lines of them; the line it stopped at goes to line.  May be
	 * NULL.
	 */
	size_t (*block)(void *, struct str text, int64_t *lines);
	void (*refused)(void *, const char *why); /* by the reader or by line */
	/* Is a half line, or half of gzip, at the end no fault?  May be NULL.
	 */
	bool (*torn)(void *);
	void (*close)(void *, const char *why); /* why: cut short, else NULL */
	/* Called when input may have to be waited for; may be NULL. */
	void (*idle)(void);
	/*
	 * Called before fd is read, to wait for it in its own way; false: read
	 * no more, as if the input ended here.  May be NULL.
	 */
	bool (*wait)(void *, int fd);
	void *arg;

	int64_t rejected; /* lines */
	bool cut; /* some input was cut short */
	bool failed; /* some input could not be read */
	bool left; /* wait said no */
};

/*
 * names ends in NULL; none: stdin, which must not be a terminal (a usage
 * error).  Returns STATUS_OK, STATUS_FAILED (some file could not be opened or
 * read; the others were) or STATUS_INCOMPLETE (refused lines, cut input).
 */
int feed_files(struct feed *, char *const *names);

#endif
