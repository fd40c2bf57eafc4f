#include "liq-agg/repeat.h"

#include <stdlib.h>

#include "base/x.h"

#define SLOTS_FIRST 1024
#define AT_ONCE 64 /* what is likely makes it at most so much larger */

static uint32_t
tag_of(uint64_t key)
{
	return (uint32_t)(key >> 32);
}

/*
 * The high bits of a tag say where it stands, so that a larger table is
 * filled from the front to the back.
 */
static size_t
home(const struct repeats *all, uint32_t tag)
{
	return (size_t)((uint64_t)tag * all->slots >> 32);
}

static size_t
after(const struct repeats *all, size_t at)
{
	return at + 1 < all->slots ? at + 1 : 0;
}

/* The slot of a key, or the free one where it belongs. */
static size_t
slot_of(const struct repeats *all, uint64_t key, repeats_same *same,
    const void *arg)
{
	const uint32_t tag = tag_of(key);
	const struct repeats_slot *s;
	size_t at;

	for (at = home(all, tag);; at = after(all, at)) {
		s = &all->slot[at];
		if (s->place == 0 || (s->tag == tag && same(arg, s->place)))
			return at;
	}
}

/* Twice as many, or as many as are likely to be enough. */
static size_t
more(const struct repeats *all)
{
	const size_t most = all->slots * AT_ONCE;
	size_t slots = all->likely / 5 * 8;

	if (all->slots == 0)
		return SLOTS_FIRST;
	slots = slots < most ? slots : most;
	return slots > all->slots * 2 ? slots : all->slots * 2;
}

static void
grow(struct repeats *all)
{
	const struct repeats old = *all;
	size_t i, at;

	all->slots = more(&old);
	all->slot = xcalloc(all->slots, sizeof(*all->slot));
	xhuge(all->slot, all->slots * sizeof(*all->slot));
	for (i = 0; i < old.slots; i++) {
		if (old.slot[i].place == 0)
			continue;
		at = home(all, old.slot[i].tag);
		while (all->slot[at].place != 0)
			at = after(all, at);
		all->slot[at] = old.slot[i];
	}
	free(old.slot);
}

uint32_t *
repeats_at(
    struct repeats *all, uint64_t key, repeats_same *same, const void *arg)
{
	struct repeats_slot *s;

	if ((all->n + 1) * 3 > all->slots * 2)
		grow(all);
	s = &all->slot[slot_of(all, key, same, arg)];
	if (s->place == 0) {
		s->tag = tag_of(key);
		all->n++;
	}
	return &s->place;
}

uint32_t
repeats_find(const struct repeats *all, uint64_t key, repeats_same *same,
    const void *arg)
{
	if (all->slots == 0)
		return 0;
	return all->slot[slot_of(all, key, same, arg)].place;
}

void
repeats_expect(const struct repeats *all, uint64_t key)
{
	if (all->slots > 0)
		__builtin_prefetch(&all->slot[home(all, tag_of(key))], 1);
}

void
repeats_free(struct repeats *all)
{
	free(all->slot);
	*all = (struct repeats){ 0 };
}
