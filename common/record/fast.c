#include "record/fast.h"

#include <stdlib.h>

#include "base/x.h"
#include "json/json.h"
#include "record/fast_room.h"
#include "record/record.h"

#define SLOTS_FIRST 256
#define SLOTS_MOST 16384 /* a hostile stream gets no more; half are used */

const struct fast_kernel fast_kernels[] = {
#if defined(__x86_64__)
	{ "avx2", fast_usable_avx2, fast_take_avx2 },
#endif
	{ "portable", fast_usable_portable, fast_take_portable },
	{ 0 },
};

const struct fast_kernel *
fast_kernel(void)
{
	const struct fast_kernel *k = fast_kernels;

	while (!k->usable())
		k++;
	return k;
}

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
static bool
keep(struct fast_phrases *all, struct str text, uint32_t meaning)
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

/*
 * The values of a line whose members begin with those of a liquidation, in
 * their order: where a phrase was cut out of another, it could hold a key that
 * the reader meets elsewhere, too.
 */
static bool
values(struct str *value, struct str line)
{
	const struct field *f = liquidation_fields;
	struct str key, v;

	if (!json_member(&line, &key, &v) || !json_key_is(key, "type"))
		return false;
	for (; f->kind != FIELD_END; f++)
		if (!json_member(&line, &key, value++) ||
		    !json_key_is(key, f->key))
			return false;
	return true;
}

static void
name(struct fast *f, const struct liquidation *l)
{
	struct fast_name *n;

	f->name = xgrow(f->name, f->names, &f->cap, sizeof(*f->name));
	n = &f->name[f->names++];
	memcpy(n->exchange, l->exchange, sizeof(n->exchange));
	memcpy(n->symbol, l->symbol, sizeof(n->symbol));
	memcpy(n->base, l->base, sizeof(n->base));
	memcpy(n->quote, l->quote, sizeof(n->quote));
}

/* From p up to end. */
static struct str
between(const char *p, const char *end)
{
	return (struct str){ p, (size_t)(end - p) };
}

/*
 * A phrase is whole members and nothing else: it begins and ends where the
 * reader stands between the same tokens in every line of the shape, so what it
 * said in this line it says in all.  The first begins and ends inside the
 * quotes of exchange and side, which record_parse found to be strings.
 */
void
fast_learn(struct fast *f, struct str line)
{
	enum {
		TS,
		EXCHANGE,
		SYMBOL,
		BASE,
		QUOTE,
		SIDE,
		PRICE,
		QTY,
		USD,
		PRICE_KIND,
		SOURCE,
		RECEIVED,
		ID,
		VALUES
	};
	struct str value[VALUES], who, how;
	struct record r;

	if (!f->unknown)
		return;
	f->unknown = false;
	if (record_parse(&r, line) != NULL || r.type != RECORD_LIQUIDATION ||
	    !values(value, str_trim(line)) || json_kind(value[SIDE]) != '"')
		return;
	who = between(value[EXCHANGE].s + 1, value[SIDE].s + 1);
	how = between(value[USD].s + value[USD].n, value[RECEIVED].s);
	if (keep(&f->who, who, (uint32_t)f->names))
		name(f, &r.as.liquidation);
	keep(&f->how, how, 0);
}

void
fast_free(struct fast *f)
{
	free(f->who.slot);
	free(f->how.slot);
	free(f->name);
	*f = (struct fast){ 0 };
}
