#include "liq-agg/cell.h"

#include <stdlib.h>

#include "base/x.h"

static size_t
slot_of(const struct cells *all, size_t pair, int64_t bin)
{
	const uint64_t mix = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t h = ((uint64_t)pair + (uint64_t)bin * mix) * mix;
	size_t i = (size_t)(h >> 32) & (all->slots - 1);
	const struct cell *c;

	for (; all->slot[i] != 0; i = (i + 1) & (all->slots - 1)) {
		c = &all->of[all->slot[i] - 1];
		if (c->pair == pair && c->bin == bin)
			break;
	}
	return i;
}

static void
widen(struct cells *all)
{
	size_t i;

	all->slots = all->slots > 0 ? all->slots * 2 : 16;
	free(all->slot);
	all->slot = xcalloc(all->slots, sizeof(*all->slot));
	for (i = 0; i < all->n; i++)
		all->slot[slot_of(all, all->of[i].pair, all->of[i].bin)] =
		    (uint32_t)i + 1;
}

struct cell *
cells_at(struct cells *all, size_t pair, int64_t bin)
{
	size_t at;

	if (all->n * 2 >= all->slots)
		widen(all);
	at = slot_of(all, pair, bin);
	if (all->slot[at] == 0) {
		all->of = xgrow(all->of, all->n, &all->cap, sizeof(*all->of));
		all->of[all->n] = (struct cell){ .pair = pair, .bin = bin };
		all->slot[at] = (uint32_t)++all->n;
	}
	return &all->of[all->slot[at] - 1];
}

void
cells_reset(struct cells *all)
{
	if (all->slots > 0)
		memset(all->slot, 0, all->slots * sizeof(*all->slot));
	all->n = 0;
}

void
cells_free(struct cells *all)
{
	free(all->of);
	free(all->slot);
	*all = (struct cells){ 0 };
}
