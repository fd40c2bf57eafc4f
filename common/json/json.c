#include "json/json.h"

#include "base/utf8.h"
#include "json/escape.h"

char
json_kind(struct str v)
{
	return v.n == 0						   ? 'n'
	       : v.s[0] == '-' || (v.s[0] >= '0' && v.s[0] <= '9') ? '0'
								   : v.s[0];
}

static bool
blank(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static struct str
skip_blanks(struct str s)
{
	while (s.n > 0 && blank(s.s[0]))
		s = str_from(s, 1);
	return s;
}

/* Where a string that starts at s ends, both quotes included. */
static size_t
string_size(struct str s)
{
	size_t i;

	for (i = 1; s.s[i] != '"'; i++)
		if (s.s[i] == '\\')
			i++;
	return i + 1;
}

/* The size of the value at the front of checked text. */
static size_t
value_size(struct str s)
{
	size_t i = 0;
	int depth = 0;

	if (s.s[0] == '"')
		return string_size(s);
	if (s.s[0] != '{' && s.s[0] != '[') {
		while (i < s.n && s.s[i] != ',' && s.s[i] != '}' &&
		       s.s[i] != ']' && !blank(s.s[i]))
			i++;
		return i;
	}
	do {
		if (s.s[i] == '"') {
			i += string_size(str_from(s, i));
			continue;
		}
		/* braces and brackets differ by one bit */
		depth += (s.s[i] | 32) == '{';
		depth -= (s.s[i] | 32) == '}';
		i++;
		while (s.s[i] > '"' && s.s[i] < '[' && depth > 0)
			i++; /* numbers, and what is between them */
	} while (depth > 0);
	return i;
}

/* Past the opening brace or the comma; false at the end. */
static bool
enter(struct str *rest, char open)
{
	struct str s = skip_blanks(*rest);

	if (s.n == 0 || (s.s[0] != open && s.s[0] != ','))
		return false;
	s = skip_blanks(str_from(s, 1));
	if (s.n == 0 || s.s[0] == '}' || s.s[0] == ']')
		return false;
	*rest = s;
	return true;
}

static struct str
take_value(struct str *rest)
{
	struct str v = { rest->s, value_size(*rest) };

	*rest = str_from(*rest, v.n);
	return v;
}

bool
json_member(struct str *rest, struct str *key, struct str *v)
{
	if (!enter(rest, '{'))
		return false;
	*key = take_value(rest);
	*rest = skip_blanks(str_from(skip_blanks(*rest), 1));
	*v = take_value(rest);
	return true;
}

bool
json_element(struct str *rest, struct str *v)
{
	if (!enter(rest, '['))
		return false;
	*v = take_value(rest);
	return true;
}

bool
json_key_is(struct str key, const char *name)
{
	struct buf b = { 0 };
	struct str bare = { key.s + 1, key.n - 2 };
	bool same = str_same(escape_undo(bare, &b), str_of(name));

	buf_free(&b);
	return same;
}

bool
json_get(struct str obj, const char *name, struct str *v)
{
	struct str key;

	while (json_member(&obj, &key, v))
		if (json_key_is(key, name))
			return true;
	return false;
}

struct str
json_bare(struct str v)
{
	if (json_kind(v) != '"')
		return (struct str){ "", 0 };
	return (struct str){ v.s + 1, v.n - 2 };
}

bool
json_text(char *out, size_t room, struct str v)
{
	struct buf b = { 0 };
	bool good;

	if (json_kind(v) != '"')
		return false;
	good = str_copy(out, room, escape_undo(json_bare(v), &b));
	buf_free(&b);
	return good;
}

/* How many bytes at its front stand for themselves. */
static size_t
plain(const char *p, const char *end)
{
	const char *from = p;

	while (p < end && *p >= ' ' && *p <= '~' && *p != '"' && *p != '\\')
		p++;
	return (size_t)(p - from);
}

void
json_put_text(struct buf *b, struct str s)
{
	const char *p = s.s, *end = p + s.n;
	size_t n;
	unsigned v;

	buf_putc(b, '"');
	for (; p < end; p += n) {
		if ((n = plain(p, end)) > 0) {
			buf_put(b, p, n);
			continue;
		}
		if ((n = utf8_size(p, end)) == 0) {
			n = 1;
			buf_puts(b, "\xef\xbf\xbd");
			continue;
		}
		v = utf8_get(p, n);
		if (v == '"' || v == '\\') {
			buf_putc(b, '\\');
			buf_putc(b, (char)v);
		} else if (utf8_invisible(v)) {
			buf_printf(b, "\\u%04x", v);
		} else {
			buf_put(b, p, n);
		}
	}
	buf_putc(b, '"');
}
