/*
 * map.h - one map: facts in, in order of time; what stands and what was
 * swept, by price.
 *
 * The candles and the open interest of one book drive it.
 *
 * Owns: a struct map owns all it holds; map_start fills it.
 */
#ifndef LIQ_LEVELS_MAP_H
#define LIQ_LEVELS_MAP_H

#include "liq-levels/bins.h"
#include "liq-levels/depth.h"
#include "liq-levels/fit.h"
#include "liq-levels/history.h"
#include "liq-levels/holdings.h"
#include "liq-levels/margin.h"
#include "liq-levels/marks.h"
#include "liq-levels/variant.h"

/* What was there and what was missing, in candles. */
struct tally {
	int64_t candles, marked, measured, with_interest;
	int64_t repeated, refused, jumps, tuned;
};

/* Candles of one column, added up. */
struct sheet {
	int64_t ts, width_ms; /* width 0: none was begun */
	struct dec open, high, low, close;
	struct bins swept[2];
	double usd[2];
};

/* What came true in an hour, as far as totals told it. */
struct due {
	int64_t ts;
	double usd[2];
	bool any[2];
	struct fact last; /* the same again does not count */
};

/* The same from events: an hour is known when one comes after it. */
struct seen {
	int64_t first, hour; /* of the first event; of usd */
	double usd[2];
	bool any;
	struct fact last; /* the same again does not count */
};

struct map_rules {
	const struct variant *variant;
	struct rules rules;
	struct law law;
	struct odds_law odds;
	double step; /* ln(1 + step) */
	double near, far; /* distances that count */
	int64_t width_ms; /* of a column */
	bool aged; /* map_opened is asked for */
};

struct map {
	struct map_rules rules;
	struct series book; /* whose candles drive it */
	struct memory memory;
	struct memory clock; /* with aged: the same, timed */
	struct holdings holdings;
	struct margins margins;
	struct marks marks;
	struct odds odds;
	struct tuning tuning[2];
	struct fit fit;
	struct due due;
	struct seen seen;
	struct tally tally;
	struct sheet sheet;
	struct depth depth; /* the last book */
	double funding; /* the last rate; valid when funded */
	bool funded, inverse;
	bool totals; /* totals came: they say what events would */
	bool by_base; /* it speaks for all books of its coin */
	int64_t now; /* end of the last candle; INT64_MIN: none yet */
	int64_t told; /* what it was when the map was told last */
	/* Called when a column is whole, and by map_end. */
	void (*column)(void *, struct map *);
	/* Were liquidations watched for? */
	bool (*watched)(void *, int64_t since, int64_t until);
	void *arg;
};

/* margins: of the book, whenever they were told; they do not change. */
void map_start(struct map *, const struct map_rules *, const struct series *,
    const struct margins *);
/* One fact of this map's, of whatever book.  NULL or why it is refused. */
const char *map_add(struct map *, const struct history *, const struct fact *);
void map_end(struct map *); /* nothing more comes */
/* What stands on a side in bins [low, high], of a band (BANDS: of all). */
void map_standing(const struct map *, struct bins *, int side, size_t band,
    int64_t low, int64_t high);
/* The same, each USD times its hours since clock.since; needs aged. */
void map_opened(const struct map *, struct bins *, int side, size_t band,
    int64_t low, int64_t high);
/* Is it driven by that series' book? */
bool map_follows(const struct map *, const struct series *);
int64_t map_bin(const struct map *, double price);
double map_price(const struct map *, double bin); /* its lower end */
double map_last(const struct map *); /* the last price */
void map_free(struct map *);

/* Between the files of a map: what came true, and so what is learnt. */
void map_total(struct map *, const struct fact *, int64_t width_ms);
void map_event(struct map *, const struct fact *);
void map_settle(struct map *); /* no total of that hour comes any more */

#endif
