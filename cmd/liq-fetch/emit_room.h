/*
 * emit_room.h - what the files of emit.h share.
 */
#ifndef LIQ_FETCH_EMIT_ROOM_H
#define LIQ_FETCH_EMIT_ROOM_H

#include "liq-fetch/emit.h"

/* emit_words.c: what a file begins and ends with. */
void words_begin(
    const struct emit *, const struct run *, int64_t ts, int previous);
void words_end(const struct emit *, struct end, const char *why);

/*
 * emit_hours.c: the same where each hour has a file of its own.  A record is
 * in that of its ts; marks and gaps are cut at the hours.
 */
/* Live: what is written next is that record. */
void hours_record(struct emit *, const struct record *);
void hours_control(struct emit *, const struct record *);
/* Not live: where it stands in the order of what is written. */
int64_t hours_key(struct emit *, const struct record *);
void hours_begin(struct emit *, const struct run *);
void hours_end(struct emit *);
void hours_run(struct emit *, const struct run *);

#endif
