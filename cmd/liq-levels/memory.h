/*
 * memory.h - the path-memory model: candles in, standing and swept USD out.
 *
 * Every candle opens longs and shorts along the prices it traded; a price
 * that comes to where one is liquidated takes it away; volume closes the
 * rest.  liq-levels(1) has the formulas.
 *
 * Owns: its piles; memory_start fills it, memory_free empties it.
 */
#ifndef LIQ_LEVELS_MEMORY_H
#define LIQ_LEVELS_MEMORY_H

#include "liq-levels/pace.h"
#include "liq-levels/path.h"
#include "liq-levels/pile.h"
#include "record/market.h"

/* What USD are opened. */
enum birth {
	BIRTH_VOLUME, /* of what was traded */
	BIRTH_LENGTH, /* of the length of the path: relative */
	BIRTH_INTEREST, /* of what open interest rose by */
	BIRTH_ALL, /* all open interest anew at every candle's open */
};

/* What a model is made of, the distances aside. */
struct rules {
	enum birth birth;
	double lean; /* births against the recent move */
	double shrink; /* part of a wick the mark did not follow */
	double closing; /* of what stands, per turnover of open interest */
	bool speed; /* fast candles sweep more */
	bool own; /* sweeps count the candle's own volume, not a forecast */
};

struct memory {
	struct rules rules;
	double bin;
	/*
	 * Timed: what is opened counts its hours since then, too, so that over
	 * what stands of another memory this is when it was opened.
	 */
	bool timed;
	int64_t since;
	struct ladder ladder[2]; /* long, short */
	struct pile pile[2];
	struct swept swept[2]; /* by the last candle, by bin of its pile */
	struct pace pace;
	double interest; /* the last that was known */
	double total[2]; /* USD swept by the last candle */
};

void memory_start(struct memory *, const struct rules *,
    const struct ladder ladder[2], double bin);
/* NULL, or why the candle is refused; it then left no trace. */
const char *memory_advance(
    struct memory *, const struct bar *, const struct path *);
/* Nothing stands any more, and no price was before. */
void memory_clear(struct memory *);
void memory_free(struct memory *);

/* Of enum side; a short's pile has the axis upside down. */
static inline size_t
memory_of(int side)
{
	return side == SIDE_SHORT;
}

#endif
