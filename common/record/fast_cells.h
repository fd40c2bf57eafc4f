/*
 * fast_cells.h - what lines of every shape are made of: phrases and numbers.
 *
 * Included by the kernels, each of which defines before:
 *
 *	KERNEL		how its functions are declared
 *	phrase_same	a phrase stands at p
 *	number		a decimal at p, of at most FAST_DIGITS digits
 *	digits13	a time at p
 *
 * Layer: record, for its own files.
 */
#ifndef RECORD_FAST_CELLS_H
#define RECORD_FAST_CELLS_H

/* A literal at p; the compiler makes a few wide compares of it. */
#define STANDS(p, literal) (memcmp((p), literal, sizeof(literal) - 1) == 0)
#define PAST(p, literal) ((p) + sizeof(literal) - 1)

#define EXCHANGE ",\"exchange\":\""

/* The text of a phrase, or NULL: not one that was learned. */
KERNEL const struct fast_phrase *
phrase_at(const struct fast_phrases *all, const char *p)
{
	size_t i = (size_t)phrase_hash(p) & (all->slots - 1), k;
	const struct fast_phrase *f;

	for (k = 0; k < PHRASE_PROBES; k++) {
		f = &all->slot[(i + k) & (all->slots - 1)];
		if (f->n == 0)
			return NULL;
		if (phrase_same(f, p))
			return f;
	}
	return NULL;
}

/* A number, as such or as a string: a stream has the one or the other. */
KERNEL const char *
decimal_at(const char *p, int64_t *v, uint8_t *scale)
{
	if (*p != '"')
		return number(p, v, scale);
	p = number(p + 1, v, scale);
	return p != NULL && *p == '"' ? p + 1 : NULL;
}

#endif
