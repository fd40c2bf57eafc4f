/*
 * health.h - is a feed alive?  One connection's life, from its opening to the
 * reason of its end.
 *
 * Liquidations are sparse: silence proves nothing, and noise proves nothing
 * either, since a dead feed may repeat its last message for ever.  So a feed
 * lives only while its canary comes and the canary's event time advances; it
 * has to be acknowledged, and to answer pings.
 *
 * Pure: times are arguments (a clock that cannot be set, ms).  Owns: nothing.
 */
#ifndef LIQ_FETCH_HEALTH_H
#define LIQ_FETCH_HEALTH_H

#include <stdbool.h>
#include <stdint.h>

#define HEALTH_ACK_MS 10000 /* for every topic */
#define HEALTH_CANARY_MS 15000 /* for the first, and between any two */
#define HEALTH_PONG_MS 10000
#define HEALTH_BESIDE_MS 5000 /* between topics that tell of one moment */
/* The longest between pings; with the wait for a pong it is under 20 s. */
#define HEALTH_PING_MS 9000
#define HEALTH_OVERLAP_MS 30000 /* both of a rotation are kept open */
#define HEALTH_STABLE_MS 60000 /* then the back-off begins anew */

enum health_state {
	HEALTH_OPENING, /* connecting, upgrading */
	HEALTH_JOINING, /* topics are not all acknowledged, no canary yet */
	HEALTH_WELL,
	HEALTH_DEAD
};

enum health_death {
	DEATH_NONE,
	DEATH_CONNECT, /* no connection, no upgrade */
	DEATH_ACK, /* a topic was never acknowledged */
	DEATH_REFUSED, /* a topic was refused */
	DEATH_SILENT, /* no canary */
	DEATH_STUCK, /* canaries that do not advance */
	DEATH_PONG,
	DEATH_CLOSED, /* by the other side, or the network */
	DEATH_BROKEN /* it broke the protocol */
};

struct health_rules {
	int64_t ping_ms, life_ms, canary_ms; /* live.h; 0: none of it */
	bool pongs;
};

struct health {
	struct health_rules rules;
	enum health_state state;
	enum health_death death;
	int64_t began, since; /* of its connecting; of its being well */
	int topics, acked;
	int64_t canary, moment; /* when it last advanced; its event time */
	int64_t from; /* of the first after all was acknowledged; 0: none */
	bool sung; /* one came that had long been told of */
	int64_t pinged, ponged; /* when; ponged 0: is waited for */
};

void health_open(struct health *, const struct health_rules *, int64_t now);
void health_joining(struct health *, int64_t now); /* the upgrade is done */
void health_asked(struct health *, int topics); /* one more message of hello */
void health_acked(struct health *, int topics, int64_t now);
void health_canary(struct health *, int64_t moment, int64_t now);
void health_ponged(struct health *, int64_t now);
void health_died(struct health *, enum health_death);

/* Does a ping have to be sent?  It is taken to be sent, then. */
bool health_ping(struct health *, int64_t now);
/* What a look at the clock says: well, or dead and of what. */
enum health_state health_look(struct health *, int64_t now);
/* Is it time to open its successor?  jitter: 0 to 1 of a twentieth part. */
bool health_old(const struct health *, double jitter, int64_t now);
/* When to look again, at the latest. */
int64_t health_next(const struct health *, int64_t now);
const char *health_why(enum health_death); /* for people */

/* Full jitter: 0 to 0.5 s x 2^n, at most 30 s; dice: a random number. */
int64_t health_backoff(int n, uint64_t dice);

#endif
