/*
 * resume.h - what a file that is appended to already has: where it is
 * complete, where it is not, and which records are in it.
 *
 * The file is the truth.  Its marks say what is complete, its gaps what is
 * not.  Its records are read again where they are of a time that is asked for
 * again: events are counted (ident.h), so that nothing is added twice and no
 * twin is dropped.
 *
 * What is learned from line after line may be kept (past_text.h) and gone on
 * with: it is the same as from the first line on.
 *
 * A file may go on from another that was moved away: all that is asked below
 * is asked of both.
 *
 * Pure.  Owns: its tables; all zero knows nothing.
 */
#ifndef LIQ_FETCH_RESUME_H
#define LIQ_FETCH_RESUME_H

#include "liq-fetch/ident.h"
#include "liq-fetch/places.h"
#include "liq-fetch/roster.h"
#include "record/cover.h"
#include "record/record.h"

#define RESUME_OVERLAP_MS (2 * INT64_C(60000)) /* asked for again */
/* An event with an id of its own may be told again with another time. */
#define RESUME_OWN_MS (60 * INT64_C(60000))
#define RESUME_SPANS 1024 /* of one kind and market; the oldest are dropped */

struct resume_key {
	struct cover had, lost, dead; /* marks; gaps; gaps for good */
	int why; /* enum gap_why of the last one */
};

struct resume {
	/* The caller's.  Gives the lines of a place to resume_record. */
	void (*read)(void *, const struct place *);
	void *arg;
	struct ident *ident; /* the run's */
	struct resume *before; /* of the file this one goes on from; or NULL */

	struct names names; /* exchange, kind, symbol */
	struct resume_key *of; /* by number */
	size_t n, cap;
	int previous; /* enum previous: how the last run ended */
	int64_t lines, refused; /* all; those that could not be read */
	struct places places;
	struct roster roster; /* its markets */

	struct cover known; /* times whose records were read */
	uint32_t scope; /* they are one delivery; 0: none was read */
	struct names seen, old; /* records that are no events: of what */
};

/* A line of the file, in its order; where it ends. */
void resume_line(void *resume, struct str line, int64_t end);
/* A line again, for its record. */
void resume_record(void *resume, struct str line, int64_t end);
/* All records of the file in [since, until] are to be known from now on. */
void resume_recall(struct resume *, int64_t since, int64_t until);
/* What is said of one kind and market; made where there is nothing. */
struct resume_key *resume_enter(struct resume *, const char *exchange,
    const char *kind, const char *symbol);
/*
 * From where [since, until) is still to be asked for: the first time that is
 * not complete, less the overlap.  until where nothing is.  Gaps that nobody
 * can fill (page_cap) count as had.
 */
int64_t resume_since(const struct resume *, const char *exchange,
    enum record_type kind, const char *symbol, int64_t since, int64_t until);
/* Up to where something is had; 0: nothing is. */
int64_t resume_until(const struct resume *, const char *exchange,
    enum record_type kind, const char *symbol);
/* Is all of [since, until) had, or said to be missing? */
bool resume_told(const struct resume *, const char *exchange,
    enum record_type kind, const char *symbol, int64_t since, int64_t until);
/* What of that was a gap, with its reason; NULL: nothing was. */
const struct cover *resume_lost(const struct resume *, const char *exchange,
    enum record_type kind, const char *symbol, int *why);
/* Which record it is, not what it says; of those that are no events. */
struct hash128 resume_identity(const struct record *);
/* Is it in the file?  add: from now on it is. */
bool resume_has(struct resume *, struct hash128 identity, bool add);
/* As ident_age, of the file's records; they are read again where needed. */
void resume_age(struct resume *);
void resume_free(struct resume *);

#endif
