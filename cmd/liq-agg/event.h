/*
 * event.h - the liquidations that were read, each once.
 *
 * One is known by its exchange and its id.  Where an id comes with another
 * content, the smaller content is kept, so that the order of the input cannot
 * matter: the first that differs of ts, symbol, base, quote, side, price, qty
 * and usd decides (text by its bytes, numbers by value).  An event without an
 * id is never a repeat.
 *
 * An event takes what pile.h says, 11 to 16 bytes to be found again, and 4 for
 * its place in time where a choice has been made.
 *
 * Owns: a struct events owns all it holds; all zero is empty.  What it gives
 * out is valid until the next call that changes it.
 */
#ifndef LIQ_AGG_EVENT_H
#define LIQ_AGG_EVENT_H

#include "liq-agg/pile.h"
#include "liq-agg/product.h"
#include "liq-agg/repeat.h"
#include "liq-agg/sum.h"
#include "record/cover.h"

/* Which events count. */
struct choice {
	int64_t since, until; /* [since, until) */
	struct dec min; /* usd; null: any */
	int side; /* SIDE_NONE: any */
};

struct events {
	const struct products *products;
	bool trust; /* no id comes twice: none is looked for */
	uint64_t secret[2]; /* so that nobody can fill the table on purpose */
	struct pile pile; /* as they came */
	size_t n;
	struct repeats repeats;
	int64_t repeated; /* how often an id came again */
	bool chosen; /* a choice has been made: order holds */
	struct choice choice;
	uint32_t *order; /* places of those that count, by time */
	size_t ordered, order_cap;
	size_t kept; /* how many the last events_forget left */
};

/* What became of an event. */
struct outcome {
	bool added; /* its id is new, or it has none */
	bool changed; /* it took the place of another content */
	struct interval dispute; /* of two contents; empty: all is well */
};

/* As of a record; NULL, or why it is refused.  Its id is the record's. */
const char *event_of(
    struct event *, uint32_t product, const struct liquidation *);
struct piece event_piece(const struct event *);

/* A secret of this run, before anything is put. */
void events_hide(struct events *);
/* What finds an event: its id's hash and its exchange's, mixed. */
uint64_t events_hash(const struct events *, const char *exchange);
static inline uint64_t
events_key(const struct events *all, uint64_t exchange, struct str id)
{
	return hash64(all->secret, id) ^ exchange;
}

/*
 * Takes an event of event_of, or one like it; key is events_key's, and
 * events_expect, best a few events before, brings near what finds it.  NULL,
 * or why it is refused.
 */
const char *events_put(
    struct events *, const struct event *, uint64_t key, struct outcome *);
void events_expect(const struct events *, uint64_t key);
/* Was its id put, and not forgotten? */
bool events_know(const struct events *, const struct liquidation *);
/* From now on those that are chosen are in order, also of what is added. */
void events_choose(struct events *, const struct choice *);
/* How many places in order are before a time; the event of a place. */
size_t events_before(const struct events *, int64_t ts);
void events_at(const struct events *, size_t place, struct event *);
/* Events before a time may be forgotten: when it is worth it, they are. */
void events_forget(struct events *, int64_t before);
void events_free(struct events *);

#endif
