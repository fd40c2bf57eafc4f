/*
 * lines.h - the lines of a file or pipe, plain or gzip by content.
 *
 * Nothing is held back: a line is given as soon as it is there.  Joined gzip
 * members are one file.  A line over LINE_MAX_BYTES is passed over and said.
 *
 * Layer: io.  Owns: the descriptor and two buffers.
 */
#ifndef IO_LINES_H
#define IO_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define LINE_MAX_BYTES (1 << 20)
#define LINES_SLACK 128 /* bytes behind a block that can be read, too */

struct lines;

/* "-" is stdin; NULL with *why when it cannot be opened or is a directory. */
struct lines *lines_open(const char *name, const char **why);
/*
 * 1: *line, without its end (\n or \r\n), valid until the next call; when
 * *why is not NULL the line itself is bad (too long, or cut: no newline at
 * the end of input) and *line is as much of it as was kept.
 * 0: the end.  -1: input failed or is cut (gzip); lines_error says why.
 * A stop signal (stop.h) gives 0.
 */
int lines_next(struct lines *, struct str *line, const char **why);
/*
 * Many whole lines at once: all that are at hand, each with its \n and
 * whatever else is in it; valid until all of them were taken (by lines_next,
 * too) and the next call after that.  lines_took takes some, off the front.
 * False: the next line is for lines_next (too long, or without its newline),
 * or none is left.  From the first call on a regular file is mapped, window
 * after window, where it is not gzip; a pipe is made larger.  A file that is
 * cut meanwhile ends in zeros, where no line may end any more.
 */
bool lines_block(struct lines *, struct str *text);
void lines_took(struct lines *, size_t bytes, int64_t lines);
const char *lines_error(const struct lines *);
bool lines_failed(const struct lines *); /* by read(2), not cut data */
const char *lines_name(const struct lines *); /* "<stdin>" for "-" */
int64_t lines_number(const struct lines *); /* of the last line, from 1 */
bool lines_regular(const struct lines *); /* a regular file, not a pipe */
bool lines_ready(const struct lines *); /* the next line needs no read */
int lines_waits(const struct lines *); /* the fd it would read, or -1 */
bool lines_cut(const struct lines *); /* the last line had no newline */
bool lines_short(const struct lines *); /* it ends within gzip data */
void lines_close(struct lines *);

#endif
