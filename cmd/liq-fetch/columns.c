#include "liq-fetch/columns.h"

#include <assert.h>

#include "base/utf8.h"
#include "base/when.h"
#include "liq-fetch/reason.h"

#define SHARE_SCALE 12 /* decimals of a share */

static char
fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
counts(char c)
{
	return c != '_' && c != ' ' && c != '-' && c != '.' && c != '\t';
}

/* The same name but for case and what stands between words. */
static bool
same_name(struct str a, const char *b)
{
	size_t i;

	for (i = 0; i < a.n; i++) {
		if (!counts(a.s[i]))
			continue;
		while (*b != '\0' && !counts(*b))
			b++;
		if (*b == '\0' || fold(a.s[i]) != fold(*b++))
			return false;
	}
	while (*b != '\0' && !counts(*b))
		b++;
	return *b == '\0';
}

/* How many cells of the header have this name; *at: the first. */
static size_t
cells_named(const struct csv *header, const char *name, size_t *at)
{
	size_t i, n = 0;

	for (i = header->n; i-- > 0;)
		if (same_name(header->cell[i], name)) {
			*at = i;
			n++;
		}
	return n;
}

/* Where a member stands in the header: how many cells may be meant. */
static size_t
locate(struct column_map *c, enum record_type type, const struct csv *header)
{
	const struct alias *a;
	size_t n;

	c->how = COLUMN_PLAIN;
	if ((n = cells_named(header, c->field->key, &c->cell)) > 0)
		return n;
	for (a = column_aliases; a->name != NULL; a++) {
		if (!(a->types >> type & 1) || strcmp(a->key, c->field->key))
			continue;
		c->how = a->how;
		if ((n = cells_named(header, a->name, &c->cell)) > 0)
			return n;
	}
	return 0;
}

const char *
columns_bind(
    struct columns *cols, enum record_type type, const struct csv *header)
{
	const struct field *f;
	struct column_map c;
	size_t n;

	cols->type = type;
	cols->n = 0;
	for (f = record_fields(type); f->kind != FIELD_END; f++) {
		c.field = f;
		if ((n = locate(&c, type, header)) == 0)
			continue;
		if (n > 1)
			return reason("two columns for \"%s\"", f->key);
		assert(cols->n < COLUMNS_MAX);
		cols->of[cols->n++] = c;
	}
	return NULL;
}

const struct column_map *
columns_find(const struct columns *cols, const char *key)
{
	size_t i;

	for (i = 0; i < cols->n; i++)
		if (strcmp(cols->of[i].field->key, key) == 0)
			return &cols->of[i];
	return NULL;
}

/* A decimal as an int64_t; cut: what fraction it has is dropped. */
static bool
whole(int64_t *out, struct dec d, bool cut)
{
	i128 v = d.v;
	int i;

	for (i = d.scale; i > 0; i--) {
		if (v % 10 != 0 && !cut)
			return false;
		v /= 10;
	}
	*out = (int64_t)v;
	return v == *out;
}

static const char *
epoch(int64_t *ms, struct dec d)
{
	static const char odd[] = "not a time of this market (2015 to 2100)";
	int64_t t, v;

	if (!whole(&v, d, true) || v < 0)
		return odd;
	if (v >= INT64_C(100000000000000000))
		return "a time in nanoseconds";
	if (v >= INT64_C(100000000000000))
		t = v / 1000;
	else if (v >= INT64_C(100000000000))
		t = v;
	else if (!dec_shift(&d, d, 3) || !whole(&t, d, true))
		return odd;
	*ms = t;
	return when_sane(t) ? NULL : odd;
}

const char *
cell_time(int64_t *ms, struct str s)
{
	const char *why;
	struct dec d;

	s = str_trim(s);
	if (dec_parse(&d, s) == NULL)
		return epoch(ms, d);
	if ((why = when_parse_iso(ms, s)) != NULL)
		return why;
	return when_sane(*ms) ? NULL
			      : "not a time of this market (2015 to 2100)";
}

const char *
cell_dec(struct dec *out, struct str s)
{
	*out = (struct dec){ 0 };
	s = str_trim(s);
	return s.n == 0 ? NULL : dec_parse(out, s);
}

const char *
cell_int(int64_t *out, struct str s)
{
	struct dec d;

	*out = INT_NONE;
	s = str_trim(s);
	if (s.n == 0)
		return NULL;
	return dec_parse(&d, s) == NULL && whole(out, d, false)
		   ? NULL
		   : "not a whole number";
}

