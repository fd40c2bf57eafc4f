/*
 * fast_line.h - one line of fast.h's shape, over a few small functions.
 *
 * Included by the kernels behind fast_cells.h, each of which defines before:
 *
 *	line_ends	the newlines of a text
 *	plain		where the plain bytes at p end
 *
 * A line ends where line_ends says, but no field needs to look: what is
 * compared holds no newline, nor does what number, plain and digits13 accept,
 * so a reader that accepts cannot leave its line.  It may read up to
 * FAST_SLACK bytes behind what it accepts.
 *
 * Layer: record, for its own files.
 */
#ifndef RECORD_FAST_LINE_H
#define RECORD_FAST_LINE_H

#define LIQUIDATION "{\"type\":\"liquidation\",\"ts\":"
#define RECEIVED_NULL "null,\"id\":\""
#define ID ",\"id\":\""

/* long","price": or short","price": without a branch between the two. */
KERNEL const char *
side_at(const char *p, uint8_t *side)
{
	static const char heads[2][9] = { "long\",\"p", "short\",\"" };
	const size_t is_short = *p == 's';

	*side = (uint8_t)(SIDE_LONG + is_short);
	if (memcmp(p, heads[is_short], 8) != 0 ||
	    memcmp(p + 6 + is_short, "\"price\":", 8) != 0)
		return NULL;
	return p + 14 + is_short;
}

KERNEL const char *
amount_at(const char *p, struct fast_line *l, enum fast_number which)
{
	p = decimal_at(p, &l->number[which], &l->scale[which]);
	return p != NULL && l->number[which] != 0 ? p : NULL;
}

/* From the opening quote of the side's value to behind usd. */
KERNEL const char *
numbers_at(const char *p, struct fast_line *l)
{
	if ((p = side_at(p, &l->side)) == NULL ||
	    (p = amount_at(p, l, FAST_PRICE)) == NULL ||
	    !STANDS(p, ",\"qty\":") ||
	    (p = amount_at(PAST(p, ",\"qty\":"), l, FAST_QTY)) == NULL ||
	    !STANDS(p, ",\"usd\":"))
		return NULL;
	p = amount_at(PAST(p, ",\"usd\":"), l, FAST_USD);
	return l->scale[FAST_USD] <= USD_SCALE ? p : NULL;
}

/* When it was received, and the id. */
KERNEL const char *
tail_at(const char *p, struct fast_line *l)
{
	if (digits13(p, &l->received) && l->received >= DIGITS13_FIRST &&
	    STANDS(p + 13, ID)) {
		p = PAST(p + 13, ID);
	} else if (STANDS(p, RECEIVED_NULL)) {
		l->received = INT_NONE;
		p = PAST(p, RECEIVED_NULL);
	} else {
		return NULL;
	}
	l->id.s = p;
	l->id.n = plain(p);
	p += l->id.n;
	return l->id.n > 0 && l->id.n < FAST_ID && STANDS(p, "\"}\n") ? p + 2
								      : NULL;
}

/* Where its newline is, or NULL: it is not of the shape. */
KERNEL const char *
line_at(struct fast *f, const char *p, struct fast_line *l)
{
	const struct fast_phrase *who, *how;

	if (!STANDS(p, LIQUIDATION) ||
	    !digits13(p = PAST(p, LIQUIDATION), &l->ts) || l->ts < WHEN_FIRST ||
	    l->ts >= WHEN_LAST || !STANDS(p + 13, EXCHANGE))
		return NULL;
	p = PAST(p + 13, EXCHANGE);
	if ((who = phrase_at(&f->who, p)) == NULL) {
		f->unknown = true;
		return NULL;
	}
	l->who = who->meaning;
	if ((p = numbers_at(p + who->n, l)) == NULL)
		return NULL;
	if ((how = phrase_at(&f->how, p)) == NULL) {
		f->unknown = true;
		return NULL;
	}
	l->how = how->meaning;
	return tail_at(p + how->n, l);
}

/*
 * The next run's text, a line's worth for each line of this one, so that it is
 * near when line_ends comes to it.  An address that is no memory does no harm.
 */
KERNEL void
ahead(const char *p)
{
	int i;

	for (i = 0; i < 5; i++)
		__builtin_prefetch(p + i * 64);
}

KERNEL size_t
take(struct fast *f, struct fast_run *run, struct str text)
{
	uint32_t end[FAST_LINES + 1];
	size_t lines, first = 0;

	run->n = 0;
	f->unknown = false;
	if (!STANDS(text.s,
		LIQUIDATION)) /* or other records would cost line_ends */
		return 0;
	f->unknown = f->who.slots == 0 || f->how.slots == 0;
	if (f->unknown)
		return 0;
	lines = line_ends(text, end);
	for (; run->n < lines; first = end[run->n++] + (size_t)1) {
		ahead(text.s + end[lines - 1] + first);
		if (line_at(f, text.s + first, &run->line[run->n]) !=
		    text.s + end[run->n])
			break;
	}
	return first;
}

#endif
