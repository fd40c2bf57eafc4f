/*
 * play.h - the past at the speed of life, or a multiple of it.
 *
 * Sleeps until a record is due, on the monotonic clock; marks what is
 * complete once a second.  The only file here that looks at a clock.
 */
#ifndef LIQ_FETCH_PLAY_H
#define LIQ_FETCH_PLAY_H

#include "liq-fetch/emit.h"

struct play {
	const struct emit *emit;
	int64_t since, until; /* what is played */
	int64_t speed; /* 1: real time; 60: a minute in a second */
	/* its own */
	int64_t began, marked;
};

/* For struct run: wait until a record is due; false: asked to stop. */
bool play_pace(void *play, int64_t effective);

#endif
