#include "json/json.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "base/x.h"
#include "json/escape.h"

#define NEAR_KEYS 64 /* keys kept without allocating */
#define FEW_KEYS 24 /* up to here each new key is compared with the others */

/* A container that is open: what it is, and where its keys start. */
struct level {
	bool object;
	size_t first;
};

struct checker {
	const char *p, *end;
	struct level level[JSON_DEPTH];
	int depth;
	struct str near[NEAR_KEYS], *key; /* keys of all open objects */
	size_t keys, cap;
	bool escapes; /* some string so far has a backslash */
	const char *why;
};

static bool
refuse(struct checker *c, const char *why)
{
	c->why = why;
	return false;
}

static void
blanks(struct checker *c)
{
	while (c->p < c->end && (*c->p == ' ' || *c->p == '\t' ||
				    *c->p == '\n' || *c->p == '\r'))
		c->p++;
}

/* After a backslash: one escape, a surrogate pair as one. */
static bool
escape(struct checker *c)
{
	int v;

	if (c->p == c->end)
		return refuse(c, "a string without an end");
	if (*c->p != 'u') {
		if (memchr("\"\\/bfnrt", *c->p, 8) == NULL)
			return refuse(c, "an unknown escape in a string");
		c->p++;
		return true;
	}
	v = escape_hex(c->p + 1, c->end);
	if (v < 0)
		return refuse(c, "an unknown escape in a string");
	if (v == 0)
		return refuse(c, "a NUL in a string");
	c->p += 5;
	if (v < 0xd800 || v > 0xdfff)
		return true;
	if (v > 0xdbff || c->end - c->p < 6 || c->p[0] != '\\' ||
	    c->p[1] != 'u' || (v = escape_hex(c->p + 2, c->end)) < 0xdc00 ||
	    v > 0xdfff)
		return refuse(c, "half a surrogate pair in a string");
	c->p += 6;
	return true;
}

