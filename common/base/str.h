/*
 * str.h - a view of somebody else's text.
 *
 * Layer: base.  Owns: nothing; a view is valid as long as the text it was
 * taken from.  The text is not terminated and may hold any byte.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct str {
	const char *s;
	size_t n;
};

/* A view of a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

static inline struct str
str_of(const char *z)
{
	struct str s = { z, strlen(z) };

	return s;
}

static inline bool
str_same(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.s, b.s, a.n) == 0);
}

static inline bool
str_is(struct str a, const char *z)
{
	return str_same(a, str_of(z));
}

/* The rest of s from byte n on; empty where s is shorter. */
static inline struct str
str_from(struct str s, size_t n)
{
	n = n < s.n ? n : s.n;
	s.s += n;
	s.n -= n;
	return s;
}

static inline bool
str_starts(struct str s, struct str head)
{
	return s.n >= head.n && str_same((struct str){ s.s, head.n }, head);
}

static inline bool
str_ends(struct str s, struct str tail)
{
	return s.n >= tail.n && str_same(str_from(s, s.n - tail.n), tail);
}

int str_cmp(struct str, struct str); /* bytes, then length: <0, 0, >0 */
bool str_copy(char *, size_t, struct str); /* terminated; false: too long */
struct str str_trim(struct str); /* without blanks at either end */
/* Cut the text before the next sep off *rest; false when *rest is spent. */
bool str_split(struct str *rest, char sep, struct str *part);
/* Edits (insert, drop, change, swap) from a to b, at most 64 bytes each. */
size_t str_distance(struct str, struct str);
/* The name nearest to s within two edits, or NULL; names end in NULL. */
const char *str_nearest(struct str, const char *const *names);

#endif
