/*
 * fast_rows.h - candle and oi lines as this project writes them, read in one
 *pass.
 *
 * As fast.h, whose kernels do it: record_parse is the truth, and a line is
 * taken here only when it is, byte for byte, of one of the shapes that
 * record_put gives them:
 *
 *	{"type":"candle","ts":T,"exchange":"WHO N,"high":N,"low":N,"close":N,
 *	"volume":N,"buy_volume":N,"usd":N,"trades":I HOW T}
 *	{"type":"oi","ts":T,"exchange":"WHO N,"usd":N HOW T}
 *
 * T is 13 digits, N at most 18 digits with a point (a number, or a string of
 * one), I at most 18 digits; all but the first T and the prices of a candle
 * may be null.  WHO (from the exchange up to the first number) and HOW (up to
 * when it was received) are stretches of text that fast_rows_learn has seen in
 *a line which record_parse took.  What is not of that shape is left to
 * record_parse; so what is taken, what is refused and every value are its own.
 *
 * Layer: record.  Owns: a struct fast_rows owns what it learned; all zero but
 *its type has learned nothing.
 */
#ifndef RECORD_FAST_ROWS_H
#define RECORD_FAST_ROWS_H

#include "record/fast.h"
#include "record/record.h"

#define FAST_ROWS 32 /* at most that many in a run */

/* The numbers of a row; open interest has the first two. */
enum fast_cell {
	CELL_OPEN,
	CELL_HIGH,
	CELL_LOW,
	CELL_CLOSE,
	CELL_VOLUME,
	CELL_BUY_VOLUME,
	CELL_USD,
	FAST_CELLS,
	CELL_OI = 0,
	CELL_OI_USD
};

struct fast_row {
	struct str text; /* without its newline */
	int64_t ts, received, trades; /* INT_NONE: null */
	int64_t number[FAST_CELLS]; /* digits, not negative; zeros at the end */
	uint8_t scale[FAST_CELLS];
	bool known[FAST_CELLS]; /* false: null */
	uint32_t who, how; /* a struct fast_rows' names */
};

struct fast_rows_run {
	struct fast_row row[FAST_ROWS];
	size_t n;
};

/* What the stretches say; what the type does not have in them is 0. */
struct fast_rows_who {
	struct head head;
	int64_t width_ms; /* of a candle */
};
struct fast_rows_how {
	int64_t width_ms; /* of open interest */
	int final;
	char source[32];
};

struct fast_rows {
	enum record_type type; /* RECORD_CANDLE or RECORD_OI */
	struct fast_phrases who, how;
	struct fast_rows_who *who_of;
	struct fast_rows_how *how_of;
	size_t whos, who_cap, hows, how_cap;
	bool unknown; /* the last run ended at a stretch not seen before */
};

static inline struct dec
fast_row_dec(const struct fast_row *r, enum fast_cell i)
{
	return (struct dec){ r->number[i], r->scale[i], r->known[i] };
}

/* A line that record_parse took, after a run that ended at it. */
void fast_rows_learn(struct fast_rows *, struct str line);
/* The record that record_parse makes of a row's text. */
void fast_rows_record(
    const struct fast_rows *, const struct fast_row *, struct record *);
void fast_rows_free(struct fast_rows *);

#endif
