/*
 * history.h - the records the models use, kept small and in order.
 *
 * The order is by map, then by the time from which a record says something,
 * whatever the order they came in.  A candle keeps its exact prices; what
 * only models read is kept as doubles.
 *
 * Owns: a struct history owns all it holds; all zero is empty.
 */
#ifndef LIQ_LEVELS_HISTORY_H
#define LIQ_LEVELS_HISTORY_H

#include "base/hash.h"
#include "record/record.h"

/* In this order when they are of the same time. */
enum fact_kind {
	FACT_TIER,
	FACT_INSTRUMENT,
	FACT_POSITION,
	FACT_INTEREST,
	FACT_FUNDING,
	FACT_BOOK,
	FACT_CANDLE,
	FACT_TOTAL, /* what its hour predicted is known by then */
	FACT_EVENT
};

struct fact {
	int64_t at; /* effective time */
	union {
		int64_t low; /* candle: in units of 10^-scale */
		double price; /* mark; 0: not known */
		double short_usd; /* total; negative: not known */
		uint64_t id; /* event: of its id; 0: none */
		size_t more; /* the whole record: index into kept */
	} is;
	/*
	 * Candle: traded; total: of longs; negative: not known.  Event: all.
	 * Open interest: where only coins are known, minus the coins.
	 */
	double usd;
	uint32_t open, high, close; /* candle: above low */
	float bought; /* candle: part of its volume; negative: not known */
	uint16_t series;
	uint8_t kind; /* enum fact_kind */
	uint8_t scale; /* candle; SCALE_KEPT: see more; event: its side */
};

#define SCALE_KEPT 255

/* Whose fact it is. */
struct series {
	char exchange[24], symbol[64], base[32], quote[16];
	int64_t width_ms;
	size_t map; /* which it belongs to, after history_sort */
	size_t rank;
};

struct history {
	struct fact *of;
	size_t n, cap;
	struct series *series;
	size_t series_cap;
	uint16_t last; /* series of the last fact */
	struct names names; /* as many as there are series */
	struct record *kept;
	size_t kept_n, kept_cap;
	size_t maps;
};

/* Takes what record_parse took; kinds no model uses are passed over. */
const char *history_add(struct history *, const struct record *);
/* What says something only after a time goes. */
void history_cut(struct history *, int64_t until);
/* One map per symbol of an exchange, or one per base. */
void history_sort(struct history *, bool by_symbol);
/* The exact prices of a candle; its other members are not set. */
void history_candle(
    const struct history *, const struct fact *, struct candle *);
/* A tier, instrument, position or book as it came. */
const struct record *history_kept(const struct history *, const struct fact *);
/* All facts go; whose they were is remembered. */
void history_forget(struct history *);
void history_free(struct history *);

#endif
