/*
 * event.h - the liquidations that were read, each once.
 *
 * An event is 64 bytes, and its id.  It is known by its exchange and its id:
 * one that comes again is a repeat.  Where an id comes with another content,
 * the smaller content is kept, so that the order of the input cannot matter:
 * the first that differs of ts, symbol, base, quote, side, price, qty and usd
 * decides (text by its bytes, numbers by value).  An event without an id is
 * never a repeat.
 *
 * Owns: a struct events owns all it holds; all zero is empty.  What it gives
 * out is valid until the next call that changes it.
 */
#ifndef LIQ_AGG_EVENT_H
#define LIQ_AGG_EVENT_H

#include "base/hash.h"
#include "record/cover.h"
#include "record/market.h"

enum event_number { EVENT_PRICE, EVENT_QTY, EVENT_USD, EVENT_NUMBERS };

struct event {
	int64_t ts;
	struct hash128 key; /* of exchange and id; nothing without an id */
	int64_t number[EVENT_NUMBERS]; /* digits, or their place in wide */
	size_t id; /* place in ids; 0 is no id */
	uint32_t product; /* place in products */
	uint8_t scale[EVENT_NUMBERS]; /* | EVENT_WIDE: over 64 bits */
	uint8_t side;
};

#define EVENT_WIDE 0x80

/* What was traded, and where. */
struct product {
	char exchange[24], symbol[64], base[32], quote[16];
};

struct events {
	struct event *of;
	size_t n, cap;
	struct product *products;
	size_t product_cap;
	struct names product_names; /* as many as there are products */
	struct buf ids; /* each terminated; the first is empty */
	i128 *wide;
	size_t wides, wide_cap;
	uint32_t *slot; /* open addressing by key, event + 1; 0 is free */
	size_t slots;
	int64_t repeated; /* how often an id came again */
};

/* Which events count. */
struct choice {
	int64_t since, until; /* [since, until) */
	struct dec min; /* usd; null: any */
	int side; /* SIDE_NONE: any */
};

/*
 * Takes what record_parse took.  NULL, or why it is refused.  *dispute is where
 * two contents of its id lie, and empty when all is well.
 */
const char *events_add(
    struct events *, const struct liquidation *, struct interval *dispute);
/*
 * Drop what is not chosen and sort the rest by time.  Nothing can be added
 * from then on.
 */
void events_choose(struct events *, const struct choice *);
/* The first event at or after a time, of sorted ones. */
size_t events_at(const struct events *, int64_t ts);
struct dec event_number(
    const struct events *, const struct event *, enum event_number);
const char *event_id(const struct events *, const struct event *);
void events_free(struct events *);

#endif
