/*
 * entry.h - one thing that happened in a run, as a line of JSON: what a
 * recording is made of.
 *
 * Bytes stand in "text" where they are UTF-8 without NUL, else, and always of
 * binary messages, in "base64": either way they are exact.
 *
 * Pure.  Owns: nothing; the text is somebody else's.
 */
#ifndef LIQ_FETCH_ENTRY_H
#define LIQ_FETCH_ENTRY_H

#include "base/buf.h"
#include "json/bind.h"

#define ENTRY_ANSWERS 999999999 /* of one recording, at the most */

enum entry_kind {
	ENTRY_NONE,
	ENTRY_BEGIN, /* always first */
	ENTRY_TURN, /* the program looked at its clocks */
	ENTRY_OPEN, /* a connection of a feed is being made */
	ENTRY_UP, /* it stands */
	ENTRY_HEAD, /* of the answer to the upgrade, as it came */
	ENTRY_TEXT, /* from here to BROKEN as enum ws_event */
	ENTRY_BINARY,
	ENTRY_PING,
	ENTRY_PONG,
	ENTRY_CLOSE,
	ENTRY_BROKEN,
	ENTRY_GONE, /* the other side, or the network, closed it */
	ENTRY_WAIT, /* a request had to wait for its budget */
	ENTRY_ANSWER, /* over REST: a file of its own */
	ENTRY_STOP, /* the run was told to end */
	ENTRY_END /* always last; missing where the program was killed */
};

enum entry_stop { STOP_NONE, STOP_SIGNAL, STOP_TIME };
enum entry_wait { WAIT_NONE, WAIT_LIMIT, WAIT_BAN, WAIT_GEO, WAIT_BUSY };

/* Members that its kind has not are zero. */
struct entry {
	int kind; /* enum entry_kind */
	int64_t ts; /* when, epoch ms */
	int64_t at; /* by a clock that cannot be set, ms */
	char exchange[24], feed[24];
	int64_t conn; /* the feed's n-th connection, from 1 */
	int64_t code; /* CLOSE, BROKEN */
	int64_t number; /* ANSWER: its file; WAIT: the n-th asking, from 1 */
	int64_t until; /* WAIT: epoch ms */
	int why; /* WAIT: enum entry_wait; STOP: enum entry_stop */
	int64_t seed; /* BEGIN: of all chance in the run */
	int live, keyed; /* BEGIN, enum truth: with -f; with a key */
	char version[24]; /* BEGIN: of the program */
	struct str command; /* BEGIN: an array of words */
	struct str text; /* HEAD to GONE */
};

/* Does something to a connection? */
bool entry_speaks(const struct entry *);
void entry_put(struct buf *, const struct entry *); /* with its newline */
/*
 * NULL, or why the line is refused.  Its text, terminated, is kept in the
 * buffer; the command is the line's own.
 */
const char *entry_parse(struct entry *, struct str line, struct buf *text);

#endif
