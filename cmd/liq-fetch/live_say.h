/*
 * live_say.h - what feeds share in saying hello and in being understood.
 */
#ifndef LIQ_FETCH_LIVE_SAY_H
#define LIQ_FETCH_LIVE_SAY_H

#include "liq-fetch/live.h"
#include "liq-fetch/wire.h"

/*
 * The n-th batch of a list of topics, as "a","b": what comes before each
 * symbol, and behind it.  False: there are no more.
 */
bool live_topics(struct buf *, const struct live_wants *, int n, int batch,
    const char *before, const char *behind);
/* The n-th thing to say: of the script, then of hello. */
bool live_hello(const struct live *, struct buf *, int *topics,
    const struct live_wants *, int n);
/*
 * Blanks cut off and checked: NULL or why not.  A bare "pong" is heard and
 * left empty, as a bare "ping" is, which nobody has to answer.
 */
const char *live_open(struct heard *, struct str *text);
/* A bare "ping", for struct live. */
void live_ping(struct buf *, int64_t now);
/* Words of the other side, made safe. */
void live_words(struct heard *, struct str);
/* REFUSED, "TOPIC: WORDS (CODE)"; what is not said is empty. */
void live_refused(
    struct heard *, struct str topic, struct str words, struct str code);
void live_leaving(struct heard *, struct str words);
/* A canary at a time in ms, as digits; false: it is no time. */
bool live_canary(struct heard *, struct str ms);
/* A member as it stands, and the first element of one that is an array;
 * empty: there is none. */
struct str live_part(struct str object, const char *key);
struct str live_first(struct str object, const char *key);
/* An adapter's frame function on it: DATA, unless it is refused. */
const char *live_frame(struct heard *, const struct exchange *, struct str,
    const struct context *, const struct sink *);

#endif
