/*
 * reopen.h - HUP: a file of -a that was moved away is ended where it is now,
 * and the run goes on in a new one, under the old name.
 *
 * What the run knows of the old one it goes on to know, so that nothing is
 * lost between the two, and nothing comes twice.
 *
 * Ends the program, with status 1, when the old file cannot be written.
 */
#ifndef LIQ_FETCH_REOPEN_H
#define LIQ_FETCH_REOPEN_H

#include "liq-fetch/emit.h"
#include "liq-fetch/past.h"

struct shelf;

struct reopen {
	struct past *past; /* what is written to */
	struct shelf *shelf; /* --partition: that instead; or NULL */
	const char *state; /* --state, or NULL */
	struct emit *emit;
	const struct run *run;
};

/*
 * From time to time, now by a clock that cannot be set; does something after
 * HUP, and where it was moved.
 */
void reopen_look(const struct reopen *, int64_t now);

#endif
