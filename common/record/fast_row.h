/*
 * fast_row.h - lines of fast_rows.h's shapes.
 *
 * Included by the kernels behind fast_cells.h.  Nothing that a reader here
 * accepts holds a newline, so one that accepts cannot leave its line.  It may
 * read up to FAST_SLACK bytes behind what it accepts.
 *
 * Layer: record, for its own files.
 */
#ifndef RECORD_FAST_ROW_H
#define RECORD_FAST_ROW_H

#define CANDLE "{\"type\":\"candle\",\"ts\":"
#define INTEREST "{\"type\":\"oi\",\"ts\":"
#define HIGH ",\"high\":"
#define LOW ",\"low\":"
#define CLOSE ",\"close\":"
#define VOLUME ",\"volume\":"
#define BUY_VOLUME ",\"buy_volume\":"
#define USD ",\"usd\":"
#define TRADES ",\"trades\":"
#define NOTHING "null"

#define LONG_DIGITS 18 /* of a number in 64 bits */

/* As number, of up to LONG_DIGITS digits: sums of busy days have as many. */
KERNEL const char *
long_number(const char *p, int64_t *v, uint8_t *scale)
{
	const char *first = p, *point = NULL;
	uint64_t n = 0;

	for (; (*p >= '0' && *p <= '9') || *p == '.'; p++) {
		if (p - first > LONG_DIGITS || (*p == '.' && point != NULL))
			return NULL;
		if (*p == '.')
			point = p;
		else
			n = n * 10 + (uint64_t)(*p - '0');
	}
	if (point == NULL || point == first || p - point < 2 ||
	    (*first == '0' && point > first + 1))
		return NULL;
	*v = (int64_t)n;
	*scale = (uint8_t)(p - point - 1);
	return p;
}

/* A number, as decimal_at, or null. */
KERNEL const char *
cell_at(const char *p, struct fast_row *r, enum fast_cell i)
{
	const bool quoted = *p == '"';
	const char *end;

	r->known[i] = !STANDS(p, NOTHING);
	r->number[i] = 0;
	r->scale[i] = 0;
	if (!r->known[i])
		return PAST(p, NOTHING);
	if ((end = decimal_at(p, &r->number[i], &r->scale[i])) != NULL)
		return end;
	end = long_number(p + quoted, &r->number[i], &r->scale[i]);
	return end != NULL && (!quoted || *end == '"') ? end + quoted : NULL;
}

/* A whole number that is not negative, or null. */
KERNEL const char *
count_at(const char *p, int64_t *v)
{
	const char *first = p;
	int64_t n = 0;

	*v = INT_NONE;
	if (STANDS(p, NOTHING))
		return PAST(p, NOTHING);
	for (; *p >= '0' && *p <= '9' && p - first < LONG_DIGITS; p++)
		n = n * 10 + (*p - '0');
	*v = n;
	return p > first && (*first != '0' || p == first + 1) ? p : NULL;
}

/* From behind "ts": up to the first number. */
KERNEL const char *
who_at(struct fast_rows *f, const char *p, struct fast_row *r)
{
	const struct fast_phrase *who;

	if (!digits13(p, &r->ts) || r->ts < WHEN_FIRST || r->ts >= WHEN_LAST ||
	    !STANDS(p + 13, EXCHANGE))
		return NULL;
	p = PAST(p + 13, EXCHANGE);
	if (f->who.slots == 0 || (who = phrase_at(&f->who, p)) == NULL) {
		f->unknown = true;
		return NULL;
	}
	r->who = who->meaning;
	return p + who->n;
}

/* From behind the last number up to the newline. */
KERNEL const char *
how_at(struct fast_rows *f, const char *p, struct fast_row *r)
{
	const struct fast_phrase *how;

	if (f->how.slots == 0 || (how = phrase_at(&f->how, p)) == NULL) {
		f->unknown = true;
		return NULL;
	}
	r->how = how->meaning;
	p += how->n;
	r->received = INT_NONE;
	if (STANDS(p, NOTHING))
		p = PAST(p, NOTHING);
	else if (digits13(p, &r->received) && r->received >= DIGITS13_FIRST)
		p += 13;
	else
		return NULL;
	return STANDS(p, "}\n") ? p + 1 : NULL;
}

