/*
 * tape.h - the world outside of a run: clocks, chance, requests over REST and
 * what happens to connections; from the network, kept on the way or not, or
 * from a recording.
 *
 * --record keeps all of it in a folder: events.ndjson (journal.h) and a file
 * for each answer (saved.h).  --replay gives it back, turn by turn, to
 * whoever asks the same: the same command writes the same bytes, as fast as
 * it can.
 *
 * Ends the program when a recording cannot be written: status 1, a message.
 *
 * Owns: the network, or the recording.
 */
#ifndef LIQ_FETCH_TAPE_H
#define LIQ_FETCH_TAPE_H

#include "liq-fetch/entry.h"
#include "liq-fetch/http.h"

struct tape;

/* What a recording says of its run. */
struct tape_run {
	char *const *command; /* the words of the command line */
	bool live; /* with feeds */
	bool keyed; /* with a key, which is never kept */
};

/* The network; folder NULL: nothing is kept.  NULL with *why. */
struct tape *tape_network(const struct http_setup *, const char *folder,
    const struct tape_run *, const char **why);
/* A folder that was recorded; NULL with *why. */
struct tape *tape_replay(const char *folder, const char **why);

/*
 * A look at the clocks (now: one that cannot be set; wall: epoch ms), before
 * anything that depends on them.  False: the run is over: it was told to
 * stop, until has come (clock of now; 0: for ever), or nothing more was
 * recorded.
 */
bool tape_turn(struct tape *, int64_t until, int64_t *now, int64_t *wall);
/* Why it is over, for its end record; "" where that needs no words. */
const char *tape_why(const struct tape *);
bool tape_cut(const struct tape *); /* the recording ends within the run */
bool tape_over(const struct tape *); /* tape_turn was false, or will be */

void tape_start(struct tape *, const struct http_ask *);
/*
 * As http_next, once a turn.  What nobody asked when it was recorded comes
 * back as HTTP_TLS.
 */
int tape_next(struct tape *, int64_t timeout_ms, struct http_answer *);

/* Something happened, to a connection or a budget: it is kept. */
void tape_keep(struct tape *, const struct entry *);
/* From a recording: as replay.h has them. */
const struct entry *tape_event(struct tape *);
void tape_took(struct tape *);
/*
 * An exchange's budget is asked: which time that is, from 1; *wait: what came
 * of it when it was recorded, or NULL.
 */
int64_t tape_asks(
    struct tape *, const char *exchange, const struct entry **wait);

/* Chance: the same for the same seed and words. */
void tape_dice(struct tape *, const char *exchange, const char *feed,
    const char *what, int64_t n, unsigned char room[32]);

int64_t tape_began(const struct tape *); /* epoch ms */
struct http *tape_http(const struct tape *); /* NULL: replay */
bool tape_live(const struct tape *); /* the network is asked */
const struct entry *tape_begin(const struct tape *);
int64_t tape_refused(const struct tape *); /* of a recording: not readable */
void tape_close(struct tape *);

#endif
