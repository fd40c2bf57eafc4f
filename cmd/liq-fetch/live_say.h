/*
 * live_say.h - what feeds share in saying hello and in being understood.
 */
#ifndef LIQ_FETCH_LIVE_SAY_H
#define LIQ_FETCH_LIVE_SAY_H

#include "liq-fetch/cells.h"
#include "liq-fetch/ladder.h"
#include "liq-fetch/live.h"
#include "liq-fetch/wire.h"

/*
 * The n-th batch of a list of topics, as "a","b": what comes before each
 * symbol, and behind it.  False: there are no more.
 */
bool live_topics(struct buf *, const struct live_wants *, int n, int batch,
    const char *before, const char *behind);
/*
 * The n-th message of a table of channels (live.h), its canary first; topics:
 * how many acknowledgements it will bring.
 */
bool live_channels(const struct live *, struct buf *, int *topics,
    const struct live_wants *, int n);
/* What the feeds of an exchange bring; NULL: nothing. */
uint32_t live_kinds(const struct live *);
/* How many topics of a table a market has. */
int live_channels_of(const struct live_channel *, const struct live_wants *);
/*
 * Of how many connections, for the topics of each to fit; and on which of them
 * a market is, from 1.
 */
int live_parts(const struct live *, const struct live_wants *);
int live_part_of(const struct market *, int parts);
/* The n-th thing to say: of the script, then of hello, then of channels. */
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
/* A message that is read as if it were a REST answer. */
struct live_row {
	struct turn turn;
	struct page page;
	struct reading reading; /* of the two above */
};
void live_row(struct live_row *, const struct context *, const struct sink *);
/* It is about that market: NULL, or why that is none of ours. */
const char *live_market(
    struct live_row *, const struct exchange *, struct str symbol);
/* Is a moment of that kind and market due?  Else none needs to be made. */
bool live_due(const struct heard *, const struct exchange *, enum record_type,
    struct str symbol, int64_t ts);
/*
 * live_book.c: a message about a book, made at ts; BROKEN where its book is.
 * True: a record of it is due, which live_book makes, of the row's market.
 */
bool live_ladder(struct heard *, const struct exchange *,
    const struct ladder_form *, const struct ladder_told *, int64_t ts);
const char *live_book(
    const struct heard *, struct live_row *, int64_t ts, enum unit);
/* An adapter's frame function on it: DATA, unless it is refused. */
const char *live_frame(struct heard *, const struct exchange *, struct str,
    const struct context *, const struct sink *);

#endif
