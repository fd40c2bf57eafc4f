/*
 * journal.h - what happened in a run, in its order: the file events.ndjson in
 * the folder of a recording.
 *
 * A line is with the kernel before anything is made of it, so what a program
 * had written when it was killed its journal explains.  A last line that was
 * torn is left out.
 *
 * Owns: the file, and the line that was read last.
 */
#ifndef LIQ_FETCH_JOURNAL_H
#define LIQ_FETCH_JOURNAL_H

#include "liq-fetch/entry.h"

#define JOURNAL_NAME "events.ndjson"

struct journal;

/* A new one, or an old one to be read; NULL with *why. */
struct journal *journal_create(const char *folder, const char **why);
struct journal *journal_open(const char *folder, const char **why);
/* False: it could not be written, and errno says why. */
bool journal_put(struct journal *, const struct entry *);
/*
 * The next one, its text valid until the next call; false: the end.  A line
 * that cannot be read is said, counted, and passed over.
 */
bool journal_next(struct journal *, struct entry *);
int64_t journal_refused(const struct journal *);
void journal_close(struct journal *); /* NULL will do */

#endif
