/*
 * resume.h - what a file that is appended to already has: where it is
 * complete, where it is not, and which records are in its end.
 *
 * The file is the truth.  Its marks say what is complete, its gaps what is
 * not; its last events are counted (ident.h), so that asking again for what
 * overlaps adds nothing and deletes no twin.
 *
 * Pure.  Owns: its tables; all zero knows nothing.
 */
#ifndef LIQ_FETCH_RESUME_H
#define LIQ_FETCH_RESUME_H

#include "liq-fetch/ident.h"
#include "record/cover.h"
#include "record/record.h"

#define RESUME_OVERLAP_MS (2 * INT64_C(60000)) /* asked for again */

struct resume_key;

struct resume {
	struct names names; /* exchange, kind, symbol */
	struct resume_key *of;
	size_t n, cap;
	struct names seen, old; /* records that are no events: of what */
	struct ident *ident; /* the run's */
	int previous; /* enum previous: how the last run ended */
	int64_t lines; /* that could not be read */
	int64_t newest; /* time of the newest record; 0: none */
};

/* A line of the file's end, oldest first; r.ident is set before. */
void resume_line(void *resume, struct str line);
/*
 * From where [since, until) is still to be asked for: the first time that is
 * not complete, less the overlap.  until where nothing is.  Gaps that nobody
 * can fill (page_cap, unavailable) count as had.
 */
int64_t resume_since(const struct resume *, const char *exchange,
    enum record_type kind, const char *symbol, int64_t since, int64_t until);
/* Up to where something is had; 0: nothing is. */
int64_t resume_until(const struct resume *, const char *exchange,
    enum record_type kind, const char *symbol);
/* What of that was a gap, with its reason; NULL: nothing was. */
const struct cover *resume_lost(const struct resume *, const char *exchange,
    enum record_type kind, const char *symbol, int *why);
/* Is a record that is no event in the file?  From now on it is. */
bool resume_has(struct resume *, const struct record *);
/* As ident_age, of records that are no events. */
void resume_age(struct resume *);
void resume_free(struct resume *);

#endif
