#include "json/bind.h"

#include <stdio.h>

#include "json/json.h"

/* A reason that names its key; good until the next. */
static const char *
because(const struct field *f, const char *what)
{
	static char why[128];

	snprintf(why, sizeof(why), "\"%s\" %s", f->key, what);
	return why;
}

static void *
at(void *out, const struct field *f)
{
	return (char *)out + f->offset;
}

static const void *
from(const void *in, const struct field *f)
{
	return (const char *)in + f->offset;
}

static void
clear(void *out, const struct field *f)
{
	static const struct dec none;

	switch (f->kind) {
	case FIELD_INT:
		*(int64_t *)at(out, f) = INT_NONE;
		break;
	case FIELD_DEC:
		*(struct dec *)at(out, f) = none;
		break;
	case FIELD_TEXT:
		*(char *)at(out, f) = '\0';
		break;
	case FIELD_RAW:
		*(struct str *)at(out, f) = (struct str){ 0 };
		break;
	default:
		*(int *)at(out, f) = 0;
	}
}

static const char *
get_int(int64_t *out, const struct field *f, struct str v)
{
	bool negative;
	int64_t n = 0;

	if ((f->flags & FIELD_LAX) && json_kind(v) == '"')
		v = json_bare(v);
	negative = v.n > 0 && v.s[0] == '-';
	v = str_from(v, negative);
	if (v.n == 0)
		return because(f, "is not a whole number");
	for (; v.n > 0; v = str_from(v, 1)) {
		if (v.s[0] < '0' || v.s[0] > '9')
			return because(f, "is not a whole number");
		if (n > (INT64_MAX - 9) / 10)
			return because(f, "is out of range");
		n = n * 10 + (v.s[0] - '0');
	}
	*out = negative ? -n : n;
	return NULL;
}

static const char *
get_dec(struct dec *out, const struct field *f, struct str v)
{
	const char *why;

	if (json_kind(v) == '"')
		v = json_bare(v);
	why = dec_parse(out, v);
	return why == NULL ? NULL : because(f, "is not a number in range");
}

static const char *
get_name(int *out, const struct field *f, struct str v)
{
	char word[64];
	int i;

	if (json_text(word, sizeof(word), v))
		for (i = 0; f->names[i] != NULL; i++)
			if (strcmp(f->names[i], word) == 0) {
				*out = i + 1;
				return NULL;
			}
	return because(f, "is none of the words it may be");
}

static const char *
get(void *out, const struct field *f, struct str v)
{
	switch (f->kind) {
	case FIELD_INT:
		return get_int(at(out, f), f, v);
	case FIELD_DEC:
		return get_dec(at(out, f), f, v);
	case FIELD_TEXT:
		if (json_kind(v) != '"')
			return because(f, "is not a string");
		if (!json_text(at(out, f), f->size, v))
			return because(f, "is too long");
		if (*(char *)at(out, f) == '\0' && !(f->flags & FIELD_NULL))
			return because(f, "is empty");
		return NULL;
	case FIELD_NAME:
		return get_name(at(out, f), f, v);
	case FIELD_BOOL:
		if (json_kind(v) != 't' && json_kind(v) != 'f')
			return because(f, "is neither true nor false");
		*(int *)at(out, f) =
		    json_kind(v) == 't' ? TRUTH_TRUE : TRUTH_FALSE;
		return NULL;
	default:
		if (json_kind(v) != '[' && json_kind(v) != '{')
			return because(f, "is not an array or object");
		*(struct str *)at(out, f) = v;
		return NULL;
	}
}

/* The table's entry for a key; records keep its order, so try hint first. */
static const struct field *
look_up(const struct field *fields, const struct field *hint, struct str key)
{
	const struct field *f;

	if (hint->kind != FIELD_END && json_key_is(key, hint->key))
		return hint;
	for (f = fields; f->kind != FIELD_END; f++)
		if (json_key_is(key, f->key))
			return f;
	return NULL;
}

const char *
bind_get(void *out, const struct field *fields, struct str obj)
{
	const struct field *f, *hint = fields;
	struct str key, v;
	uint64_t seen = 0;
	const char *why;

	if (json_kind(obj) != '{')
		return "not an object";
	while (json_member(&obj, &key, &v)) {
		if ((f = look_up(fields, hint, key)) == NULL)
			continue;
		hint = f + 1;
		seen |= UINT64_C(1) << (f - fields);
		if (json_kind(v) == 'n') {
			if (!(f->flags & FIELD_NULL))
				return because(f, "is null");
			clear(out, f);
		} else if ((why = get(out, f, v)) != NULL) {
			return why;
		}
	}
	for (f = fields; f->kind != FIELD_END; f++)
		if (!(seen >> (f - fields) & 1)) {
			if (!(f->flags & FIELD_NULL))
				return because(f, "is missing");
			clear(out, f);
		}
	return NULL;
}

/* The bare text of a value; false: it is null. */
static bool
put_bare(struct buf *b, const struct field *f, const void *in)
{
	const void *p = from(in, f);
	int n;

	switch (f->kind) {
	case FIELD_INT:
		if (*(const int64_t *)p == INT_NONE)
			return false;
		buf_int(b, *(const int64_t *)p);
		return true;
	case FIELD_DEC:
		if (!((const struct dec *)p)->known)
			return false;
		dec_put(b, *(const struct dec *)p);
		return true;
	case FIELD_TEXT:
		if (*(const char *)p == '\0')
			return false;
		buf_puts(b, p);
		return true;
	case FIELD_RAW:
		buf_str(b, *(const struct str *)p);
		return ((const struct str *)p)->n > 0;
	default:
		n = *(const int *)p;
		if (n == 0)
			return false;
		buf_puts(b, f->kind == FIELD_NAME ? f->names[n - 1]
			    : n == TRUTH_TRUE	  ? "true"
						  : "false");
		return true;
	}
}

static void
put_value(struct buf *b, const struct field *f, const void *in, bool quoted)
{
	bool quotes = f->kind == FIELD_NAME || (quoted && f->kind == FIELD_DEC);
	size_t start = b->n;

	if (f->kind == FIELD_TEXT && *(const char *)from(in, f) != '\0') {
		json_put_text(b, str_of(from(in, f)));
		return;
	}
	if (quotes)
		buf_putc(b, '"');
	if (put_bare(b, f, in)) {
		if (quotes)
			buf_putc(b, '"');
		return;
	}
	b->n = start;
	buf_puts(b, "null");
}

void
bind_put(struct buf *b, const struct field *f, const void *in, bool quoted)
{
	const struct field *first = f;

	for (; f->kind != FIELD_END; f++) {
		if (f != first)
			buf_putc(b, ',');
		buf_putc(b, '"');
		buf_puts(b, f->key);
		buf_puts(b, "\":");
		put_value(b, f, in, quoted);
	}
}

void
bind_put_cell(struct buf *b, const struct field *f, const void *in)
{
	put_bare(b, f, in);
}
