/*
 * file.h - a file replaced in one step: readers see the old or the new.
 *
 * The new one is written beside the old as .NAME.liq-RANDOM and renamed over
 * it.  A symbolic link of that name is replaced, not followed.  What is no
 * regular file (a FIFO, a device) is written to directly.
 *
 * Layer: io.  Owns: the descriptor and the names.
 */
#ifndef IO_FILE_H
#define IO_FILE_H

#include <stdbool.h>

#include "base/str.h"

struct file {
	int fd, dir; /* dir: -1 when written to directly */
	char *name, *temp;
};

/* NULL, or why not (errno's words). */
const char *file_create(struct file *, const char *name);
const char *file_commit(struct file *); /* fsync, rename, fsync of the folder */
/* All of it to a descriptor; false: errno says why not. */
bool file_fill(int fd, struct str);
void file_abandon(struct file *); /* the old one stays */

#endif
