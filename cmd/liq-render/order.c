#include "liq-render/order.h"

#include <stdlib.h>

#include "io/opt.h"

static const char *const names[] = { "usd", "longs", "shorts", "name", NULL };

const char *
order_set(void *target, const char *word)
{
	int i;

	for (i = 0; names[i] != NULL; i++)
		if (strcmp(names[i], word) == 0) {
			*(int *)target = i;
			return NULL;
		}
	return opt_unknown("order", str_of(word), names);
}

const char *
order_name(int order)
{
	return names[order];
}

/* Groups lie in memory as they were sorted, by USD: so are equals. */
static int
decide(int d, const struct group *a, const struct group *b)
{
	return d != 0 ? d : (a > b) - (a < b);
}

/* What is not known comes last. */
static int
by_money(struct dec a, struct dec b)
{
	return a.known != b.known ? b.known - a.known : dec_cmp(b, a);
}

static int
by_longs(const void *x, const void *y)
{
	const struct group *a = *(const struct group *const *)x;
	const struct group *b = *(const struct group *const *)y;

	return decide(by_money(a->long_usd, b->long_usd), a, b);
}

static int
by_shorts(const void *x, const void *y)
{
	const struct group *a = *(const struct group *const *)x;
	const struct group *b = *(const struct group *const *)y;

	return decide(by_money(a->short_usd, b->short_usd), a, b);
}

static int
by_name(const void *x, const void *y)
{
	const struct group *a = *(const struct group *const *)x;
	const struct group *b = *(const struct group *const *)y;

	return decide(str_cmp(a->name, b->name), a, b);
}

void
order_slice(const struct slice *s, int order)
{
	static int (*const by[])(const void *, const void *) = { NULL, by_longs,
		by_shorts, by_name };

	if (by[order] != NULL && s->n > 0)
		qsort(s->of, s->n, sizeof(*s->of), by[order]);
}
