/*
 * json.c - our JSON against jansson: both take a text or both refuse it, and
 * where both take it they see the same value.
 *
 * They may differ only where one of the differences below can be shown to be
 * the cause.
 */
#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "fuzz.h"
#include "json/json.h"

#define TEXT_MAX (64 << 10)

/* What a text holds, by a scan that knows strings and no more. */
struct looks {
	int depth; /* of containers */
	size_t digits; /* of the longest number, without its exponent */
	bool huge; /* a number beyond 64 bits or beyond a double */
};

static size_t
skip_string(struct str s, size_t i)
{
	for (i++; i < s.n && s.s[i] != '"'; i++)
		if (s.s[i] == '\\')
			i++;
	return i + 1;
}

/* A number from s[i] on: what is after it. */
static size_t
look_at_number(struct looks *l, struct str s, size_t i)
{
	char text[TEXT_MAX], *end;
	size_t n = 0, digits = 0;
	bool exponent = false, whole = true;

	for (; i < s.n && memchr("+-.0123456789eE", s.s[i], 15) != NULL; i++) {
		exponent = exponent || (s.s[i] | 32) == 'e';
		whole = whole && strchr(".eE", s.s[i]) == NULL;
		digits += !exponent && s.s[i] >= '0' && s.s[i] <= '9';
		text[n++] = s.s[i];
	}
	text[n] = '\0';
	l->digits = digits > l->digits ? digits : l->digits;
	errno = 0;
	if (whole)
		(void)strtoll(text, &end, 10);
	if (whole ? errno == ERANGE : isinf(strtod(text, &end)))
		l->huge = true;
	return i;
}

static struct looks
look(struct str s)
{
	struct looks l = { 0 };
	size_t i = 0;
	int depth = 0;

	while (i < s.n) {
		if (s.s[i] == '"') {
			i = skip_string(s, i);
		} else if (s.s[i] == '-' || (s.s[i] >= '0' && s.s[i] <= '9')) {
			i = look_at_number(&l, s, i);
		} else {
			depth += s.s[i] == '[' || s.s[i] == '{';
			depth -= s.s[i] == ']' || s.s[i] == '}';
			l.depth = depth > l.depth ? depth : l.depth;
			i++;
		}
	}
	return l;
}

/* We refuse what jansson takes: only for these limits of ours. */
static bool
our_limit(struct str text, const char *why)
{
	struct looks l = look(text);

	if (strcmp(why, "nested deeper than 32") == 0)
		return l.depth > JSON_DEPTH;
	if (strcmp(why, "a number of more than 40 digits") == 0)
		return l.digits > JSON_DIGITS;
	return false;
}

/*
 * jansson passes over a NUL byte behind a number or a word (2.14: it is read
 * to see where they end, and putting it back loses it).  Without those the
 * text must be sound, or beyond a limit of ours.
 */
static bool
nul_behind_word(struct str text)
{
	struct buf b = { 0 };
	const char *why;
	size_t i;
	bool sound;

	for (i = 0; i < text.n; i++)
		if (text.s[i] != '\0' || b.n == 0 ||
		    !isalnum((unsigned char)b.s[b.n - 1]))
			buf_putc(&b, text.s[i]);
	why = json_check(buf_view(&b));
	sound = b.n < text.n && (why == NULL || our_limit(buf_view(&b), why));
	buf_free(&b);
	return sound;
}

/* jansson refuses what we take: only numbers that no machine type holds. */
static bool
their_limit(struct str text, const json_error_t *error)
{
	return json_error_code(error) == json_error_numeric_overflow &&
	       look(text).huge;
}

static void same_value(struct str whole, struct str v, json_t *j, int depth);

