/*
 * append.h - a file that grows run by run, and is the truth about what was
 * written.
 *
 * It is locked while it is open.  A tail that a crash has torn is mended
 * before anything is added: a half line is cut off when it is opened; a gzip
 * file whose last member is cut is packed anew from its whole lines, beside
 * it, and replaced in one step.
 *
 * Layer: io.  Owns: the descriptor.
 */
#ifndef IO_APPEND_H
#define IO_APPEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct append {
	int fd; /* at the end of the file */
	const char *name;
	bool gzip; /* by its name */
	bool mended;
	/* Called when all that was written is on the disk; may be NULL. */
	void (*written)(void *);
	void *arg;
	struct pack *pack; /* while it is written to (out.h) */
};

/*
 * Opens or creates.  NULL, or why not; *held: another program has it.
 * Nothing is changed then.
 */
const char *append_open(struct append *, const char *name, bool *held);
/* To be read only, locked or not; by its content it is packed, or is not. */
const char *append_peek(struct append *, const char *name);
/*
 * The lines in [from, until), which are ends of lines (of gzip, ends of
 * members), oldest first; of what is longer than 1 MiB, the beginning.  end is
 * where a line ends, of gzip until.  *torn: a line or a gzip member is cut, or
 * it is no gzip, and what came before was given.  NULL or why it cannot be
 * read; line says false: no more, as if the file ended there.
 */
const char *append_lines(const struct append *, int64_t from, int64_t until,
    bool (*line)(void *, struct str, int64_t end), void *arg, bool *torn);
/* Packs a torn gzip file anew; NULL or why not. */
const char *append_mend(struct append *);
/* On the disk, not only with the kernel; NULL or why not. */
const char *append_sync(struct append *);
void append_close(struct append *);

#endif