/* What a string holds as it stands: ASCII but quotes, escapes, controls. */
static bool
ordinary(char c)
{
	return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

static bool
string(struct checker *c)
{
	size_t n;

	for (c->p++; c->p < c->end; c->p += n) {
		n = 1;
		if (ordinary(*c->p))
			continue;
		if (*c->p == '"') {
			c->p++;
			return true;
		}
		if (*c->p == '\\') {
			c->escapes = true;
			c->p++;
			if (!escape(c))
				return false;
			n = 0;
		} else if ((unsigned char)*c->p < 0x20) {
			return refuse(c, "a control character in a string");
		} else if ((n = utf8_size(c->p, c->end)) == 0) {
			return refuse(c, "not UTF-8");
		}
	}
	return refuse(c, "a string without an end");
}

static size_t
digits(struct checker *c)
{
	const char *first = c->p;

	while (c->p < c->end && *c->p >= '0' && *c->p <= '9')
		c->p++;
	return (size_t)(c->p - first);
}

static bool
number(struct checker *c)
{
	size_t whole, part = 0;

	if (*c->p == '-')
		c->p++;
	if (c->p < c->end && *c->p == '0' && c->end - c->p > 1 &&
	    c->p[1] >= '0' && c->p[1] <= '9')
		return refuse(c, "a number that starts with a zero");
	if ((whole = digits(c)) == 0)
		return refuse(c, "not JSON");
	if (c->p < c->end && *c->p == '.') {
		c->p++;
		if ((part = digits(c)) == 0)
			return refuse(c, "a number without digits behind its "
					 "point");
	}
	if (c->p < c->end && (*c->p | 32) == 'e') {
		c->p++;
		if (c->p < c->end && (*c->p == '+' || *c->p == '-'))
			c->p++;
		if (digits(c) == 0)
			return refuse(c, "a number without digits in its "
					 "exponent");
	}
	if (whole + part > JSON_DIGITS)
		return refuse(c, "a number of more than 40 digits");
	return true;
}

static bool
word(struct checker *c, struct str w)
{
	struct str rest = { c->p, (size_t)(c->end - c->p) };

	if (!str_starts(rest, w))
		return refuse(c, "not JSON");
	c->p += w.n;
	return true;
}

/* A scalar, or the opening of a container. */
static bool
value(struct checker *c)
{
	if (c->p == c->end)
		return refuse(c, "JSON cut short");
	switch (*c->p) {
	case '{':
	case '[':
		if (c->depth == JSON_DEPTH)
			return refuse(c, "nested deeper than 32");
		c->level[c->depth].object = *c->p == '{';
		c->level[c->depth++].first = c->keys;
		c->p++;
		return true;
	case '"':
		return string(c);
	case 't':
		return word(c, STR("true"));
	case 'f':
		return word(c, STR("false"));
	case 'n':
		return word(c, STR("null"));
	default:
		return number(c);
	}
}

static int
key_cmp(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Many keys: sort their plain texts and look at neighbours. */
static bool
unique(const struct str *key, size_t n)
{
	struct str *sorted = xreallocarray(NULL, n, sizeof(*sorted));
	struct buf text = { 0 };
	size_t i, room = 0;
	bool good = true;

	for (i = 0; i < n; i++)
		room += key[i].n;
	buf_room(&text, room); /* so that plain never moves it */
	for (i = 0; i < n; i++)
		sorted[i] = escape_undo(key[i], &text);
	qsort(sorted, n, sizeof(*sorted), key_cmp);
	for (i = 1; i < n && good; i++)
		good = !str_same(sorted[i - 1], sorted[i]);
	free(sorted);
	buf_free(&text);
	return good;
}

static void
keep_key(struct checker *c, struct str key)
{
	if (c->keys == c->cap) {
		c->cap *= 2;
		if (c->key == c->near) {
			c->key = xreallocarray(NULL, c->cap, sizeof(*c->key));
			memcpy(c->key, c->near, sizeof(c->near));
		} else {
			c->key = xreallocarray(c->key, c->cap, sizeof(*c->key));
		}
	}
	c->key[c->keys++] = key;
}

static bool
same_key(const struct checker *c, struct str a, struct str b)
{
	if (!c->escapes && (a.n != b.n || a.s[0] != b.s[0]))
		return false;
	return escape_same(a, b);
}

/* "key" : and what follows. */
static bool
member(struct checker *c)
{
	const struct level *at = &c->level[c->depth - 1];
	struct str key;
	size_t i;

	blanks(c);
	if (c->p == c->end)
		return refuse(c, "JSON cut short");
	if (*c->p != '"')
		return refuse(c, "not JSON");
	key.s = c->p + 1;
	if (!string(c))
		return false;
	key.n = (size_t)(c->p - key.s) - 1;
	if (c->keys - at->first < FEW_KEYS)
		for (i = at->first; i < c->keys; i++)
			if (same_key(c, c->key[i], key))
				return refuse(c, "a key twice in an object");
	keep_key(c, key);
	blanks(c);
	if (c->p == c->end)
		return refuse(c, "JSON cut short");
	if (*c->p++ != ':')
		return refuse(c, "not JSON");
	blanks(c);
	return value(c);
}

static bool
close_level(struct checker *c)
{
	const struct level *at = &c->level[--c->depth];
	size_t n = c->keys - at->first;

	c->p++;
	if (at->object && n > FEW_KEYS && !unique(c->key + at->first, n))
		return refuse(c, "a key twice in an object");
	c->keys = at->first;
	return true;
}

/* One step inside the innermost container: its end, or its next value. */
static bool
step(struct checker *c, bool fresh)
{
	bool object = c->level[c->depth - 1].object;

	if (c->p == c->end)
		return refuse(c, "JSON cut short");
	if (*c->p == (object ? '}' : ']'))
		return close_level(c);
	if (!fresh) {
		if (*c->p != ',')
			return refuse(c, "not JSON");
		c->p++;
	}
	if (object)
		return member(c);
	blanks(c);
	return value(c);
}

static bool
document(struct checker *c)
{
	int depth = 0;

	blanks(c);
	if (c->p == c->end)
		return refuse(c, "empty");
	if (!value(c))
		return false;
	while (c->depth > 0) {
		bool fresh = c->depth > depth;

		depth = c->depth;
		blanks(c);
		if (!step(c, fresh))
			return false;
	}
	blanks(c);
	return c->p == c->end || refuse(c, "something behind the JSON");
}

const char *
json_check(struct str text)
{
	/* an empty buffer is no text, and no pointer either */
	struct checker c = { .p = text.s != NULL ? text.s : "" };

	c.end = c.p + text.n;
	c.key = c.near;
	c.cap = NEAR_KEYS;
	if (document(&c))
		c.why = NULL;
	if (c.key != c.near)
		free(c.key);
	return c.why;
}