/* As record_parse has it: prices in order, volumes that fit each other. */
static inline bool
not_above(const struct fast_row *r, enum fast_cell a, enum fast_cell b)
{
	if (r->scale[a] == r->scale[b])
		return r->number[a] <= r->number[b];
	return dec_cmp(fast_row_dec(r, a), fast_row_dec(r, b)) <= 0;
}

static inline bool
sound(const struct fast_row *r)
{
	if (!r->known[CELL_OPEN] || !r->known[CELL_HIGH] ||
	    !r->known[CELL_LOW] || !r->known[CELL_CLOSE] ||
	    r->number[CELL_LOW] == 0)
		return false;
	if (!not_above(r, CELL_LOW, CELL_OPEN) ||
	    !not_above(r, CELL_LOW, CELL_CLOSE) ||
	    !not_above(r, CELL_OPEN, CELL_HIGH) ||
	    !not_above(r, CELL_CLOSE, CELL_HIGH))
		return false;
	return !r->known[CELL_VOLUME] || !r->known[CELL_BUY_VOLUME] ||
	       not_above(r, CELL_BUY_VOLUME, CELL_VOLUME);
}

/* Where its newline is, or NULL: it is not of the shape. */
KERNEL const char *
candle_at(struct fast_rows *f, const char *p, struct fast_row *r)
{
	if (!STANDS(p, CANDLE) || (p = who_at(f, PAST(p, CANDLE), r)) == NULL ||
	    (p = cell_at(p, r, CELL_OPEN)) == NULL || !STANDS(p, HIGH) ||
	    (p = cell_at(PAST(p, HIGH), r, CELL_HIGH)) == NULL ||
	    !STANDS(p, LOW) ||
	    (p = cell_at(PAST(p, LOW), r, CELL_LOW)) == NULL ||
	    !STANDS(p, CLOSE) ||
	    (p = cell_at(PAST(p, CLOSE), r, CELL_CLOSE)) == NULL ||
	    !STANDS(p, VOLUME) ||
	    (p = cell_at(PAST(p, VOLUME), r, CELL_VOLUME)) == NULL ||
	    !STANDS(p, BUY_VOLUME) ||
	    (p = cell_at(PAST(p, BUY_VOLUME), r, CELL_BUY_VOLUME)) == NULL ||
	    !STANDS(p, USD) ||
	    (p = cell_at(PAST(p, USD), r, CELL_USD)) == NULL ||
	    !STANDS(p, TRADES) ||
	    (p = count_at(PAST(p, TRADES), &r->trades)) == NULL || !sound(r))
		return NULL;
	return how_at(f, p, r);
}

KERNEL const char *
interest_at(struct fast_rows *f, const char *p, struct fast_row *r)
{
	if (!STANDS(p, INTEREST) ||
	    (p = who_at(f, PAST(p, INTEREST), r)) == NULL ||
	    (p = cell_at(p, r, CELL_OI)) == NULL || !STANDS(p, USD) ||
	    (p = cell_at(PAST(p, USD), r, CELL_OI_USD)) == NULL ||
	    !(r->known[CELL_OI] || r->known[CELL_OI_USD]))
		return NULL;
	r->trades = INT_NONE;
	return how_at(f, p, r);
}

KERNEL size_t
take_rows(struct fast_rows *f, struct fast_rows_run *run, struct str text)
{
	const char *p = text.s, *end;
	struct fast_row *r;

	f->unknown = false;
	for (run->n = 0; run->n < FAST_ROWS && p < text.s + text.n;
	     p = end + 1) {
		r = &run->row[run->n];
		end = f->type == RECORD_CANDLE ? candle_at(f, p, r)
					       : interest_at(f, p, r);
		if (end == NULL)
			break;
		r->text = (struct str){ p, (size_t)(end - p) };
		run->n++;
	}
	return (size_t)(p - text.s);
}

#endif
