/*
 * past.h - a file that is appended to, opened: its past is known, and of its
 * bytes only what is new since the last run is read.
 *
 * The file is the truth.  A hint in the state folder says what was learned
 * from it, and from which bytes: it is used when the file is just as it was,
 * or when it has grown and every byte before is the same; else the whole file
 * is read.  So the hint changes nothing but time.  It is written last, when
 * the output is on the disk; one that cannot be read is set aside as .bad.
 *
 * A file that begins where another ended (HUP, logrotate) goes on from that,
 * which lies beside it: FILE.1 or FILE-20261122, maybe packed.
 *
 * Owns: the file, the folder, what is known, those before.  Ends the program,
 * with status 1, when the file can no longer be read.
 */
#ifndef LIQ_FETCH_PAST_H
#define LIQ_FETCH_PAST_H

#include "io/append.h"
#include "liq-fetch/resume.h"

#define PAST_BEFORE 8 /* files that a run has ended, and still knows */

struct past {
	struct append file;
	struct past *before; /* the one that was moved away; or NULL */
	char *moved; /* its name, where it was found by that */
	bool torn; /* it was moved away so; nobody mends it */
	struct resume resume;
	int64_t refused; /* lines that are new and could not be read */
	bool known; /* what the file had when it was opened */
	int state; /* the folder; -1: none */
	char hint[64]; /* its name there */
};

/*
 * Opens, mends, learns.  state: --state, or NULL.  NULL or why not; *held: by
 * another program.  ident: the run's.
 */
const char *past_open(struct past *, const char *name, const char *state,
    struct ident *ident, bool *held);
/* Is its name no longer that of the file that is open? */
bool past_moved(const struct past *);
/*
 * The file that begins under the name now is opened; no hint is used.  NULL or
 * why not: then nothing is changed.
 */
const char *past_again(
    struct past *next, const struct past *, const char *state);
/* The one that is no longer written to is the one before next, from now on. */
void past_turn(struct past *, const struct past *next);
/* The hint is not used, and written anew by past_save. */
const char *past_rebuild(
    struct past *, const char *name, const char *state, bool *held);
/* All that was written is on the disk (append.h): learn it, keep the hint. */
void past_save(void *past);
void past_close(struct past *);

#endif
