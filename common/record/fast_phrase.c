/*
 * What the readers learn: stretches of text, found by their first bytes.
 */
#include <stdlib.h>

#include "base/x.h"
#include "json/json.h"
#include "record/fast_room.h"
#include "record/record.h"

#define SLOTS_FIRST 256
#define SLOTS_MOST 16384 /* a hostile stream gets no more; half are used */

/* The free slot of a phrase; NULL: too many are near it, or it is known. */
static struct fast_phrase *
place(const struct fast_phrases *all, const struct fast_phrase *f)
{
	size_t i = (size_t)phrase_hash(f->text) & (all->slots - 1), k;
	struct fast_phrase *at;

	for (k = 0; k < PHRASE_PROBES; k++) {
		at = &all->slot[(i + k) & (all->slots - 1)];
		if (at->n == 0)
			return at;
		if (at->n == f->n && memcmp(at->text, f->text, f->n) == 0)
			return NULL;
	}
	return NULL;
}

/* Twice the room; what finds no slot in it is forgotten. */
static void
widen(struct fast_phrases *all)
{
	struct fast_phrases old = *all;
	struct fast_phrase *at;
	size_t i;

	all->slots = old.slots > 0 ? old.slots * 2 : SLOTS_FIRST;
	all->slot = xcalloc(all->slots, sizeof(*all->slot));
	for (i = 0; i < old.slots; i++)
		if (old.slot[i].n > 0 &&
		    (at = place(all, &old.slot[i])) != NULL)
			*at = old.slot[i];
	free(old.slot);
}

/* False: there is no room for it, or it is there. */
bool
phrases_keep(struct fast_phrases *all, struct str text, uint32_t meaning)
{
	struct fast_phrase f = { .n = (uint32_t)text.n, .meaning = meaning };
	struct fast_phrase *at;

	if (text.n < PHRASE_HEAD || text.n > FAST_PHRASE)
		return false;
	if (all->n * 2 >= all->slots && all->slots < SLOTS_MOST)
		widen(all);
	memcpy(f.text, text.s, text.n);
	memset(f.mask, 0xff, text.n);
	if (all->n * 2 >= all->slots || (at = place(all, &f)) == NULL)
		return false;
	*at = f;
	all->n++;
	return true;
}

void
phrases_free(struct fast_phrases *all)
{
	free(all->slot);
	*all = (struct fast_phrases){ 0 };
}

/*
 * The values of a line whose members begin with those of its type, in their
 * order: where a phrase was cut out of another, it could hold a key that
 * the reader meets elsewhere, too.
 */
bool
phrase_values(struct str *value, enum record_type type, struct str line)
{
	const struct field *f = record_fields(type);
	struct str key, v;

	if (!json_member(&line, &key, &v) || !json_key_is(key, "type"))
		return false;
	for (; f->kind != FIELD_END; f++)
		if (!json_member(&line, &key, value++) ||
		    !json_key_is(key, f->key))
			return false;
	return true;
}

struct str
phrase_between(const char *p, const char *end)
{
	return (struct str){ p, (size_t)(end - p) };
}
