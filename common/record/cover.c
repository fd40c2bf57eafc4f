#include "record/cover.h"

#include <stdlib.h>
#include <string.h>

#include "base/x.h"

/* The first interval that ends at or after t. */
static size_t
reach(const struct cover *c, int64_t t)
{
	size_t low = 0, high = c->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (c->of[mid].until < t)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Put one interval in the place of those from first to before last. */
static void
replace(struct cover *c, size_t first, size_t last, struct interval v)
{
	if (first == last)
		c->of = xgrow(c->of, c->n, &c->cap, sizeof(*c->of));
	memmove(
	    c->of + first + 1, c->of + last, (c->n - last) * sizeof(*c->of));
	c->of[first] = v;
	c->n = c->n + 1 - (last - first);
}

void
cover_add(struct cover *c, int64_t since, int64_t until)
{
	struct interval v = { since, until };
	size_t first, last;

	if (since >= until)
		return;
	first = last = reach(c, since);
	for (; last < c->n && c->of[last].since <= until; last++) {
		if (c->of[last].since < v.since)
			v.since = c->of[last].since;
		if (c->of[last].until > v.until)
			v.until = c->of[last].until;
	}
	replace(c, first, last, v);
}

void
cover_remove(struct cover *c, int64_t since, int64_t until)
{
	struct interval one = { since, until };
	struct cover other = { &one, 1, 1 };

	if (since < until)
		cover_subtract(c, &other);
}

void
cover_forget(struct cover *c, int64_t before)
{
	size_t n = 0;

	while (n < c->n && c->of[n].until <= before)
		n++;
	if (n == 0)
		return;
	c->n -= n;
	memmove(c->of, c->of + n, c->n * sizeof(*c->of));
}

void
cover_merge(struct cover *c, const struct cover *other)
{
	size_t i;

	for (i = 0; i < other->n; i++)
		cover_add(c, other->of[i].since, other->of[i].until);
}

/* One pass over both: what each interval leaves uncovered is kept. */
void
cover_subtract(struct cover *c, const struct cover *other)
{
	struct cover left = { 0 };
	size_t i, k = 0;

	for (i = 0; i < c->n; i++) {
		int64_t from = c->of[i].since;

		while (k < other->n && other->of[k].until <= from)
			k++;
		for (; k < other->n && other->of[k].since < c->of[i].until;
		     k++) {
			cover_add(&left, from, other->of[k].since);
			if ((from = other->of[k].until) >= c->of[i].until)
				break; /* it may reach into the next one */
		}
		cover_add(&left, from, c->of[i].until);
	}
	cover_free(c);
	*c = left;
}

int64_t
cover_reaches(const struct cover *c, int64_t t)
{
	size_t i = reach(c, t);

	if (i < c->n && c->of[i].until == t)
		i++; /* it ends where t begins */
	return i < c->n && c->of[i].since <= t ? c->of[i].until : t;
}

int64_t
cover_length(const struct cover *c, int64_t since, int64_t until)
{
	int64_t sum = 0, a, b;
	size_t i;

	for (i = reach(c, since); i < c->n && c->of[i].since < until; i++) {
		a = c->of[i].since > since ? c->of[i].since : since;
		b = c->of[i].until < until ? c->of[i].until : until;
		if (b > a)
			sum += b - a;
	}
	return sum;
}

void
cover_free(struct cover *c)
{
	free(c->of);
	*c = (struct cover){ 0 };
}
