/*
 * event.h - the liquidations that were read, each once.
 *
 * An event is 48 bytes and its id, 4 for its place in time, and with repeat.h
 * 22 to 28 that tell it from a repeat.  It is known by its exchange and its
 * id.  Where an id comes with another content, the smaller content is kept,
 * so that the order of the input cannot matter: the first that differs of ts,
 * symbol, base, quote, side, price, qty and usd decides (text by its bytes,
 * numbers by value).  An event without an id is never a repeat.
 *
 * Owns: a struct events owns all it holds; all zero is empty.  What it gives
 * out is valid until the next call that changes it.
 */
#ifndef LIQ_AGG_EVENT_H
#define LIQ_AGG_EVENT_H

#include "liq-agg/product.h"
#include "liq-agg/repeat.h"
#include "liq-agg/sum.h"
#include "record/cover.h"

enum event_number { EVENT_PRICE, EVENT_QTY, EVENT_USD, EVENT_NUMBERS };

#define EVENT_WIDE 0x80

struct event {
	int64_t ts;
	int64_t number[EVENT_NUMBERS]; /* digits, or their place in wide */
	size_t id; /* place in ids; 0 is no id */
	uint32_t product;
	uint8_t scale[EVENT_NUMBERS]; /* | EVENT_WIDE: over 64 bits */
	uint8_t side;
};

/* Which events count. */
struct choice {
	int64_t since, until; /* [since, until) */
	struct dec min; /* usd; null: any */
	int side; /* SIDE_NONE: any */
};

struct events {
	const struct products *products;
	bool trust; /* no id comes twice: none is looked for */
	struct event *of; /* as they came */
	size_t n, cap;
	struct repeats repeats;
	struct buf ids; /* each terminated; the first is empty */
	i128 *wide;
	size_t wides, wide_cap;
	int64_t repeated; /* how often an id came again */
	bool chosen; /* a choice has been made: order holds */
	struct choice choice;
	uint32_t *order; /* those that count, by time */
	size_t ordered, order_cap;
	size_t kept; /* how many the last events_forget left */
};

/*
 * Takes what record_parse took, of a product.  NULL, or why it is refused.
 * *dispute is where two contents of its id lie, and empty when all is well.
 */
const char *events_add(struct events *, uint32_t product,
    const struct liquidation *, struct interval *dispute);
/*
 * The same, of an event whose numbers are digits of 64 bits, above zero, usd
 * with at most USD_SCALE decimals and qty with at most QTY_SCALE; zeros at
 * their ends do no harm.  The event's id is not looked at.  The key is
 * repeats_key's of the exchange and the id; events_expect, best a few events
 * before, brings near what finds it.
 */
const char *events_put(struct events *, const struct event *, struct str id,
    struct hash128 key, struct interval *dispute);
void events_expect(const struct events *, struct hash128 key);
/* Was its id added, and not forgotten? */
bool events_know(const struct events *, const struct liquidation *);
/* From now on those that are chosen are in order, also of what is added. */
void events_choose(struct events *, const struct choice *);
/* The first place in order at or after a time. */
size_t events_at(const struct events *, int64_t ts);
struct piece events_piece(const struct events *, size_t place);
struct piece event_piece(const struct events *, const struct event *);
/* Events before a time may be forgotten: when it is worth it, they are. */
void events_forget(struct events *, int64_t before);
struct dec event_number(
    const struct events *, const struct event *, enum event_number);
const char *event_id(const struct events *, const struct event *);
void events_free(struct events *);

#endif
