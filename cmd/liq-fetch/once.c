#include "liq-fetch/once.h"

#include <stdlib.h>

#include "base/x.h"

static bool
has_identity(const struct spill_line *l)
{
	return (l->identity.a | l->identity.b) != 0;
}

static int
by_identity(const void *a, const void *b)
{
	const struct spill_line *x = *(const struct spill_line *const *)a,
				*y = *(const struct spill_line *const *)b;
	int c =
	    (x->identity.a > y->identity.a) - (x->identity.a < y->identity.a);

	if (c == 0)
		c = (x->identity.b > y->identity.b) -
		    (x->identity.b < y->identity.b);
	return c != 0 ? c : (x->number > y->number) - (x->number < y->number);
}

/* A line that is not given has no text. */
static void
drop_later(struct once *o)
{
	struct spill_line **by = xreallocarray(NULL, o->n, sizeof(*by));
	size_t i, first = 0;

	for (i = 0; i < o->n; i++)
		by[i] = &o->of[i];
	qsort(by, o->n, sizeof(*by), by_identity);
	for (i = 1; i < o->n; i++) {
		if (!has_identity(by[i]) ||
		    by[i]->identity.a != by[first]->identity.a ||
		    by[i]->identity.b != by[first]->identity.b) {
			first = i;
			continue;
		}
		by[i]->text.n = 0;
		o->repeated++;
	}
	free(by);
}

static void
take(struct once *o, const struct spill_line *l)
{
	o->of = xgrow(o->of, o->n, &o->cap, sizeof(*o->of));
	o->of[o->n++] = *l;
	buf_str(&o->text, l->text);
}

/* Does it come after o->of[0], as one more of its time that may be the same? */
static bool
is_more(const struct once *o, const struct spill_line *l)
{
	if (l->effective != o->of[0].effective)
		return false;
	if (has_identity(&o->of[0]))
		return has_identity(l);
	return str_same(l->text, buf_view(&o->text));
}

/*
 * The lines of the next time that have an identity, which is the same only
 * within one type of record, and those stand together; or one that has none.
 */
static bool
load(struct once *o)
{
	const char *at;
	size_t i;

	o->n = o->at = 0;
	buf_reset(&o->text);
	if (o->next == NULL)
		return false;
	take(o, o->next);
	while (
	    (o->next = spill_next(&o->lines)) != NULL && is_more(o, o->next)) {
		if (has_identity(o->next))
			take(o, o->next);
		else
			o->repeated++;
	}
	for (at = o->text.s, i = 0; i < o->n; at += o->of[i++].text.n)
		o->of[i].text.s = at;
	if (o->n > 1)
		drop_later(o);
	return true;
}

const struct spill_line *
once_next(struct once *o)
{
	if (!o->begun)
		o->next = spill_next(&o->lines);
	o->begun = true;
	do {
		while (o->at < o->n)
			if (o->of[o->at++].text.n > 0)
				return &o->of[o->at - 1];
	} while (load(o));
	return NULL;
}

void
once_free(struct once *o)
{
	spill_free(&o->lines);
	buf_free(&o->text);
	free(o->of);
	*o = (struct once){ .lines.most = o->lines.most };
}
