/*
 * What stands on a map, by price.
 */
#include <math.h>

#include "liq-levels/map.h"

static size_t
band_of(const struct holding *h)
{
	if (h->leverage <= 1)
		return BANDS - 1;
	return ladder_band(
	    margin_distance(SIDE_LONG, false, h->leverage, MARGIN_USUAL));
}

static void
holdings_standing(const struct map *m, struct bins *b, int side, size_t band)
{
	const struct holding *h;
	size_t i;
	int64_t k;

	for (i = 0; i < m->holdings.n; i++) {
		h = &m->holdings.of[i];
		k = (int64_t)floor(h->level / m->rules.step);
		if (h->side == side && k >= b->low &&
		    k < b->low + (int64_t)b->n &&
		    (band == BANDS || band == band_of(h)))
			b->usd[k - b->low] += h->usd;
	}
}

static void
standing(const struct map *m, const struct memory *in, struct bins *b, int side,
    size_t band, int64_t low, int64_t high)
{
	const struct ladder *l = &in->ladder[memory_of(side)];
	size_t from = 0, to = l->n;

	if (band < BANDS) {
		for (to = 0; to < l->n; to++)
			if (ladder_band(l->distance[to]) > band)
				break;
		while (from < to && ladder_band(l->distance[from]) < band)
			from++;
	}
	bins_standing(b, in, side, from, to, low, high,
	    tuning_factor(&m->tuning[memory_of(side)]));
}

void
map_standing(const struct map *m, struct bins *b, int side, size_t band,
    int64_t low, int64_t high)
{
	if (m->rules.variant->distances == DISTANCES_NONE) {
		bins_set(b, low, high);
		holdings_standing(m, b, side, band);
		return;
	}
	standing(m, &m->memory, b, side, band, low, high);
}

void
map_opened(const struct map *m, struct bins *b, int side, size_t band,
    int64_t low, int64_t high)
{
	standing(m, &m->clock, b, side, band, low, high);
}
