/*
 * atlas.h - all maps: from the records that were read to what is told.
 *
 * Each map follows one book.  A finished input is told map by map, so that
 * one map at a time is in memory; with follow all stay.
 *
 * Owns: a struct atlas owns its maps.
 */
#ifndef LIQ_LEVELS_ATLAS_H
#define LIQ_LEVELS_ATLAS_H

#include "liq-levels/history.h"
#include "liq-levels/params.h"
#include "liq-levels/tell.h"

struct atlas {
	const struct asked *asked;
	struct history *history;
	struct teller *teller;
	struct params params; /* of the model */
	struct map **live; /* with follow */
	size_t n, cap;
	int64_t maps; /* ever started */
	int64_t refused, repeated; /* candles */
	struct fit fit; /* of all maps, for --calibrate */
	char base[32]; /* of the last */
};

/* Everything in the history is taken; last: nothing comes after it. */
void atlas_feed(struct atlas *, bool last);
void atlas_free(struct atlas *);

#endif
