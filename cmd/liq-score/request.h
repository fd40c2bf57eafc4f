/*
 * request.h - what the command line asks for.
 *
 * Setters for opt.h: NULL or why the operand will not do.
 *
 * Owns: the names.
 */
#ifndef LIQ_SCORE_REQUEST_H
#define LIQ_SCORE_REQUEST_H

#include "base/hash.h"
#include "base/str.h"

#define HORIZONS 16

struct horizons {
	int64_t ms[HORIZONS];
	size_t n;
};

enum print_as { AS_TEXT, AS_NDJSON };

struct request {
	struct names against; /* none: every baseline */
	struct horizons horizons; /* none: 1h, 4h, 24h */
	int format; /* enum print_as */
	bool strings; /* decimals as strings */
	bool no_meta, match; /* no begin and end; status 6 without a score */
};

const char *request_horizons(void *, const char *); /* struct horizons */
const char *request_as(void *, const char *); /* int */

/* Is a baseline wanted, or a model of this name to set others against? */
bool request_wants_rival(const struct request *, const char *name);
/* What changes the results, as an object for begin.options. */
struct buf;
void request_options(struct buf *, const struct request *);

#endif
