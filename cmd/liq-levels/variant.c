#include "liq-levels/variant.h"

#include <math.h>

#include "liq-levels/margin.h"

const struct variant variants[] = {
	{ "memory", "path memory: volume opens, the path liquidates",
	    DISTANCES_LAW, { BIRTH_VOLUME, 0.3, 0.2, 0.30, true, false } },
	{ "priceonly", "path memory from prices alone; USD are relative",
	    DISTANCES_LAW, { BIRTH_LENGTH, 0.3, 0.2, 0.30, true, false } },
	{ "volume", "volume opens 5x, 10x, 25x, 50x and 100x",
	    DISTANCES_CLASSIC, { BIRTH_VOLUME, 0, 0, 0.30, false, false } },
	{ "oidelta", "risen open interest opens 5x to 100x", DISTANCES_CLASSIC,
	    { BIRTH_INTEREST, 0, 0, 0, false, false } },
	{ "comb", "all open interest at the open, 5x to 100x",
	    DISTANCES_CLASSIC, { BIRTH_ALL, 0, 0, 0, false, false } },
	{ "positions", "positions that are public, as they were reported",
	    DISTANCES_NONE, { BIRTH_VOLUME, 0, 0, 0, false, false } },
	{ 0 },
};

/* Nearest first; shares make 1. */
static const struct {
	double leverage, share;
} classic[] = { { 100, 0.1 }, { 50, 0.2 }, { 25, 0.3 }, { 10, 0.3 },
	{ 5, 0.1 } };

#define VOLUME_OPENS 0.01 /* of what is traded, in the model "volume" */

const char *const *
variant_names(void)
{
	static const char *names[sizeof(variants) / sizeof(variants[0])];
	size_t i;

	for (i = 0; variants[i].name != NULL; i++)
		names[i] = variants[i].name;
	return names;
}

const struct variant *
variant_find(struct str name)
{
	const struct variant *v;

	for (v = variants; v->name != NULL; v++)
		if (str_is(name, v->name))
			return v;
	return NULL;
}

static void
classic_ladder(struct ladder *l, int side, double margin, double part)
{
	const size_t n = sizeof(classic) / sizeof(classic[0]);
	size_t i;

	l->n = 0;
	for (i = 0; i < n; i++) {
		double d =
		    margin_distance(side, false, classic[i].leverage, margin);

		if (d <= 0)
			continue; /* margin tiers do not allow it */
		l->distance[l->n] = d;
		l->birth[l->n++] = part * classic[i].share;
	}
}

void
variant_ladders(const struct variant *v, const struct law *law, double margin,
    double nearest, struct ladder ladder[2])
{
	struct law used = *law;
	const double part = v->rules.birth == BIRTH_VOLUME ? VOLUME_OPENS : 1;

	switch (v->distances) {
	case DISTANCES_LAW:
		used.nearest = fmax(used.nearest, nearest);
		ladder_of_law(&ladder[0], &used);
		ladder[1] = ladder[0];
		break;
	case DISTANCES_CLASSIC:
		classic_ladder(&ladder[0], SIDE_LONG, margin, part);
		classic_ladder(&ladder[1], SIDE_SHORT, margin, part);
		break;
	default:
		ladder[0].n = ladder[1].n = 0;
	}
}
