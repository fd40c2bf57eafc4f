/*
 * asked.h - what the command line asks for.
 *
 * Setters for opt.h: NULL or why the operand will not do.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_ASKED_H
#define LIQ_LEVELS_ASKED_H

#include "base/when.h"
#include "liq-levels/variant.h"
#include "record/record.h"

/* Bits of what comes out, in the order of their names. */
enum output {
	OUT_CLUSTER = 1,
	OUT_LEVEL = 2,
	OUT_COLUMN = 4,
	OUT_SIGNAL = 8,
	OUT_CASCADE = 16,
};

/* Where a position was opened, and with what leverage. */
struct stake {
	int side; /* SIDE_NONE: not asked */
	struct dec entry, leverage;
};

/* A band of leverage; all zero is all of it. */
struct band {
	double least, most;
};

struct asked {
	unsigned as; /* enum output; 0: the default */
	int64_t interval;
	const struct variant *variant;
	bool by_symbol;
	struct str exchange, symbol; /* of the reference; empty: any */
	struct dec step, range; /* fractions */
	struct when since, until;
	struct band leverage;
	struct stake position;
	struct dec stop, what_if; /* null: not asked */
	const char *calibrate, *params; /* files */
	bool own, explain, follow, match, strings, no_meta;
};

const char *asked_outputs(void *, const char *); /* unsigned */
const char *asked_model(void *, const char *); /* const struct variant * */
const char *asked_by(void *, const char *); /* bool */
const char *asked_reference(void *, const char *); /* struct asked */
const char *asked_fraction(void *, const char *); /* struct dec */
const char *asked_leverage(void *, const char *); /* struct band */
const char *asked_position(void *, const char *); /* struct stake */
const char *asked_price(void *, const char *); /* struct dec */

/* Is an answer to a question wanted? */
bool asked_question(const struct asked *);
/* What changes the results, as an object for begin.options. */
void asked_put(struct buf *, const struct asked *);

#endif
