/*
 * replay.h - a recorded run, turn by turn: the clocks, and what happened
 * between two looks at them.
 *
 * Whoever asks the same at the same turns gets the same.  Who asks less gets
 * that part; what nobody asked for is passed over.  An answer waits until it
 * is asked for.
 *
 * Owns: the journal, and the answer that was given last.
 */
#ifndef LIQ_FETCH_REPLAY_H
#define LIQ_FETCH_REPLAY_H

#include "liq-fetch/entry.h"
#include "liq-fetch/saved.h"

struct replay;

/* Why there is no further turn. */
enum replay_over {
	REPLAY_GOES_ON,
	REPLAY_SIGNAL, /* the run was stopped by a signal */
	REPLAY_TIME, /* its time was over */
	REPLAY_CUT /* the recording ends within the run */
};

/* NULL with *why: no recording, or one whose answers are damaged. */
struct replay *replay_open(const char *folder, const char **why);
/* As the run began: its seed, what it was. */
const struct entry *replay_begin(const struct replay *);
/*
 * The next look at the clocks, left alone where there is none.  A run
 * without feeds has turns for as long as something is asked.
 */
bool replay_turn(struct replay *, int64_t *now, int64_t *wall);
enum replay_over replay_over(const struct replay *);
/*
 * What happened to a connection now, oldest first (entry_speaks), valid until
 * the next call but this; NULL: nothing more.
 */
const struct entry *replay_event(struct replay *);
void replay_took(struct replay *); /* it was dealt with */
/* The n-th asking of an exchange's budget had to wait; NULL: it had not. */
const struct entry *replay_wait(
    struct replay *, const char *exchange, int64_t n);
/*
 * An answer that came by now, to one of the questions; which, or -1: none
 * did.  Valid until the next call.
 */
int replay_answer(struct replay *, const struct hash128 *questions, size_t n,
    struct http_answer *);
/* All has been given: what is asked now was not recorded. */
bool replay_at_end(const struct replay *);
int64_t replay_refused(const struct replay *); /* lines, files */
void replay_close(struct replay *); /* NULL will do */

#endif