static void
same_string(struct str whole, struct str v, const char *s, size_t n)
{
	static char text[TEXT_MAX], again[TEXT_MAX];
	struct buf b = { 0 };

	must(json_text(text, sizeof(text), v), "a string not read", whole);
	must(str_same(str_of(text), (struct str){ s, n }),
	    "two readings of a string", whole);
	must(n == 0 || !json_text(again, n, v), "no room, but read", whole);
	json_put_text(&b, str_of(text));
	must(json_check(buf_view(&b)) == NULL, "we write no JSON", whole);
	must(json_text(again, sizeof(again), buf_view(&b)) &&
		 strcmp(text, again) == 0,
	    "written and read, a string differs", whole);
	buf_free(&b);
}

static void
same_number(struct str whole, struct str v, json_t *j)
{
	static char text[TEXT_MAX];
	char *end;

	must(str_copy(text, sizeof(text), v), "a number of that size", whole);
	if (json_is_integer(j))
		must(strtoll(text, &end, 10) == json_integer_value(j),
		    "two readings of a whole number", whole);
	else
		must(strtod(text, &end) == json_real_value(j),
		    "two readings of a number", whole);
	must(*end == '\0', "something behind a number", whole);
}

static void
same_object(struct str whole, struct str v, json_t *j, int depth)
{
	static char name[TEXT_MAX];
	struct str rest = v, key, value, found;
	size_t n = 0;
	json_t *member;

	while (json_member(&rest, &key, &value)) {
		must(json_text(name, sizeof(name), key), "no key", whole);
		member = json_object_get(j, name);
		must(member != NULL, "a key that is not there", whole);
		must(json_key_is(key, name), "a key is not itself", whole);
		must(json_get(v, name, &found) && found.s == value.s &&
			 found.n == value.n,
		    "a member is not found by its key", whole);
		same_string(whole, key, name, strlen(name));
		same_value(whole, value, member, depth + 1);
		n++;
	}
	must(n == json_object_size(j), "not all members", whole);
}

static void
same_array(struct str whole, struct str v, json_t *j, int depth)
{
	struct str value;
	size_t n = 0;

	while (json_element(&v, &value)) {
		must(n < json_array_size(j), "too many elements", whole);
		same_value(whole, value, json_array_get(j, n++), depth + 1);
	}
	must(n == json_array_size(j), "not all elements", whole);
}

static void
same_value(struct str whole, struct str v, json_t *j, int depth)
{
	static const char kinds[] = { [JSON_OBJECT] = '{',
		[JSON_ARRAY] = '[',
		[JSON_STRING] = '"',
		[JSON_INTEGER] = '0',
		[JSON_REAL] = '0',
		[JSON_TRUE] = 't',
		[JSON_FALSE] = 'f',
		[JSON_NULL] = 'n' };

	must(depth <= JSON_DEPTH, "deeper than it may be", whole);
	must(v.n > 0 && json_kind(v) == kinds[json_typeof(j)],
	    "two kinds of value", whole);
	must(json_check(v) == NULL, "a slice that is no JSON", whole);
	must(str_same(v, str_trim(v)), "blanks around a slice", whole);
	switch (json_typeof(j)) {
	case JSON_OBJECT:
		same_object(whole, v, j, depth);
		break;
	case JSON_ARRAY:
		same_array(whole, v, j, depth);
		break;
	case JSON_STRING:
		same_string(
		    whole, v, json_string_value(j), json_string_length(j));
		break;
	case JSON_INTEGER:
	case JSON_REAL:
		same_number(whole, v, j);
		break;
	default:
		must(str_is(v, json_is_null(j)	 ? "null"
			       : json_is_true(j) ? "true"
						 : "false"),
		    "another word", whole);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };
	const char *why;
	json_error_t error;
	json_t *j;

	if (n >= TEXT_MAX)
		return 0;
	j = json_loadb(
	    text.s, text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	why = json_check(text);
	if (why == NULL && j != NULL)
		same_value(text, str_trim(text), j, 0);
	else if (why == NULL)
		must(their_limit(text, &error), error.text, text);
	else if (j != NULL)
		must(our_limit(text, why) || nul_behind_word(text), why, text);
	json_decref(j);
	return 0;
}
