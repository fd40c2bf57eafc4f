#include "base/str.h"

#define WORD 64 /* bytes of a word that is compared by edits */

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n > 0 ? memcmp(a.s, b.s, n) : 0;

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

bool
str_copy(char *out, size_t room, struct str s)
{
	if (s.n >= room)
		return false;
	if (s.n > 0)
		memcpy(out, s.s, s.n);
	out[s.n] = '\0';
	return true;
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && blank(s.s[0]))
		s = str_from(s, 1);
	while (s.n > 0 && blank(s.s[s.n - 1]))
		s.n--;
	return s;
}

bool
str_split(struct str *rest, char sep, struct str *part)
{
	const char *end;

	if (rest->s == NULL)
		return false;
	end = rest->n > 0 ? memchr(rest->s, sep, rest->n) : NULL;
	*part = *rest;
	if (end == NULL) {
		*rest = (struct str){ 0 };
		return true;
	}
	part->n = (size_t)(end - rest->s);
	*rest = str_from(*rest, part->n + 1);
	return true;
}

static size_t
least(size_t a, size_t b, size_t c)
{
	a = a < b ? a : b;
	return a < c ? a : c;
}

/* Damerau's distance with adjacent swaps, three rows at a time. */
size_t
str_distance(struct str a, struct str b)
{
	size_t row[3][WORD + 1], i, j, *old, *mid, *new;

	if (a.n > WORD || b.n > WORD)
		return WORD + 1;
	for (j = 0; j <= b.n; j++)
		row[0][j] = j;
	for (i = 1; i <= a.n; i++) {
		old = row[(i + 1) % 3]; /* two rows up; unset at i == 1 */
		mid = row[(i - 1) % 3];
		new = row[i % 3];
		new[0] = i;
		for (j = 1; j <= b.n; j++) {
			new[j] = least(mid[j] + 1, new[j - 1] + 1,
			    mid[j - 1] + (a.s[i - 1] != b.s[j - 1]));
			if (i > 1 && j > 1 && a.s[i - 1] == b.s[j - 2] &&
			    a.s[i - 2] == b.s[j - 1] && old[j - 2] < new[j])
				new[j] = old[j - 2] + 1 < new[j]
					     ? old[j - 2] + 1
					     : new[j];
		}
	}
	return row[a.n % 3][b.n];
}

const char *
str_nearest(struct str s, const char *const *names)
{
	const char *best = NULL;
	size_t d, least_so_far = 3;

	for (; *names != NULL; names++) {
		d = str_distance(s, str_of(*names));
		if (d < least_so_far && d < strlen(*names)) {
			least_so_far = d;
			best = *names;
		}
	}
	return best;
}
