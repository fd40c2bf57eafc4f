/*
 * tell.h - what a map says, as records.
 *
 * Money from a model has as many decimals as give the largest amount of its
 * record twelve digits or so, at least two; prices have eight digits.
 *
 * Owns: a struct teller owns its buffers.  Writes through out.h.
 */
#ifndef LIQ_LEVELS_TELL_H
#define LIQ_LEVELS_TELL_H

#include "liq-levels/asked.h"
#include "liq-levels/cluster.h"
#include "liq-levels/map.h"
#include "record/intake.h"

struct teller {
	const struct asked *asked;
	struct intake *intake;
	int64_t since; /* columns from then on */
	struct buf line;
	int64_t count; /* data records */
	bool dense; /* a question was answered with yes */
};

/* Head of a record about a map: who, and when. */
void tell_head(struct head *, const struct map *, int64_t ts);
struct dec tell_usd(double usd, double most);
struct dec tell_price(double price);
struct dec tell_ratio(double); /* six decimals */
void tell_record(struct teller *, const struct record *);
void tell_note(
    struct teller *, const struct map *, const char *code, const char *message);
/* Notes: whose candles drive the map; its scale, and what was missing. */
void tell_reference(struct teller *, const struct map *);
void tell_inputs(struct teller *, const struct map *, bool calibrated);

/* The range of bins around the price. */
void tell_range(
    const struct teller *, const struct map *, int64_t *low, int64_t *high);

/* Of the column that is being made. */
void tell_column(struct teller *, struct map *);
/* Of the map as it stands. */
void tell_levels(struct teller *, struct map *);
void tell_clusters(struct teller *, struct map *);
/* The clusters of a side in bins [low, high], and what they were seen in. */
void tell_find_in(struct map *, int side, int64_t low, int64_t high,
    struct clusters *, struct bins *);
/* What its records call the model. */
const char *tell_model(const struct map *);

void tell_free(struct teller *);

#endif