bool
ratio_shares(struct dec *lng, struct dec *shrt, struct dec r)
{
	struct dec one = dec_int(1), sum;

	return r.known && r.v >= 0 && dec_add(&sum, r, one) &&
	       dec_div(lng, r, sum, SHARE_SCALE) && dec_sub(shrt, one, *lng);
}

static bool
same_word(struct str s, const char *word)
{
	size_t i;

	for (i = 0; i < s.n && fold(s.s[i]) == word[i]; i++)
		;
	return i == s.n && word[i] == '\0';
}

static const char *
read_int(int64_t *out, const struct column_map *c, struct str s)
{
	struct dec d;

	if (!strcmp(c->field->key, "ts") || !strcmp(c->field->key, "received"))
		return cell_time(out, s);
	if (dec_parse(&d, s) != NULL)
		return "not a whole number";
	if (c->how == COLUMN_HOURS && (dec_cmp(d, dec_int(24 * 366)) > 0 ||
					  !dec_mul(&d, d, dec_int(HOUR_MS))))
		return "not a span in hours";
	return whole(out, d, false) ? NULL : "not a whole number";
}

static const char *
read_name(int *out, const struct field *f, struct str s)
{
	int i;

	for (i = 0; f->names[i] != NULL; i++)
		if (same_word(s, f->names[i])) {
			*out = i + 1;
			return NULL;
		}
	if (f->names == side_names &&
	    (same_word(s, "buy") || same_word(s, "sell")))
		return "buy or sell, which may be the order's or the "
		       "position's";
	return "none of the words it may be";
}

static const char *
read_truth(int *out, struct str s)
{
	if (same_word(s, "true") || str_is(s, "1"))
		*out = TRUTH_TRUE;
	else if (same_word(s, "false") || str_is(s, "0"))
		*out = TRUTH_FALSE;
	else
		return "neither true nor false";
	return NULL;
}

/* One cell that is not empty into its member. */
static const char *
read_cell(void *out, const struct column_map *c, struct str s)
{
	switch (c->field->kind) {
	case FIELD_INT:
		return read_int(out, c, s);
	case FIELD_DEC:
		return dec_parse(out, s) == NULL ? NULL
						 : "not a number in range";
	case FIELD_TEXT:
		if (!utf8_valid(s))
			return "not UTF-8";
		return str_copy(out, c->field->size, s) ? NULL : "too long";
	case FIELD_NAME:
		return read_name(out, c->field, s);
	case FIELD_BOOL:
		return read_truth(out, s);
	default:
		return "nothing for a cell";
	}
}

const char *
columns_read(
    const struct columns *cols, const struct csv *row, struct record *r)
{
	const struct column_map *c;
	const char *why;
	struct str s;

	record_clear(r, cols->type);
	for (c = cols->of; c < cols->of + cols->n; c++) {
		s = str_trim(row->cell[c->cell]);
		if (s.n == 0)
			continue;
		why = read_cell((char *)&r->as + c->field->offset, c, s);
		if (why == NULL && c->how == COLUMN_RATIO &&
		    !ratio_shares(
			&r->as.ratio.lng, &r->as.ratio.shrt, r->as.ratio.lng))
			why = "not a ratio";
		if (why != NULL)
			return reason("\"%s\" is %s", c->field->key, why);
	}
	return NULL;
}

static bool
null(const struct field *f, const void *member)
{
	switch (f->kind) {
	case FIELD_INT:
		return *(const int64_t *)member == INT_NONE;
	case FIELD_DEC:
		return !((const struct dec *)member)->known;
	case FIELD_TEXT:
		return *(const char *)member == '\0';
	case FIELD_RAW:
		return ((const struct str *)member)->n == 0;
	default:
		return *(const int *)member == 0;
	}
}

const char *
columns_missing(const struct record *r)
{
	const struct field *f;

	for (f = record_fields(r->type); f->kind != FIELD_END; f++)
		if (!(f->flags & FIELD_NULL) &&
		    null(f, (const char *)&r->as + f->offset))
			return reason("\"%s\" is missing", f->key);
	return NULL;
}

void
columns_origin(struct record *r, const char *source, int64_t received)
{
	const struct field *f;
	char *p;

	for (f = record_fields(r->type); f->kind != FIELD_END; f++) {
		p = (char *)&r->as + f->offset;
		if (strcmp(f->key, "source") == 0 && null(f, p))
			str_copy(p, f->size, str_of(source));
		if (strcmp(f->key, "received") == 0 && null(f, p))
			*(int64_t *)p = received;
	}
}
