/*
 * append.h - a file that grows run by run, and is the truth about what was
 * written.
 *
 * It is locked while it is open.  A tail that a crash has torn is mended
 * before anything is added: a half line is cut off; a gzip file whose last
 * member is cut is packed anew from its whole lines, beside it, and replaced
 * in one step.
 *
 * Layer: io.  Owns: the descriptor.
 */
#ifndef IO_APPEND_H
#define IO_APPEND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define APPEND_TAIL (64 << 20) /* bytes of the end that are looked at */

struct append {
	int fd; /* at the end of the file */
	const char *name;
	bool gzip; /* by its name */
	bool mended;
};

/*
 * Opens or creates.  NULL, or why not; *held: another program has it.
 * Nothing is changed then.
 */
const char *append_open(struct append *, const char *name, bool *held);
/*
 * The lines of its end, oldest first (of gzip, all of them); NULL or why it
 * cannot be read.
 */
const char *append_tail(
    struct append *, void (*line)(void *, struct str), void *arg);
/* On the disk, not only with the kernel; NULL or why not. */
const char *append_sync(struct append *);
void append_close(struct append *);

#endif
