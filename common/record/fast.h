/*
 * fast.h - liquidation lines as this project writes them, read in one pass.
 *
 * record_parse is the truth.  A line is taken here only when it is, byte for
 * byte, of the one shape that record_put gives a liquidation:
 *
 *	{"type":"liquidation","ts":T,"exchange":"WHO","side":"long","price":N,
 *	"qty":N,"usd":N,HOW,"received":T,"id":"ID"}
 *
 * T is 13 digits (the second one may be null), N at most 16 digits with a
 * point (a number, or a string of one), 8 of them behind that of usd, ID plain
 * ASCII.  WHO (exchange,
 * symbol, base, quote) and HOW (price_kind, source) are stretches of text
 * that fast_learn has seen in a line which record_parse took.  What is not of
 * that shape is left to record_parse; so what is taken, what is refused and
 * every value are its own.
 *
 * Layer: record.  Owns: a struct fast owns what it learned; all zero has
 * learned nothing.
 */
#ifndef RECORD_FAST_H
#define RECORD_FAST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define FAST_LINES 32 /* at most that many in a run */
#define FAST_SLACK 128 /* bytes behind the text that can be read, too */
#define FAST_PHRASE 96 /* the longest stretch that is learned */

enum fast_number { FAST_PRICE, FAST_QTY, FAST_USD, FAST_NUMBERS };

/* What a line says, checked as record_parse would. */
struct fast_line {
	int64_t ts;
	int64_t received; /* INT_NONE: null */
	int64_t number[FAST_NUMBERS]; /* digits, above 0; zeros at the end */
	struct str id; /* not empty; in the text */
	uint32_t who, how; /* a struct fast's names */
	uint8_t scale[FAST_NUMBERS]; /* up to 15; of usd up to USD_SCALE */
	uint8_t side; /* enum side, known */
};

struct fast_run {
	struct fast_line line[FAST_LINES];
	size_t n;
};

struct fast_name {
	char exchange[24], symbol[64], base[32], quote[16];
};
struct fast_how {
	int price_kind; /* enum price_kind */
	char source[32];
};

/* A stretch, and what it means. */
struct fast_phrase {
	char text[FAST_PHRASE];
	char mask[FAST_PHRASE]; /* 0xff over the text, 0 behind it */
	uint32_t n; /* bytes; 0 is a free slot */
	uint32_t meaning;
};

/* Open addressing by the first bytes. */
struct fast_phrases {
	struct fast_phrase *slot;
	size_t slots, n;
};

struct fast {
	struct fast_phrases who, how;
	struct fast_name *name; /* by who */
	struct fast_how *manner; /* by how */
	size_t names, cap, manners, manner_cap;
	bool unknown; /* the last run ended at a stretch not seen before */
};

/*
 * The same reader for several machines, the fastest first; all give the same.
 * take: reads lines off the front of text, which holds whole lines, until run
 * is full or a line is not of the shape.  Returns their bytes.  rows: the same
 * for candles and open interest (fast_rows.h).
 */
struct fast_rows;
struct fast_rows_run;
struct fast_kernel {
	const char *name;
	bool (*usable)(void);
	size_t (*take)(struct fast *, struct fast_run *, struct str text);
	size_t (*rows)(
	    struct fast_rows *, struct fast_rows_run *, struct str text);
};

extern const struct fast_kernel fast_kernels[]; /* ends in a NULL name */
const struct fast_kernel *fast_kernel(void); /* the first that is usable */

/* A line that record_parse took, after a run that ended at it. */
void fast_learn(struct fast *, struct str line);
/* The record that record_parse makes of a line. */
struct record;
void fast_record(
    const struct fast *, const struct fast_line *, struct record *);
void fast_free(struct fast *);

#endif
