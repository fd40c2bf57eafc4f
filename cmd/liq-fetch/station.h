/*
 * station.h - a live feed that is to be kept up: its connection, the next
 * one, and what of its time was covered.
 *
 * A connection that gets old, or whose server says goodbye, gets a successor
 * first: both run for a while, what comes twice is known by its count, and no
 * time is lost.  One that dies leaves a hole: from the last moment of the
 * exchange's clock that it surely told of, to the first that the next one
 * does.  Reconnecting waits longer each time (full jitter), and begins anew
 * once a connection was well for a minute.
 *
 * Pure: sockets, clocks (now: one that cannot be set; wall: epoch ms) and
 * random numbers are the caller's.
 *
 * Owns: its links.
 */
#ifndef LIQ_FETCH_STATION_H
#define LIQ_FETCH_STATION_H

#include "liq-fetch/link.h"
#include "record/control.h"
#include "record/cover.h"

#define STATION_SETTLE_MS 2000 /* a feed may tell of it so much later */

struct hole {
	int64_t since, until; /* theirs, epoch ms */
	enum gap_why why;
};

struct station {
	const struct exchange *exchange;
	const struct live *live;
	char name[24]; /* the feed's: "linear", or of several "linear.2" */
	struct live_wants wants;
	struct link *at, *next; /* NULL: none */
	int64_t open_at; /* when a connection is to be opened; 0: none is */
	int tries; /* since it was well for long */
	int64_t overlap; /* both are kept open until then; 0: one is */
	double jitter; /* of this connection's age */
	int64_t covered; /* everything before, since it began, is */
	int64_t first; /* where that began; 0: not yet */
	int64_t heard; /* their clock: told of without a break up to here */
	int64_t heard_at; /* by ours that cannot be set; 0: not yet */
	int64_t marked; /* marks were given up to here; 0: none yet */
	struct hole hole; /* the last one, until it is taken; since 0: none */
	enum gap_why why; /* of the hole that is open */
	bool renew; /* what it wants has changed since it was connected */
	bool lost; /* refused for good: not opened again */
	int64_t opened, rotated, died; /* counts */
};

void station_open(struct station *, const struct exchange *,
    const struct live *, int64_t now);
/* One of several of its feed, from 1: that is part of its name. */
void station_part(struct station *, int part);
/* What is before that is had, theirs; 0: nothing is known. */
void station_resume(struct station *, int64_t until);
/*
 * Is a connection to be opened now?  The link is at work then, in HEALTH_
 * OPENING; the caller connects it.  NULL: none.
 */
struct link *station_connect(
    struct station *, const unsigned char random[32], int64_t now);
/*
 * After anything that happened: which links are over (the caller closes them
 * and calls station_drop), what is covered, when to look again.
 */
int64_t station_look(struct station *, int64_t now, int64_t wall);
/* A link that is dead or has been replaced; NULL: none. */
struct link *station_over(struct station *);
void station_drop(struct station *, struct link *, uint64_t dice, int64_t now);
/* Their clock as it goes on since it was heard last; 0: it never was. */
int64_t station_clock(const struct station *, int64_t now);
/* What it wants has changed: a new connection, and the old one until then. */
void station_renew(struct station *, int64_t now);
/* A span that is complete and was not given yet, if it is long enough. */
bool station_mark(struct station *, int64_t least, struct interval *);
/* A hole that has closed; it is the caller's to fill and to tell. */
bool station_hole(struct station *, struct hole *);
void station_close(struct station *);

#endif
