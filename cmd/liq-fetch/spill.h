/*
 * spill.h - lines in order of time, as many as there are.
 *
 * What does not fit into memory goes, sorted, to a temporary file without a
 * name (in TMPDIR, else /var/tmp), and is merged from there.
 *
 * Owns: the lines, the file; all zero is empty.  Ends the program, with status
 * 1, when the file cannot be made, written or read.
 */
#ifndef LIQ_FETCH_SPILL_H
#define LIQ_FETCH_SPILL_H

#include "base/buf.h"
#include "base/hash.h"

#define SPILL_BYTES (16 << 20) /* of lines in memory */

struct spill_line {
	int64_t effective;
	int64_t number; /* in the order they were added, from 1 */
	struct hash128 identity; /* the caller's; all zero: none */
	struct str text;
};

struct spill {
	size_t most; /* bytes in memory; 0: SPILL_BYTES */

	int64_t count;
	struct buf text; /* of the lines in memory */
	struct spill_line *line;
	size_t n, cap, at; /* at: the next to be given */
	int fd; /* of the file, when there are runs */
	int64_t end; /* its bytes */
	struct spill_run **run; /* sorted stretches of it; a heap */
	size_t runs, run_cap;
	struct spill_run *given; /* whose line was given last */
};

/* The text is copied; effective and identity are its. */
void spill_add(struct spill *, const struct spill_line *);
/* No more are added: spill_next gives them from the first on. */
void spill_sort(struct spill *);
/*
 * The next by effective time, then by text, then by number; NULL: none.  Valid
 * until the next call.
 */
const struct spill_line *spill_next(struct spill *);
void spill_free(struct spill *);

#endif
