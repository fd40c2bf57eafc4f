/*
 * params.h - the constants of the model as a file of one JSON object.
 *
 * What ships is built in, and is share/params/default.json.
 *
 * Owns: nothing.
 */
#ifndef LIQ_LEVELS_PARAMS_H
#define LIQ_LEVELS_PARAMS_H

#include "base/buf.h"
#include "liq-levels/fit.h"
#include "liq-levels/variant.h"

struct params {
	struct law law;
	double lean, shrink, closing;
	struct odds_law odds;
	char data[160]; /* what they were fitted to */
	int64_t until; /* the newest of it */
};

/* What is built in. */
void params_default(struct params *);
/* NULL or why not. */
const char *params_read(struct params *, const char *file);
/* Fits the scale and the odds; false: too little is known. */
bool params_fit(struct params *, const struct fit *, const char *base);
const char *params_write(const struct params *, const char *file);
void params_put(struct buf *, const struct params *);
/* What a model uses: path memory takes them, the others only the law. */
struct rules params_rules(const struct params *, const struct variant *);

#endif
