/*
 * shelf.h - a file that is appended to, in parts of an hour (hours.h).
 *
 * What is written to a part between its opening and its closing is a run of
 * its own.  A few parts are open at once; one that is not the newest is closed
 * when nothing came for it for a while, and any hour can be opened again.
 *
 * The files are the truth.  A start reads the last of them: those of the times
 * that are asked for, those of the newest day, and those that the last run
 * wrote to at its end; they are mended.  Records of any other hour are read
 * when one of its time comes.
 *
 * What is written goes to the disk in its order, whatever part it is of, so
 * that a mark is never there before the records that it speaks of.
 *
 * Owns: the files and what is known of them.  Ends the program, with status 1,
 * when a part can no longer be read or written.
 */
#ifndef LIQ_FETCH_SHELF_H
#define LIQ_FETCH_SHELF_H

#include "io/append.h"
#include "liq-fetch/resume.h"

#define SHELF_OPEN 16 /* parts at once */
#define SHELF_IDLE_MS (2 * INT64_C(60000))

struct volume {
	struct append file;
	char *path;
	int64_t hour;
	int64_t used; /* clock of shelf_look */
	int64_t first; /* time that it speaks of first */
	int previous; /* enum previous: how the run before in it ended */
	int64_t count, gaps, gap_ms, newest; /* of the run; newest 0: none */
};

struct shelf {
	/* The caller's.  Words for the beginning and the end of a part. */
	void (*begin)(void *, const struct volume *);
	void (*end)(void *, const struct volume *);
	void *arg;
	int64_t began; /* epoch ms: the run */

	const char *file; /* DIR/NAME: the operand of -a */
	struct resume resume; /* a place of it is an hour */
	struct cover hours; /* that have a file, or will have one */
	struct cover torn; /* hours whose last run has no end */
	int lock; /* on all hours */
	struct volume *of[SHELF_OPEN], *at; /* at: what is written goes there */
	size_t n;
	int64_t now;
};

/*
 * What is there is known from since on.  NULL, or why not; *held: another run
 * has it.  ident: the run's; the name is kept.
 */
const char *shelf_open(struct shelf *, const char *file, int64_t since,
    struct ident *ident, bool *held);
/* What a crash has left open is ended. */
void shelf_begin(struct shelf *);
/* What is written next is of this hour, and speaks of first. */
struct volume *shelf_turn(struct shelf *, int64_t hour, int64_t first);
/* From time to time, now by a clock that cannot be set; hangup: HUP came. */
void shelf_look(struct shelf *, int64_t now, bool hangup);
/* All parts that are open are ended, the newest last. */
void shelf_end(struct shelf *);
void shelf_close(struct shelf *);

#endif
