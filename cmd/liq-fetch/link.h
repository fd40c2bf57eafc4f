/*
 * link.h - one connection of a live feed: bytes in, records and bytes out.
 *
 * From the upgrade to the last frame: it says hello in the exchange's pace,
 * answers pings, sends its own, watches its health (health.h), and unpacks
 * what comes.  Pure: the socket, the clocks and the random numbers are the
 * caller's.  now is a clock that cannot be set, received epoch ms.
 *
 * On a feed of liquidations a payload that is byte for byte one of the last 64
 * that brought records is a replay and is not read again (twins come in one
 * payload, or in payloads that differ in their push times).  Other kinds may
 * be told of in the same words each time.
 *
 * Owns: its buffers; link_free.
 */
#ifndef LIQ_FETCH_LINK_H
#define LIQ_FETCH_LINK_H

#include "base/hash.h"
#include "liq-fetch/health.h"
#include "liq-fetch/ladder.h"
#include "liq-fetch/live.h"
#include "liq-fetch/sheet.h"
#include "liq-fetch/ws.h"

#define LINK_REPLAYS 64

struct link {
	const struct exchange *exchange;
	const struct live *live;
	const struct live_wants *wants;
	struct ws ws;
	struct health health;
	struct buf out; /* bytes to send; the caller cuts what was sent */
	struct buf head; /* of the answer to the upgrade */
	bool agreed; /* upgraded */
	unsigned char key[16];
	uint64_t dice; /* of masks */
	int hello; /* the next thing to say; -1: all was said */
	int64_t said; /* when the last one was */
	int64_t conn; /* which of its station's, from 1 */
	uint32_t scope; /* its delivery (ident.h); the caller's */
	struct hash128 replay[LINK_REPLAYS];
	int replays; /* ever stored */
	int64_t frames, bytes, repeated, refused;
	int64_t from; /* theirs: when it was well first; 0: not yet */
	int64_t last; /* when the last message with records came, epoch ms */
	bool leaving; /* the server said it will close */
	struct sheet sheet; /* what its topics have told */
	struct ladders ladders; /* its books */
	char words[160]; /* why it died, in the other side's words; or "" */
};

void link_open(struct link *, const struct exchange *, const struct live *,
    const struct live_wants *, const unsigned char random[24], int64_t now);
/* The connection stands: the upgrade is asked for. */
void link_connected(struct link *, int64_t now);
/*
 * Bytes from the other side: how many of them are of the answer to the
 * upgrade; what is behind them waits for link_next.
 */
size_t link_feed(struct link *, struct str bytes, int64_t now);
/* What they say, one after the other; false: it takes more bytes. */
bool link_next(struct link *, struct ws_said *);
/* That was said; records go to the sink. */
void link_hear(struct link *, const struct ws_said *, int64_t now,
    const struct context *, const struct sink *);
/* All of these in one. */
void link_bytes(struct link *, struct str bytes, int64_t now,
    const struct context *, const struct sink *);
void link_closed(struct link *, const char *words); /* by the other side */
/* What the time says: pings, the next hello, death.  When to come again. */
int64_t link_look(struct link *, int64_t now, int64_t wall);
bool link_well(const struct link *);
bool link_dead(const struct link *);
/* Say goodbye: a close frame to out. */
void link_bye(struct link *);
void link_free(struct link *);

#endif
