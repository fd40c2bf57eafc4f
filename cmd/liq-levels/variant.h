/*
 * variant.h - the models by name.
 *
 * Owns: nothing; a table.
 */
#ifndef LIQ_LEVELS_VARIANT_H
#define LIQ_LEVELS_VARIANT_H

#include "base/str.h"
#include "liq-levels/memory.h"

/* Where the distances come from. */
enum distances {
	DISTANCES_LAW, /* the distance law */
	DISTANCES_CLASSIC, /* 5x, 10x, 25x, 50x and 100x, exact margins */
	DISTANCES_NONE, /* levels come from records of positions */
};

struct variant {
	const char *name;
	const char *help;
	enum distances distances;
	struct rules rules;
};

extern const struct variant variants[]; /* the first is the default */

const struct variant *variant_find(struct str);
const char *const *variant_names(void); /* ends in NULL */
/*
 * Distances of longs and of shorts.  margin: rate of maintenance margin of
 * the lowest tier, and nearest: the shortest distance its leverage allows.
 */
void variant_ladders(const struct variant *, const struct law *, double margin,
    double nearest, struct ladder[2]);

#endif
