#include "liq-agg/repeat.h"

#include <stdlib.h>

#include "base/x.h"

#define TEXT 128 /* an exchange, an id and their ends */

static bool
none(struct hash128 key)
{
	return (key.a | key.b) == 0;
}

struct hash128
repeats_key(const char *exchange, struct str id)
{
	char text[TEXT];
	size_t n = strlen(exchange) + 1;
	struct hash128 key;

	memcpy(text, exchange, n);
	memcpy(text + n, id.s, id.n);
	key = hash128((struct str){ text, n + id.n });
	if (none(key))
		key.b = 1; /* nothing is the key of no id */
	return key;
}

static uint8_t
tag_of(struct hash128 key)
{
	return (uint8_t)(1 + key.a % 255);
}

/* The slot of a key, or the free one where it belongs. */
static size_t
slot_of(const struct repeats *all, struct hash128 key)
{
	const uint8_t tag = tag_of(key);
	size_t i = (size_t)key.b & (all->slots - 1);
	const struct hash128 *k;

	for (; all->tag[i] != 0; i = (i + 1) & (all->slots - 1)) {
		if (all->tag[i] != tag)
			continue;
		k = &all->key[all->slot[i]];
		if (k->a == key.a && k->b == key.b)
			break;
	}
	return i;
}

static void
settle(struct repeats *all, size_t at, size_t event)
{
	all->tag[at] = tag_of(all->key[event]);
	all->slot[at] = (uint32_t)event;
}

static void
rebuild(struct repeats *all, size_t slots)
{
	size_t i;

	free(all->tag);
	free(all->slot);
	all->slots = slots;
	all->tag = xcalloc(all->slots, sizeof(*all->tag));
	all->slot = xcalloc(all->slots, sizeof(*all->slot));
	for (i = 0; i < all->n; i++)
		if (!none(all->key[i]))
			settle(all, slot_of(all, all->key[i]), i);
}

static void
append(struct repeats *all, struct hash128 key)
{
	all->key = xgrow(all->key, all->n, &all->cap, sizeof(*all->key));
	all->key[all->n++] = key;
}

size_t
repeats_add(struct repeats *all, struct hash128 key)
{
	size_t at;

	if ((all->n + 1) * 3 > all->slots * 2)
		rebuild(all, all->slots > 0 ? all->slots * 2 : 1024);
	at = slot_of(all, key);
	if (all->tag[at] != 0)
		return all->slot[at];
	append(all, key);
	settle(all, at, all->n - 1);
	return all->n - 1;
}

bool
repeats_know(const struct repeats *all, struct hash128 key)
{
	return all->slots > 0 && all->tag[slot_of(all, key)] != 0;
}

void
repeats_expect(const struct repeats *all, struct hash128 key)
{
	const size_t i = (size_t)key.b & (all->slots - 1);

	if (all->slots == 0)
		return;
	__builtin_prefetch(&all->tag[i]);
	__builtin_prefetch(&all->slot[i], 1);
}

void
repeats_add_none(struct repeats *all)
{
	append(all, (struct hash128){ 0, 0 });
}

void
repeats_keep(struct repeats *all, const uint32_t *to)
{
	size_t i, n = 0, slots = 1024;

	for (i = 0; i < all->n; i++)
		if (to[i] != UINT32_MAX)
			all->key[n++] = all->key[i];
	all->n = n;
	while (n * 2 > slots)
		slots *= 2;
	rebuild(all, slots);
}

void
repeats_free(struct repeats *all)
{
	free(all->key);
	free(all->tag);
	free(all->slot);
	*all = (struct repeats){ 0 };
}
